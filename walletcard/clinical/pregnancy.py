"""Pregnancy: the person is laid on the left side, and the day of the answers is given with it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from walletcard.clinical.age import AgeBand, age_band
from walletcard.clinical.alerts import condition_ids, conditions
from walletcard.clinical.around import tells_of_a_due_date
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.dates import earliest, latest
from walletcard.clinical.patient import Condition, Patient
from walletcard.clinical.spelling import fold
from walletcard.clinical.statement import Date, Part, Statement, listed, statement, typed
from walletcard.clinical.written_dates import written_dates

PREGNANCY = "pregnancy"
LONGEST = datetime.timedelta(weeks=42)  # from the end of a named year until it is surely over
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def pregnancy_cause(patient: Patient) -> str | None:
    """The path of the first condition that is or names a pregnancy."""
    return next((cause for cause, _ in _pregnancies(patient)), None)


def alert(patient: Patient) -> Iterator[Statement]:
    """That the person is pregnant, in their words, and on which day they said so."""
    for cause, entry in _pregnancies(patient):
        facts = listed(typed(_more_than_the_name(entry)), typed(entry.note))
        on = Date(patient.answered_on)
        if facts is None:
            yield statement(Part.ALERT, "alert.pregnant", cause, on=on)
        else:
            yield statement(Part.ALERT, "alert.pregnant-facts", cause, facts=facts, on=on)


def _pregnancies(patient: Patient) -> Iterator[tuple[str, Condition]]:
    """The conditions that are or name a pregnancy; no child under 12 is asked about one."""
    for one in conditions(patient):
        is_one = PREGNANCY in one.ids and not is_of_a_child(one.entry, patient)
        if is_one and not _is_over(one.entry, patient.answered_on):
            yield one.cause, one.entry


def is_of_a_child(entry: Condition, patient: Patient) -> bool:
    """Whether a pregnancy stands on the card of a child under 12, where it changes no step."""
    is_pregnancy = PREGNANCY in condition_ids(entry, patient.answered_on)
    return is_pregnancy and age_band(patient) in {AgeBand.HELD, AgeBand.CHILD}


def is_past_its_day(entry: Condition, answered_on: str) -> bool:
    """Whether the words of a pregnancy name a day of birth that lay before the answers."""
    text = f"{entry.name or ''}; {entry.note or ''}"
    days = [last for _, last in written_dates(text)]
    return tells_of_a_due_date(text) and bool(days) and max(days) < earliest(answered_on)


def _is_over(entry: Condition, answered_on: str) -> bool:
    """Whether the entry names only years that are too long ago: "pregnancy 2020"."""
    years = _YEAR.findall(f"{entry.name or ''} {entry.note or ''}")
    return bool(years) and latest(max(years)) + LONGEST < earliest(answered_on)


def _more_than_the_name(entry: Condition) -> str | None:
    """What was typed, unless it is only a name of the condition in some language."""
    known = catalogue().conditions[PREGNANCY]
    bare = {fold(name) for name in (known.name, *known.also)}
    return entry.name if entry.name and fold(entry.name) not in bare else None
