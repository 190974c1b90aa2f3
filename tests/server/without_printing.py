"""`walletcard serve`, where papers of people who are called so are not printed, only kept.

For a script that makes a thousand cards: all but printing is done as in earnest.
"""

from __future__ import annotations

from walletcard.cli import main
from walletcard.paper.papers import Order, Papers
from walletcard.web.session import prints

NOT_PRINTED = "(not printed)"
REALLY = prints.papers


def papers(order: Order) -> Papers:
    """Papers, or what passes for them."""
    if order.patient.name.endswith(NOT_PRINTED):
        return Papers(b"a card", b"a plan", 1, ())
    return REALLY(order)


if __name__ == "__main__":
    prints.papers = papers
    main(["serve"])
