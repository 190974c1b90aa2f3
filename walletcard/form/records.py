"""A record on its way, as plain data: its parts by page and list, its way from and to files."""

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
from walletcard.form.outline import EntryList, Page, Place
from walletcard.paper.papers import refuse_unprintable

VERSION = {"version": 1}
NEEDED = ("name", "born", "region")
# What stands in for an answer that is still missing while the others are looked at; never kept.
STAND_IN = {"name": "-", "born": "1900", "region": "US"}

Record = dict[str, Any]


def has_answers(record: Record, place: Place) -> bool:
    """Whether anything is answered on a page or list."""
    if isinstance(place, EntryList):
        return place.key in record
    return bool(place.form(data=part_of(record, place)).answers)


def part_of(record: Record, page: Page) -> Record:
    """What of a record stands on a page."""
    part: Record = record.get(page.base) or {} if page.base else record
    return part


def with_part(record: Record, page: Page, part: Record) -> Record:
    """A record with another part on a page; an empty part is left out."""
    if not page.base:
        return part
    rest = {key: value for key, value in record.items() if key != page.base}
    return rest | ({page.base: part} if part else {})


def with_entry(record: Record, list_: EntryList, index: int, entry: Record) -> Record:
    """A record with one entry changed or added."""
    entries = list(record.get(list_.key) or ())
    entries[index : index + 1] = [entry]
    return record | {list_.key: entries}


def merged(part: Record, before: Record, after: Record) -> Record:
    """A part of the record with the answers that differ."""
    result = dict(part)
    for key in [*after, *(key for key in before if key not in after)]:
        was, is_ = before.get(key), after.get(key)
        if was == is_:
            continue
        if is_ is None:
            result.pop(key, None)
        elif isinstance(is_, dict):
            result[key] = merged(part.get(key) or {}, was or {}, is_)
        else:
            result[key] = is_
    return result


def record_in(data: bytes, today: date) -> Record:
    """The answers of a record file, also of one that was saved before it was finished.

    What an earlier release took is taken: the page that checks the answers asks about it. Raises
    `RecordRefused`.
    """
    answers = answers_in(data)
    given: Record = answers if isinstance(answers, dict) else {}
    stand_in = STAND_IN | {"answered_on": today.isoformat()} if given else {}
    patient = kept_patient_from(stand_in | given if given else answers)
    return {key: value for key, value in record_of(patient).items() if key in given}


def record_of(patient: Patient) -> Record:
    """A patient's answers as a draft holds them: amounts as their digits."""
    answered = patient.model_dump(exclude_unset=True, exclude_none=True, exclude={"version"})
    record: Record = json.loads(json.dumps(answered, default=str))
    return record


def file_of(record: Record, today: date) -> bytes:
    """A record file; `record_in` reads it back even if something is missing."""
    whole = json.loads(write_record(kept_patient_from(_whole(STAND_IN | record, today))))
    missing = {key for key in NEEDED if key not in record}
    if missing and "answered_on" not in record:
        missing.add("answered_on")
    return json.dumps(
        {key: value for key, value in whole.items() if key not in missing},
        ensure_ascii=False,
        indent=2,
    ).encode()


def patient_of(record: Record, today: date) -> Patient:
    """The patient of a record, answered today unless it says otherwise.

    Raises `RecordRefused`, also for what cannot be printed.
    """
    patient = patient_from(_whole(record, today))
    refuse_unprintable(patient)
    return patient


def _whole(record: Record, today: date) -> Record:
    return {"answered_on": today.isoformat()} | record | VERSION


def faults_of(record: Record, today: date) -> list[Fault]:
    """What is wrong with a record so far, not counting what is still missing."""
    try:
        patient_of(STAND_IN | record, today)
    except RecordRefused as refusal:
        return refusal.faults
    return []
