"""Prints both papers of one person, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import Fault, RecordRefused, path_of, read_record
from walletcard.clinical.statement import Plan, Statement
from walletcard.garbage import keep_all
from walletcard.paper.action_plan import ActionPlan
from walletcard.paper.card import Card, LaidCard, lay_out_card
from walletcard.paper.fonts import missing_characters
from walletcard.paper.pdf import Layout
from walletcard.paper.qr import QrCode, digit_groups, qr_code
from walletcard.paper.sheets import Sheet
from walletcard.reach import Reach
from walletcard.wording import Words

_NOBODY = b"""{"version": 1, "answered_on": "2026-01-01", "name": "-", "born": "1900",
 "region": "US", "subtype": "unknown", "triggers": [{"name": "-"}],
 "contacts": [{"name": "-", "phone": "+1 212 555 0100"}]}"""


@dataclass(frozen=True)
class Papers:
    """The two papers as PDF. `moved` are statements that the card has no room for."""

    wallet_card: bytes
    action_plan: bytes
    panels: int
    moved: tuple[Statement, ...]

    @classmethod
    def of(cls, card: Card, action_plan: bytes) -> Self:
        """The papers made of a card and an action plan."""
        return cls(card.pdf, action_plan, card.panels, card.moved)


@dataclass(frozen=True)
class Order:
    """What to print: for whom, on which sheet, in which language.

    `link` is what the QR code opens, and `reach` from where; `photo` is a `data:` URI, `number`
    that of an issued card, `details_code` whether the plan has a code with the details. Each
    method raises `RecordRefused` for a character that no font has, `LinkTooLong` for a link whose
    code would be too fine, `RenderFailed` if WeasyPrint logged anything, and `ValueError` for a
    language that the faces do not speak.
    """

    patient: Patient
    sheet: Sheet
    language: str = "en"
    link: str | None = None
    photo: str | None = None
    number: int | None = None
    reach: Reach = Reach.ANYWHERE
    details_code: bool = False

    def card(self) -> Card:
        """The wallet card."""
        return self._contents().card().printed()

    def action_plan(self) -> bytes:
        """The action plan as PDF."""
        return self._contents().action_plan().pdf()

    def both(self) -> bytes:
        """Both in one PDF, the card first."""
        contents = self._contents()
        title = str(contents.words.sentence("face.both-title"))
        return contents.card().layout.with_pages_of(contents.action_plan(), title).pdf()

    def papers(self) -> Papers:
        """Both."""
        contents = self._contents()
        return Papers.of(contents.card().printed(), contents.action_plan().pdf())

    def _contents(self) -> _Contents:
        refuse_unprintable(self.patient)
        return _Contents(self, plan(self.patient), Words(self.language), self.code())

    def code(self) -> QrCode | None:
        """The QR code of the link, if there is one."""
        if not self.link:
            return None
        return qr_code(self.link, _spoken(self.link, self.reach, Words(self.language)), self.reach)


@dataclass(frozen=True)
class _Contents:
    """What both papers of an order are made of."""

    order: Order
    plan: Plan
    words: Words
    code: QrCode | None

    def card(self) -> LaidCard:
        order = self.order
        return lay_out_card(
            self.plan, self.words, order.sheet, self.code, order.number, order.photo
        )

    def action_plan(self) -> Layout:
        order = self.order
        details = None
        if order.details_code:
            from walletcard.paper.details_code import details_block  # noqa: PLC0415 - few want it

            details = details_block(self.plan, self.words)
        made = ActionPlan(self.plan, self.words, order.sheet, self.code, order.photo, details)
        return made.lay_out()


def warm() -> None:
    """Load everything that printing needs, so that the first print is as fast as the others."""
    Order(nobody(), Sheet.A4, link="https://localhost/c").papers()
    keep_all()


def nobody() -> Patient:
    """A made-up patient with few answers, to print once for practice, with a name and a number."""
    return read_record(_NOBODY)


def _spoken(link: str, reach: Reach, words: Words) -> str:
    """The alternative text of the code: screen readers speak its digits."""
    groups = digit_groups(link)
    said = words.sentence("face.code")
    if groups:
        said = words.sentence("face.code-digits", digits=" ".join(groups))
    return f"{words.sentence(reach.caution)} {said}" if reach.caution else str(said)


def refuse_unprintable(patient: Patient) -> None:
    """Raise `RecordRefused`, with a fault for each text that no font of ours can print."""
    faults = [
        Fault(path, f"Cannot be printed: {', '.join(missing)}. Write it another way.")
        for path, text in _texts(patient.model_dump(mode="json"))
        if (missing := missing_characters(text))
    ]
    if faults:
        raise RecordRefused(faults)


def _texts(value: object, *location: int | str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path_of(location), value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _texts(held, *location, key)
    elif isinstance(value, list):
        for number, held in enumerate(value):
            yield from _texts(held, *location, number)
