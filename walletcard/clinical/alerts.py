"""What changes treatment in an emergency: alerts, grave conditions, low platelets.

A listed medicine or condition answers its alert with yes. If the answer was no, the face says both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from walletcard.clinical.age import eldest
from walletcard.clinical.around import tells_of_an_exclusion
from walletcard.clinical.aside import Aside, aside
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.devices import route
from walletcard.clinical.entries import Alert
from walletcard.clinical.meaning import Stance, meaning
from walletcard.clinical.measured import Platelets
from walletcard.clinical.medicines import Taken, taken
from walletcard.clinical.naming import Reading
from walletcard.clinical.once import once_per_patient
from walletcard.clinical.patient import Condition, Patient
from walletcard.clinical.statement import (
    Amount,
    Listed,
    Part,
    Phrase,
    Statement,
    Term,
    Typed,
    Value,
    listed,
    present,
    statement,
    together,
    typed,
)

# A count under this, in 10^9/L, is a sign of organ damage by mastocytosis (a C-finding).
LOW_PLATELETS = 100
# Conditions that change treatment, and stand with the alerts.
LOW_PLATELETS_CONDITION = "low-platelets"
GRAVE_CONDITIONS = ("adrenal-insufficiency", LOW_PLATELETS_CONDITION)


def alerts(patient: Patient) -> Iterator[Statement]:
    """Alerts on the card's front: answered yes, or with a listed medicine or condition."""
    mine = taken(patient)
    for alert in catalogue().alerts.values():
        if alert.front:
            yield from _alert(patient, mine, alert, Part.ALERT)
    yield from _grave_conditions(patient)
    if low := low_count(patient):
        yield _platelets(Part.ALERT, "platelets.low", low)
    if has_spray_and_nose_trouble(patient):
        yield statement(Part.ALERT, "alert.nose-spray", "epinephrine")


def _grave_conditions(patient: Patient) -> Iterator[Statement]:
    """Conditions that change treatment; low platelets are left out if their number is known."""
    for one in conditions(patient):
        grave = one.ids & set(GRAVE_CONDITIONS)
        if low_count(patient):
            grave -= {LOW_PLATELETS_CONDITION}
        if grave:
            condition = _as_entered(one.entry)
            yield statement(Part.ALERT, "alert.condition", one.cause, condition=condition)


def has_spray_and_nose_trouble(patient: Patient) -> bool:
    """Whether all devices are nose sprays and the nose may keep a spray from working."""
    sprays = {route(device) for device in patient.epinephrine or ()} == {"nasal"}
    return sprays and applies(patient, catalogue().alerts["nasal-surgery-or-polyps"])


def applies(patient: Patient, alert: Alert) -> bool:
    """Whether an alert was answered with yes, or one of its conditions is listed."""
    answer = patient.alerts.get(alert.id)
    said_yes = answer is not None and answer.answer == "yes"
    return said_yes or any(listed_conditions(patient, alert.conditions))


def other_alerts(patient: Patient) -> Iterator[Statement]:
    """Alerts that are not on the front, and every alert answered with no."""
    mine = taken(patient)
    for alert in catalogue().alerts.values():
        if not alert.front:
            yield from _alert(patient, mine, alert, Part.CONDITION)
        answer = patient.alerts.get(alert.id)
        if answer and answer.answer == "no" and not evidence(patient, mine, alert):
            yield _answer(Part.CONDITION, "alert.no", alert, note=typed(answer.note))


def platelets(patient: Patient) -> Iterator[Statement]:
    """A platelet count that is not surely low, as a test result."""
    if patient.platelets and not low_count(patient):
        yield _platelets(Part.TEST, "platelets", patient.platelets)


def not_answered(patient: Patient) -> Iterator[Statement]:
    """Alerts that were not answered, unless a listed medicine or condition answers them."""
    mine = taken(patient)
    for alert in still_open(patient):
        if not evidence(patient, mine, alert):
            part = Part.NOT_KNOWN if alert.front else Part.NOT_ANSWERED
            yield _answer(part, "not-known.alert", alert)


def still_open(patient: Patient) -> Iterator[Alert]:
    """Alerts that a person of this age is asked about, and of which the plan says "not known".

    A listed medicine or condition answers an alert, unless that asks more: then the plan says both.
    """
    mine = taken(patient)
    for alert in asked(patient):
        is_listed = not alert.asks_more and bool(evidence(patient, mine, alert))
        if alert.id not in patient.alerts and not is_listed:
            yield alert


def asked(patient: Patient) -> tuple[Alert, ...]:
    """The alerts that a person of this age is asked about."""
    age = eldest(patient.born, patient.answered_on)
    return tuple(one for one in catalogue().alerts.values() if age >= one.asked_from)


def low_count(patient: Patient, under: int = LOW_PLATELETS) -> Platelets | None:
    """The platelet count if it is surely under a number of 10^9/L."""
    count = patient.platelets
    return count if count and _is_under(count, under) else None


def is_no_low_count(patient: Patient) -> bool:
    """Whether there is a platelet count that is surely not low."""
    count = patient.platelets
    return count is not None and _is_under(count, LOW_PLATELETS) is False


def _is_under(count: Platelets, giga: int) -> bool | None:
    return count.is_under(Decimal(giga * 1000 if count.unit == "/uL" else giga))


def _platelets(part: Part, id: str, count: Platelets) -> Statement:
    value = Amount(count.value, count.unit, count.on, count.comparator)
    return statement(part, id, "platelets", platelets=value)


def evidence(patient: Patient, mine: tuple[Taken, ...], alert: Alert) -> tuple[Phrase, ...]:
    """The listed medicines (`mine`) and conditions that answer an alert with yes."""
    conditions = tuple(one for _, one in listed_conditions(patient, alert.conditions))
    lists = (Phrase("lists", {"conditions": together(conditions)}),) if conditions else ()
    return (*_takes(mine, alert), *lists)


def _alert(
    patient: Patient, mine: tuple[Taken, ...], alert: Alert, part: Part
) -> Iterator[Statement]:
    answer, found = patient.alerts.get(alert.id), evidence(patient, mine, alert)
    if answer and answer.answer == "yes":
        others = _not_named_in(answer.note or "", mine, patient.region)
        facts = listed(typed(answer.note), *_takes(others, alert))
        yield _answer(part, "alert.yes", alert, facts=facts)
    elif answer and found:
        but = Listed(found, sign="; ")
        yield _answer(part, "alert.no-but", alert, note=typed(answer.note), but=but)
    elif not answer and alert.asks_more and (known := (*found, *_ended(mine, alert))):
        yield _answer(part, "alert.not-known-but", alert, but=Listed(known, sign="; "))
    elif found and (part is Part.ALERT or _takes(mine, alert)):
        facts = listed(*_takes(mine, alert))
        yield _answer(part, "alert.yes", alert, facts=facts)


def _not_named_in(note: str, some: tuple[Taken, ...], region: str) -> tuple[Taken, ...]:
    """Medicines that a note does not name already."""
    told = {medicine.id for medicine in meaning(note, Reading.MEDICATIONS, region).medicines}
    return tuple(one for one in some if not any(m.id in told for m in one.medicines))


def _takes(some: tuple[Taken, ...], alert: Alert) -> tuple[Phrase, ...]:
    medicines = tuple(one.what for one in some if one.is_of(alert.classes))
    return (Phrase("takes", {"medicines": together(medicines)}),) if medicines else ()


def _ended(some: tuple[Taken, ...], alert: Alert) -> tuple[Phrase, ...]:
    """What was taken until lately, with the words that ended it."""
    listed_ones = tuple(
        Listed(present(one.what, typed(one.entry.schedule), typed(one.entry.note)))
        for one in some
        if one.was_lately_of(alert.classes)
    )
    return (Phrase("lists", {"conditions": together(listed_ones)}),) if listed_ones else ()


def _answer(part: Part, id: str, alert: Alert, **values: Value | None) -> Statement:
    """A statement about an alert; its id ends in `-note` or `-facts` if it has some."""
    there = {name: value for name, value in values.items() if value is not None}
    for optional in ("note", "facts"):
        id += f"-{optional}" if optional in there else ""
    return statement(part, id, f"alerts.{alert.id}", alert=Term("alert", alert.id), **there)


def listed_conditions(patient: Patient, ids: tuple[str, ...]) -> Iterator[tuple[str, Term | Typed]]:
    """The listed conditions with one of these ids, by id or by typed name, with their paths."""
    for one in conditions(patient):
        if not one.ids.isdisjoint(ids):
            yield one.cause, _as_entered(one.entry)


@dataclass(frozen=True)
class ListedCondition:
    """A condition of the person's list: its path, and the ids that it still is or names."""

    cause: str
    entry: Condition
    ids: frozenset[str]


@once_per_patient
def conditions(patient: Patient) -> tuple[ListedCondition, ...]:
    """The listed conditions, in the order of entry."""
    on = patient.answered_on
    return tuple(
        ListedCondition(f"conditions[{number}]", entry, frozenset(condition_ids(entry, on)))
        for number, entry in enumerate(patient.conditions or ())
    )


def _as_entered(entry: Condition) -> Term | Typed:
    return Term("condition", entry.id) if entry.id else Typed(entry.name or "")


def condition_ids(entry: Condition, answered_on: str) -> set[str]:
    """The ids of the conditions that an entry is or names, without those that were over by then."""
    past, ids = _named_conditions(entry)
    if not past and not (entry.note and aside(entry.note, answered_on) is Aside.ENDED):
        return ids
    if tells_of_an_exclusion(f"{entry.name or ''}; {entry.note or ''}"):
        return set()
    return {id for id in ids if catalogue().conditions[id].stays}


def _named_conditions(entry: Condition) -> tuple[bool, set[str]]:
    """Whether the name puts it in the past, and the ids of what it is or names."""
    if entry.id:
        return False, {entry.id}
    read = meaning(entry.name or "", Reading.CONDITIONS)
    if read.stance is not Stance.PAST:
        return False, {one.id for one in read.entries}
    return True, {one.id for one in replace(read, stance=Stance.STATED).entries}
