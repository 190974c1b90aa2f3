"""The person's own list: what was reacted to, taken safely and is taken, and what each stands for.

It outranks any general list (Rama and Castells 2023), so entries are only held against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from walletcard.clinical import catalogue as data
from walletcard.clinical.catalogue import Medicine, Use, catalogue
from walletcard.clinical.meaning import Meaning, Stance, meaning, spoken
from walletcard.clinical.naming import RESCUE, Reading, rescues_in
from walletcard.clinical.patient import Entry, Medication, Patient, Reaction, Tolerated, Trigger
from walletcard.clinical.shown import shown
from walletcard.clinical.spelling import fold
from walletcard.clinical.statement import Listed, Term, Typed, Value

_GRAVEST_FIRST = tuple(Reaction)
_SULFITES = frozenset({"sulfites", "metabisulfite"})
# Words of these are also said of what a medicine did: "epinephrine (chest pain, felt cold)".
_FELT = frozenset(
    {
        *("cold", "fatigue", "fever", "friction", "heat", "hormonal-changes", "infection"),
        *("pain", "stress", "temperature-change"),
    }
)
_READINGS: dict[type[Entry], Reading] = {
    Trigger: Reading.TRIGGERS,
    Tolerated: Reading.TOLERATED,
    Medication: Reading.MEDICATIONS,
}
_BETWEEN_NAMES = re.compile(
    r"[,;/+&・、]|\b(?:and|or|und|oder|et|ou|y|o|e|och|eller|og|en|of)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Exposure:
    """A thing of the catalogue or as typed.

    `members` are the ids of the medicines it stands for, or else the thing itself; `named` are the
    entries of the catalogue that it is, or that typed words name. `form` is the way it is used, if
    not by mouth. `is_product` is one thing of several medicines. `perhaps` are the ids of what is
    taken if the typed words mean what they may mean, of which the person is asked; `unread` is the
    use of words that name no entry. `beside` are the ids of the rescue treatments that stand in
    the words without being what they are about.
    """

    what: Value
    members: frozenset[str]
    named: tuple[Term, ...] = ()
    form: str = ""
    is_product: bool = False
    perhaps: frozenset[str] = frozenset()
    unread: Use = Use.MAY_BE_GIVEN
    beside: frozenset[str] = frozenset()

    @property
    def use(self) -> Use:
        """What it is to whoever treats the person; in a mixture the most needed counts."""
        if self.members & asked_for():
            return Use.NEEDED
        uses = [_use(term) for term in self.named] or [self.unread]
        return min(uses, key=tuple(Use).index)

    @property
    def is_group(self) -> bool:
        """Whether it is a group, or names one: then it stands for any of its members."""
        return any(term.kind == "trigger" for term in self.named)

    @property
    def is_rescue(self) -> bool:
        """Whether it is epinephrine, oxygen, fluid or sulfite, or holds one of them."""
        return bool(self.members & members_of(RESCUE))

    def is_same(self, other: Exposure) -> bool:
        """Whether both stand for the very same: all that is in it, and in what form."""
        return self.members == other.members and self.form == other.form

    def covers(self, other: Exposure) -> bool:
        """Whether the other is narrower than this one, or overlaps with it, or is another form."""
        if self.members == other.members:
            return self.form != other.form
        return bool(self.members & other.members) and not self.members <= other.members

    def is_in(self, other: Exposure) -> bool:
        """Whether whoever takes the other takes this: the same, a part of it, or of the group.

        One medicine of a product is not the product.
        """
        within = self.members <= other.members and not other.is_group
        part = self.covers(other) and not self.is_product
        return self.is_same(other) or within or part or bool(self.members & other.perhaps)

    def touches(self, other: Exposure) -> bool:
        """Whether they have anything in common."""
        return bool(self.members & other.members)


@dataclass(frozen=True)
class Reacted:
    """A trigger: its path in the record, the entry, and what it is about."""

    cause: str
    entry: Trigger
    about: Exposure


@dataclass(frozen=True)
class OwnList:
    """Triggers (the gravest first), what was taken safely, and what is taken."""

    triggers: tuple[Reacted, ...]
    tolerated: tuple[tuple[Tolerated, Exposure], ...]
    taken: tuple[tuple[Medication, Exposure], ...]

    def taken_of(self, about: Exposure) -> tuple[Exposure, ...]:
        """What the person takes that is something reacted to, holds it, or is of its group."""
        return tuple(other for _, other in self.taken if about.is_in(other))

    def without_rescue(self) -> Iterator[Reacted]:
        """The triggers but for rescue treatment; of "lidocaine with epinephrine" the lidocaine."""
        for one in self.triggers:
            left = one.about.members - members_of(RESCUE)
            if left == one.about.members:
                yield one
            elif left:
                yield Reacted(one.cause, one.entry, _left_of(one.about, left))


def _left_of(about: Exposure, members: frozenset[str]) -> Exposure:
    """What is left of a thing without its rescue treatment; words that were not understood stay."""
    rescue = about.members - members
    named = tuple(term for term in about.named if term.id not in rescue)
    if members & frozenset[str]().union(*map(_members, named)):
        return replace(about, what=Listed(named), members=members, named=named)
    return replace(about, members=members, named=named, beside=rescue)


def own_list(patient: Patient) -> OwnList:
    """The person's entries with what each is about."""
    triggers = [
        Reacted(f"triggers[{number}]", entry, exposure(entry, patient.region))
        for number, entry in enumerate(patient.triggers or ())
    ]
    return OwnList(
        tuple(sorted(triggers, key=lambda one: _GRAVEST_FIRST.index(one.entry.reaction))),
        tuple((entry, exposure(entry, patient.region)) for entry in patient.tolerated or ()),
        tuple((entry, exposure(entry, patient.region)) for entry in patient.medications or ()),
    )


def exposure(entry: Trigger | Tolerated | Medication, region: str | None = None) -> Exposure:
    """What an entry of the record is about, for a person of a region (ISO 3166 code)."""
    if entry.id is None:
        name = entry.name or ""
        reading = next(one for kind, one in _READINGS.items() if isinstance(entry, kind))
        read = meaning(name, reading, region)
        if reading is Reading.MEDICATIONS and not read.senses:
            read = meaning(name, Reading.TOLERATED, region)  # a group, such as painkillers
        return _typed(name, reading, read)
    kind = "medicine" if entry.id in catalogue().medicines else "trigger"
    what = Term(kind, entry.id)
    return Exposure(what, _members(what), (what,))


def _typed(name: str, reading: Reading, read: Meaning) -> Exposure:
    # A rescue treatment is looked for in any sentence, so that no order is ever made of it.
    rescues = _terms(rescues_in(name)) if reading is Reading.TRIGGERS else ()
    if read.is_sure and not read.classes:
        groups = [one for one in read.entries if isinstance(one, data.Trigger)]
        named = (*_terms(read.medicines), *(Term("trigger", group.id) for group in groups))
        named = tuple(dict.fromkeys((*named, *rescues)))
        members, is_product = _all_members(named), bool(read.product) and len(read.senses) == 1
        return Exposure(shown(name, read), members, named, _form(read), is_product)
    as_typed = frozenset({f"as typed: {spoken(name)}"})
    is_given = any(one.id not in _all_members(rescues) for one in read.may_be)
    unread = Use.PERHAPS_GIVEN if is_given else Use.MAY_BE_GIVEN
    if rescues:
        named = () if is_given else _not_given_beside(name, rescues)
        members = _all_members(rescues) | (as_typed if is_given or named else frozenset())
        return Exposure(Typed(name), members, (*rescues, *named), unread=unread)
    named = () if read.senses else _not_given(name)
    return Exposure(Typed(name), as_typed, named, perhaps=_perhaps(reading, read), unread=unread)


def _perhaps(reading: Reading, read: Meaning) -> frozenset[str]:
    """The medicines that may be taken, by words that do not say no, past or allergy."""
    if reading is not Reading.MEDICATIONS or read.stance is not Stance.STATED:
        return frozenset()
    return frozenset(one.id for one in read.may_be if isinstance(one, Medicine))


def _terms(medicines: tuple[Medicine, ...]) -> tuple[Term, ...]:
    return tuple(Term("medicine", medicine.id) for medicine in medicines)


def _all_members(named: tuple[Term, ...]) -> frozenset[str]:
    return frozenset[str]().union(*map(_members, named))


def _form(read: Meaning) -> str:
    """What makes it another thing than the same medicine by mouth: the way it is used."""
    return read.route if read.route and read.route != "mouth" else ""


def _not_given(name: str) -> tuple[Term, ...]:
    """Food, stings and the like that a typed text names, if there is nothing else in it."""
    names = _names_not_given()
    for parts in ([name], _BETWEEN_NAMES.split(name)):
        ids = [names.get(fold(part).removesuffix("s")) for part in parts if fold(part)]
        if all(ids):
            return tuple(Term("trigger", id) for id in ids if id)
    return ()


def _not_given_beside(name: str, rescues: tuple[Term, ...]) -> tuple[Term, ...]:
    """Food, stings and the like in a sentence that names a rescue treatment: "bee sting, EpiPen".

    A sulfite is in what is eaten: "sulfites in wine" are about the sulfites alone.
    """
    if all(term.id in _SULFITES for term in rescues):
        return ()
    folded, names = fold(name), _names_not_given()
    words = folded.split()
    runs = {" ".join(words[a:b]) for a, b in combinations(range(len(words) + 1), 2)}
    found = [names[run.removesuffix("s")] for run in runs if run.removesuffix("s") in names]
    found += [id for one, id in names.items() if not one.isascii() and one in folded]
    return tuple(Term("trigger", id) for id in sorted(set(found) - _FELT))


@cache
def _names_not_given() -> dict[str, str]:
    """The folded names of what nobody gives, in the singular, each with the id of its trigger."""
    triggers = [one for one in catalogue().triggers.values() if not one.given]
    names = [(name, one.id) for one in triggers for name in (one.name, *one.also)]
    return {fold(name).removesuffix("s"): id for name, id in names}


def _members(term: Term) -> frozenset[str]:
    group = catalogue().triggers.get(term.id) if term.kind == "trigger" else None
    return members_of(group.class_) if group and group.class_ else frozenset({term.id})


def _use(term: Term) -> Use:
    read = catalogue()
    if term.kind == "trigger":
        return read.triggers[term.id].use
    uses = (read.classes[name].use for name in read.medicines[term.id].classes)
    return next((use for use in uses if use is not Use.GIVEN), Use.GIVEN)


@cache
def asked_for() -> frozenset[str]:
    """The ids of the medicines that a sentence for emergency staff asks for."""
    sentences = catalogue().statements.values()
    return frozenset(id for one in sentences for id in one.asks_for)


@cache
def members_of(class_: str) -> frozenset[str]:
    """The ids of all medicines of a class."""
    medicines = catalogue().medicines.values()
    return frozenset(one.id for one in medicines if class_ in one.classes)
