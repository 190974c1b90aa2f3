"""Where what is said comes from: each statement, warning and question has the path of an answer."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from tests.clinical.saying import spoken
from tests.people import answers
from walletcard.cautions.warnings import warnings
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import patient_from

TODAY = datetime.date(2026, 11, 22)
FAR, LONG_AGO, LATER = "2062-05", "1950-01", "2040-02"
PEOPLE: dict[str, dict[str, Any]] = {
    "a pregnant woman with grave conditions": {
        "conditions": [
            {"name": "Addison's"},
            {"id": "pregnancy"},
            {"name": "32 weeks pregnant", "note": "twins"},
            {"id": "nasal-polyps"},
            {"id": "low-platelets"},
            {"name": "no asthma"},
            {"name": "stiff knees", "note": "both"},
        ],
        "platelets": {"value": 42, "unit": "G/L", "on": "2026-02"},
        "alerts": {"fragile-bones": {"answer": "yes", "note": "hip"}, "asthma": {"answer": "no"}},
        "epinephrine": [{"device": "neffy", "expires": "2025-01"}] * 2,
        "reactions": {"anaphylaxis_count": 3, "second_wave": True, "last": "2024"},
        "subtype": "indolent",
    },
    "somebody who reacts to what saves": {
        "triggers": [
            {"name": "adrenaline", "reaction": "moderate", "confirmed_by": "Dr Osei"},
            {"name": "lidocaine with epinephrine", "reaction": "anaphylaxis"},
            {"id": "ibuprofen", "reaction": "anaphylaxis", "confirmed_by": "Dr Osei"},
            {"id": "nsaids", "reaction": "advised", "note": "by letter"},
            {"id": "alcohol", "reaction": "unknown", "last": "2020"},
            {"id": "wasp-venom", "reaction": "anaphylaxis"},
            {"name": "codein", "reaction": "mild"},
            {"id": "ondansetron", "reaction": "advised"},
        ],
        "tolerated": [
            {"id": "nsaids", "on": "2025"},
            {"id": "acetaminophen", "note": "often"},
            {"name": "HCT maybe"},
        ],
        "medications": [
            {"id": "metoprolol", "dose": "50 mg"},
            {"name": "propanolol"},
            {"id": "aspirin", "note": "stopped 2023"},
            {"name": "no cetirizine"},
            {"name": "Xyzzy", "schedule": "mornings"},
            {"id": "avapritinib"},
            {"id": "warfarin"},
        ],
        "platelets": {"value": 45, "unit": "G/L"},
        "epinephrine": [],
    },
    "somebody with many devices": {
        "epinephrine": [
            {"device": "epipen", "expires": "2025-01", "kept_at": "bag"},
            {"device": "eurneffy", "strength": {"value": 7, "unit": "mg"}},
            {"device": "ampoule", "expires": "2028"},
            {
                "device": "other",
                "name": "Pluma Roja",
                "route": "intramuscular",
                "strength": {"value": 300, "unit": "mg"},
            },
        ],
        "contacts": [],
        "clinicians": [],
        "instructions": {"text": "Lie down.", "by": "Dr Osei", "on": "2026-01"},
        "premedication": {"text": "Cetirizine."},
        "review": {"by": "Dr Osei", "on": "2026-10", "review_by": "2026-10-30"},
    },
    "somebody without devices": {
        "medications": [{"name": "EpiPen", "dose": "0.3 mg"}, {"id": "cetirizine"}],
        "born": "2024-05",
        "weight": {"value": 12, "unit": "kg", "on": "2026"},
        "conditions": [],
        "triggers": [],
        "tolerated": [],
    },
    "a child of an unlikely weight": {
        "born": "2019",
        "weight": {"value": 200, "unit": "kg", "on": LATER},
        "epinephrine": [{"device": "epipen", "strength": {"value": "0.3", "unit": "mg"}}],
        "contacts": [{"name": "Ann", "guardian": True}, {"name": "Bo"}],
    },
    "somebody whose dates are slips": {
        "diagnosis": {
            "year": 2040,
            "baseline_tryptase": {"value": 48_200, "unit": "ng/mL", "on": LONG_AGO},
        },
        "platelets": {"value": 150, "unit": "/uL", "on": LATER},
        "weight": {"value": 70, "unit": "lb", "on": LONG_AGO},
        "reactions": {"last": LATER, "intensive_care": False},
        "triggers": [{"name": "Zwiebel", "last": LATER}, {"id": "alcohol", "last": LONG_AGO}],
        "tolerated": [{"id": "fentanyl", "on": LATER}],
        "instructions": {"text": "Lie down.", "on": LATER},
        "premedication": {"text": "Cetirizine.", "on": LONG_AGO},
        "review": {"by": "Dr Osei", "on": LATER, "review_by": FAR},
        "epinephrine": [{"device": "epipen", "kept_at": "bag", "expires": FAR}] * 2,
    },
    "somebody who may be 18": {"born": "2008", "epinephrine": []},
    "somebody born long ago who answers in the future": {
        "born": "1901-05",
        "answered_on": "2062-05-01",
    },
}


def person_of(changes: dict[str, Any]) -> Patient:
    """A patient with the least answers, and some of them changed."""
    return patient_from(answers("02") | changes)


def leads_nowhere(patient: Patient, path: str) -> bool:
    """Whether a path names neither an answer nor a question that was left open."""
    here: Any = patient
    for word, number in re.findall(r"([a-z_0-9-]+)(?:\[(\d+)\])?(?:\.|$)", path):
        if isinstance(here, dict):
            return word not in catalogue().alerts
        if here is None:
            return False
        if word not in type(here).model_fields:
            return True
        here = getattr(here, word)
        if number and not int(number) < len(here):
            return True
        here = here[int(number)] if number else here
    return re.fullmatch(r"[a-z_]+(\[\d+\])?(\.[a-z_0-9-]+)*", path) is None


@pytest.mark.parametrize("changes", PEOPLE.values(), ids=PEOPLE)
def test_each_statement_has_the_path_of_its_answer_and_can_be_said(changes: dict[str, Any]) -> None:
    """By the path a reader of the check page comes to the question; without it nobody does."""
    patient = person_of(changes)
    for one in plan(patient).statements:
        assert spoken(one)
        assert not (one.cause and leads_nowhere(patient, one.cause)), (one.id, one.cause)
        assert one.cause is not None
        assert one.cause or not one.values, one.id


@pytest.mark.parametrize("changes", PEOPLE.values(), ids=PEOPLE)
def test_each_warning_has_the_path_of_its_answer_and_can_be_said(changes: dict[str, Any]) -> None:
    """A person is led to what to change."""
    patient = person_of(changes)
    told = warnings(patient, TODAY)
    assert told
    for one in told:
        assert spoken(one.said)
        assert not leads_nowhere(patient, one.path), (one.said.id, one.path)
