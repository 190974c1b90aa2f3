"""Reads a record file: bytes in, a `Patient` or a list of faults out.

What is entered now must keep all rules of today. What was kept was accepted under earlier rules,
and must always open: see `docs/decisions/0004-what-was-accepted-opens.md`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from walletcard.clinical import bounds
from walletcard.clinical.field_rules import ENTERED, WANTED, did_you_mean
from walletcard.clinical.patient import Patient

RECORD_CHARACTERS = 20_000
LINES_TOGETHER = 600  # line breaks in all texts; 2,400 took half a minute to print
EMPTY = "Is empty. Write something or leave the field out."
UTF_8 = "utf-8-sig"  # editors of some systems write a mark at the start
_HALF = re.compile("[\ud800-\udfff]")  # of a character in UTF-16
QUOTED = 40  # how many characters of a refused value are repeated
# What pydantic calls a value of a wrong kind, and what to say instead.
_NO_NUMBER = ("decimal_type", "decimal_parsing", "finite_number")
_NO_INTEGER = ("int_type", "int_parsing", "int_from_float", "int_parsing_size")
_NOT_OF_THE_KIND = {
    "string_type": "Must be text in quotes.",
    "bool_type": "Must be true or false.",
    "tuple_type": "Must be a list, in square brackets.",
    "dict_type": "Must have fields of its own, in braces.",
    "model_type": "Must have fields of its own, in braces.",
}
# Each character may be written as \uXXXX, and the keys need room too.
RECORD_BYTES = 256 * 1024


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a record: its path, and what to do about it."""

    path: str
    sentence: str

    def __str__(self) -> str:
        """The fault as one line."""
        return f"{self.path}: {self.sentence}" if self.path else self.sentence


class RecordRefused(Exception):
    """The record is not valid; `faults` are at least one."""

    def __init__(self, faults: list[Fault]) -> None:
        """Take the faults, at least one."""
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def read_record(data: bytes) -> Patient:
    """Read a record that is entered now (JSON, UTF-8). Raises `RecordRefused` with every fault."""
    return patient_from(answers_in(data))


def read_kept(data: bytes) -> Patient:
    """Read a record that was accepted before. Raises `RecordRefused` if it is damaged."""
    return kept_patient_from(answers_in(data))


def answers_in(data: bytes) -> object:
    """The parsed JSON of a record file, not validated. Raises `RecordRefused` if it is not JSON."""
    if len(data) > RECORD_BYTES:
        raise _refused(f"The file has {len(data)} bytes; a record has at most {RECORD_BYTES}.")
    try:
        answers: object = json.loads(
            data.decode(UTF_8),
            parse_int=bounds.whole_number,
            parse_float=bounds.decimal_number,
            parse_constant=_no_constant,
            object_pairs_hook=bounds.object_of,
        )
        bounds.refuse_outsized(answers)
    except UnicodeDecodeError:
        raise _refused("This is not a text file in UTF-8. Choose a walletcard record.") from None
    except RecursionError:
        raise _refused("The file is nested too deep to be a walletcard record.") from None
    except json.JSONDecodeError as error:
        raise _refused(
            f"This is not JSON: line {error.lineno}, column {error.colno}. "
            "Choose a walletcard record."
        ) from None
    except ValueError as error:  # one of the bounds
        raise _refused(f"This cannot be read as a record: {error}") from None
    return answers


def patient_from(answers: object) -> Patient:
    """A Patient from parsed JSON, entered now. Raises `RecordRefused` with every fault found."""
    return _patient(answers, ENTERED)


def kept_patient_from(answers: object) -> Patient:
    """A Patient from parsed JSON that was accepted before. Raises `RecordRefused` if damaged."""
    return _patient(answers, None)


def _patient(answers: object, context: dict[str, bool] | None) -> Patient:
    if not isinstance(answers, dict):
        raise _refused("A record is a JSON object. Choose a walletcard record.")
    texts = list(bounds.strings_in(answers))
    if any(map(_HALF.search, texts)):
        raise _refused("Holds half a character (a surrogate). Write the text of the record anew.")
    characters = sum(map(len, texts))
    if characters > RECORD_CHARACTERS:
        raise _refused(
            f"The answers have {characters} characters together; {RECORD_CHARACTERS} is the most. "
            "Shorten the longest notes."
        )
    lines = sum(text.count("\n") for text in texts)
    if context is ENTERED and lines > LINES_TOGETHER:
        raise _refused(
            f"The answers have {lines} line breaks together; {LINES_TOGETHER} is the most. "
            "Put several short lines on one."
        )
    try:
        return Patient.model_validate(answers, context=context)
    except ValidationError as error:
        raise RecordRefused([_fault(details) for details in error.errors()]) from None


def write_record(patient: Patient) -> bytes:
    """A record file with only what was answered; it reads back as the same patient."""
    answered = patient.model_dump(exclude_unset=True)
    return json.dumps(answered, default=_number, ensure_ascii=False, indent=2).encode()


def _number(value: object) -> int | float | str:
    """A decimal as a JSON number if that has the same digits, else as text."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is not an answer")
    digits = str(value)
    if digits.isdecimal():
        return int(digits)
    return float(value) if repr(float(value)) == digits else digits


def _refused(sentence: str) -> RecordRefused:
    return RecordRefused([Fault("", sentence)])


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number.")


def path_of(location: tuple[int | str, ...]) -> str:
    """The path of a value, such as `medications[0].dose`."""
    path = ""
    for step in location:
        if step == "[key]":
            continue
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    return path.removeprefix(".")


def _fault(details: ErrorDetails) -> Fault:
    return Fault(path_of(details["loc"]), _sentence(details))


def _sentence(details: ErrorDetails) -> str:
    kind, context, typed = details["type"], details.get("ctx", {}), details["input"]
    if kind == "extra_forbidden":
        name = str(details["loc"][-1])
        near = did_you_mean(name, Patient.model_fields) if len(details["loc"]) == 1 else ""
        return f"'{name}' is not a field of the record.{near or ' Delete it.'}"
    if kind in {"literal_error", "enum"}:
        return f"{_quoted(typed)} is not allowed here. Allowed: {context['expected']}."
    noun = "characters" if isinstance(typed, str) else "entries"
    too_long = f"Has {_length(typed)} {noun}; {context.get('max_length')} is the most."
    fixed = {
        "missing": "Must be answered.",
        "string_too_short": EMPTY,
        "too_short": EMPTY,
        "string_too_long": f"{too_long} Shorten it.",
        "too_long": f"{too_long} Shorten it.",
        "greater_than": f"{_quoted(typed)} must be more than {context.get('gt')}.",
        "greater_than_equal": f"{_quoted(typed)} must be {context.get('ge')} or more.",
        "less_than_equal": f"{_quoted(typed)} must be {context.get('le')} or less.",
        "decimal_max_digits": f"{_quoted(typed)} has more than 12 digits. Check it.",
        "bool_parsing": "Must be true or false.",
        **dict.fromkeys(_NO_NUMBER, f"{_quoted(typed)} is no number. Write it like 0.3."),
        **dict.fromkeys(_NO_INTEGER, f"{_quoted(typed)} is no whole number. Write it like 2."),
        **_NOT_OF_THE_KIND,
    }
    if kind == "string_pattern_mismatch":
        return WANTED[context["pattern"]]
    return fixed.get(kind) or _plain(details["msg"])


def _plain(message: str) -> str:
    return message if message.endswith((".", "?")) else f"{message}."


def _quoted(value: Any) -> str:
    shown = str(value)
    return f"'{shown}'" if len(shown) <= QUOTED else f"'{shown[:QUOTED]}…'"


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0
