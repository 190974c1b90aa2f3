"""What one field of the record may hold: types, limits, and the rules for what is entered now.

There are two kinds of rules: those without which nothing can be printed, and those for what is
entered now (`at_entry`, `is_entered`). For what was kept before only the first kind holds.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.pasted import cleaned

# Limits: generous for a person, tight enough that no record can stall the layout, whose time grows
# with the square of an unbroken word's length.
FIELD_CHARACTERS = 300
TEXT_CHARACTERS = 2_000
WORD_CHARACTERS = 100
TEXT_LINES = 40  # see LINES_TOGETHER in record.py too: each line costs the layout as much as a word
FIRST_YEAR, LAST_YEAR = 1900, 2100
LISTED = 15  # how many ids an error message lists at most

# Scripts without spaces have no long words: Chinese, Japanese and Korean, of which a line can end
# after any letter, and Thai, Lao, Burmese and Khmer.
HAN = r"\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
WITHOUT_SPACES = rf"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff{HAN}"
_WORD = re.compile(rf"[^\s{WITHOUT_SPACES}]{{{WORD_CHARACTERS + 1},}}")
# Invisible characters that would make the paper read differently from the record.
_DECEPTIVE = re.compile("[\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_NOT_TEXT = {"Cc", "Cs", "Co", "Cn"}  # control, surrogate, private use, not assigned
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
DATE_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
FILE_PATTERN = r"^[^/\\]+\.(jpg|jpeg|png|JPG|JPEG|PNG)$"
# What to write instead of a text that does not match a pattern.
WANTED = {
    DATE_PATTERN: "Write a date as YYYY-MM-DD, YYYY-MM or YYYY.",
    LANGUAGE_PATTERN: "Write the code of a language, such as en or pt-BR.",
    FILE_PATTERN: "Write the name of a picture beside the file, such as photo.jpg.",
}


Checked = TypeVar("Checked")
ENTERED = {"entered": True}  # the validation context in which the rules for entry hold


def is_entered(info: ValidationInfo) -> bool:
    """Whether answers are entered now, so that all rules hold, or were kept before."""
    return info.context == ENTERED


def at_entry(check: Callable[[Checked], Checked]) -> AfterValidator:
    """A validator for what is entered now; what was kept is not checked by it."""

    def checked(value: Checked, info: ValidationInfo) -> Checked:
        return check(value) if is_entered(info) else value

    return AfterValidator(checked)


def refused(sentence: str) -> PydanticCustomError:
    """A refusal whose message is a sentence for the person who typed the value."""
    return PydanticCustomError("refused", "{sentence}", {"sentence": sentence})


def did_you_mean(typed: str, known: Mapping[str, object]) -> str:
    """A question that names the nearest known id, or nothing."""
    # Imported here: only faults need the matcher.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    start = typed[:FIELD_CHARACTERS]  # longer ones would take long
    near = process.extractOne(
        start, known.keys(), scorer=Indel.normalized_similarity, score_cutoff=0.6
    )
    return f" Did you mean '{near[0]}'?" if near else ""


def called(kind: str) -> Any:
    """What a type is called in the JSON Schema (`format`) and in docs/record-format.md."""
    return Field(json_schema_extra={"format": kind})


def _normal(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # If nothing but marks is left, they stay: an earlier release may have accepted them.
    return unicodedata.normalize("NFC", cleaned(value) or value)


def _written(text: str) -> str:
    if not cleaned(text).strip():
        raise refused("Is empty. Write something or leave the field out.")
    lines = text.count("\n") + 1
    if lines > TEXT_LINES:
        raise refused(f"Has {lines} lines; {TEXT_LINES} is the most. Put some of them on one line.")
    return text


def _printable(text: str) -> str:
    is_plain = text.isascii() and text.isprintable()
    for character in "" if is_plain else text.replace("\n", ""):
        if unicodedata.category(character) in _NOT_TEXT or _DECEPTIVE.match(character):
            named = f"U+{ord(character):04X} ({unicodedata.name(character, 'a control character')})"
            raise refused(
                f"Holds a sign that cannot be printed. Type the words anew, without it: {named}."
            )
    if long := _WORD.search(text):
        raise refused(
            f"Has {len(long[0])} letters in a row without a space; {WORD_CHARACTERS} is the most. "
            "Put a space in between."
        )
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise refused("Must be one line. Put a space where the line breaks.")
    return text


def _partial_date(text: str) -> str:
    match = _PARTIAL_DATE.fullmatch(text)
    if not match:
        raise refused(WANTED[DATE_PATTERN])
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        raise refused(f"There is no {text} in the calendar. Check month and day.") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refused(f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.")
    return text


def _no_yes_or_no(value: Any, info: ValidationInfo) -> Any:
    """True would be read as 1, as in what was kept before."""
    if isinstance(value, bool) and is_entered(info):
        raise refused("Must be a whole number, not true or false.")
    return value


def _full_date(text: str) -> str:
    if len(text) != len("YYYY-MM-DD"):
        raise refused("Write the whole day as YYYY-MM-DD.")
    return text


def _known(kind: str, *fields: str) -> Callable[[str], str]:
    """A validator for ids of the catalogue; it refuses others, and suggests the nearest."""

    def check(typed: str) -> str:
        if any(typed in getattr(catalogue(), field) for field in fields):
            return typed
        known = {key: 0 for field in fields for key in getattr(catalogue(), field)}
        near = did_you_mean(typed, known)
        listed = f" Known: {', '.join(known)}." if len(known) <= LISTED else ""
        raise refused(f"'{typed}' is not a {kind} of the catalogue.{near or listed}")

    return check


def _region(typed: str) -> str:
    if typed not in catalogue().regions:
        raise refused(f"'{typed}' is not a country's two-letter code, such as US, GB or DE.")
    return typed


_Typed = Annotated[
    str,
    BeforeValidator(_normal),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=FIELD_CHARACTERS),
    AfterValidator(_printable),
    at_entry(_written),
]
Line = Annotated[_Typed, AfterValidator(_one_line), called("line")]
Note = Annotated[_Typed, called("text")]
Text = Annotated[
    str,
    BeforeValidator(_normal),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_CHARACTERS),
    AfterValidator(_printable),
    at_entry(_written),
    called("text"),
]
PartialDate = Annotated[
    str,
    Field(pattern=DATE_PATTERN),
    AfterValidator(_partial_date),
    called("partial-date"),
]
Day = Annotated[PartialDate, AfterValidator(_full_date), called("date")]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR), BeforeValidator(_no_yes_or_no)]
Quantity = Annotated[Decimal, Field(gt=0, le=10_000_000, max_digits=12)]
Count = Annotated[int, Field(ge=0, le=10_000), BeforeValidator(_no_yes_or_no)]
Language = Annotated[str, Field(pattern=LANGUAGE_PATTERN), called("language")]
FileName = Annotated[Line, Field(pattern=FILE_PATTERN), called("file-name")]
SubtypeId = Annotated[str, AfterValidator(_known("subtype", "subtypes")), called("id")]
SignId = Annotated[str, AfterValidator(_known("sign", "signs")), called("id")]
AlertId = Annotated[str, AfterValidator(_known("question", "alerts")), called("id")]
MedicineId = Annotated[str, AfterValidator(_known("medicine", "medicines")), called("id")]
ConditionId = Annotated[str, AfterValidator(_known("condition", "conditions")), called("id")]
TriggerId = Annotated[
    str, AfterValidator(_known("trigger or medicine", "triggers", "medicines")), called("id")
]
RegionCode = Annotated[str, AfterValidator(_region), called("country code")]


class RecordPart(BaseModel):
    """Base of every part of the record: frozen, and a field that it does not list is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
