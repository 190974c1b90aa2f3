"""A doctor's words that are none, or say no to epinephrine, are asked about."""

from __future__ import annotations

import pytest

from tests.cautions.settled import settled, warned
from tests.clinical.saying import says
from walletcard.clinical.statement import Part


@pytest.mark.parametrize(
    "text",
    [
        "Do not give adrenaline",
        "Lie down. No EpiPen!",
        "No epinephrine because of heart disease",
        "EpiPen contraindicated",
        "Kein Adrenalin wegen KHK",
        "Adrenalin nicht geben",
        "Ne pas donner d'adrénaline",
        "Sin adrenalina",
    ],
)
@pytest.mark.parametrize("field", ["instructions", "premedication"])
def test_a_no_to_epinephrine_is_asked_about(text: str, field: str) -> None:
    """The papers print it, and their steps stay as they are."""
    patient = settled(**{field: {"text": text, "by": "Dr. A"}})
    assert warned(patient) == [(f"{field}.text", "against-epinephrine")]
    assert says(patient, Part.STEP) == says(settled(), Part.STEP)


@pytest.mark.parametrize(
    "text",
    [
        "Do not delay epinephrine",
        "Do not hesitate to give the EpiPen",
        "Do not wait: give epinephrine",
        "No improvement after epinephrine: glucagon",
        "Lidocaine without adrenaline",
        "Epinephrine first, no antihistamine before it",
        "No morphine. EpiPen at once",
        "Never without adrenaline",
        "Nie ohne Adrenalin",
        "Jamais sans adrénaline",
        "Adrenaline is not contraindicated",
        "Adrenalin nicht i.v.",
        "No IV adrenaline",
        "No dar adrenalina intravenosa",
    ],
)
def test_a_no_to_something_else_is_not(text: str) -> None:
    """Only epinephrine alone is meant by the part with the no."""
    assert warned(settled(instructions={"text": text, "by": "Dr. A"})) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("none", True),
        ("N/A", True),
        ("keine", True),
        ("No NSAIDs", False),
        ("Lie down.", False),
        ("No", True),
    ],
)
def test_directions_that_are_none_are_asked_about(text: str, *, asked: bool) -> None:
    """The card would say that there are instructions on the plan."""
    found = warned(settled(instructions={"text": text, "by": "Dr. A"}))
    assert found == [("instructions.text", "directions-nothing")] * asked
