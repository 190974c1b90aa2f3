"""Unfinished records as plain data: their parts by page and list, reading and writing files."""

import json
from datetime import date
from typing import Any

from walletcard.clinical.patient import Patient
from walletcard.clinical.record import (
    Fault,
    RecordRefused,
    answers_in,
    kept_patient_from,
    patient_from,
    write_record,
)
from walletcard.form.outline import EntryList, Place, QuestionPage
from walletcard.paper.papers import refuse_unprintable

VERSION = {"version": 1}
NEEDED = ("name", "born", "region")
# Placeholders for missing answers while the others are validated; they are never saved.
STAND_IN = {"name": "-", "born": "1900", "region": "US"}

Record = dict[str, Any]


def has_answers(record: Record, place: Place) -> bool:
    """Whether anything is answered on a page or list."""
    if isinstance(place, EntryList):
        return place.key in record
    return bool(place.form(data=answers_on(record, place)).answers)


def answers_on(record: Record, page: QuestionPage) -> Record:
    """The answers of a record that a page asks for."""
    if page.own:
        return page.own.view(record)
    answers: Record = record.get(page.base) or {} if page.base else record
    return answers


def with_answers_on(record: Record, page: QuestionPage, answers: Record) -> Record:
    """A record with the answers of a page replaced; without any, its place is left out."""
    if page.own:
        return page.own.write(record, answers)
    if not page.base:
        return answers
    rest = {key: value for key, value in record.items() if key != page.base}
    return rest | ({page.base: answers} if answers else {})


def with_entry(record: Record, list_: EntryList, index: int, entry: Record) -> Record:
    """A record with one entry changed or added."""
    entries = list(record.get(list_.key) or ())
    entries[index : index + 1] = [entry]
    return record | {list_.key: entries}


def merged(stored: Record, before: Record, after: Record) -> Record:
    """Stored answers with those that differ."""
    result = dict(stored)
    for key in [*after, *(key for key in before if key not in after)]:
        was, is_ = before.get(key), after.get(key)
        if was == is_:
            continue
        if is_ is None:
            result.pop(key, None)
        elif isinstance(is_, dict):
            result[key] = merged(stored.get(key) or {}, was or {}, is_)
        else:
            result[key] = is_
    return result


def record_in(data: bytes, today: date) -> Record:
    """The answers of a record file, which may be unfinished.

    Accepts what earlier rules accepted; the check page asks about it. Raises `RecordRefused`.
    """
    answers = answers_in(data)
    given: Record = answers if isinstance(answers, dict) else {}
    stand_in = STAND_IN | {"answered_on": today.isoformat()} if given else {}
    patient = kept_patient_from(stand_in | given if given else answers)
    return {key: value for key, value in record_of(patient).items() if key in given}


def record_of(patient: Patient) -> Record:
    """A patient's answers as JSON for a draft, with amounts as text."""
    answered = patient.model_dump(exclude_unset=True, exclude_none=True, exclude={"version"})
    record: Record = json.loads(json.dumps(answered, default=str))
    return record


def file_of(record: Record, today: date) -> bytes:
    """A record file; `record_in` reads it back even if it is unfinished."""
    whole = json.loads(write_record(patient_so_far(record, today)))
    missing = {key for key in NEEDED if key not in record}
    if missing and "answered_on" not in record:
        missing.add("answered_on")
    return json.dumps(
        {key: value for key, value in whole.items() if key not in missing},
        ensure_ascii=False,
        indent=2,
    ).encode()


def patient_of(record: Record, today: date) -> Patient:
    """The patient of a record, dated today unless it has another day.

    Raises `RecordRefused`, also for what cannot be printed.
    """
    patient = patient_from(_whole(record, today))
    refuse_unprintable(patient)
    return patient


def patient_so_far(record: Record, today: date) -> Patient:
    """The patient of an unfinished record, with placeholders. Raises `RecordRefused`."""
    return kept_patient_from(_whole(STAND_IN | record, today))


def _whole(record: Record, today: date) -> Record:
    return {"answered_on": today.isoformat()} | record | VERSION


def faults_of(record: Record, today: date) -> list[Fault]:
    """What is wrong with a record so far; missing answers do not count."""
    try:
        patient_of(STAND_IN | record, today)
    except RecordRefused as refusal:
        return refusal.faults
    return []
