"""Who the person is, whom to call, and the person's own words: as answered, and no further."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.clinical.saying import quoted, says
from tests.people import a_patient
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import RecordRefused, write_record
from walletcard.clinical.statement import Part


def without(*fields: str, **changes: Any) -> Patient:
    """A patient who left some fields out."""
    return a_patient(**changes).model_copy(update=dict.fromkeys(fields))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"born": "1984-03-09"}, "born 9 Mar 1984 · ADULT"),
        ({"born": "1984"}, "born 1984 · ADULT"),
        ({"born": "2024-05-17"}, "born 17 May 2024 · CHILD, weight not known"),
        (
            {"born": "2024-05", "weight": {"value": "12.1", "unit": "kg", "on": "2026-09"}},
            "born May 2024 · CHILD, 12.1 kg (Sep 2026)",
        ),
        ({"born": "2024", "weight": {"value": 26, "unit": "lb"}}, "born 2024 · CHILD, 26 lb"),
        (
            {"born": "2008", "weight": {"value": 50, "unit": "kg"}},
            "born 2008 · ADULT or CHILD: not known",
        ),
    ],
)
def test_the_line_of_birth_says_adult_or_child(changes: dict[str, Any], said: str) -> None:
    """A child with the weight and its date."""
    assert says(a_patient(**changes), Part.BORN) == [said]


@pytest.mark.parametrize(
    ("born", "told"), [("1984", ["Weight 68 kg"]), ("2008", ["Weight 68 kg"]), ("2024", [])]
)
def test_a_weight_stands_once(born: str, told: list[str]) -> None:
    """Of a child beside the birth, of anybody else with the tests."""
    patient = a_patient(born=born, weight={"value": 68, "unit": "kg"})
    assert says(patient, Part.TEST) == told


@pytest.mark.parametrize("subtype", catalogue().subtypes)
def test_the_diagnosis_is_in_full_words_and_says_systemic_only_where_it_is(subtype: str) -> None:
    """No abbreviation, and no systemic mastocytosis for someone who has not got it."""
    (said,) = says(a_patient(subtype=subtype), Part.DIAGNOSIS)
    for short in ("SM", "ISM", "BMM", "MCL", "MCS", "MCAS", "HaT", "AHN", "CM", "ASM"):
        assert short not in said.replace("(", " ").replace(":", " ").split()
    systemic = {
        "indolent",
        "bone-marrow",
        "smoldering",
        "sm-ahn",
        "aggressive",
        "unknown",
        "advanced",
    }
    assert ("Systemic" in said) is (subtype in systemic)
    assert plan(a_patient(subtype=subtype)).of(Part.DIAGNOSIS)[0].cause == "subtype"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (None, "Mast cell activation syndrome: a mast cell disease"),
        ("confirmed", "Mast cell activation syndrome: a mast cell disease"),
        (
            "suspected",
            "Mast cell activation syndrome: a mast cell disease (suspected, not confirmed)",
        ),
    ],
)
def test_a_suspected_diagnosis_says_so(status: str | None, said: str) -> None:
    """Wherever the diagnosis stands."""
    diagnosis = {"status": status} if status else {}
    patient = a_patient(subtype="mcas", diagnosis=diagnosis)
    assert says(patient, Part.DIAGNOSIS) == [said]


def test_an_unanswered_subtype_is_not_called_mastocytosis() -> None:
    """Somebody with a neighbour of mastocytosis may have left it out."""
    assert says(without("subtype"), Part.DIAGNOSIS) == ["Mast cell disease, form not known"]


@pytest.mark.parametrize(
    ("subtype", "word"),
    [
        *((id, "Mastocytosis") for id in ("indolent", "sm-ahn", "cutaneous", "unknown")),
        *((id, "Mast cell disease") for id in ("mcas", "hereditary-alpha-tryptasemia", None)),
    ],
)
def test_the_call_names_the_disease_that_is_known(subtype: str | None, word: str) -> None:
    """The script for the phone says mastocytosis only of mastocytosis."""
    patient = without("subtype") if subtype is None else a_patient(subtype=subtype)
    assert says(patient, Part.CALL_SCRIPT) == [
        f"For the call: “Anaphylaxis. {word}. The address is …”"
    ]


def test_whom_to_call() -> None:
    """Contacts, then doctors, then the hospital, each with what was answered of it."""
    patient = a_patient(
        contacts=[
            {"name": "Ann", "relation": "mother", "phone": "1", "guardian": True},
            {"name": "Bo", "guardian": False},
        ],
        clinicians=[
            {"name": "Dr. C", "role": "allergist", "place": "Bonn", "phone": "2"},
            {"name": "Dr. D"},
        ],
        hospital={"name": "General", "phone": "3", "patient_number": "P-7"},
    )
    parts = (Part.CONTACT, Part.CLINICIAN, Part.HOSPITAL)
    assert says(patient, *parts) == [
        "Ann, mother, guardian, 1",
        "Bo",
        "Dr. C, allergist, Bonn, 2",
        "Dr. D",
        "General, 3, patient number P-7",
    ]
    assert [one.cause for one in plan(patient).of(*parts)] == [
        "contacts[0]",
        "contacts[1]",
        "clinicians[0]",
        "clinicians[1]",
        "hospital",
    ]
    assert says(a_patient(hospital={"name": "General"}), Part.HOSPITAL) == ["General"]


def test_languages_and_an_interpreter() -> None:
    """As answered."""
    patient = a_patient(languages=["sv", "en"], interpreter="ar")
    assert says(patient, Part.LANGUAGE) == ["Speaks Swedish, English"]
    assert says(patient, Part.INTERPRETER) == ["Needs an interpreter: Arabic"]
    assert says(a_patient(languages=[]), Part.LANGUAGE, Part.INTERPRETER) == []


def test_the_own_first_signs() -> None:
    """In the order of entry; none is none."""
    patient = a_patient(reactions={"usual_signs": ["collapse", "flushing"]})
    assert says(patient, Part.FIRST_SIGNS) == ["Collapse or fainting, flushing"]
    none = a_patient(reactions={"usual_signs": []})
    assert says(none, Part.FIRST_SIGNS) == ["No usual signs listed"]
    assert says(a_patient(reactions={"last": "2020"}), Part.FIRST_SIGNS) == []


def test_the_history_as_answered() -> None:
    """Zero and no are answers too."""
    patient = a_patient(
        reactions={
            "anaphylaxis_count": 0,
            "last": "2020-05",
            "doses_needed": 2,
            "second_wave": False,
            "intensive_care": True,
            "note": "no rash",
        }
    )
    assert says(patient, Part.HISTORY) == [
        "Anaphylaxis so far: 0",
        "Last: May 2020",
        "Epinephrine doses needed: 2",
        "Second wave: no",
        "Intensive care: yes",
        "no rash",
    ]
    causes = [one.cause for one in plan(patient).of(Part.HISTORY)]
    assert causes[0] == "reactions.anaphylaxis_count"
    assert causes[-1] == "reactions.note"
    assert says(a_patient(), Part.HISTORY) == []
    assert says(a_patient(reactions={"last": "2020"}), Part.HISTORY) == ["Last: 2020"]


def test_the_tests_as_answered() -> None:
    """The baseline first, with unit and day."""
    patient = a_patient(
        diagnosis={
            "status": "suspected",
            "year": 2019,
            "kit_d816v": "positive",
            "associated_neoplasm": "CMML",
            "baseline_tryptase": {"value": "48.2", "unit": "micrograms/L", "on": "2026-04-02"},
        },
        weight={"value": 68, "unit": "kg", "on": "2026-09"},
    )
    assert says(patient, Part.TEST) == [
        "Own baseline tryptase 48.2 micrograms/L (2 Apr 2026)",
        "Diagnosis suspected, not confirmed",
        "Diagnosis made in 2019",
        "KIT D816V: positive",
        "Associated blood disease: CMML",
        "Weight 68 kg (Sep 2026)",
    ]
    causes = [one.cause for one in plan(patient).of(Part.TEST)]
    assert causes == [
        "diagnosis.baseline_tryptase",
        "diagnosis.status",
        "diagnosis.year",
        "diagnosis.kit_d816v",
        "diagnosis.associated_neoplasm",
        "weight",
    ]


def test_conditions_as_answered() -> None:
    """By id or as typed, with a note."""
    patient = a_patient(
        conditions=[{"id": "asthma"}, {"name": "Gout", "note": "left toe"}, {"name": "Tinnitus"}]
    )
    assert says(patient, Part.CONDITION) == ["Asthma", "Gout (left toe)", "Tinnitus"]
    causes = [one.cause for one in plan(patient).of(Part.CONDITION)]
    assert causes == [f"conditions[{number}]" for number in range(3)]


def test_what_was_not_answered_is_not_known() -> None:
    """Everything left out, the vital first."""
    assert says(a_patient(), Part.NOT_KNOWN)[:5] == [
        "epinephrine devices",
        "medicines",
        "triggers",
        "whom to call",
        "baseline tryptase",
    ]
    assert says(a_patient(), Part.NOT_ANSWERED)[:6] == [
        "what was taken safely",
        "other conditions",
        "earlier reactions",
        "doctors",
        "platelets",
        "weight",
    ]
    assert "weight" not in says(a_patient(born="2024"), Part.NOT_ANSWERED)
    assert "earlier reactions" in says(a_patient(reactions={}), Part.NOT_ANSWERED)
    assert "earlier reactions" not in says(
        a_patient(reactions={"second_wave": False}), Part.NOT_ANSWERED
    )


LISTS = {
    "epinephrine": (None, "epinephrine devices"),
    "medications": ("Takes no medicines", "medicines"),
    "triggers": ("No triggers known to the patient", "triggers"),
    "tolerated": ("Nothing listed as taken safely", quoted("not-known.tolerated")),
    "conditions": ("No other conditions", quoted("not-known.conditions")),
    "contacts": ("No contact listed", "whom to call"),
    "clinicians": ("No doctor listed", "doctors"),
}


@pytest.mark.parametrize("field", LISTS)
def test_none_is_never_not_known(field: str) -> None:
    """An empty list was answered with none, a missing one was not answered."""
    none, not_known = LISTS[field]
    answered, missing = says(a_patient(**{field: []})), says(a_patient())
    assert not_known not in answered
    assert not_known in missing
    assert none is None or (none in answered and none not in missing)


def test_the_paths_of_none_and_of_what_is_not_known_are_the_fields() -> None:
    """The cause is the field that was left out or empty."""
    patient = a_patient(**{key: [] for key in LISTS}, reactions={"usual_signs": []})
    causes = {one.cause for one in plan(patient).statements if one.id.startswith("none.")}
    assert causes == {*LISTS, "reactions.usual_signs"} - {"epinephrine"}
    missing = plan(a_patient()).of(Part.NOT_KNOWN, Part.NOT_ANSWERED)
    assert {one.cause for one in missing} >= {*LISTS, "diagnosis.baseline_tryptase", "weight"}


def test_the_face_says_who_and_of_which_day() -> None:
    """Name and the day of the answers stand on every face."""
    patient = a_patient(name="Łucja", answered_on="2026-11-10")
    assert says(patient, Part.NAME) == ["Łucja"]
    assert says(patient, Part.ANSWERS_OF) == ["as of 10 Nov 2026"]
    who = (Part.NAME, Part.BORN, Part.ANSWERS_OF, Part.REVIEW)
    causes = [one.cause for one in plan(patient).of(*who)]
    assert causes == ["name", "born", "answered_on", "review"]


@pytest.mark.parametrize(
    ("answer", "said"), [(True, "yes"), (False, "no"), ("true", "yes"), (0, "no")]
)
def test_yes_and_no_are_read_as_the_record_keeps_them(answer: object, said: str) -> None:
    """Truth values in the file, as before; what is none is refused in a sentence."""
    patient = a_patient(reactions={"intensive_care": answer})
    assert says(patient, Part.HISTORY) == [f"Intensive care: {said}"]
    written = json.loads(write_record(patient))
    assert written["reactions"] == {"intensive_care": said == "yes"}


def test_a_question_that_was_left_open_is_written_as_it_was() -> None:
    """Nothing is made of an answer that is not there."""
    patient = a_patient(reactions={"second_wave": None})
    assert not says(patient, Part.HISTORY)
    assert json.loads(write_record(patient))["reactions"] == {"second_wave": None}
    with pytest.raises(RecordRefused, match=r"second_wave: Must be true or false\."):
        a_patient(reactions={"second_wave": "perhaps"})


def test_a_sign_language_is_not_spoken() -> None:
    """It stands on a line of its own, beside what is spoken."""
    patient = a_patient(languages=["en", "ase", "de", "bfi"])
    assert says(patient, Part.LANGUAGE) == [
        "Speaks English, German",
        "Uses American Sign Language, British Sign Language",
    ]
    assert says(a_patient(languages=["asf"]), Part.LANGUAGE) == ["Uses Auslan"]
    assert {one.cause for one in plan(patient).of(Part.LANGUAGE)} == {"languages"}


def test_a_form_that_is_not_known_has_the_path_of_its_question() -> None:
    """A reader of the Plan finds the answer that is missing."""
    (one,) = plan(a_patient(subtype=None)).of(Part.DIAGNOSIS)
    assert (one.id, one.cause) == ("diagnosis.not-known", "subtype")
