"""The papers of anybody hold all that was entered, readable, inside the panels."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.paper.checks import LINK, PLAIN_LINK, faults_of
from tests.people import a_patient
from tests.strategies import patients
from walletcard.clinical.patient import Patient
from walletcard.paper.sheets import Sheet


# The same people each time: others are the soak's. To look for a smaller person with the same fault
# would take minutes.
@settings(max_examples=8)
@given(patients(), st.sampled_from(Sheet), st.sampled_from((LINK, PLAIN_LINK, None)))
def test_the_papers_of_anybody_have_no_fault(
    patient: Patient, sheet: Sheet, link: str | None
) -> None:
    """All scripts, the longest answers and none: `script/soak` does this with thousands."""
    assert faults_of(patient, sheet, link) == []


LONG = " ".join(["x" * 99, "x" * 99, "end"])


@pytest.mark.parametrize(
    "answers",
    [
        {"triggers": [{"name": "sirolimus", "reaction": "advised", "note": LONG}]},
        {"name": LONG},
        {"name": "漢" * 300},
        {"name": "W" * 52 + " a " + "W" * 52 + " a " + "W" * 52},
        {"name": "ليلى الحسيني", "triggers": [{"name": "10x20 5->10 -->", "reaction": "mild"}]},
    ],
    ids=[
        "long word after a bracket",
        "long words",
        "300 wide letters",
        "as wide as a line",
        "10x20",
    ],
)
def test_earlier_faults_of_layout_and_text_stay_mended(answers: dict[str, object]) -> None:
    """A word that hangs on a bracket breaks, and the foot of a page has room for any name."""
    for sheet in Sheet:
        assert faults_of(a_patient(**answers), sheet, LINK) == []
