"""What a person's Plan says, as a reader hears it: text without markup, with plain spaces."""

from __future__ import annotations

from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part, Phrase, Statement, Value
from walletcard.wording import Words
from walletcard.wording.words import NO_BREAK

WORDS = Words()


def spoken(said: Statement | Phrase) -> str:
    """One statement or phrase."""
    return WORDS.plain(said).replace(NO_BREAK, " ")


def quoted(id: str, **values: Value) -> str:
    """A sentence as the catalogue has it now, for tests that are not about its words."""
    return spoken(Phrase(id, values))


def says(patient: Patient, *parts: Part) -> list[str]:
    """The statements of some parts of a person's Plan, or all of them."""
    return [spoken(one) for one in plan(patient).of(*(parts or tuple(Part)))]
