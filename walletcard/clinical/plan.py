"""Patient -> Plan: one pure function, and the order of lives saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from walletcard.clinical import alerts, exposures, medicines, person, staff, steps
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import Part, Plan, Statement, may_print, state

Rule = Callable[[Patient], Iterator[Statement]]


def ladder(patient: Patient) -> Iterator[Statement]:
    """Red, and mild or moderate, as ASCIA's plan has them; a finer split has no source yet."""
    for sign in ("faint", "pale", "throat", "breathing", "belly"):
        yield state(Part.RED, f"red.{sign}")
    for then in ("time", "stay-down", "not-instead"):
        yield state(Part.RED_THEN, f"red.then.{then}")
    if person.is_adult(patient) is False:
        yield state(Part.RED_THEN, "red.then.small-child", "born")
    for sign in ("skin", "belly"):
        yield state(Part.MILD, f"mild.{sign}")
    for do in ("stay", "antihistamine", "doubt"):
        yield state(Part.MILD_DO, f"mild.do.{do}")


# The order of lives saved: the card's first panel is the first of these that fit.
RULES: tuple[Rule, ...] = (
    steps.signs,
    steps.steps,
    person.call_script,
    person.who,
    alerts.alerts,
    exposures.never,
    person.people,
    exposures.reacted,
    exposures.tolerated,
    exposures.confirmed,
    person.first_signs,
    ladder,
    staff.staff,
    medicines.medications,
    steps.device_facts,
    alerts.other_alerts,
    person.conditions,
    person.tests,
    alerts.platelets,
    person.history,
    person.directions,
    person.languages,
    person.none,
    person.review,
    person.not_known,
    alerts.not_answered,
)


def plan(patient: Patient) -> Plan:
    """The Plan of one person: every statement that any face may print, most vital first.

    A sentence whose best source was not opened (mark (a)) is left out.
    """
    return Plan(tuple(one for rule in RULES for one in rule(patient) if may_print(one)))
