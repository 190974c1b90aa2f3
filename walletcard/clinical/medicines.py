"""What the person takes, and what emergency staff must know of it.

Facts about what was listed, never commands and never a dose: a note says "takes X, a
beta-blocker", not what to do without X.
"""

from __future__ import annotations

from collections.abc import Iterator

from walletcard.clinical.catalogue import Alert, Medicine, catalogue
from walletcard.clinical.patient import Medication, Patient
from walletcard.clinical.person import is_adult
from walletcard.clinical.statement import (
    Amount,
    Listed,
    Part,
    Statement,
    Term,
    Typed,
    Value,
    listed,
    state,
    typed,
)


def alerts(patient: Patient) -> Iterator[Statement]:
    """Alerts that change treatment: answered yes, or with a medicine of their class listed."""
    for alert in catalogue().alerts.values():
        if alert.front:
            yield from _alert(patient, alert)
    if patient.platelets:
        count = patient.platelets
        value = Amount(count.value, count.unit, count.on)
        yield state(Part.ALERT, "platelets", "platelets", platelets=value)


def other_alerts(patient: Patient) -> Iterator[Statement]:
    """Alerts that do not stand on the front, and every alert that was answered no."""
    for alert in catalogue().alerts.values():
        answer = patient.alerts.get(alert.id)
        if not alert.front:
            yield from _alert(patient, alert)
        if answer and answer.answer == "no" and not takes(patient, *alert.classes):
            id, cause = ("alert.no-note" if answer.note else "alert.no"), f"alerts.{alert.id}"
            term = Term("alert", alert.id)
            note: dict[str, Value] = {"note": Typed(answer.note)} if answer.note else {}
            yield state(Part.CONDITION, id, cause, alert=term, **note)


def _alert(patient: Patient, alert: Alert) -> Iterator[Statement]:
    answer = patient.alerts.get(alert.id)
    medicines = takes(patient, *alert.classes, unless_in=(answer and answer.note) or "")
    said_no = answer is not None and answer.answer == "no"
    if (answer is None or said_no) and not medicines:
        return
    note = typed(answer.note) if answer else None
    part = Part.ALERT if alert.front else Part.CONDITION
    values: dict[str, Value] = {"alert": Term("alert", alert.id)}
    facts = listed(note, *medicines)
    if facts is None:
        yield state(part, "alert.yes", f"alerts.{alert.id}", **values)
        return
    id = "alert.no-but-takes" if said_no else "alert.takes" if medicines else "alert.yes-note"
    if answer is None and alert.asks_more:
        id = "alert.not-known-but-takes"
    if medicines:
        values["medicines"] = Listed(medicines)
    if note and medicines:
        id += "-note"
    if note:
        values["note"] = note
    yield state(part, id, f"alerts.{alert.id}", **values)


def not_answered(patient: Patient) -> Iterator[Statement]:
    """Alerts that were not answered, unless a medicine answers them."""
    for alert in catalogue().alerts.values():
        known = alert.id in patient.alerts or takes(patient, *alert.classes)
        if not known:
            part = Part.NOT_KNOWN if alert.front else Part.NOT_ANSWERED
            term = Term("alert", alert.id)
            yield state(part, "not-known.alert", f"alerts.{alert.id}", alert=term)


def takes(patient: Patient, *classes: str, unless_in: str = "") -> tuple[Value, ...]:
    """The person's own entries that are a medicine of one of the classes, or name one.

    A medicine that a note already names is left out.
    """
    told = catalogue().named_in(unless_in)
    return tuple(
        _what(entry)
        for entry in patient.medications or ()
        if any(
            set(medicine.classes) & set(classes) and medicine not in told
            for medicine in medicines_of(entry)
        )
    )


def medicines_of(entry: Medication) -> tuple[Medicine, ...]:
    """The medicines of the catalogue that an entry is or names."""
    if entry.id is not None:
        return (catalogue().medicines[entry.id],)
    return catalogue().named_in(entry.name or "")


def staff_notes(patient: Patient) -> Iterator[Statement]:
    """The notes of the catalogue on the classes, alerts and subtype that were answered."""
    read = catalogue()
    said_yes = {id for id, answer in patient.alerts.items() if answer.answer == "yes"}
    noted = set()
    for class_ in read.classes.values():
        medicines = takes(patient, class_.id)
        outranked = class_.alert in said_yes and read.alerts[class_.alert].asks_more
        if medicines and not outranked and (id := _note(patient, f"class.{class_.id}")):
            noted.add(class_.alert)
            yield state(Part.STAFF, id, "medications", medicines=Listed(medicines))
    for alert in read.alerts:
        if alert in said_yes - noted and (id := _note(patient, f"alert.{alert}")):
            yield state(Part.STAFF, id, f"alerts.{alert}")
    if patient.subtype and (id := _note(patient, f"subtype.{patient.subtype}")):
        yield state(Part.STAFF, id, "subtype")


def _note(patient: Patient, about: str) -> str | None:
    """The id of a staff note, the one with an adult dose for adults only; None if there is none."""
    variants = [f"{about}.staff.adult"] if is_adult(patient) else []
    return next((id for id in (*variants, f"{about}.staff") if id in catalogue().statements), None)


def medications(patient: Patient) -> Iterator[Statement]:
    """Every medicine as entered, in the order of entry."""
    for number, entry in enumerate(patient.medications or ()):
        cause, what = f"medications[{number}]", _what(entry)
        facts = listed(typed(entry.dose), typed(entry.schedule), typed(entry.note))
        if facts is None:
            yield state(Part.MEDICATION, "medication", cause, what=what)
        else:
            yield state(Part.MEDICATION, "medication.facts", cause, what=what, facts=facts)


def _what(entry: Medication) -> Value:
    return Term("medicine", entry.id) if entry.id is not None else Typed(entry.name or "")
