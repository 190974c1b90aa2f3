"""Whose word an answer is: that of whoever filled in the form, and never a small child's."""

from __future__ import annotations

import re

import pytest

from tests.clinical.saying import says, spoken
from tests.people import a_patient, answers
from walletcard.clinical.guidance import limits_of
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import RecordRefused, patient_from, read_record, write_record

SAID = {
    "review": {"by": "Dr. A", "on": "2026-11-10"},
    "instructions": {"text": "Keep overnight.", "by": "Dr. A"},
    "triggers": [
        {"name": "kiwi", "reaction": "mild", "confirmed_by": "Dr. B"},
        {"id": "oxygen", "reaction": "mild", "confirmed_by": "Dr. B"},
    ],
}


@pytest.mark.parametrize(
    ("born", "who"),
    [
        ("2024-05-17", "family"),
        ("2014-11-11", "family"),
        ("2014", "patient"),
        ("2012-03", "patient"),
        ("1950", "patient"),
    ],
)
def test_without_an_answer_of_a_child_under_12_it_is_the_familys_word(born: str, who: str) -> None:
    """Of all others it is the patient's, as of old; the answers are of Nov 2026."""
    is_word_of(who, a_patient(born=born, **SAID))


@pytest.mark.parametrize(
    ("answered_by", "born", "who"),
    [
        ("patient", "1950", "patient"),
        ("patient", "2012", "patient"),
        ("parent", "2012", "family"),
        ("parent", "1980", "family"),
        ("caregiver", "1950", "family or caregiver"),
        ("caregiver", "2024-05-17", "family or caregiver"),
        ("patient", "2024-05-17", "family"),
    ],
)
def test_it_is_the_word_of_whoever_filled_in_the_form(
    answered_by: str, born: str, who: str
) -> None:
    """But a child of two did not, even if "Me" was chosen."""
    is_word_of(who, a_patient(answered_by=answered_by, born=born, **SAID))


def is_word_of(who: str, patient: Patient) -> None:
    """Every sentence that names whose word something is names this one."""
    told = says(patient)

    assert f"{who.capitalize()} says Dr. A reviewed this on 10 Nov 2026" in told
    assert f"{who.capitalize()} says Dr. B confirmed as a trigger: kiwi" in told
    assert f"Words of Dr. A, date not known, copied by the {who}, not signed" in told
    (report,) = [one for one in told if one.startswith(f"{who.capitalize()} reports: ")]
    assert report.endswith(f"{who} says Dr. B confirmed it.")
    assert spoken(limits_of(plan(patient))).startswith(f"Answers are the {who}’s own.")
    said = {
        one for line in told for one in re.findall(r"(?:family or )?\w+(?= says)", line.lower())
    }
    assert said == {who}


@pytest.mark.parametrize("answered_by", ["patient", "parent", "caregiver", None])
def test_who_filled_in_the_form_is_read_back(answered_by: str | None) -> None:
    """A file and a kept card give it back; `null` is as if it were missing."""
    patient = a_patient(answered_by=answered_by)
    assert read_record(write_record(patient)) == patient


def test_another_word_for_who_filled_in_the_form_is_refused() -> None:
    """It would print as if it were one of the three."""
    with pytest.raises(RecordRefused, match="'nurse' is not allowed here"):
        patient_from(answers("02") | {"answered_by": "nurse"})


def test_of_a_small_child_without_known_triggers_the_family_knows_of_none() -> None:
    """The child itself was not asked."""
    assert "No triggers known to the family" in says(a_patient(born="2025-01", triggers=[]))
    assert "No triggers known to the patient" in says(a_patient(triggers=[]))
