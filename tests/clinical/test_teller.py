"""Whose word an answer is: a small child did not fill in the form."""

from __future__ import annotations

import pytest

from tests.clinical.saying import says, spoken
from tests.people import a_patient
from walletcard.clinical.guidance import limits_of
from walletcard.clinical.plan import plan

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
def test_of_a_child_under_12_it_is_the_familys_word(born: str, who: str) -> None:
    """Above that the record does not know who filled in the form; the answers are of Nov 2026."""
    child = a_patient(born=born, **SAID)
    told = says(child)

    assert f"{who.capitalize()} says Dr. A reviewed this on 10 Nov 2026" in told
    assert f"{who.capitalize()} says Dr. B confirmed as a trigger: kiwi" in told
    assert f"Words of Dr. A, date not known, copied by the {who}, not signed" in told
    (report,) = [one for one in told if one.startswith(f"{who.capitalize()} reports: ")]
    assert report.endswith(f"{who} says Dr. B confirmed it.")
    assert spoken(limits_of(plan(child))).startswith(f"Answers are the {who}’s own.")
    others = {"family": "patient", "patient": "family"}[who]
    assert not [one for one in told if f"{others} says" in one.casefold()]


def test_of_a_small_child_without_known_triggers_the_family_knows_of_none() -> None:
    """The child itself was not asked."""
    assert "No triggers known to the family" in says(a_patient(born="2025-01", triggers=[]))
    assert "No triggers known to the patient" in says(a_patient(triggers=[]))
