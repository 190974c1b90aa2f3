"""Where what is said comes from: each statement, warning and question has the path of an answer."""

from __future__ import annotations

import csv
import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from tests.clinical.saying import spoken
from tests.people import PRINTED, answers
from walletcard.cautions.warnings import Caution, warnings
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import patient_from, read_record
from walletcard.clinical.statement import Statement

CAUSES = Path(__file__).parent / "causes.csv"
Row = tuple[str, str, str]  # the sentence, its part of the Plan, the answer
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
            {"name": "none"},
            {"id": "avapritinib"},
            {"id": "warfarin"},
        ],
        "platelets": {"value": 45, "unit": "G/L"},
        "epinephrine": [],
    },
    "a child with a lost pen, and with words against it": {
        "born": "2016",
        "weight": {"value": 30, "unit": "kg", "on": "2020"},
        "epinephrine": [{"device": "epipen", "kept_at": "lost"}],
        "instructions": {"text": "No EpiPen.", "by": "Dr Osei"},
        "premedication": {"text": "No EpiPen.", "by": "Dr Osei"},
        "triggers": [
            {"id": "latex", "reaction": "anaphylaxis", "note": "tolerated", "last": "2020-03-05"},
            {"id": "alcohol", "reaction": "mild", "note": "anaphylaxis"},
        ],
        "tolerated": [{"id": "codeine", "note": "not any more"}],
        "diagnosis": {
            "baseline_tryptase": {"value": 95, "unit": "ng/mL", "on": "2020-03-05"},
        },
        "platelets": {"value": 150, "unit": "G/L", "comparator": ">"},
        "conditions": [{"name": "mast cell leukemia"}],
        "medications": [
            {"id": "prednisone", "note": "stopped"},
            {"name": "prednisolone (stopped)"},
        ],
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
        "reactions": {"anaphylaxis_count": 0, "last": LATER, "intensive_care": False},
        "triggers": [{"name": "Zwiebel", "last": LATER}, {"id": "alcohol", "last": LONG_AGO}],
        "tolerated": [{"id": "fentanyl", "on": LATER}],
        "instructions": {"text": "Lie down.", "on": LATER},
        "premedication": {"text": "Cetirizine.", "on": LONG_AGO},
        "review": {"by": "Dr Osei", "on": LATER, "review_by": FAR},
        "epinephrine": [{"device": "epipen", "kept_at": "bag", "expires": FAR}] * 2,
    },
    "somebody who copied a normal range": {
        "diagnosis": {"baseline_tryptase": {"value": "11.4", "unit": "ng/mL", "comparator": "<"}},
    },
    "somebody who may be 18": {"born": "2008", "epinephrine": [], "region": "US"},
    "somebody whose yes is denied elsewhere": {
        "medications": [],
        "alerts": {
            "beta-blocker": {"answer": "yes"},
            "asthma": {"answer": "yes", "note": "outgrown"},
        },
    },
    "a child of a known kind of mastocytosis, with Addison's": {
        "born": "2016",
        "subtype": "indolent",
        "conditions": [{"id": "adrenal-insufficiency", "note": "since birth"}, {"id": "asthma"}],
        "medications": [{"id": "prednisone"}],
        "alerts": {"long-term-steroids": {"answer": "yes"}},
        "epinephrine": [{"device": "jext"}],
    },
    "a neighbour of mastocytosis, where no number is known": {
        "region": "AD",
        "subtype": "mcas",
        "epinephrine": [{"device": "epipen"}, {"device": "symjepi"}],
        "alerts": {
            "beta-blocker": {"answer": "yes"},
            "anticoagulant": {"answer": "no"},
            "long-term-steroids": {"answer": "no", "note": "not since 2020"},
            "asthma": {"answer": "no", "note": "as a child"},
            "fragile-bones": {"answer": "no", "note": "scan 2024"},
        },
        "medications": [
            {"name": "warfarin"},
            {"id": "aspirin", "note": "stopped by Dr. A"},
            {"id": "prednisone"},
            {"name": "aspirin (allergic)"},
        ],
        "conditions": [{"name": "allergic to aspirin"}],
        "languages": ["en", "ase"],
    },
    "somebody with ampoules alone, who thins the blood": {
        "epinephrine": [{"device": "ampoule", "strength": {"value": "0.3", "unit": "mg"}}],
        "alerts": {"anticoagulant": {"answer": "yes"}, "long-term-steroids": {"answer": "yes"}},
        "medications": [{"name": "blood thinner"}, {"id": "clopidogrel"}],
        "triggers": [{"id": "oxygen", "reaction": "mild"}, {"id": "saline", "reaction": "mild"}],
    },
    "a small child with words about a pregnancy, and a device for adults": {
        "born": "2024",
        "weight": {"value": 9, "unit": "kg"},
        "conditions": [{"id": "pregnancy", "note": "of the mother"}],
        "epinephrine": [
            {"device": "emerade", "strength": {"value": 300, "unit": "micrograms"}},
            {"device": "epipen", "strength": {"value": "0.3", "unit": "mg"}},
            {"device": "jext", "expires": "2026-12"},
        ],
        "medications": [{"name": "perhaps cetirizine"}],
    },
    "somebody who left one question open": {
        "alerts": {id: {"answer": "no"} for id in list(catalogue().alerts)[1:]},
    },
    "somebody who tolerates and takes what was reacted to": {
        "triggers": [
            {"id": "ibuprofen", "reaction": "mild"},
            {"id": "naproxen", "reaction": "advised"},
            {"name": "Xyzzy mist", "reaction": "anaphylaxis"},
        ],
        "tolerated": [{"id": "ibuprofen"}],
        "medications": [{"id": "ibuprofen"}, {"id": "naproxen"}],
        "conditions": [
            {"id": "asthma", "note": "ended 2020"},
            {"id": "adrenal-insufficiency", "note": "it stopped by itself once"},
            {"name": "metoprolol"},
            {"name": "DNR"},
        ],
    },
    "an adult with a pen for children": {
        "region": "US",
        "contacts": [{"name": "Li Wu", "phone": "1"}],
        "instructions": {"text": "none"},
        "premedication": {"text": "none"},
        "epinephrine": [{"device": "epipen", "strength": {"value": "0.15", "unit": "mg"}}],
    },
    "somebody with one spray of ten minutes": {
        "epinephrine": [{"device": "eurneffy"}],
        "medications": [{"id": "clopidogrel"}, {"id": "prednisone"}],
        "born": "2015",
    },
    "somebody with two American devices": {
        "region": "US",
        "epinephrine": [{"device": "symjepi"}, {"device": "neffy"}],
        "alerts": {"anticoagulant": {"answer": "yes"}},
        "diagnosis": {"status": "suspected"},
        "hospital": {"name": "St Olaf"},
        "clinicians": [{"name": "Dr Osei"}],
        "instructions": {"text": "Lie down."},
        "premedication": {"text": "Cetirizine.", "by": "Dr Osei"},
        "reactions": {"usual_signs": [], "second_wave": True},
        "medications": [],
    },
    "a suspected kind of mastocytosis, with two drugs": {
        "subtype": "indolent",
        "diagnosis": {"status": "suspected"},
        "instructions": {"text": "Lie down. No CPR.", "by": "Dr Osei"},
        "platelets": {"value": 250, "unit": "G/L"},
        "medications": [{"id": "avapritinib"}, {"id": "azathioprine"}],
        "alerts": {"immune-suppressed": {"answer": "no", "note": "so far"}},
    },
    "somebody of unknown kind who reacts to what staff may need": {
        "subtype": None,
        "born": "2016",
        "alerts": {"long-term-steroids": {"answer": "yes"}},
        "triggers": [{"id": "hydrocortisone", "reaction": "mild"}],
        "medications": [{"name": "blood thinner"}],
        "reactions": {"second_wave": True},
    },
    "somebody of unknown kind with two devices in two places": {
        "subtype": None,
        "region": "GB",
        "epinephrine": [{"device": "epipen", "kept_at": "bag"}, {"device": "eurneffy"}],
    },
    "somebody of unknown kind who had a second wave": {
        "subtype": None,
        "reactions": {"second_wave": True},
        "medications": [{"id": "azathioprine"}],
        "alerts": {
            "immune-suppressed": {"answer": "no"},
            "beta-blocker": {"answer": "no", "note": "timolol drops"},
        },
        "triggers": [{"id": "nsaids", "reaction": "mild"}],
    },
    "somebody of unknown kind who takes warfarin": {
        "subtype": None,
        "medications": [{"id": "warfarin"}],
        "triggers": [{"id": "aspirin", "reaction": "moderate"}],
    },
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


def comes_from(one: Statement) -> Row:
    """A statement's sentence, its part, and its answer, whichever alert or entry that is about."""
    return one.id, one.part.value, whichever(one.cause)


def leads_to(one: Caution) -> Row:
    """A warning's sentence, and the answer that it leads to."""
    return one.said.id, "check page", whichever(one.path)


def whichever(path: str) -> str:
    """The path of an answer without the number of an entry, and without the id of an alert."""
    return re.sub(r"\[\d+\]", "[]", re.sub(r"^alerts\..+", "alerts[]", path))


def written_down() -> set[Row]:
    """Which answer each sentence comes from; of a general sentence, none."""
    with CAUSES.open(encoding="utf-8", newline="") as file:
        return {(row["sentence"], row["part"], row["answer"]) for row in csv.DictReader(file)}


def test_each_sentence_comes_from_the_answer_that_is_written_down_for_it() -> None:
    """Each sentence in `causes.csv` is said by one of these people, and of no other answer."""
    everybody = [person_of(changes) for changes in PEOPLE.values()]
    everybody += [read_record(file.read_bytes()) for file in PRINTED]
    said = {comes_from(one) for patient in everybody for one in plan(patient).statements}
    told = {leads_to(one) for patient in everybody for one in warnings(patient, TODAY)}
    sentences = {sentence for sentence, _, _ in written_down()}

    assert {row for row in said | told if row[0] in sentences} == written_down()
    assert {id for id in catalogue().statements if id.startswith("warning.")} <= sentences


@pytest.mark.parametrize("changes", PEOPLE.values(), ids=PEOPLE)
def test_each_warning_has_the_path_of_its_answer_and_can_be_said(changes: dict[str, Any]) -> None:
    """A person is led to what to change."""
    patient = person_of(changes)
    told = warnings(patient, TODAY)
    assert told
    for one in told:
        assert spoken(one.said)
        assert not leads_nowhere(patient, one.path), (one.said.id, one.path)
