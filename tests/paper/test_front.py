"""The first panel: the headlines of the first four steps stand on it, whatever else is long."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.paper.checks import LINK, card_of, faults_of_card, safe_areas
from tests.paper.layer import layer, pages_of, reads_back
from tests.people import PRINTED, a_patient, person
from tests.strategies import patients
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part
from walletcard.paper.card import Card
from walletcard.paper.card_blocks import STEPS_ON_FRONT
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words

SPANISH = (
    "María de los Ángeles Guadalupe Inmaculada Concepción Fernández de Córdoba y Álvarez de Toledo "
    "viuda de Quispe Mamani"
)
LONGEST = {
    "Latin": " ".join(["Wwwwwwwwwwwwwwwwwwww"] * 14)[:300].strip(),
    "unbroken": " ".join(["W" * 99] * 3),
    "Han": "漢" * 300,
    "Arabic": ("عبد الرحمن بن محمد " * 16)[:300].strip(),
}
DEVICE = {"device": "neffy", "strength": {"value": 2, "unit": "mg"}}
KEPT = "left outer pocket of the grey rucksack, " * 7


def lacking(patient: Patient, card: Card) -> list[str]:
    """The headlines of the first steps that do not stand on the first panel."""
    (page,) = pages_of(card.pdf, Sheet.A4)
    first = safe_areas(card.panels, Sheet.A4)[1]
    printed = layer(one for one in page.characters if one.box.is_inside(first))
    steps = plan(patient).steps()[:STEPS_ON_FRONT]
    said = [Words().plain(step.statement) for step in steps]
    return [sentence for sentence in said if not reads_back(sentence, printed)]


def faults(patient: Patient, link: str | None = LINK) -> list[str]:
    """What is wrong with a card and its first panel."""
    card = card_of(patient, Sheet.A4, link, number=1234)
    (page,) = pages_of(card.pdf, Sheet.A4)
    nameless = [f"no name: {one}" for one in card.moved if one.part is Part.NAME]
    return [*lacking(patient, card), *nameless, *faults_of_card(patient, card, Sheet.A4, page)]


@pytest.mark.parametrize("number", [file.stem[:2] for file in PRINTED])
def test_the_first_panel_of_the_eight_has_the_headlines(number: str) -> None:
    """Of few answers and of many."""
    assert faults(person(number)) == []


def test_a_name_with_marks_above_its_marks_keeps_off_the_cut() -> None:
    """Thai stands higher than any other script of our fonts, and few answers are printed large."""
    assert faults(person("02").model_copy(update={"name": "น้ำ ที่นี่"})) == []


@pytest.mark.parametrize("name", [SPANISH, LONGEST["Han"], LONGEST["unbroken"]])
@pytest.mark.parametrize(
    "answers",
    [
        {"epinephrine": []},
        {"epinephrine": [DEVICE | {"kept_at": KEPT}, {"device": "epipen"}]},
        {
            "epinephrine": [
                {"device": "other", "name": name, "route": "nasal", "kept_at": name}
                for name in LONGEST.values()
            ]
        },
        {"medications": [{"name": "epinephrine", "dose": KEPT}] * 20},
        {"triggers": [{"name": f"sulfite {KEPT}", "reaction": "anaphylaxis"}] * 9},
    ],
    ids=["no device", "two devices", "long devices", "as a medicine", "reported"],
)
def test_the_longest_answers_push_no_headline_away(name: str, answers: dict[str, Any]) -> None:
    """The details of the steps give way, then the name; nothing is cut."""
    assert faults(a_patient(name=name, subtype="mcas", **answers)) == []


@settings(max_examples=12)
@given(patients())
def test_the_first_panel_of_anybody_has_the_headlines(patient: Patient) -> None:
    """All scripts, the longest answers and none."""
    assert lacking(patient, card_of(patient, Sheet.A4)) == []


def test_if_nothing_gives_way_a_headline_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check can fail: with everything on the front the fourth step moves away."""
    monkeypatch.setattr("walletcard.paper.card_front._giving_way", lambda *_: frozenset())
    assert lacking(person("03"), card_of(person("03"), Sheet.A4)) != []


def test_a_name_that_fits_stands_above_the_signs() -> None:
    """Who it is comes first, unless that would push a headline away."""
    for name, first in ((SPANISH, "María"), (LONGEST["Han"], "Faint,")):
        (page,) = pages_of(card_of(a_patient(name=name), Sheet.A4).pdf, Sheet.A4)
        printed = layer(page.characters)
        assert min((name[:5], "Faint,", "999"), key=printed.index) == first
