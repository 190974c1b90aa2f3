"""The entries of the clinical catalogue: what one table of the data files may hold.

They are frozen, and valid by construction: an unknown key or a wrong value is refused. The
catalogue as a whole is in `catalogue.py`, which checks what they say of each other.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from enum import StrEnum
from math import inf
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
Address = Annotated[str, Field(pattern=r"^https://([a-z0-9-]+\.)+[a-z]{2,}(/[^\s<>\"]*)?$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
State = Literal["draft", "reviewed"]
Group = Literal[
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


class Entry(BaseModel):
    """What every table of the data files is: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Entry):
    """Where a fact was read, what of it was opened, and the mark: only `a` may be printed."""

    id: Id
    title: str
    publisher: str
    year: int | None = None
    address: Address | None = None
    read_as: Literal["full text", "section", "abstract", "table", "excerpt", "summary"]
    copy_read: Annotated[bool, Field(alias="copy")] = False
    mark: Literal["a", "a-", "b"]


class Sourced(Entry):
    """An entry that names where it was read."""

    id: Id
    sources: tuple[str, ...]


class Review(Entry):
    """A clinician's signature under one sentence: the hash is of the text that they signed."""

    by: Annotated[str, Field(min_length=1)]
    on: datetime.date
    text_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Sentence(Sourced):
    """A sentence of the faces, with `{placeholders}` for what was answered.

    `asks_for` are the ids of medicines that it asks emergency staff to give, and of those that
    people call by nearly the same name: "cortisone" for hydrocortisone.
    """

    text: str
    audience: Literal["everyone", "patient", "staff"] = "everyone"
    asks_for: tuple[str, ...] = ()
    review: Review | None = None

    @property
    def state(self) -> State:
        """`reviewed` while the text is the one that was signed, to the letter; else `draft`."""
        signed = self.review is not None and self.review.text_hash == hash_of(self.text)
        return "reviewed" if signed else "draft"


def hash_of(text: str) -> str:
    """What a signature is bound to: the SHA-256 of a sentence, as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


class Subtype(Sourced):
    """A form of mastocytosis, or a neighbour with the same needs in an emergency.

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
    """A medicine by its generic name; brands only lead to it."""

    name: str
    classes: tuple[str, ...]
    brands: Mapping[str, tuple[str, ...]] = {}
    atc: str | None = None
    rxnorm: str | None = None
    usual: bool = False


class Product(Sourced):
    """A brand as it is sold in some countries, with the ids of its ingredients.

    A product of several ingredients is itself: it never stands for one of them. `also` are other
    spellings and scripts. `route` only where the product is sold for that one, such as eye drops.
    """

    name: str
    also: tuple[str, ...] = ()
    ingredients: Annotated[tuple[str, ...], Field(min_length=1)]
    regions: Annotated[tuple[Country, ...], Field(min_length=1)]
    route: Route | None = None


class Use(StrEnum):
    """What a thing that was reacted to is, to whoever treats the person."""

    NEEDED = "needed"
    GIVEN = "given"
    APPLIED = "applied"
    PERHAPS_GIVEN = "perhaps-given"
    MAY_BE_GIVEN = "may-be-given"
    NOT_GIVEN = "not-given"


class Say(StrEnum):
    """What the faces say of a thing that was reacted to."""

    DO_NOT_GIVE = "do-not-give"
    DO_NOT_USE = "do-not-use"
    AVOID = "avoid"
    REACTED = "reacted"
    SETS_OFF = "sets-off"


class Wording(Sourced):
    """What the faces say of the things of one use, by the grade of the reaction."""

    id: Use
    name: str
    anaphylaxis: Say
    moderate: Say
    mild: Say
    unknown: Say


class MedicineClass(Sourced):
    """A class whose members share a note for emergency staff, or a use.

    `use` is that of a single medicine of the class. `also` are the words by which people name the
    class itself ("blood thinner"). A member that is used by one of the routes `not_by`, such as a
    steroid as a cream, does not count.
    """

    name: str
    also: tuple[str, ...] = ()
    alert: str | None = None
    use: Use = Use.GIVEN
    not_by: tuple[Route, ...] = ()


class Alias(Sourced):
    """Letters or a word for something of the catalogue that bears another name there.

    `means` are the ids of what it stands for, all together; of an alias that is `asked` they are
    what it may mean, the likeliest first, and the person is asked. Empty: nothing that is known.
    `regions` where it means so in some countries alone.
    """

    name: str
    also: tuple[str, ...] = ()
    kind: Literal["medicine", "condition"]
    means: tuple[str, ...]
    regions: tuple[Country, ...] = ()
    asked: bool = False


class Around(Entry):
    """Words that stand around a name, by language (ISO 639-1), and what they say.

    `route` where they say by which way a medicine is used.
    """

    id: Id
    says: Literal[
        "negated", "past", "allergy", "form", "unit", "time", "since", "salt", "join", "filler"
    ]
    route: Route | None = None
    words: Mapping[str, tuple[str, ...]]


class Band(Entry):
    """The body weights, in kg, for which a label has a strength; it only serves a warning."""

    strength: str
    from_kg: float = 0
    to_kg: float = inf


class Label(Entry):
    """What the label of a device says in some countries: strengths, minutes, seconds, weights."""

    regions: tuple[str, ...]
    strengths: tuple[str, ...]
    bands: tuple[Band, ...] = ()
    repeat_minutes: int | None = None
    hold_seconds: int | None = None
    sources: tuple[str, ...]


class Device(Sourced):
    """An epinephrine device; `also` are other names that people type."""

    name: str
    also: tuple[str, ...] = ()
    route: Literal["intramuscular", "nasal"]
    form: Literal["pen", "nasal spray", "syringe", "ampoule"]
    offered: bool
    recall: str | None = None
    label: tuple[Label, ...] = ()

    def label_in(self, region: str) -> Label | None:
        """The device's label in a region (ISO 3166 code), None where none was read."""
        return next((label for label in self.label if region in label.regions), None)

    def strengths_in(self, region: str) -> frozenset[str]:
        """The strengths sold in a region, or anywhere if that region's label was not read."""
        label = self.label_in(region)
        labels = (label,) if label else self.label
        return frozenset(strength for one in labels for strength in one.strengths)


class Trigger(Sourced):
    """What can set off a reaction, and its use: `needed` and `given` are whole groups here.

    `name` explains it to the person, `face` is the short name on the faces where there is one;
    `also` are other names that people type.
    """

    name: str
    face: str | None = None
    also: tuple[str, ...] = ()
    group: Group
    use: Use = Use.NOT_GIVEN
    class_: Annotated[str | None, Field(alias="class")] = None
    usual: bool = False

    @property
    def given(self) -> bool:
        """Whether it is itself what somebody gives or applies."""
        return self.use in (Use.NEEDED, Use.GIVEN, Use.APPLIED)


class Condition(Sourced):
    """A related condition; `also` are other names that people type."""

    name: str
    also: tuple[str, ...] = ()


class Alert(Sourced):
    """A question asked outright, since the answer changes treatment.

    `asks_more` where it asks more than whether a medicine of its classes is taken: then a yes says
    more than the note of the class, and stands in its place. A condition of `conditions` answers it
    with yes.
    """

    question: str
    name: str
    front: bool = False
    asks_more: bool = False
    classes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


class Sign(Sourced):
    """A sign by which a reaction shows itself."""

    name: str


class Region(Entry):
    """A country: its emergency number, if a source for it was opened, and its paper.

    `epinephrine` is the word for epinephrine that people there use, and that stands on the box;
    `sources` are those of the number.
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


class Checklist(Entry):
    """Medicines, triggers or conditions that the form offers to tick, in this order."""

    id: str
    entries: tuple[str, ...]
