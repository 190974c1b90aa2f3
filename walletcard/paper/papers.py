"""Both papers of one person, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import Fault, RecordRefused, path_of
from walletcard.clinical.statement import Statement
from walletcard.paper.action_plan import print_plan
from walletcard.paper.card import Card, print_card
from walletcard.paper.fonts import missing_characters
from walletcard.paper.qr import digit_groups, qr_code
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words


@dataclass(frozen=True)
class Papers:
    """The two documents as PDF; `moved` found room only on the action plan."""

    wallet_card: bytes
    action_plan: bytes
    panels: int
    moved: tuple[Statement, ...]


def print_papers(  # noqa: PLR0913 - it takes six things to print a card, most of them optional
    patient: Patient,
    sheet: Sheet,
    language: str = "en",
    link: str | None = None,
    photo: str | None = None,
    *,
    number: int | None = None,
) -> Papers:
    """Print a person's card and plan; `link` is any URL, `photo` a `data:` URI.

    `number` is that of a card whose answers are kept.

    Raises `RecordRefused` for a character that none of the fonts has, `LinkTooLong` for a link
    whose code would be too fine, `RenderFailed` if the layout complained of anything, and
    `ValueError` for a language that the faces do not speak.
    """
    refuse_unprintable(patient)
    words, statements = Words(language), plan(patient)
    code = qr_code(link, _spoken(link, words)) if link else None
    card = print_card(statements, words, sheet, code, number)
    action_plan = print_plan(statements, words, sheet, code, photo)
    return Papers(card.pdf, action_plan, card.panels, card.moved)


def draft_card(patient: Patient, sheet: Sheet) -> Card:
    """The wallet card alone, without a code: to look at while the answers may still change.

    Raises `RecordRefused` for a character that none of the fonts has, and `RenderFailed` if the
    layout complained of anything.
    """
    refuse_unprintable(patient)
    return print_card(plan(patient), Words(), sheet, None)


def _spoken(link: str, words: Words) -> str:
    """The alternative text of the code, which speaks its digits."""
    groups = digit_groups(link)
    if not groups:
        return str(words.sentence("face.code"))
    return str(words.sentence("face.code-digits", digits=" ".join(groups)))


def refuse_unprintable(patient: Patient) -> None:
    """Raise `RecordRefused` for every character that would print as an empty box."""
    faults = [
        Fault(path, f"None of the fonts has {', '.join(missing)}. Write it another way.")
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
