"""Plain words: what is not for emergency staff alone can be read by a tired person."""

from __future__ import annotations

import pytest

from tests.reading_grade import HIGHEST_GRADE, grade, is_label, plain
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Sentence


def is_a_sentence(sentence: Sentence) -> bool:
    """Whether it is long enough to be measured, and for more people than staff."""
    return sentence.audience != "staff" and not is_label(sentence.text)


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
