"""Issues a card: prints its papers, then keeps the record, then hands out both.

In this order nothing is kept of a record that cannot be printed, and every code that is handed out
opens something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from walletcard.issuing.links import card_link
from walletcard.paper.papers import Order, Papers
from walletcard.paper.sheets import Sheet
from walletcard.reach import Reach
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.sharing.store import Store


@dataclass(frozen=True)
class Printing:
    """How papers are printed; without an `origin` (`https://HOST`) no code on them opens a page.

    `reach` is from where the code opens, `details_code` whether the plan has a code that holds the
    details themselves.
    """

    sheet: Sheet
    language: str = "en"
    origin: str | None = None
    reach: Reach = Reach.ANYWHERE
    details_code: bool = False

    def order(self, answers: KeptRecord, card: CardSecret, number: int) -> Order:
        """The order for the papers of a card. Raises `RecordRefused` if the record is damaged."""
        link = card_link(self.origin, card) if self.origin else None
        printed = answers.patient, self.sheet, self.language, link, answers.photo, number
        return Order(*printed, self.reach, self.details_code)


@dataclass(frozen=True)
class Issued:
    """A new card: the owner's secret, and the papers."""

    owner: OwnerSecret
    papers: Papers


def issue(  # noqa: PLR0913 - it takes six things to issue a card
    store: Store,
    answers: KeptRecord,
    printing: Printing,
    today: date,
    owner: OwnerSecret | None = None,
    *,
    printed: Callable[[Order], Papers] = Order.papers,
) -> Issued:
    """Print a new owner's papers, then keep the record: both or neither.

    An `owner` that is given must be a fresh secret. Raises `StoreDown`, and what `printed` raises:
    what `walletcard.paper.papers.Order` does, or the press.
    """
    owner = owner or OwnerSecret.fresh()
    papers = printed(printing.order(answers, owner.card(1), number=1))
    cards.keep(store, owner, answers, today)
    return Issued(owner, papers)
