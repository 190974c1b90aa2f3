"""The person's own list: what was reacted to, taken safely and is taken, and what each stands for.

It outranks any general list (Rama and Castells 2023), so entries are only held against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from walletcard.clinical.catalogue import Use, catalogue
from walletcard.clinical.naming import RESCUE, fold, groups_in, medicines_in
from walletcard.clinical.patient import Medication, Patient, Reaction, Tolerated, Trigger
from walletcard.clinical.statement import Listed, Term, Typed, Value

_GRAVEST_FIRST = tuple(Reaction)
_BETWEEN_NAMES = re.compile(
    r"[,;/+&・、]|\b(?:and|or|und|oder|et|ou|y|o|e|och|eller|og|en|of)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Exposure:
    """A thing of the catalogue or as typed.

    `members` are the ids of the medicines it stands for, or else the thing itself; `named` are the
    entries of the catalogue that it is, or that typed words name.
    """

    what: Value
    members: frozenset[str]
    named: tuple[Term, ...] = ()

    @property
    def use(self) -> Use:
        """What it is to whoever treats the person; in a mixture the most needed counts."""
        if self.members & asked_for():
            return Use.NEEDED
        uses = [_use(term) for term in self.named] or [Use.MAY_BE_GIVEN]
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
        """Whether both stand for the very same."""
        return self.members == other.members

    def covers(self, other: Exposure) -> bool:
        """Whether the other is narrower than this one, or overlaps with it."""
        return bool(self.members & other.members) and not self.members <= other.members

    def is_in(self, other: Exposure) -> bool:
        """Whether whoever takes the other takes this: the same, a part of it, or of the group."""
        within = self.members <= other.members and not other.is_group
        return self.is_same(other) or within or self.covers(other)

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
        rescue = members_of(RESCUE)
        for one in self.triggers:
            others = one.about.members - rescue
            if others == one.about.members:
                yield one
            elif others:
                named = tuple(term for term in one.about.named if term.id not in rescue)
                about = replace(one.about, what=Listed(named), members=others, named=named)
                yield Reacted(one.cause, one.entry, about)


def own_list(patient: Patient) -> OwnList:
    """The person's entries with what each is about."""
    triggers = [
        Reacted(f"triggers[{number}]", entry, exposure(entry))
        for number, entry in enumerate(patient.triggers or ())
    ]
    return OwnList(
        tuple(sorted(triggers, key=lambda one: _GRAVEST_FIRST.index(one.entry.reaction))),
        tuple((entry, exposure(entry)) for entry in patient.tolerated or ()),
        tuple((entry, exposure(entry)) for entry in patient.medications or ()),
    )


def exposure(entry: Trigger | Tolerated | Medication) -> Exposure:
    """What an entry of the record is about."""
    if entry.id is None:
        return _typed(entry.name or "")
    kind = "medicine" if entry.id in catalogue().medicines else "trigger"
    what = Term(kind, entry.id)
    return Exposure(what, _members(what), (what,))


def _typed(name: str) -> Exposure:
    named = (
        *(Term("medicine", medicine.id) for medicine in medicines_in(name)),
        *(Term("trigger", group.id) for group in groups_in(name)),
    )
    if not named:
        return Exposure(Typed(name), frozenset({f"as typed: {fold(name)}"}), _not_given(name))
    return Exposure(Typed(name), frozenset[str]().union(*map(_members, named)), named)


def _not_given(name: str) -> tuple[Term, ...]:
    """Food, stings and the like that a typed text names, if there is nothing else in it."""
    names = _names_not_given()
    for parts in ([name], _BETWEEN_NAMES.split(name)):
        ids = [names.get(fold(part).removesuffix("s")) for part in parts if fold(part)]
        if all(ids):
            return tuple(Term("trigger", id) for id in ids if id)
    return ()


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
