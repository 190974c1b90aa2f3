"""The patient record, version 1: what a person may answer.

A key that is missing was not answered and prints as "not known"; an empty list was answered with
"none". `Patient` is valid by construction; `record.py` turns refusals into sentences. What one
field may hold, and which rules are for what is entered now, is in `field_rules.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.field_rules import (
    AlertId,
    ConditionId,
    Count,
    Day,
    FileName,
    Language,
    Line,
    MedicineId,
    Note,
    PartialDate,
    Quantity,
    RegionCode,
    SignId,
    SubtypeId,
    Text,
    TriggerId,
    Year,
    did_you_mean,
    is_entered,
    refused,
)
from walletcard.clinical.sizes import thousands_of
from walletcard.clinical.yes_no import TrueFalse, YesNo

# Limits: generous for a person, tight enough that no record can stall the layout.
MEDICATIONS = 60
TRIGGERS = 60
TOLERATED = 60
CONDITIONS = 60
DEVICES = 12
CONTACTS = 12
CLINICIANS = 12
LANGUAGES = 12


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

    value: Quantity
    unit: str

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

    unit: Literal["kg", "lb"]
    on: PartialDate | None = None


class Tryptase(Measured):
    """A serum tryptase; 1 ng/mL is 1 microgram/L."""

    unit: Literal["ng/mL", "micrograms/L"]
    on: PartialDate | None = None


class Platelets(Measured):
    """A platelet count with its unit and day."""

    unit: Literal["10^9/L", "G/L", "10^3/uL", "/uL"]
    on: PartialDate | None = None


class Diagnosis(Answer):
    """What the doctor's letter says of the diagnosis."""

    status: Literal["confirmed", "suspected"] | None = None
    year: Year | None = None
    kit_d816v: Literal["positive", "negative", "unknown"] | None = None
    associated_neoplasm: Line | None = None
    baseline_tryptase: Tryptase | None = None


class Strength(Measured):
    """The strength of one dose as it stands on the box."""

    unit: Literal["mg", "micrograms"]


class Epinephrine(Answer):
    """One epinephrine device: what it is, where it is, until when it is good."""

    device: str
    name: Line | None = None
    route: Literal["intramuscular", "nasal"] | None = None
    strength: Strength | None = None
    kept_at: Line | None = None
    expires: PartialDate | None = None

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

    id: Annotated[str, Field(min_length=1)] | None = None
    name: Line | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.id is None) == (self.name is None):
            raise refused("Give an id or a name: exactly one of the two.")
        return self


class Medication(Entry):
    """A medicine that the person takes."""

    id: MedicineId | None = None
    dose: Line | None = None
    schedule: Line | None = None
    note: Note | None = None


class Trigger(Entry):
    """What set off a reaction, and how bad it was."""

    id: TriggerId | None = None
    reaction: Reaction = Reaction.UNKNOWN
    last: PartialDate | None = None
    note: Note | None = None
    confirmed_by: Line | None = None


class Tolerated(Entry):
    """What the person has taken safely."""

    id: TriggerId | None = None
    on: PartialDate | None = None
    note: Note | None = None


class Condition(Entry):
    """Another illness that matters in an emergency."""

    id: ConditionId | None = None
    note: Note | None = None


class Reactions(Answer):
    """The person's reactions so far."""

    anaphylaxis_count: Count | None = None
    last: PartialDate | None = None
    usual_signs: tuple[SignId, ...] | None = None
    doses_needed: Count | None = None
    second_wave: TrueFalse = YesNo.NOT_ANSWERED
    intensive_care: TrueFalse = YesNo.NOT_ANSWERED
    note: Note | None = None


class Contact(Answer):
    """Whom to call."""

    name: Line
    relation: Line | None = None
    phone: Line | None = None
    guardian: bool = False


class Clinician(Answer):
    """A doctor of the person's."""

    name: Line
    role: Line | None = None
    place: Line | None = None
    phone: Line | None = None


class Hospital(Answer):
    """The hospital that knows the person, with the person's number there."""

    name: Line
    phone: Line | None = None
    patient_number: Line | None = None


class Directions(Answer):
    """Words of a clinician that the person copied: whose and when."""

    text: Text
    by: Line | None = None
    on: PartialDate | None = None


class Review(Answer):
    """Whom the person names as having reviewed the answers; only ink signs."""

    by: Line
    on: PartialDate | None = None
    review_by: PartialDate | None = None


class AlertAnswer(Answer):
    """The answer to a question asked outright."""

    answer: Literal["yes", "no"]
    note: Note | None = None


class Patient(Answer):
    """One person's answers."""

    version: Literal[1]
    answered_on: Day
    name: Line
    born: PartialDate
    region: RegionCode
    languages: Annotated[tuple[Language, ...], Field(max_length=LANGUAGES)] | None = None
    interpreter: Language | None = None
    weight: Weight | None = None
    photo: FileName | None = None
    subtype: SubtypeId | None = None
    diagnosis: Diagnosis | None = None
    epinephrine: Annotated[tuple[Epinephrine, ...], Field(max_length=DEVICES)] | None = None
    medications: Annotated[tuple[Medication, ...], Field(max_length=MEDICATIONS)] | None = None
    triggers: Annotated[tuple[Trigger, ...], Field(max_length=TRIGGERS)] | None = None
    tolerated: Annotated[tuple[Tolerated, ...], Field(max_length=TOLERATED)] | None = None
    conditions: Annotated[tuple[Condition, ...], Field(max_length=CONDITIONS)] | None = None
    reactions: Reactions | None = None
    alerts: Mapping[AlertId, AlertAnswer] = {}
    platelets: Platelets | None = None
    contacts: Annotated[tuple[Contact, ...], Field(max_length=CONTACTS)] | None = None
    clinicians: Annotated[tuple[Clinician, ...], Field(max_length=CLINICIANS)] | None = None
    hospital: Hospital | None = None
    instructions: Directions | None = None
    premedication: Directions | None = None
    review: Review | None = None

    @field_validator("born")
    @classmethod
    def _born_before_the_answers(cls, born: str, info: ValidationInfo) -> str:
        answered = info.data.get("answered_on")
        if answered and born > answered:
            raise refused(f"The day of birth lies after the day of the answers ({answered}).")
        return born
