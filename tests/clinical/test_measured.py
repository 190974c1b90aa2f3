"""Results that a laboratory could only bound: "more than 200", "less than 10"."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import RecordRefused, write_record
from walletcard.clinical.statement import Part

ITP = [{"name": "ITP"}]


def with_tryptase(**more: Any) -> Patient:
    """A patient with a baseline tryptase."""
    return a_patient(diagnosis={"baseline_tryptase": {"unit": "ng/mL"} | more})


def with_platelets(comparator: str, value: int, unit: str = "G/L", **more: Any) -> Patient:
    """A patient with a bounded platelet count."""
    count = {"value": value, "unit": unit, "comparator": comparator}
    return a_patient(platelets=count, **more)


@pytest.mark.parametrize(
    ("comparator", "said"),
    [
        ("<", "less than 1.5 ng/mL"),
        ("<=", "at most 1.5 ng/mL"),
        (">", "more than 1.5 ng/mL"),
        (">=", "at least 1.5 ng/mL"),
    ],
)
def test_what_the_letter_says_before_the_number_is_said_in_words(
    comparator: str, said: str
) -> None:
    """A sign is lost on a photocopy, and a screen reader may not say it."""
    patient = with_tryptase(value="1.5", comparator=comparator, on="2026-04-02")

    assert says(patient, Part.TEST) == [f"Own baseline tryptase {said} (2 Apr 2026)"]
    assert any(f"Own baseline {said} (2 Apr 2026)." in one for one in says(patient, Part.STAFF))


def test_it_stays_in_a_record_file() -> None:
    """With the number as it was entered, and nothing where nothing was entered."""
    for more in ({"comparator": ">"}, {}):
        given = {"unit": "ng/mL", "value": 200} | more
        written = json.loads(write_record(with_tryptase(**given)))

        assert written["diagnosis"]["baseline_tryptase"] == given


def test_only_the_four_signs_are_taken_and_only_for_results_of_a_laboratory() -> None:
    """A weight is measured, and a strength stands on its box."""
    with pytest.raises(RecordRefused, match="is not allowed here"):
        with_tryptase(value=200, comparator="about")
    with pytest.raises(RecordRefused, match="not a field"):
        a_patient(weight={"value": 70, "unit": "kg", "comparator": ">"})


@pytest.mark.parametrize(
    ("comparator", "value", "unit"),
    [
        ("<", 10, "G/L"),
        ("<", 100, "10^9/L"),
        ("<=", 99, "G/L"),
        ("<", 10_000, "/uL"),
        ("<", 100_000, "/uL"),
    ],
)
def test_a_count_that_is_low_for_sure_is_an_alert(comparator: str, value: int, unit: str) -> None:
    """Whatever the true number is."""
    patient = with_platelets(comparator, value, unit)

    (said,) = says(patient, Part.ALERT)
    assert said.startswith("Low platelets less than" if comparator == "<" else "Low platelets at")
    assert "platelets" not in {one.cause for one in plan(patient).of(Part.TEST)}


@pytest.mark.parametrize(
    ("comparator", "value", "unit"),
    [("<", 400, "G/L"), ("<=", 100, "G/L"), (">", 10, "G/L"), (">=", 99_999, "/uL")],
)
def test_a_count_that_may_be_low_is_a_test_and_disproves_nothing(
    comparator: str, value: int, unit: str
) -> None:
    """It is not called low, and the illness that the person lists keeps its note."""
    patient = with_platelets(comparator, value, unit, conditions=ITP)

    assert says(patient, Part.ALERT) == ["ITP"]
    assert any(one.startswith("Platelets ") for one in says(patient, Part.TEST))
    assert any("Low platelets: may bleed" in one for one in says(patient, Part.STAFF))


@pytest.mark.parametrize("comparator", [">", ">="])
def test_a_count_that_is_not_low_for_sure_disproves_the_note(comparator: str) -> None:
    """As a number alone does."""
    patient = with_platelets(comparator, 100, conditions=ITP)

    assert not any("Low platelets" in one for one in says(patient, Part.STAFF))


@pytest.mark.parametrize(("value", "told"), [(50, True), (51, False)])
def test_avapritinib_under_a_limit_that_is_sure(value: int, *, told: bool) -> None:
    """Its labels name a number of platelets."""
    patient = with_platelets("<", value, medications=[{"id": "avapritinib"}])

    assert any("Avapritinib is not" in one for one in says(patient, Part.STAFF)) is told
