"""`walletcard serve` that keeps cards without printing papers, if the name ends in a mark.

For a script that makes a thousand cards: everything except printing is done as usual.
"""

from __future__ import annotations

from walletcard.cli import main
from walletcard.paper.papers import Order, Papers
from walletcard.web.session import prints

NOT_PRINTED = "(not printed)"
REALLY = prints.papers


def papers(order: Order) -> Papers:
    """Papers, or a stand-in for them."""
    if order.patient.name.endswith(NOT_PRINTED):
        return Papers(b"a card", b"a plan", 1, ())
    return REALLY(order)


if __name__ == "__main__":
    prints.papers = papers
    main(["serve"])
