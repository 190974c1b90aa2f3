"""What emergency staff need: first what holds for all, then what the answers call for.

A vital note has a line of its own; all other notes share the last one, since nobody reads twenty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from walletcard.clinical.alerts import condition_ids, listed_conditions
from walletcard.clinical.catalogue import Alert, catalogue
from walletcard.clinical.exposures import reacted_to, reported
from walletcard.clinical.medicines import taken
from walletcard.clinical.patient import Patient
from walletcard.clinical.person import baseline_tryptase, is_adult
from walletcard.clinical.statement import Listed, Part, Phrase, Statement, Value, state, together
from walletcard.clinical.steps import route

# What has a line of its own, in the order of lives saved: alerts, conditions and classes.
VITAL = (
    "adrenal-insufficiency",
    "long-term-steroids",
    "beta-blocker",
    "avapritinib",
    "anticoagulant",
)


@dataclass(frozen=True)
class _Note:
    """A note of the catalogue: what it is about, its sentence, and the answer it comes from."""

    topic: str
    phrase: Phrase
    cause: str


def staff(patient: Patient) -> Iterator[Statement]:
    """The lines for emergency staff, most vital first."""
    notes = tuple(_notes(patient))
    yield from _for_all(patient)
    yield from reported(patient)
    yield from _vital(patient, notes)
    if patient.triggers or patient.tolerated:
        yield state(Part.STAFF, "staff.own-list")
    yield _tryptase(patient)
    yield _pain(patient)
    others = tuple(one for one in notes if one.topic not in VITAL)
    if others:
        facts = Listed(tuple(one.phrase for one in others), sign=" ")
        yield state(Part.STAFF, "staff.others", others[0].cause, facts=facts)


def _for_all(patient: Patient) -> Iterator[Statement]:
    adult = is_adult(patient)
    yield state(Part.STAFF, "staff.no-rash.adult" if adult else "staff.no-rash")
    child = adult is False
    yield state(Part.STAFF, "staff.epinephrine.child" if child else "staff.epinephrine")
    if patient.epinephrine and {route(one) for one in patient.epinephrine} == {"nasal"}:
        yield state(Part.STAFF, "staff.epinephrine.spray", "epinephrine")
    yield state(Part.STAFF, "staff.flat")
    yield state(Part.STAFF, "staff.fluid")
    yield state(Part.STAFF, "staff.third-line")


def _vital(patient: Patient, notes: tuple[_Note, ...]) -> Iterator[Statement]:
    vital = [one for one in notes if one.topic in VITAL]
    asked_for: list[str] = []
    for one in sorted(vital, key=lambda note: VITAL.index(note.topic)):
        yield state(Part.STAFF, one.phrase.id, one.cause, **one.phrase.values)
        asked_for += catalogue().statements[one.phrase.id].asks_for
    for medicine in dict.fromkeys(asked_for):
        yield from reacted_to(patient, medicine)


def _tryptase(patient: Patient) -> Statement:
    own = baseline_tryptase(patient)
    if own is None:
        return state(Part.STAFF, "staff.tryptase")
    cause = "diagnosis.baseline_tryptase"
    return state(Part.STAFF, "staff.tryptase.own", cause, tryptase=own)


def _pain(patient: Patient) -> Statement:
    if _applies(patient, catalogue().alerts["fragile-bones"]):
        return state(Part.STAFF, "staff.pain-bones", "alerts.fragile-bones")
    return state(Part.STAFF, "staff.pain")


def _notes(patient: Patient) -> Iterator[_Note]:
    """The notes that the catalogue has on what was answered and listed."""
    told = set()
    for note in _class_notes(patient):
        told.add(note.topic)
        yield note
    for alert in catalogue().alerts.values():
        if alert.id not in told and _applies(patient, alert):
            yield from _note(patient, alert.id, f"alert.{alert.id}", f"alerts.{alert.id}")
    for number, condition in enumerate(patient.conditions or ()):
        for id in sorted(condition_ids(condition)):
            yield from _note(patient, id, f"condition.{id}", f"conditions[{number}]")
    if patient.subtype:
        yield from _note(patient, "subtype", f"subtype.{patient.subtype}", "subtype")


def _class_notes(patient: Patient) -> Iterator[_Note]:
    """Notes on classes of medicines, but for a question that asks more and was answered yes."""
    read, mine = catalogue(), taken(patient)
    for class_ in read.classes.values():
        alert = read.alerts.get(class_.alert or "")
        outranked = alert is not None and alert.asks_more and _applies(patient, alert)
        these = [one for one in mine if one.is_of((class_.id,))]
        if these and not outranked:
            medicines = together([one.what_and_dose for one in these])
            topic = class_.alert or class_.id
            about = f"class.{class_.id}"
            yield from _note(patient, topic, about, these[0].cause, medicines=medicines)


def _applies(patient: Patient, alert: Alert) -> bool:
    """Whether a question was answered with yes, or a condition of it was listed."""
    answer = patient.alerts.get(alert.id)
    said_yes = answer is not None and answer.answer == "yes"
    return said_yes or any(listed_conditions(patient, alert.conditions))


def _note(patient: Patient, topic: str, about: str, cause: str, **values: Value) -> Iterator[_Note]:
    """The note on something, the one with an adult dose for adults only; none if there is none."""
    statements = catalogue().statements
    ids = [f"{about}.staff.adult", f"{about}.staff"] if is_adult(patient) else [f"{about}.staff"]
    for id in ids:
        if id in statements and catalogue().may_print(statements[id]):
            yield _Note(topic, Phrase(id, values), cause)
            return
