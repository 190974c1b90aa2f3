"""The patient record, version 1: what a person may answer.

A key that is missing was not answered and prints as "not known"; an empty list was answered with
"none". `Patient` is valid by construction; `record.py` turns refusals into sentences.

Two kinds of rules: what makes a record, without which nothing can be printed, and what may be
entered now (`at_entry`, `is_entered`). What was kept before is read by the first kind alone.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.pasted import cleaned
from walletcard.clinical.sizes import thousands_of
from walletcard.clinical.yes_no import TrueFalse, YesNo

# Limits: generous for a person, tight enough that no record can stall the layout, whose time grows
# with the square of an unbroken word's length.
FIELD_CHARACTERS = 300
TEXT_CHARACTERS = 2_000
WORD_CHARACTERS = 100
TEXT_LINES = 40  # and LINES_TOGETHER in record.py: each line costs the layout as much as a word
MEDICATIONS = 60
TRIGGERS = 60
TOLERATED = 60
CONDITIONS = 60
DEVICES = 12
CONTACTS = 12
CLINICIANS = 12
LANGUAGES = 12
FIRST_YEAR, LAST_YEAR = 1900, 2100
LISTED = 15  # so many ids are listed to someone whose id is not one of them

# Scripts that are written without spaces break a line anywhere, so they make no long words.
_WORD = re.compile(
    r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    rf"\uf900-\ufaff\uff00-\uffef]{{{WORD_CHARACTERS + 1},}}"
)
# Invisible characters that would make the paper read otherwise than the record.
_DECEPTIVE = re.compile("[\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_NOT_TEXT = {"Cc", "Cs", "Co", "Cn"}  # control, surrogate, private use, not assigned
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


Checked = TypeVar("Checked")
ENTERED = {"entered": True}  # the context in which the rules for what is entered now hold


def is_entered(info: ValidationInfo) -> bool:
    """Whether answers are entered now, so that every rule holds; else they were kept before."""
    return info.context == ENTERED


def at_entry(check: Callable[[Checked], Checked]) -> AfterValidator:
    """A rule for what is entered now: what an earlier release took is read all the same."""

    def checked(value: Checked, info: ValidationInfo) -> Checked:
        return check(value) if is_entered(info) else value

    return AfterValidator(checked)


def refused(sentence: str) -> PydanticCustomError:
    """A refusal whose message is a sentence for the person who typed the value."""
    return PydanticCustomError("refused", "{sentence}", {"sentence": sentence})


def did_you_mean(typed: str, known: Mapping[str, object]) -> str:
    """A question that names the nearest known id, or nothing."""
    # Loaded here: only a fault needs the matcher, and a plan is made without it.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    if len(typed) > FIELD_CHARACTERS:
        return ""
    near = process.extractOne(
        typed, known.keys(), scorer=Indel.normalized_similarity, score_cutoff=0.6
    )
    return f" Did you mean '{near[0]}'?" if near else ""


def _called(kind: str) -> Any:
    """What a type is called in the JSON Schema (`format`) and in docs/record-format.md."""
    return Field(json_schema_extra={"format": kind})


def _normal(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # Marks alone are left: what an earlier release took must not become a text of no letters.
    return unicodedata.normalize("NFC", cleaned(value) or value)


def _written(text: str) -> str:
    if not cleaned(text).strip():
        raise refused("Is empty. Write something or leave the field out.")
    lines = text.count("\n") + 1
    if lines > TEXT_LINES:
        raise refused(f"Has {lines} lines; {TEXT_LINES} is the most. Put some of them on one line.")
    return text


def _printable(text: str) -> str:
    for character in text.replace("\n", ""):
        if unicodedata.category(character) in _NOT_TEXT or _DECEPTIVE.match(character):
            named = f"U+{ord(character):04X} ({unicodedata.name(character, 'a control character')})"
            raise refused(f"Holds {named}, which cannot be printed. Delete it.")
    if long := _WORD.search(text):
        raise refused(
            f"Holds a word of {len(long[0])} characters; {WORD_CHARACTERS} is the longest. "
            "Put spaces into it."
        )
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise refused("Must be one line. Put a space where the line breaks.")
    return text


def _partial_date(text: str) -> str:
    match = _PARTIAL_DATE.fullmatch(text)
    if not match:
        raise refused("Write a date as YYYY-MM-DD, YYYY-MM or YYYY.")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        raise refused(f"There is no {text} in the calendar. Check month and day.") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refused(f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.")
    return text


def _full_date(text: str) -> str:
    if len(text) != len("YYYY-MM-DD"):
        raise refused("Write the whole day as YYYY-MM-DD.")
    return text


def _known(kind: str, *fields: str) -> Callable[[str], str]:
    """A validator for ids of the catalogue, which refuses others with the nearest one."""

    def check(typed: str) -> str:
        known = {key: 0 for field in fields for key in getattr(catalogue(), field)}
        if typed in known:
            return typed
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
Line = Annotated[_Typed, AfterValidator(_one_line), _called("line")]
Note = Annotated[_Typed, _called("text")]
Text = Annotated[
    str,
    BeforeValidator(_normal),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_CHARACTERS),
    AfterValidator(_printable),
    at_entry(_written),
    _called("text"),
]
PartialDate = Annotated[
    str,
    Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"),
    AfterValidator(_partial_date),
    _called("partial-date"),
]
Day = Annotated[PartialDate, AfterValidator(_full_date), _called("date")]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Quantity = Annotated[Decimal, Field(gt=0, le=10_000_000, max_digits=12)]
Count = Annotated[int, Field(ge=0, le=10_000)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), _called("language")]
FileName = Annotated[
    Line, Field(pattern=r"^[^/\\]+\.(jpg|jpeg|png|JPG|JPEG|PNG)$"), _called("file-name")
]
SubtypeId = Annotated[str, AfterValidator(_known("subtype", "subtypes")), _called("id")]
SignId = Annotated[str, AfterValidator(_known("sign", "signs")), _called("id")]
AlertId = Annotated[str, AfterValidator(_known("question", "alerts")), _called("id")]
MedicineId = Annotated[str, AfterValidator(_known("medicine", "medicines")), _called("id")]
ConditionId = Annotated[str, AfterValidator(_known("condition", "conditions")), _called("id")]
TriggerId = Annotated[
    str, AfterValidator(_known("trigger or medicine", "triggers", "medicines")), _called("id")
]
RegionCode = Annotated[str, AfterValidator(_region), _called("country code")]


class Answer(BaseModel):
    """What every part of the record is: frozen, and without fields that no printing reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reaction(StrEnum):
    """What happened after a trigger; `advised`: told to avoid it, no reaction so far."""

    ANAPHYLAXIS = "anaphylaxis"
    MODERATE = "moderate"
    MILD = "mild"
    ADVISED = "advised"
    UNKNOWN = "unknown"


class Measured(Answer):
    """An amount in one of the units of its kind."""

    value: Quantity = Field(description="The number as the person gave it.")
    unit: str = Field(description="The unit of the number.")

    @model_validator(mode="after")
    def _means_one_number(self, info: ValidationInfo) -> Self:
        other = thousands_of(self.value, self.unit)
        if is_entered(info) and other is not None:
            raise refused(
                f"Is that {other} or {self.value.normalize():f}? "
                f"Write {other}, or write fewer digits after the point."
            )
        return self


class Weight(Measured):
    """Body weight in kg or lb, as entered."""

    unit: Literal["kg", "lb"] = Field(
        description="The unit in which it was given; it is printed so."
    )
    on: PartialDate | None = Field(None, description="When the person was weighed.")


class Tryptase(Measured):
    """A serum tryptase; 1 ng/mL is 1 microgram/L."""

    unit: Literal["ng/mL", "micrograms/L"] = Field(
        description="The unit on the laboratory's letter; both mean the same number."
    )
    on: PartialDate | None = Field(None, description="When the blood was taken.")


class Platelets(Measured):
    """A platelet count with its unit and day."""

    unit: Literal["10^9/L", "G/L", "10^3/uL", "/uL"] = Field(
        description="The unit on the laboratory's letter; it is printed so."
    )
    on: PartialDate | None = Field(None, description="When the blood was taken.")


class Diagnosis(Answer):
    """What the doctor's letter says of the diagnosis."""

    status: Literal["confirmed", "suspected"] | None = Field(
        None, description="Whether the diagnosis is sure."
    )
    year: Year | None = Field(None, description="The year of the diagnosis.")
    kit_d816v: Literal["positive", "negative", "unknown"] | None = Field(
        None,
        description="The result of the gene test KIT D816V; `unknown`: tested, result not known.",
    )
    associated_neoplasm: Line | None = Field(
        None, description="The second blood disease, in the words of the doctor's letter."
    )
    baseline_tryptase: Tryptase | None = Field(
        None, description="The usual tryptase, from a day without a reaction."
    )


class Strength(Measured):
    """The strength of one dose as it stands on the box."""

    unit: Literal["mg", "micrograms"] = Field(description="The unit on the box; it is printed so.")


class Epinephrine(Answer):
    """One epinephrine device: what it is, where it is, until when it is good."""

    device: Annotated[str, _called("id")] = Field(
        description="The id of the device, or `other` for one that the catalogue lacks."
    )
    name: Line | None = Field(
        None, description="Its name as on the box; needed for `other`, refused for the rest."
    )
    route: Literal["intramuscular", "nasal"] | None = Field(
        None, description="How it is given; needed for `other`, refused for the rest."
    )
    strength: Strength | None = Field(None, description="The strength of one dose, as on the box.")
    kept_at: Line | None = Field(
        None,
        description="Where it is right now, such as `left pocket of my bag`; it stands in step 1.",
    )
    expires: PartialDate | None = Field(None, description="The use-by date on it.")

    @field_validator("device")
    @classmethod
    def _device(cls, typed: str) -> str:
        known = [*catalogue().devices, "other"]
        if typed not in known:
            near = did_you_mean(typed, dict.fromkeys(known))
            raise refused(f"'{typed}' is not a known device.{near} Known: {', '.join(known)}.")
        return typed

    @model_validator(mode="after")
    def _named_when_other(self) -> Self:
        if self.device == "other" and not (self.name and self.route):
            raise refused("A device called 'other' needs its name and its route.")
        if self.device != "other" and (self.name or self.route):
            raise refused("Name and route are given only for the device 'other'. Delete them.")
        return self


class Entry(Answer):
    """A thing that the catalogue has (`id`) or as the person typed it (`name`)."""

    id: Annotated[str, Field(min_length=1)] | None = Field(
        None, description="The id of a catalogue entry. Give either this or `name`."
    )
    name: Line | None = Field(
        None, description="The name in the person's own words. Give either this or `id`."
    )

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.id is None) == (self.name is None):
            raise refused("Give an id or a name: exactly one of the two.")
        return self


class Medication(Entry):
    """A medicine that the person takes."""

    id: MedicineId | None = Field(
        None, description="The id of a medicine. Give either this or `name`."
    )
    dose: Line | None = Field(None, description="How much, such as `10 mg`.")
    schedule: Line | None = Field(
        None, description="When it is taken, such as `morning and evening`."
    )
    note: Note | None = Field(None, description="Anything else about it.")


class Trigger(Entry):
    """What set off a reaction, and how bad it was."""

    id: TriggerId | None = Field(
        None, description="The id of a trigger or a medicine. Give either this or `name`."
    )
    reaction: Reaction = Field(
        Reaction.UNKNOWN,
        description="What happened; `advised` means told to avoid it, with no reaction so far.",
    )
    last: PartialDate | None = Field(None, description="When it last happened.")
    note: Note | None = Field(None, description="What it was exactly, such as the product.")
    confirmed_by: Line | None = Field(
        None, description="The doctor who says so; without one it is the person's own word."
    )


class Tolerated(Entry):
    """What the person has taken safely."""

    id: TriggerId | None = Field(
        None, description="The id of a trigger or a medicine. Give either this or `name`."
    )
    on: PartialDate | None = Field(None, description="When it was last taken without a reaction.")
    note: Note | None = Field(None, description="Anything else about it.")


class Condition(Entry):
    """Another illness that matters in an emergency."""

    id: ConditionId | None = Field(
        None, description="The id of a condition. Give either this or `name`."
    )
    note: Note | None = Field(None, description="Anything else about it.")


class Reactions(Answer):
    """The person's reactions so far."""

    anaphylaxis_count: Count | None = Field(
        None, description="How many severe reactions (anaphylaxis) there were; 0 means none."
    )
    last: PartialDate | None = Field(None, description="When the last severe reaction was.")
    usual_signs: tuple[SignId, ...] | None = Field(
        None,
        description="The ids of the signs with which a severe reaction starts; empty: none is "
        "usual.",
    )
    doses_needed: Count | None = Field(
        None, description="The most doses of epinephrine that one reaction needed."
    )
    second_wave: TrueFalse = Field(
        YesNo.NOT_ANSWERED, description="Whether a reaction ever came back some hours later."
    )
    intensive_care: TrueFalse = Field(
        YesNo.NOT_ANSWERED, description="Whether a reaction ever led to intensive care."
    )
    note: Note | None = Field(None, description="Anything else about the reactions.")


class Contact(Answer):
    """Whom to call."""

    name: Line = Field(description="The name of the person to call.")
    relation: Line | None = Field(None, description="Who it is, such as `mother`.")
    phone: Line | None = Field(None, description="The phone number, printed as typed.")
    guardian: bool = Field(
        False, description="Whether this person decides for the patient, as a parent or guardian."
    )


class Clinician(Answer):
    """A doctor of the person's."""

    name: Line = Field(description="The name.")
    role: Line | None = Field(None, description="What kind of doctor, such as `allergist`.")
    place: Line | None = Field(None, description="The practice, clinic or town.")
    phone: Line | None = Field(None, description="The phone number, printed as typed.")


class Hospital(Answer):
    """The hospital that knows the person, with the person's number there."""

    name: Line = Field(description="The name.")
    phone: Line | None = Field(None, description="The phone number, printed as typed.")
    patient_number: Line | None = Field(None, description="The person's number there.")


class Directions(Answer):
    """Words of a clinician that the person copied: whose and when."""

    text: Text = Field(description="The clinician's words, copied.")
    by: Line | None = Field(None, description="Who wrote them.")
    on: PartialDate | None = Field(None, description="When they were written.")


class Review(Answer):
    """Whom the person names as having reviewed the answers; only ink signs."""

    by: Line = Field(description="Who went through the answers with the person.")
    on: PartialDate | None = Field(None, description="When that was.")
    review_by: PartialDate | None = Field(
        None, description="When the answers should be looked at again."
    )


class AlertAnswer(Answer):
    """The answer to a question asked outright."""

    answer: Literal["yes", "no"] = Field(
        description='The answer; for "I am not sure" the question is left out.'
    )
    note: Note | None = Field(
        None, description="What emergency staff should know about it, such as the medicine."
    )


class Patient(Answer):
    """One person's answers."""

    version: Literal[1] = Field(description="The version of this format.")
    answered_on: Day = Field(
        description="The day on which the person last confirmed the answers; every face says it."
    )
    name: Line = Field(description="The person's name as on their papers.")
    born: PartialDate = Field(
        description="The date of birth. It decides between the words for an adult and for a child."
    )
    region: RegionCode = Field(
        description="The country's ISO 3166 code, such as `US`. It decides the emergency number, "
        "the paper size and which labels of devices count."
    )
    languages: Annotated[tuple[Language, ...], Field(max_length=LANGUAGES)] | None = Field(
        None, description="The languages that the person speaks, the best one first."
    )
    interpreter: Language | None = Field(
        None, description="The language for which the person needs an interpreter."
    )
    weight: Weight | None = Field(None, description="The body weight.")
    photo: FileName | None = Field(
        None, description="A picture beside the record file, for the action plan."
    )
    subtype: SubtypeId | None = Field(None, description="The id of the form of mastocytosis.")
    diagnosis: Diagnosis | None = Field(None, description="What the doctor's letter says.")
    epinephrine: Annotated[tuple[Epinephrine, ...], Field(max_length=DEVICES)] | None = Field(
        None,
        description="Each device that the person has; two alike in two places are two entries.",
    )
    medications: Annotated[tuple[Medication, ...], Field(max_length=MEDICATIONS)] | None = Field(
        None, description="All medicines that the person takes, also without a prescription."
    )
    triggers: Annotated[tuple[Trigger, ...], Field(max_length=TRIGGERS)] | None = Field(
        None, description="What set off a reaction, and what the person was told to avoid."
    )
    tolerated: Annotated[tuple[Tolerated, ...], Field(max_length=TOLERATED)] | None = Field(
        None, description="What the person has taken safely."
    )
    conditions: Annotated[tuple[Condition, ...], Field(max_length=CONDITIONS)] | None = Field(
        None, description="Other illnesses."
    )
    reactions: Reactions | None = Field(None, description="How reactions went so far.")
    alerts: Mapping[AlertId, AlertAnswer] = Field(
        {}, description="The answers to the questions that emergency staff ask."
    )
    platelets: Platelets | None = Field(None, description="The last platelet count.")
    contacts: Annotated[tuple[Contact, ...], Field(max_length=CONTACTS)] | None = Field(
        None, description="Whom to call."
    )
    clinicians: Annotated[tuple[Clinician, ...], Field(max_length=CLINICIANS)] | None = Field(
        None, description="The person's doctors."
    )
    hospital: Hospital | None = Field(None, description="The hospital that knows the person.")
    instructions: Directions | None = Field(
        None, description="What a clinician wants done in an emergency."
    )
    premedication: Directions | None = Field(
        None, description="What a clinician wants taken before a planned procedure."
    )
    review: Review | None = Field(
        None, description="Who went through the answers with the person; only ink on paper signs."
    )

    @field_validator("born")
    @classmethod
    def _born_before_the_answers(cls, born: str, info: ValidationInfo) -> str:
        answered = info.data.get("answered_on")
        if answered and born > answered:
            raise refused(f"The day of birth lies after the day of the answers ({answered}).")
        return born
