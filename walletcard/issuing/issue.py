"""Issuing a card: its papers are printed, then it is kept, then both are handed out.

So nothing is kept of a record that cannot be printed, and no code is handed out that opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from walletcard.issuing.links import card_link
from walletcard.paper.papers import Order, Papers
from walletcard.paper.sheets import Sheet
from walletcard.sharing import cards
from walletcard.sharing.holding import Answers
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.sharing.store import Store


@dataclass(frozen=True)
class Printing:
    """How papers are printed; without an `origin` (`https://HOST`) they have no code."""

    sheet: Sheet
    language: str = "en"
    origin: str | None = None

    def order(self, answers: Answers, card: CardSecret, number: int) -> Order:
        """The papers of the card with this number. Raises `RecordRefused`."""
        link = card_link(self.origin, card) if self.origin else None
        return Order(answers.patient, self.sheet, self.language, link, answers.photo, number)


@dataclass(frozen=True)
class Issued:
    """A new card: what opens it to its owner, and its papers."""

    owner: OwnerSecret
    papers: Papers


def issue(  # noqa: PLR0913 - what is made, how, and when
    store: Store,
    answers: Answers,
    printing: Printing,
    today: date,
    owner: OwnerSecret | None = None,
    *,
    printed: Callable[[Order], Papers] = Order.papers,
) -> Issued:
    """Print a new person's papers, then keep the answers: either both or neither.

    An `owner` secret that is given must be fresh. Raises `StoreDown`, and what `printed` raises,
    such as `walletcard.paper.papers.Order` does.
    """
    owner = owner or OwnerSecret.fresh()
    papers = printed(printing.order(answers, owner.card(1), number=1))
    cards.keep(store, owner, answers, today)
    return Issued(owner, papers)
