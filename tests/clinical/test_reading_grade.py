"""Plain words: what is not for emergency staff alone can be read by a tired person.

The Flesch-Kincaid grade looks at the length of sentences and words. Names of medicines, conditions
and tests are long and cannot be shorter, so each counts as the word "medicine".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import textstat

from walletcard.clinical.catalogue import Sentence, catalogue

HIGHEST_GRADE = 8
# A label of so few words is no sentence: one long word in it gives any grade.
LABEL_WORDS = 4

# Words of the field that the pages explain, or that stand on every box and in every ward.
TERMS = (
    *("anaphylaxis", "mastocytosis", "mast cell", "epinephrine", "adrenaline", "tryptase"),
    *("antihistamine", "antihistamines", "intravenous", "intramuscular", "interpreter"),
    *("allergist", "hematologist", "dermatologist", "emergency number", "emergency"),
)


def names() -> Iterator[str]:
    """Everything in the catalogue that has a name of its own."""
    read = catalogue()
    kinds = (read.medicines, read.classes, read.subtypes, read.conditions, read.devices)
    for kind in kinds:
        for entry in kind.values():
            yield from re.split(r"[(),:]", entry.name)
            yield entry.id.replace("-", " ")


LONGEST_FIRST = sorted({*TERMS, *map(str.strip, names())} - {""}, key=len, reverse=True)
NAMES = re.compile(
    r"\b(" + "|".join(map(re.escape, LONGEST_FIRST)) + r")(?:s|es)?\b", re.IGNORECASE
)


def plain(text: str) -> str:
    """A sentence as it is measured: an answer, and a name, as one ordinary word each."""
    text = re.sub(r"\{\w+\}", "this", text.replace("**", ""))
    text = NAMES.sub("medicine", text)
    return re.sub(r"\(medicine\)|[“”()]", "", text).replace(" · ", ". ")


def grade(text: str) -> float:
    """The US school grade at which a sentence is understood (Flesch-Kincaid)."""
    return float(textstat.flesch_kincaid_grade(plain(text)))


def is_a_sentence(sentence: Sentence) -> bool:
    """Whether it is long enough to be measured, and for more people than staff."""
    return sentence.audience != "staff" and len(plain(sentence.text).split()) > LABEL_WORDS


MEASURED = [one for one in catalogue().statements.values() if is_a_sentence(one)]


@pytest.mark.parametrize("sentence", MEASURED, ids=lambda one: str(one.id))
def test_no_sentence_is_harder_than_grade_eight(sentence: Sentence) -> None:
    """Staff may be told in staff's words; nobody else."""
    assert grade(sentence.text) <= HIGHEST_GRADE, plain(sentence.text)


def test_the_grade_tells_hard_from_plain() -> None:
    """The measure sees long words and long sentences, and no name of a medicine."""
    assert grade("Use your pen now. Lie down. Then call for help.") < 3
    assert grade("Administration of catecholaminergic agents necessitates surveillance.") > 12
    assert grade("Take hydroxychloroquine with food.") == grade("Take medicine with food.")
