"""Patient -> Plan: one pure function, and the order of lives saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from walletcard.clinical import exposures, medicines, person, steps
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import Part, Plan, Statement, may_print, state

Rule = Callable[[Patient], Iterator[Statement]]


def ladder(_: Patient) -> Iterator[Statement]:
    """Red, and mild or moderate, as ASCIA's plan has them; a finer split has no source yet."""
    for sign in ("faint", "pale", "throat", "breathing", "belly"):
        yield state(Part.RED, f"red.{sign}")
    for then in ("time", "stay-down", "not-instead"):
        yield state(Part.RED_THEN, f"red.then.{then}")
    for sign in ("skin", "belly"):
        yield state(Part.MILD, f"mild.{sign}")
    for do in ("stay", "antihistamine", "doubt"):
        yield state(Part.MILD_DO, f"mild.do.{do}")


def staff(patient: Patient) -> Iterator[Statement]:
    """What emergency staff need: first what holds for all, then what the answers call for."""
    adult = person.is_adult(patient)
    epinephrine = "staff.epinephrine" if adult else "staff.epinephrine.child"
    yield state(Part.STAFF, "staff.no-rash")
    yield state(Part.STAFF, epinephrine)
    if patient.epinephrine and {steps.route(one) for one in patient.epinephrine} == {"nasal"}:
        yield state(Part.STAFF, "staff.epinephrine.spray", "epinephrine")
    yield state(Part.STAFF, "staff.flat")
    yield state(Part.STAFF, "staff.fluid")
    if adult:
        yield state(Part.STAFF, "staff.low-pressure")
    yield state(Part.STAFF, "staff.third-line")
    yield from medicines.staff_notes(patient)
    yield state(Part.STAFF, "staff.own-list")
    yield state(Part.STAFF, "staff.tryptase")
    yield state(Part.STAFF, "staff.pain")


# The order of lives saved: the card's first panel is the first of these that fit.
RULES: tuple[Rule, ...] = (
    steps.signs,
    steps.steps,
    person.who,
    medicines.alerts,
    exposures.never,
    person.people,
    exposures.reacted,
    exposures.tolerated,
    exposures.confirmed,
    person.first_signs,
    ladder,
    staff,
    medicines.medications,
    steps.device_facts,
    medicines.other_alerts,
    person.conditions,
    person.tests,
    person.history,
    person.directions,
    person.languages,
    person.none,
    person.review,
    medicines.not_answered,
    person.not_known,
)


def plan(patient: Patient) -> Plan:
    """The Plan of one person: every statement that any face may print, most vital first.

    A sentence whose best source was not opened (mark (a)) is left out.
    """
    return Plan(tuple(one for rule in RULES for one in rule(patient) if may_print(one)))
