"""What was typed, and in brackets what the program has recognised without asking."""

from __future__ import annotations

import re

from walletcard.clinical.entries import Medicine
from walletcard.clinical.meaning import Meaning
from walletcard.clinical.naming import RESCUE, own_names
from walletcard.clinical.spelling import folded_name
from walletcard.clinical.statement import Known, Listed, Term, Typed, Value

# So much of a generic name makes it plain in any language: METOPROLOLO, アスピリン does not.
_PLAIN_LETTERS = 5
EPINEPHRINE = "epinephrine"
_LAST_LETTERS = re.compile(r"(?:um|es|[aeios])$")


def printed_name(text: str, read: Meaning | None) -> Value:
    """Typed words, with the generic names behind them that they do not already say."""
    medicines = () if read is None else read.medicines
    words = folded_name(text)
    # A fluid or a sulfite is only known for what it is near to: one Ringer's is not another.
    near = any(RESCUE in one.classes and one.id != EPINEPHRINE for one in medicines)
    if near or all(_is_said(words, one) for one in medicines):
        return Typed(text)
    return Known(text, tuple(Term("medicine", one.id) for one in medicines))


def without(what: Value, rescue: tuple[Medicine, ...], left: tuple[Term, ...]) -> Value:
    """What is said of a mixture without its rescue treatment: its name, or what is `left` of it.

    A product keeps the name that was typed (Septanest), if that does not name the rescue treatment.
    """
    if isinstance(what, Known) and not any(_is_said(folded_name(what.text), one) for one in rescue):
        return Known(what.text, left)
    return Listed(left)


def _is_said(words: str, medicine: Medicine) -> bool:
    """Whether words say a generic name of a medicine, in whatever spelling."""
    for name in filter(None, map(folded_name, own_names(medicine))):
        stem = _LAST_LETTERS.sub("", name)
        if f" {stem}" in f" {words}" or (name.startswith(words) and len(words) >= _PLAIN_LETTERS):
            return True
    return False
