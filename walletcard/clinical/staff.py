"""The lines for emergency staff: first those for everybody, then those that the answers need.

Each vital note has a line of its own. All other notes share the last line, since nobody reads
twenty lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from walletcard.clinical.age import AgeBand, age_band
from walletcard.clinical.alerts import (
    LOW_PLATELETS_CONDITION,
    applies,
    conditions,
    is_no_low_count,
    low_count,
)
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.devices import route
from walletcard.clinical.exposures import reacted_to, reported
from walletcard.clinical.medicines import taken
from walletcard.clinical.patient import Patient
from walletcard.clinical.person import baseline_tryptase
from walletcard.clinical.pregnancy import PREGNANCY, pregnancy_cause
from walletcard.clinical.statement import (
    Listed,
    Part,
    Phrase,
    Statement,
    Value,
    statement,
    together,
)
from walletcard.clinical.yes_no import YesNo

# The alerts, conditions and classes whose notes have a line of their own, most vital first.
VITAL = (
    "adrenal-insufficiency",
    "long-term-steroids",
    "beta-blocker",
    PREGNANCY,
    "avapritinib",
    "anticoagulant",
    LOW_PLATELETS_CONDITION,
)
# Notes on bleeding share a line.
BLEEDING = dict.fromkeys(("avapritinib", "anticoagulant", LOW_PLATELETS_CONDITION), "bleeding")
AVAPRITINIB_PLATELETS = 50  # 10^9/L; its labels advise against it under this in advanced disease


@dataclass(frozen=True)
class _Note:
    """A note: its topic, its sentence, and the path of the answer that it comes from."""

    topic: str
    phrase: Phrase
    cause: str

    @property
    def asks_for(self) -> tuple[str, ...]:
        """The ids of the medicines that it asks staff to give."""
        return catalogue().statements[self.phrase.id].asks_for


def staff(patient: Patient) -> Iterator[Statement]:
    """The lines for emergency staff, most vital first."""
    notes = _without_repeats(tuple(_notes(patient)))
    yield from _for_all(patient, notes)
    yield from reported(patient)
    yield from _vital(patient, notes)
    if patient.triggers or patient.tolerated:
        yield statement(Part.STAFF, "staff.own-list")
    yield _tryptase(patient)
    yield _pain(patient)
    yield _last(patient, tuple(one for one in notes if one.topic not in VITAL))


def _without_repeats(notes: tuple[_Note, ...]) -> tuple[_Note, ...]:
    """One note at most asks for hydrocortisone: two with a dose could be read as two doses."""
    if any(one.topic == "adrenal-insufficiency" for one in notes):
        return tuple(one for one in notes if one.topic != "long-term-steroids")
    return notes


def _last(patient: Patient, notes: tuple[_Note, ...]) -> Statement:
    """How long to observe the person, and the notes without a line of their own."""
    watch, cause = _watch(patient)
    return _line((_Note("watch", Phrase(watch), cause), *notes))


def _for_all(patient: Patient, notes: tuple[_Note, ...]) -> Iterator[Statement]:
    band, pregnant = age_band(patient), pregnancy_cause(patient)
    adult = band is AgeBand.ADULT
    yield statement(Part.STAFF, "staff.no-rash.adult" if adult else "staff.no-rash")
    child = band.is_under_18
    yield statement(Part.STAFF, "staff.epinephrine.child" if child else "staff.epinephrine")
    if {route(one) for one in patient.epinephrine or ()} == {"nasal"}:
        yield statement(Part.STAFF, "staff.epinephrine.spray", "epinephrine")
    if pregnant:
        yield statement(Part.STAFF, "staff.flat.left", pregnant)
    else:
        yield statement(Part.STAFF, "staff.flat")
    yield statement(Part.STAFF, "staff.fluid")
    # "Steroid not routine" must never stand beside "hydrocortisone at once".
    steroid = any("hydrocortisone" in note.asks_for for note in notes)
    yield statement(Part.STAFF, f"staff.third-line{'.no-steroid-word' if steroid else ''}")


def _watch(patient: Patient) -> tuple[str, str]:
    """How long to observe, as (sentence, cause): longer after an earlier second wave."""
    if patient.reactions and patient.reactions.second_wave is YesNo.YES:
        return "staff.watch.second-wave", "reactions.second_wave"
    return "staff.watch", ""


def _vital(patient: Patient, notes: tuple[_Note, ...]) -> Iterator[Statement]:
    vital = [one for one in notes if one.topic in VITAL]
    vital.sort(key=lambda note: VITAL.index(note.topic))
    for _, some in groupby(vital, key=lambda note: BLEEDING.get(note.topic, note.phrase.id)):
        yield _line(tuple(some))
    yield from reacted_to(patient, frozenset(id for one in vital for id in one.asks_for))


def _line(notes: tuple[_Note, ...]) -> Statement:
    """Notes on one line, one after the other."""
    first = notes[0]
    if len(notes) == 1:
        return statement(Part.STAFF, first.phrase.id, first.cause, **first.phrase.values)
    facts = Listed(tuple(one.phrase for one in notes), sign=" ")
    cause = next((one.cause for one in notes if one.cause), "")
    return statement(Part.STAFF, "staff.others", cause, facts=facts)


def _tryptase(patient: Patient) -> Statement:
    own = baseline_tryptase(patient)
    if own is None:
        return statement(Part.STAFF, "staff.tryptase")
    cause = "diagnosis.baseline_tryptase"
    return statement(Part.STAFF, "staff.tryptase.own", cause, tryptase=own)


def _pain(patient: Patient) -> Statement:
    if applies(patient, catalogue().alerts["fragile-bones"]):
        return statement(Part.STAFF, "staff.pain-bones", "alerts.fragile-bones")
    return statement(Part.STAFF, "staff.pain")


def _notes(patient: Patient) -> Iterator[_Note]:
    """The catalogue's notes about the person's answers, each topic once."""
    told = set() if pregnancy_cause(patient) else {PREGNANCY}
    for note in _class_notes(patient):
        told.add(note.topic)
        yield note
    for alert in catalogue().alerts.values():
        if alert.id not in told and applies(patient, alert):
            yield from _note(patient, alert.id, f"alert.{alert.id}", f"alerts.{alert.id}")
    for one in conditions(patient):
        for id in sorted(one.ids - told - _disproved(patient)):
            told.add(id)
            yield from _note(patient, id, f"condition.{id}", one.cause)
    if LOW_PLATELETS_CONDITION not in told and low_count(patient):
        id = LOW_PLATELETS_CONDITION
        yield from _note(patient, id, f"condition.{id}", "platelets")
    if patient.subtype:
        yield from _note(patient, "subtype", f"subtype.{patient.subtype}", "subtype")


def _disproved(patient: Patient) -> set[str]:
    """Low platelets, if the last count was surely not low."""
    return {LOW_PLATELETS_CONDITION} if is_no_low_count(patient) else set()


def _class_notes(patient: Patient) -> Iterator[_Note]:
    """Notes about classes of medicines, unless a "yes" to the alert says more (`asks_more`)."""
    read, mine = catalogue(), taken(patient)
    for class_ in read.classes.values():
        alert = read.alerts.get(class_.alert or "")
        outranked = alert is not None and alert.asks_more and applies(patient, alert)
        these = [one for one in mine if one.is_of((class_.id,))]
        if these and not outranked:
            medicines = together([one.what_and_dose for one in these])
            topic = class_.alert or class_.id
            about = f"class.{class_.id}"
            yield from _note(patient, topic, about, these[0].cause, medicines=medicines)
            if class_.id == "avapritinib" and low_count(patient, AVAPRITINIB_PLATELETS):
                yield _Note(topic, Phrase("class.avapritinib.platelets"), "platelets")


def _note(patient: Patient, topic: str, about: str, cause: str, **values: Value) -> Iterator[_Note]:
    """The note about something, if there is one; that with an adult dose for adults only."""
    statements = catalogue().statements
    adult = [f"{about}.staff.adult"] if age_band(patient) is AgeBand.ADULT else []
    for id in (*adult, f"{about}.staff"):
        if id in statements and catalogue().may_print(statements[id]):
            yield _Note(topic, Phrase(id, values), cause)
            return
