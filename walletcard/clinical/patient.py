"""The patient record, version 1: what a person may answer.

A key that is missing was not answered and prints as "not known"; an empty list was answered with
"none". `Patient` is valid by construction; `record.py` turns refusals into sentences. What one
field may hold, and which rules are for what is entered now, is in `field_rules.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from walletcard.clinical.answered_by import AnsweredBy
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.dates import earliest
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
    RecordPart,
    RegionCode,
    SignId,
    SubtypeId,
    Text,
    TriggerId,
    Year,
    called,
    did_you_mean,
    refused,
)
from walletcard.clinical.measured import Platelets, Strength, Tryptase, Weight
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


class Reaction(StrEnum):
    """How bad a reaction was; `advised` means told to avoid the thing, with no reaction so far."""

    ANAPHYLAXIS = "anaphylaxis"
    MODERATE = "moderate"
    MILD = "mild"
    ADVISED = "advised"
    UNKNOWN = "unknown"


class Diagnosis(RecordPart):
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


class Epinephrine(RecordPart):
    """One epinephrine device: what it is, where it is kept, and its use-by date."""

    device: Annotated[str, called("id")] = Field(
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


class NamedEntry(RecordPart):
    """An entry by the id of a catalogue entry, or by a name as typed."""

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


class Medication(NamedEntry):
    """A medicine that the person takes."""

    id: MedicineId | None = Field(
        None, description="The id of a medicine. Give either this or `name`."
    )
    dose: Line | None = Field(None, description="How much, such as `10 mg`.")
    schedule: Line | None = Field(
        None, description="When it is taken, such as `morning and evening`."
    )
    note: Note | None = Field(None, description="Anything else about it.")


class Trigger(NamedEntry):
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


class Tolerated(NamedEntry):
    """What the person has taken safely."""

    id: TriggerId | None = Field(
        None, description="The id of a trigger or a medicine. Give either this or `name`."
    )
    on: PartialDate | None = Field(None, description="When it was last taken without a reaction.")
    note: Note | None = Field(None, description="Anything else about it.")


class Condition(NamedEntry):
    """Another illness that matters in an emergency."""

    id: ConditionId | None = Field(
        None, description="The id of a condition. Give either this or `name`."
    )
    note: Note | None = Field(None, description="Anything else about it.")


class Reactions(RecordPart):
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


class Contact(RecordPart):
    """Whom to call."""

    name: Line = Field(description="The name of the person to call.")
    relation: Line | None = Field(None, description="Who it is, such as `mother`.")
    phone: Line | None = Field(None, description="The phone number, printed as typed.")
    guardian: bool = Field(
        False, description="Whether this person decides for the patient, as a parent or guardian."
    )


class Clinician(RecordPart):
    """One of the person's doctors."""

    name: Line = Field(description="The name.")
    role: Line | None = Field(None, description="What kind of doctor, such as `allergist`.")
    place: Line | None = Field(None, description="The practice, clinic or town.")
    phone: Line | None = Field(None, description="The phone number, printed as typed.")


class Hospital(RecordPart):
    """The hospital that knows the person, with the person's number there."""

    name: Line = Field(description="The name.")
    phone: Line | None = Field(None, description="The phone number, printed as typed.")
    patient_number: Line | None = Field(None, description="The person's number there.")


class Directions(RecordPart):
    """A clinician's words, copied by the person, with author and date."""

    text: Text = Field(description="The clinician's words, copied.")
    by: Line | None = Field(None, description="Who wrote them.")
    on: PartialDate | None = Field(None, description="When they were written.")


class Review(RecordPart):
    """Who reviewed the answers, as the person says; only ink signs."""

    by: Line = Field(description="Who went through the answers with the person.")
    on: PartialDate | None = Field(None, description="When that was.")
    review_by: PartialDate | None = Field(
        None, description="When the answers should be looked at again."
    )


class AlertAnswer(RecordPart):
    """The answer to a question asked outright."""

    answer: Literal["yes", "no"] = Field(
        description='The answer; for "Not sure" the question is left out.'
    )
    note: Note | None = Field(
        None, description="What emergency staff should know about it, such as the medicine."
    )


class Patient(RecordPart):
    """One person's answers."""

    version: Literal[1] = Field(description="The version of this format.")
    answered_on: Day = Field(
        description="The day on which the person last confirmed the answers; every face says it."
    )
    answered_by: AnsweredBy | None = Field(
        None,
        description="Who filled in the answers: `patient`, `parent` for their child, or "
        "`caregiver` for somebody they care for. If it is missing, the faces name the family if "
        "the person is under 12, else the patient.",
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
            on = earliest(answered)
            day = f"{on.day} {on:%b %Y}"
            raise refused(f"The day of birth lies after the day of the answers ({day}).")
        return born
