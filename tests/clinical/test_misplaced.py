"""Allergies that the person typed among the medicines or conditions."""

from __future__ import annotations

import pytest

from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"name": "no aspirin (allergic)"}, "no aspirin (allergic)"),
        ({"name": "allergique à la codéine"}, "allergique à la codéine"),
        ({"name": "latex allergy"}, "latex allergy"),
        ({"name": "latex allergy", "schedule": "at work"}, "latex allergy, at work"),
        ({"name": "NSAIDs - anaphylaxis"}, "NSAIDs - anaphylaxis"),
        ({"id": "aspirin", "note": "allergic"}, "Aspirin (acetylsalicylic acid), allergic"),
        ({"name": "Novalgin", "dose": "reaction"}, "Novalgin (metamizole/dipyrone), reaction"),
    ],
)
def test_an_allergy_among_the_medicines_is_stated(entry: dict[str, str], said: str) -> None:
    """In the person's words, with the other reactions; no order, and no medicine that is taken."""
    patient = a_patient(medications=[entry], region="DE")
    assert says(patient, Part.REACTED) == [f"{said}: typed among the medicines"]
    assert says(patient, Part.ALERT, Part.NEVER) == []
    assert [one.cause for one in plan(patient).of(Part.REACTED)] == ["medications[0]"]
    assert len(says(patient, Part.MEDICATION)) == 1


@pytest.mark.parametrize(
    "name", ["penicillin allergy", "allergic to latex", "Jod-Kontrastmittel Allergie"]
)
def test_an_allergy_among_the_conditions_is_stated(name: str) -> None:
    """The list of conditions keeps it too."""
    patient = a_patient(conditions=[{"name": "asthma"}, {"name": name, "note": "2010"}])
    assert says(patient, Part.REACTED) == [f"{name}, 2010: typed among the conditions"]
    assert [one.cause for one in plan(patient).of(Part.REACTED)] == ["conditions[1]"]
    assert f"{name} (2010)" in says(patient, Part.CONDITION)


@pytest.mark.parametrize(
    "name",
    [
        *("EpiPen for anaphylaxis", "epinephrine allergy", "allergic to cetirizine", "aspirin"),
        *("prednisone (allergic reaction)", "Ventolin for allergy", "no aspirin", "food allergy"),
        *("metoprolol stopped", "hay fever allergy", "Xyzzy allergy"),
    ],
)
def test_what_treats_an_allergy_is_no_allergy(name: str) -> None:
    """Nor is what was only stopped, or what nobody gives; epinephrine never stands there."""
    patient = a_patient(medications=[{"name": name}], conditions=[{"name": name}])
    assert says(patient, Part.REACTED) == []
