"""Reminders for a calendar: the right day, a file that calendars take, and nobody's secrets."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from icalendar import Calendar, Event

from tests.people import PATIENTS, a_patient, answers, person, strings_in
from tests.strategies import patients
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import patient_from
from walletcard.web.help.reminders import calendar, reminders

KEY = "0" * 64
TODAY = datetime.date(2026, 10, 1)
READABLE = sorted(file.name[:2] for file in PATIENTS.glob("0[1-8]-*.json"))


def with_pens(*months: str | None, **changes: object) -> Patient:
    """A patient whose pens have these dates on them; None for a pen without one."""
    pens = [{"device": "epipen"} | ({"expires": month} if month else {}) for month in months]
    return a_patient(epinephrine=pens, **changes)


def events(patient: Patient, key: str = KEY, today: datetime.date = TODAY) -> list[Event]:
    """The events of the file, read back."""
    read = Calendar.from_ical(calendar(patient, key, today))
    assert isinstance(read, Calendar)
    return read.events


def titles(patient: Patient) -> list[str]:
    """What the calendar shows."""
    return [str(event["summary"]) for event in events(patient)]


def uids(patient: Patient, key: str = KEY) -> list[str]:
    """By what the calendar knows the events again."""
    return [str(event["uid"]) for event in events(patient, key)]


def test_a_record_with_dates_has_an_event_for_each() -> None:
    """Two pens of one month are one thing to do; the review is another."""
    first, second = events(person("01"))

    assert first["summary"] == "Renew your emergency medicine: use by May 2027"
    assert first.start == datetime.date(2027, 4, 1)
    assert second["summary"] == "Go through your emergency plan with your doctor by 1 Oct 2027"
    assert second.start == datetime.date(2027, 8, 2)


@pytest.mark.parametrize(
    ("expires", "begin"),
    [
        ("2027-05", "2027-04-01"),  # good until 31 May
        ("2028-02", "2027-12-31"),  # until 29 February
        ("2027-02", "2026-12-30"),  # until 28 February
        ("2027-12", "2027-11-01"),
        ("2027-05-10", "2027-03-11"),
        ("2027", "2027-11-01"),
    ],
)
def test_the_reminder_comes_sixty_days_before_the_last_day(expires: str, begin: str) -> None:
    """A device is good until the last day of the month on it."""
    (one,) = reminders(with_pens(expires), TODAY)

    assert str(one.begin) == begin
    assert not one.is_late


@pytest.mark.parametrize("expires", ["2026-10", "2026-11", "2025-01", "2026-09", "1950"])
def test_what_is_due_soon_or_was_stands_on_the_next_day_ahead(expires: str) -> None:
    """It is not left out, whenever the answers were given; one that lies behind never rings."""
    (one,) = reminders(with_pens(expires, answered_on="2026-01-01"), TODAY)

    assert one.begin == datetime.date(2026, 10, 3)
    assert one.is_late
    assert one.due == expires


@pytest.mark.parametrize("zone", [-12, 0, 13, 14])
def test_every_alarm_lies_ahead_wherever_the_phone_is(zone: int) -> None:
    """On Kiribati it is tomorrow already, and later than noon."""
    here = datetime.timezone(datetime.timedelta(hours=zone))
    midnight = datetime.datetime.combine(TODAY + datetime.timedelta(1), datetime.time())
    now = midnight.replace(tzinfo=datetime.UTC)  # the last moment of our day

    for event in events(with_pens("2025-01", "2026-11", "2030-01")):
        (alarm,) = event.alarms.times
        assert isinstance(alarm.trigger, datetime.datetime)
        assert alarm.trigger.replace(tzinfo=here) > now
        assert alarm.trigger < datetime.datetime.combine(event.start, datetime.time())


def test_a_reminder_that_has_passed_moves_when_the_file_is_made_again() -> None:
    """The calendar knows the event again, and its newer stamp."""
    person = with_pens("2027-05")
    (first,), (later,) = events(person), events(person, today=datetime.date(2027, 4, 15))

    assert first["uid"] == later["uid"]
    assert (first.start, later.start) == (datetime.date(2027, 4, 1), datetime.date(2027, 4, 17))
    assert later.stamp > first.stamp


def test_pens_of_two_months_are_two_events_and_one_without_a_month_is_none() -> None:
    """Each month that stands on a device."""
    assert titles(with_pens("2027-05", None, "2027-01", "2027-05")) == [
        "Renew your emergency medicine: use by Jan 2027",
        "Renew your emergency medicine: use by May 2027",
    ]


def test_a_record_without_dates_has_no_reminders() -> None:
    """Nobody is reminded of a day that nobody gave."""
    assert reminders(person("02"), TODAY) == ()


@pytest.mark.parametrize("number", READABLE)
def test_the_file_is_what_rfc_5545_asks_for(number: str) -> None:
    """Lines of 75 bytes at most that end in CRLF; each event with its UID, stamp and whole day."""
    data = calendar(person(number), KEY, TODAY)

    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    read = Calendar.from_ical(data)
    assert (read["version"], read["prodid"]) == ("2.0", "-//walletcard//walletcard//EN")
    for event in events(person(number)):
        assert event.errors == []
        assert type(event.start) is datetime.date
        assert (event["class"], event["transp"]) == ("PRIVATE", "TRANSPARENT")
        (alarm,) = event.alarms.times
        evening = datetime.datetime.combine(event.start, datetime.time(20))
        assert alarm.trigger == evening - datetime.timedelta(days=1)
        assert alarm.alarm["action"] == "DISPLAY"
        assert alarm.alarm["description"] == event["summary"]


def test_the_same_answers_give_the_same_file_on_one_day() -> None:
    """The day is in it, and no hour."""
    (event, _) = events(person("01"))

    assert event.stamp == datetime.datetime(2026, 10, 1, tzinfo=datetime.UTC)
    assert calendar(person("01"), KEY, TODAY) == calendar(person("01"), KEY, TODAY)


@pytest.mark.parametrize("number", READABLE)
def test_a_calendar_that_others_see_tells_nothing_of_the_person(number: str) -> None:
    """No name, illness, medicine, device, place, contact or doctor: only months and what to do."""
    record: dict[str, Any] = answers(number)
    record.pop("answered_on")
    said = calendar(person(number), KEY, TODAY).decode().replace("\r\n ", "").casefold()

    personal = [
        text.casefold()
        for text in strings_in(record)
        if len(text) > len("pen") and not text[:4].isdecimal()
    ]
    assert [text for text in personal if text in said] == []
    for word in ("masto", "mast cell", "anaphyla", "epinephrine", "adrenaline", "allerg", "epipen"):
        assert word not in said


def test_an_event_is_known_again_after_other_answers_changed() -> None:
    """The calendar changes the event that it has, instead of showing it twice."""
    before = with_pens("2027-05", answered_on="2026-10-01")
    after = with_pens("2027-05", answered_on="2026-12-01", contacts=[{"name": "Ann"}])

    assert uids(before) == uids(after)
    assert uids(before) != uids(with_pens("2027-06"))


def test_two_children_of_a_family_have_an_event_each() -> None:
    """In one calendar, with pens of the same month."""
    assert uids(with_pens("2027-05", name="Mia")) != uids(with_pens("2027-05", name="Leo"))


def test_nobody_can_tell_from_a_uid_whose_it_is() -> None:
    """It is made with the server's secret, so a list of names does not give it away."""
    assert uids(with_pens("2027-05")) != uids(with_pens("2027-05"), "1" * 64)
    (uid,) = uids(with_pens("2027-05"))
    assert len(uid.removesuffix("@walletcard")) == 32


@given(patients())
@settings(max_examples=50)
def test_any_record_gives_one_event_for_each_of_its_dates(patient: Patient) -> None:
    """None is lost, whatever else was answered."""
    dates = {("device", one.expires) for one in patient.epinephrine or () if one.expires}
    if patient.review and patient.review.review_by:
        dates.add(("review", patient.review.review_by))

    assert {(one.kind, one.due) for one in reminders(patient, TODAY)} == dates
    if dates:
        assert len(set(uids(patient))) == len(dates)


def test_a_year_of_the_far_past_or_future_has_its_day() -> None:
    """The record allows 1900 to 2100."""
    old = patient_from(answers("02") | {"review": {"by": "Dr Old", "review_by": "2100-12-31"}})

    assert [str(one.begin) for one in reminders(old, TODAY)] == ["2100-11-01"]
