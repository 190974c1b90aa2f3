"""Invented people: the records in `tests/patients/`, and a builder with sensible answers."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from walletcard.clinical.patient import Patient
from walletcard.clinical.record import patient_from, read_record

PATIENTS = Path(__file__).parent / "patients"
PRINTED = tuple(sorted(PATIENTS.glob("0[1-8]*.json")))
REFUSED = PATIENTS / "09-refused.json"


def answers(number: str) -> dict[str, Any]:
    """The answers of a record by its number, `01` to `09`."""
    (file,) = PATIENTS.glob(f"{number}-*.json")
    read: dict[str, Any] = json.loads(file.read_text("utf-8"), parse_float=Decimal)
    return read


def person(number: str) -> Patient:
    """The patient of a record by its number, `01` to `08` or `11` to `13`."""
    (file,) = PATIENTS.glob(f"{number}-*.json")
    return read_record(file.read_bytes())


def a_patient(**changes: object) -> Patient:
    """A patient with the least answers (adult, GB), and some of them changed."""
    return patient_from(answers("02") | changes)


def strings_in(value: object) -> list[str]:
    """Every text in parsed JSON, keys left out."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for held in value.values() for text in strings_in(held)]
    if isinstance(value, list):
        return [text for held in value for text in strings_in(held)]
    return []
