"""How hard a text is to read, for a tired person.

The Flesch-Kincaid grade looks at the length of sentences and words. Names of medicines, conditions
and tests are long and cannot be shorter, so each counts as the word "medicine".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import textstat

from walletcard.clinical.catalogue import catalogue

HIGHEST_GRADE = 8
# A label of so few words is no sentence: one long word in it gives any grade.
LABEL_WORDS = 4

# Words of the field that the pages explain, or that stand on every box and in every ward.
TERMS = (
    *("anaphylaxis", "mastocytosis", "mast cell disease", "mast cell"),
    *("epinephrine", "adrenaline", "tryptase"),
    *("antihistamine", "antihistamines", "intravenous", "intramuscular", "interpreter"),
    *("allergist", "hematologist", "dermatologist", "emergency number", "emergency"),
)


def grade(text: str) -> float:
    """The US school grade at which a text is understood (Flesch-Kincaid)."""
    return float(textstat.flesch_kincaid_grade(plain(text)))


def plain(text: str) -> str:
    """A text as it is measured: an answer, and a name, as one ordinary word each."""
    text = re.sub(r"\{\w+\}", "this", text.replace("**", ""))
    text = _names().sub("medicine", text)
    return re.sub(r"\(medicine\)|[“”()]", "", text).replace(" · ", ". ")


def is_label(text: str) -> bool:
    """Whether it has too few words to be measured."""
    return len(plain(text).split()) <= LABEL_WORDS


@cache
def _names() -> re.Pattern[str]:
    longest_first = sorted({*TERMS, *map(str.strip, _named())} - {""}, key=len, reverse=True)
    written = "|".join(map(re.escape, longest_first))
    return re.compile(rf"\b({written})(?:s|es)?\b", re.IGNORECASE)


def _named() -> Iterator[str]:
    """Everything in the catalogue that has a name of its own."""
    read = catalogue()
    kinds = (read.medicines, read.classes, read.subtypes, read.conditions, read.devices)
    for kind in kinds:
        for entry in kind.values():
            yield from re.split(r"[(),:]", entry.name)
            yield entry.id.replace("-", " ")
    for medicine in read.medicines.values():
        for brands in medicine.brands.values():
            yield from brands
