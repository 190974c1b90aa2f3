"""From the Patient to the Plan: no answer is lost, and none is said of another's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import given

from tests.clinical.leaves import Atom, atoms_of
from tests.strategies import patients
from walletcard.clinical.patient import Patient, Reaction
from walletcard.clinical.plan import plan

# A number, a country (whose number is called), and a picture that is printed as one.
NOT_SAID = ("version", "region", "photo")
# How an answer of some fields is said, where it is not said as the words that were typed.
DATES = ("answered_on", "born", "on", "last", "expires", "review_by")
NUMBERS = ("year", "anaphylaxis_count", "doses_needed")
IDS = ("id", "subtype", "device", "usual_signs")
LANGUAGES = ("languages", "interpreter")
YES_OR_NO = ("second_wave", "intensive_care")
# These choose a sentence or a line, and are words of no one.
CHOICES = ("route", "answer", "answered_by", "reaction")


def answers_in(value: Any, path: str, field: str = "") -> Iterator[tuple[str, Atom]]:
    """Every answer as (its path in the record, what must be said of it)."""
    if isinstance(value, dict) and "unit" in value:
        further = value.get("on"), value.get("comparator")
        yield path, ("amount", str(value["value"]), value["unit"], *further)
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from answers_in(held, f"{path}.{key}", key)
    elif isinstance(value, tuple):
        for number, held in enumerate(value):
            yield from answers_in(held, f"{path}[{number}]", field)
    elif value is not None and (atom := atom_of(field, value)):
        yield path, atom


def atom_of(field: str, value: Any) -> Atom | None:
    """How an answer is said, or None for one that chooses what is said."""
    for fields, kind in (
        (DATES, "date"),
        (NUMBERS, "number"),
        (IDS, "id"),
        (LANGUAGES, "language"),
    ):
        if field in fields and value != "other":
            return (kind, str(value))
    sentences = {
        **dict.fromkeys(YES_OR_NO, "answer.yes" if value else "answer.no"),
        "status": f"diagnosis.status.{value}",
        "kit_d816v": f"diagnosis.kit.{value}",
        "guardian": "contact.guardian" if value else None,
    }
    if field in sentences:
        return ("sentence", sentences[field]) if sentences[field] else None
    return None if field in CHOICES or value == "other" else str(value)


def causes_of(path: str) -> tuple[str, ...]:
    """The paths under which an answer must be said: its entry, its question or its field."""
    entry = re.match(
        r"(?:medications|triggers|tolerated|conditions|contacts|clinicians)\[\d+\]", path
    )
    if entry:
        return (entry[0], "triggers") if path.startswith("triggers") else (entry[0],)
    question = re.match(r"alerts\.[a-z-]+", path)
    field = question[0] if question else re.split(r"[.\[]", path)[0]
    return (field, "born") if field == "weight" else (field,)


@given(patients())
def test_no_answer_is_lost_between_the_patient_and_the_plan(patient: Patient) -> None:
    """Every typed word, date, amount, number and id is said of the answer that it is part of."""
    statements = plan(patient).statements
    record = patient.model_dump(exclude_unset=True, exclude=set(NOT_SAID))
    for field, value in record.items():
        for path, atom in answers_in(value, field, field):
            causes = causes_of(path)
            own = [
                one
                for one in statements
                if one.cause in causes
                or one.cause.startswith(f"{causes[0]}.")
                or ("[" not in causes[0] and one.cause.startswith(f"{causes[0]}["))
            ]
            assert atom in atoms_of(own), path


@given(patients())
def test_every_question_that_was_answered_is_answered_on_the_plan(patient: Patient) -> None:
    """An alert is said under its name, with what was answered."""
    for id, alert in patient.alerts.items():
        own = [one for one in plan(patient).statements if one.cause == f"alerts.{id}"]
        assert ("id", id) in atoms_of(own)
        said = {one.id for one in own}
        assert not said & {"not-known.alert"}
        assert any(f"alert.{alert.answer}" in one for one in said)


@given(patients())
def test_every_reaction_is_said_with_its_grade(patient: Patient) -> None:
    """Anaphylaxis is never said of what was mild, and nothing grave is left out."""
    for number, trigger in enumerate(patient.triggers or ()):
        own = [one for one in plan(patient).statements if one.cause == f"triggers[{number}]"]
        sentences, grade = {one.id for one in own}, trigger.reaction.value
        grades = {one.value for one in Reaction if ("id", one.value) in atoms_of(own)}
        in_words = "advised" if grade == "advised" else "reaction-not-known"
        assert grades == {grade} or any(one.startswith(in_words) for one in sentences)
        assert grades <= {grade}
        assert grade == "anaphylaxis" or "never" not in sentences
