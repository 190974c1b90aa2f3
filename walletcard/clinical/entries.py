"""The catalogue entries: what each table of the data files may hold.

They are frozen, and an unknown key or a wrong value is refused. `catalogue.py` holds them all.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
Address = Annotated[str, Field(pattern=r"^https://([a-z0-9-]+\.)+[a-z]{2,}(/[^\s<>\"]*)?$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
ReviewState = Literal["draft", "reviewed"]
TriggerGroup = Literal[
    "venom",
    "medicine",
    "physical",
    "emotional",
    "food",
    "infection",
    "environment",
    "hormonal",
    "procedure",
]

Route = Literal[
    "mouth",
    "injection",
    "inhaled",
    "nose",
    "eye",
    "ear",
    "skin",
    "rectal",
    "vaginal",
    "patch",
]


class CatalogueEntry(BaseModel):
    """Base of every catalogue entry: frozen, and an unknown key is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(CatalogueEntry):
    """Where a fact was read, how much of it was opened, and the mark: only `a` may be printed."""

    id: Id
    title: str
    publisher: str
    year: int | None = None
    address: Address | None = None
    read_as: Literal["full text", "section", "abstract", "table", "excerpt", "summary"]
    copy_read: Annotated[bool, Field(alias="copy")] = False
    mark: Literal["a", "a-", "b"]


class Sourced(CatalogueEntry):
    """An entry that names where it was read."""

    id: Id
    sources: tuple[str, ...]


class Signature(CatalogueEntry):
    """A clinician's signature under one sentence, with the hash of the text that they signed."""

    by: Annotated[str, Field(min_length=1)]
    on: datetime.date
    text_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Sentence(Sourced):
    """A sentence of the faces, with `{placeholders}` for what was answered.

    `asks_for` are the ids of medicines that it asks emergency staff to give, and of those with
    nearly the same name in common use: "cortisone" for hydrocortisone.
    """

    text: str
    audience: Literal["everyone", "patient", "staff"] = "everyone"
    asks_for: tuple[str, ...] = ()
    review: Signature | None = None

    @property
    def review_state(self) -> ReviewState:
        """`reviewed` if the text is exactly the signed one, else `draft`."""
        signed = self.review is not None and self.review.text_hash == hash_of(self.text)
        return "reviewed" if signed else "draft"


def hash_of(text: str) -> str:
    """The SHA-256 of a sentence in hexadecimal digits, to which a signature is bound."""
    return hashlib.sha256(text.encode()).hexdigest()


class Subtype(Sourced):
    """A form of mastocytosis, or a related disease with the same needs in an emergency.

    `also` are other names that people type: abbreviations, older names, other languages.
    """

    name: str
    also: tuple[str, ...] = ()
    face: str
    group: Literal["systemic", "advanced", "cutaneous", "neighbour"]
    orpha: str | None = None
    icd10cm: str | None = None
    snomed: str | None = None


class Medicine(Sourced):
    """A medicine by its generic name; brands only help to find it."""

    name: str
    classes: tuple[str, ...]
    brands: Mapping[str, tuple[str, ...]] = {}
    atc: str | None = None
    rxnorm: str | None = None
    usual: bool = False


class Product(Sourced):
    """A brand that is sold in some countries, with the ids of its ingredients.

    A product of several ingredients never stands for one of them. `also` are other spellings and
    scripts. `route` is set if the product is for one route only, such as eye drops.
    """

    name: str
    also: tuple[str, ...] = ()
    ingredients: Annotated[tuple[str, ...], Field(min_length=1)]
    regions: Annotated[tuple[Country, ...], Field(min_length=1)]
    route: Route | None = None


class Use(StrEnum):
    """What a trigger is to whoever treats the person."""

    NEEDED = "needed"
    GIVEN = "given"
    APPLIED = "applied"
    PERHAPS_GIVEN = "perhaps-given"
    MAY_BE_GIVEN = "may-be-given"
    NOT_GIVEN = "not-given"


class Say(StrEnum):
    """What the faces say about a trigger."""

    DO_NOT_GIVE = "do-not-give"
    DO_NOT_USE = "do-not-use"
    AVOID = "avoid"
    REACTED = "reacted"
    SETS_OFF = "sets-off"


class Wording(Sourced):
    """What the faces say about triggers of one use, by the grade of the reaction."""

    id: Use
    name: str
    anaphylaxis: Say
    moderate: Say
    mild: Say
    unknown: Say


class MedicineClass(Sourced):
    """A class whose members share a note for emergency staff, or a use.

    `use` is that of each medicine in it. `also` are words for the class itself ("blood thinner").
    A member used by a route in `not_by`, such as a steroid cream, does not count. If it
    `treats_allergy`, the word "allergy" beside a member may say what it is for.
    """

    name: str
    also: tuple[str, ...] = ()
    alert: str | None = None
    use: Use = Use.GIVEN
    not_by: tuple[Route, ...] = ()
    treats_allergy: bool = False


class Alias(Sourced):
    """An abbreviation or a word for catalogue entries that have other names.

    `means` are the ids of the entries that it stands for, all together. If it is `asked`, they are
    the possible meanings, the likeliest first, and the person is asked. Empty means nothing known.
    `regions` if it has this meaning in some countries only.
    """

    name: str
    also: tuple[str, ...] = ()
    kind: Literal["medicine", "condition"]
    means: tuple[str, ...]
    regions: tuple[Country, ...] = ()
    asked: bool = False


class Around(CatalogueEntry):
    """Words around a name, by language (ISO 639-1), and what they say about it.

    `route` or `month` if they name one.
    """

    id: Id
    says: Literal[
        "negated",
        "past",
        "allergy",
        "form",
        "unit",
        "time",
        "since",
        "salt",
        "join",
        "filler",
        "no device",
        "tolerated",
    ]
    route: Route | None = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    words: Mapping[str, tuple[str, ...]]


class Trigger(Sourced):
    """What can set off a reaction, and its use; those `needed` or `given` are whole groups.

    `name` explains it to the person, `face` is a shorter name for the faces, `also` are other names
    that people type.
    """

    name: str
    face: str | None = None
    also: tuple[str, ...] = ()
    group: TriggerGroup
    use: Use = Use.NOT_GIVEN
    class_: Annotated[str | None, Field(alias="class")] = None
    usual: bool = False

    @property
    def given(self) -> bool:
        """Whether it is something that is given or applied to a patient."""
        return self.use in (Use.NEEDED, Use.GIVEN, Use.APPLIED)


class Condition(Sourced):
    """A related condition; `also` are other names that people type.

    `stays` if its past is what matters: an airway that was difficult once, a transplant.
    """

    name: str
    also: tuple[str, ...] = ()
    stays: bool = False


class Alert(Sourced):
    """A question that is asked outright because the answer changes treatment.

    `asks_more` if it asks more than whether a medicine of its classes is taken: then its note
    replaces that of the class after a yes. One of its `conditions` on the list answers it with yes.
    `question_of_another` is the question about somebody else, who is {} there. It is asked of
    people from an age on (`asked_from`, in years), and of those whose age is not known.
    `hint` helps to answer it, `note_hint` says what to write after a yes.
    """

    question: str
    question_of_another: str
    hint: str
    note_hint: str
    asked_from: int = 0
    name: str
    front: bool = False
    asks_more: bool = False
    classes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


class Sign(Sourced):
    """A sign of a reaction."""

    name: str


class Region(CatalogueEntry):
    """A country: its emergency number, if a source for it was opened, and its paper.

    `epinephrine` is the word for it in common use there and on the box. `sources` are those of the
    number.
    """

    code: Country
    number: str | None = None
    paper: Literal["a4", "letter"]
    sources: tuple[str, ...]
    epinephrine: str | None = None
    epinephrine_sources: tuple[str, ...] = ()


class Help(Sourced):
    """Who knows the disease: a patient society, a clinic, or a network of clinics.

    `regions` are the countries it serves, empty for all.
    """

    kind: Literal["society", "centre", "network"]
    name: str
    regions: tuple[Country, ...] = ()
    address: Address
    phone: str | None = None


class Checklist(CatalogueEntry):
    """What the form offers to tick or asks, in this order; empty if the entries say it themselves.

    Those of `asked_from` are offered only from an age on (years). Of somebody under `child_under`
    years those of `child_first` come first. It is order alone: the rest can be searched for.
    """

    id: str
    entries: tuple[str, ...] = ()
    asked_from: Mapping[str, int] = {}
    child_first: tuple[str, ...] = ()
    child_under: int = 18
