"""What a name or a strength means in the person's country, it means wherever it was typed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.clinical.saying import says, spoken
from tests.people import a_patient
from walletcard.cautions.warnings import warnings
from walletcard.clinical.statement import Part

TODAY = datetime.date(2026, 11, 29)
# A tricyclic in the United States, and for the stomach in Spain.
NORPRAMIN = {"US": "desipramine", "ES": "omeprazole"}
TYPED: dict[str, dict[str, Any]] = {
    "a medicine": {"medications": [{"name": "Norpramin"}]},
    "a medicine of which we ask": {"medications": [{"name": "perhaps Norpramin"}]},
    "a medicine with an allergy beside it": {
        "medications": [{"name": "Norpramin", "note": "allergic"}]
    },
    "an allergy among the medicines": {"medications": [{"name": "allergic to Norpramin"}]},
    "a trigger": {"triggers": [{"name": "Norpramin", "reaction": "anaphylaxis"}]},
    "a trigger of which we ask": {"triggers": [{"name": "perhaps Norpramin", "reaction": "mild"}]},
    "something tolerated": {"tolerated": [{"name": "Norpramin"}]},
    "something tolerated of which we ask": {"tolerated": [{"name": "perhaps Norpramin"}]},
    "a medicine among the conditions": {"conditions": [{"name": "Norpramin"}]},
    "an allergy among the conditions": {"conditions": [{"name": "allergic to Norpramin"}]},
    "a trigger that is also taken": {
        "triggers": [{"name": "Norpramin", "reaction": "mild"}],
        "medications": [{"id": "desipramine"}, {"id": "omeprazole"}],
    },
}


def heard(region: str, answers: dict[str, Any]) -> list[str]:
    """All that is said and asked of somebody in a country."""
    patient = a_patient(region=region, **answers)
    return says(patient) + [spoken(one.said) for one in warnings(patient, TODAY)]


def of_norpramin(region: str, answers: dict[str, Any]) -> str:
    """What is heard of Norpramin."""
    return " ".join(line for line in heard(region, answers) if "Norpramin" in line)


@pytest.mark.parametrize("answers", TYPED.values(), ids=TYPED)
@pytest.mark.parametrize(("region", "other"), [("US", "ES"), ("ES", "US")])
def test_a_brand_is_that_of_the_person_s_country(
    region: str, other: str, answers: dict[str, Any]
) -> None:
    """The other country's medicine of the same name is neither said nor asked about."""
    told = of_norpramin(region, answers)
    assert NORPRAMIN[region] in told
    assert NORPRAMIN[other] not in told


@pytest.mark.parametrize(("region", "again"), [("AU", False), ("DE", True)])
def test_a_note_names_a_medicine_as_in_the_person_s_country(region: str, *, again: bool) -> None:
    """Advantan is methylprednisolone in Australia, and another steroid cream in Germany."""
    alert = {"long-term-steroids": {"answer": "yes", "note": "Advantan"}}
    patient = a_patient(region=region, medications=[{"id": "methylprednisolone"}], alerts=alert)
    (line,) = [line for line in says(patient, Part.ALERT) if "Advantan" in line]
    assert ("takes" in line) is again


@pytest.mark.parametrize(("region", "sold"), [("US", True), ("CA", False)])
def test_a_device_is_named_with_its_strength_only_where_that_is_sold(
    region: str, *, sold: bool
) -> None:
    """Wherever it is named: in step 1, with its date, and on the check page."""
    neffy = {"device": "neffy", "strength": {"value": 1, "unit": "mg"}, "expires": "2026-12"}
    lines = [line for line in heard(region, {"epinephrine": [neffy]}) if "2026" in line]
    named = [line for line in lines if "neffy" in line]
    assert len(named) >= 2
    assert all(("1 mg" in line) is sold for line in named)
