"""Reminders for the person's own calendar: new epinephrine in time, and the next review.

Calendars are shared with families and employers, and events stand on locked screens. So an event
says what to do and by which month, and names no person, no illness, no medicine and no place: the
month stands on the pen itself, so its owner knows which one is meant.
"""

from __future__ import annotations

import datetime
import hmac
from dataclasses import dataclass
from hashlib import sha256

from icalendar import Alarm, Calendar, Event
from icalendar.enums import CLASS, TRANSP

from walletcard.cautions.warnings import EXPIRES_SOON
from walletcard.clinical.dates import latest
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import Date
from walletcard.wording import Words
from walletcard.wording.words import NO_BREAK

PRODUCT = "-//walletcard//walletcard//EN"
# At eight on the evening before, in the phone's time zone: Outlook drops alarms after the start.
ALARM_AT = datetime.timedelta(hours=-4)
# The day after tomorrow (UTC) and the evening before it are in the future in every time zone.
AHEAD = datetime.timedelta(days=2)
UID_CHARACTERS = 32


@dataclass(frozen=True)
class Reminder:
    """What to do (`device` or `review`), by which date as answered, and on which day to begin.

    It `is_late` if the usual day is over, so that it begins as soon as possible.
    """

    kind: str
    due: str
    begin: datetime.date
    is_late: bool


def reminders(patient: Patient, today: datetime.date) -> tuple[Reminder, ...]:
    """The reminders of a record on a day, one for each date in it, the earliest first.

    A device is good until the last day of the month on it. A reminder leaves time to see a doctor
    and a pharmacist; if it is too late for that, it comes on the next day that is surely ahead.
    """
    due = {("device", device.expires) for device in patient.epinephrine or ()}
    due.add(("review", patient.review.review_by if patient.review else None))
    dated = (_reminder(kind, iso, today + AHEAD) for kind, iso in due if iso is not None)
    return tuple(sorted(dated, key=lambda one: (one.begin, one.due, one.kind)))


def _reminder(kind: str, due: str, soonest: datetime.date) -> Reminder:
    usual = latest(due) - EXPIRES_SOON
    return Reminder(kind, due, max(usual, soonest), usual < soonest)


def calendar(patient: Patient, key: str, today: datetime.date, language: str = "en") -> bytes:
    """The reminders as an iCalendar file (RFC 5545); the same record and day give the same bytes.

    `key` is a secret of the server. It makes the UIDs: an event keeps its UID when the file is made
    again, so that a calendar updates it, and nobody can tell from a UID whose it is.
    """
    words = Words(language)
    stamp = _start_of(today)
    events = [_event(patient, one, key, stamp, words) for one in reminders(patient, today)]
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    for event in events:
        file.add_component(event)
    data: bytes = file.to_ical()
    return data


def _event(
    patient: Patient, one: Reminder, key: str, stamp: datetime.datetime, words: Words
) -> Event:
    title = _said(words, f"reminder.{one.kind}", one.due)
    event = Event()
    event.add("uid", _uid(patient, one, key))
    event.add("dtstamp", stamp)
    event.add("dtstart", one.begin)
    event.add("summary", title)
    event.add("description", _said(words, f"reminder.{one.kind}.do", one.due))
    event.add("class", CLASS.PRIVATE)
    event.add("transp", TRANSP.TRANSPARENT)  # a day with a reminder is not a busy day
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", ALARM_AT)
    event.add_component(alarm)
    return event


def _said(words: Words, id: str, due: str) -> str:
    return words.sentence(id, due=Date(due)).unescape().replace(NO_BREAK, " ")


def _uid(patient: Patient, one: Reminder, key: str) -> str:
    """A UID that differs between two people, even if their pens expire in the same month."""
    whose = f"reminder\n{patient.name}\n{patient.born}\n{one.kind}\n{one.due}"
    digest = hmac.digest(key.encode(), whose.encode(), sha256).hex()
    return f"{digest[:UID_CHARACTERS]}@walletcard"


def _start_of(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
