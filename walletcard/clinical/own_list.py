"""The person's own list: what was reacted to, taken safely and is taken, and what each stands for.

It outranks any general list (Rama and Castells 2023), so entries are only held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.naming import RESCUE, fold, groups_in, medicines_in
from walletcard.clinical.patient import Medication, Patient, Reaction, Tolerated, Trigger
from walletcard.clinical.statement import Listed, Term, Typed, Value

# The whole of such a group is never ordered away: without it nothing would be left for urgent
# imaging, for the airway, for pain, for a severe infection, for bleeding, or for adrenal crisis.
# What happened is stated instead.
NEEDED = frozenset(
    {
        "anaesthetic",
        "antibiotic",
        "blood-product",
        "contrast",
        "corticosteroid",
        "local-anaesthetic",
        "neuromuscular-blocker",
        "opioid",
    }
)
_GRAVEST_FIRST = tuple(Reaction)


@dataclass(frozen=True)
class Exposure:
    """A thing of the catalogue or as typed.

    `members` are the ids of the medicines it stands for, or else the thing itself; `given` is what
    somebody could give or apply; `needed` a whole group that is never ordered away; `named` is what
    typed words name of the catalogue.
    """

    what: Value
    members: frozenset[str]
    given: bool = True
    needed: bool = False
    named: tuple[Term, ...] = ()

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

    def without_rescue(self) -> Iterator[Reacted]:
        """The triggers but for rescue treatment; of "lidocaine with epinephrine" the lidocaine."""
        rescue = members_of(RESCUE)
        for one in self.triggers:
            others = one.about.members - rescue
            if others == one.about.members:
                yield one
            elif others:
                rest = Listed(tuple(term for term in one.about.named if term.id not in rescue))
                about = replace(one.about, what=rest, members=others)
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
    if entry.id in catalogue().medicines:
        return Exposure(Term("medicine", entry.id), frozenset({entry.id}))
    trigger = catalogue().triggers[entry.id]
    what, members = Term("trigger", entry.id), _group(entry.id, trigger.class_)
    return Exposure(what, members, trigger.given, trigger.class_ in NEEDED)


def _typed(name: str) -> Exposure:
    medicines, groups = medicines_in(name), groups_in(name)
    if not medicines and not groups:
        return Exposure(Typed(name), frozenset({f"as typed: {fold(name)}"}), given=False)
    members = frozenset(medicine.id for medicine in medicines).union(
        *(_group(group.id, group.class_) for group in groups)
    )
    terms = (
        *(Term("medicine", medicine.id) for medicine in medicines),
        *(Term("trigger", group.id) for group in groups),
    )
    needed = any(group.class_ in NEEDED for group in groups)
    return Exposure(Typed(name), members, needed=needed, named=terms)


def _group(id: str, class_: str | None) -> frozenset[str]:
    return members_of(class_) if class_ else frozenset({id})


@cache
def members_of(class_: str) -> frozenset[str]:
    """The ids of all medicines of a class."""
    medicines = catalogue().medicines.values()
    return frozenset(one.id for one in medicines if class_ in one.classes)
