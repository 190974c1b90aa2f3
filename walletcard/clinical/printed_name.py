"""How a typed name is printed: as typed, with the generic name in brackets if it was recognised."""

from __future__ import annotations

import re

from walletcard.clinical.entries import Medicine
from walletcard.clinical.meaning import Meaning
from walletcard.clinical.naming import RESCUE, own_names
from walletcard.clinical.spelling import folded_name
from walletcard.clinical.statement import Known, Listed, Term, Typed, Value

# With so many letters of the generic name the typed name says it already: METOPROLOLO does,
# アスピリン does not.
_PLAIN_LETTERS = 5
EPINEPHRINE = "epinephrine"
_LAST_LETTERS = re.compile(r"(?:um|es|[aeios])$")


def printed_name(text: str, read: Meaning) -> Value:
    """Typed words, followed by generic names that they do not already say."""
    words, medicines = folded_name(text), read.medicines
    # For fluids and sulfites the catalogue's name is only near: one Ringer's is not another.
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
    """Whether words already contain a generic name of a medicine, in any spelling."""
    for name in filter(None, map(folded_name, own_names(medicine))):
        stem = _LAST_LETTERS.sub("", name)
        if f" {stem}" in f" {words}" or (name.startswith(words) and len(words) >= _PLAIN_LETTERS):
            return True
    return False
