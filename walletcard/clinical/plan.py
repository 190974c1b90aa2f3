"""Makes the Plan of a patient: one pure function, and the order of its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from walletcard.clinical import (
    alerts,
    exposures,
    medicines,
    misplaced,
    person,
    pregnancy,
    staff,
    steps,
)
from walletcard.clinical.device_use import device_use
from walletcard.clinical.devices import for_anyone
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import Part, Plan, Statement, may_print, statement
from walletcard.clinical.teller import teller

Rule = Callable[[Patient], Iterator[Statement]]


def ladder(patient: Patient) -> Iterator[Statement]:
    """The signs in two levels, red and mild, as in ASCIA's plan.

    Signs in two parts of the body at once are red, as in FARE's plan. For more levels no source was
    found.
    """
    for sign in ("faint", "pale", "throat", "breathing", "belly", "two-parts"):
        yield statement(Part.RED, f"red.{sign}")
    for then in ("time", "stay-down", "not-instead"):
        yield statement(Part.RED_THEN, f"red.then.{then}")
    for sign in ("skin", "belly"):
        yield statement(Part.MILD, f"mild.{sign}")
    yield from _mild_do(patient)


def _mild_do(patient: Patient) -> Iterator[Statement]:
    """What to do while it is mild; only listed devices and contacts are mentioned."""
    has_device = bool(for_anyone(patient))
    yield statement(Part.MILD_DO, "mild.do.stay")
    if has_device:
        yield statement(Part.MILD_DO, "mild.do.get-out", "epinephrine")
    if patient.contacts:
        yield statement(Part.MILD_DO, "mild.do.contact", "contacts")
    yield statement(Part.MILD_DO, "mild.do.antihistamine")
    yield statement(Part.MILD_DO, "mild.do.doubt" if has_device else "mild.do.doubt-none")


# In the order of what saves most lives: the card's first panel has the first of these that fit.
RULES: tuple[Rule, ...] = (
    steps.signs,
    steps.steps,
    person.call_script,
    person.who,
    alerts.alerts,
    pregnancy.alert,
    exposures.never,
    person.people,
    exposures.reacted,
    misplaced.allergies,
    exposures.tolerated,
    exposures.confirmed,
    person.first_signs,
    ladder,
    person.instructions,
    staff.staff,
    medicines.medications,
    steps.device_facts,
    device_use,
    alerts.other_alerts,
    person.conditions,
    person.tests,
    alerts.platelets,
    person.history,
    person.premedication,
    person.languages,
    person.none,
    person.review,
    person.not_known,
    alerts.not_answered,
)


def plan(patient: Patient) -> Plan:
    """The Plan of one person: every statement that any face may print, most vital first.

    A sentence is left out unless one of its sources has the mark (a).
    """
    told = tuple(one for rule in RULES for one in rule(patient) if may_print(one))
    return Plan(told, teller(patient))
