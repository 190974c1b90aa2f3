"""The person's own list: what was reacted to, taken safely and is taken, and what each stands for.

It outranks any general list (Rama and Castells 2023), so entries are only held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from walletcard.clinical import catalogue as data
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.meaning import Meaning, meaning, spoken
from walletcard.clinical.naming import RESCUE, Reading, rescues_in
from walletcard.clinical.patient import Medication, Patient, Reaction, Tolerated, Trigger
from walletcard.clinical.shown import shown
from walletcard.clinical.statement import Listed, Term, Typed, Value

# The whole of such a group is never ordered away: without it nothing would be left for urgent
# imaging, for the airway, for pain, or for a severe infection. What happened is stated instead.
NEEDED = frozenset(
    {
        "anaesthetic",
        "antibiotic",
        "contrast",
        "local-anaesthetic",
        "neuromuscular-blocker",
        "opioid",
    }
)
_GRAVEST_FIRST = tuple(Reaction)
_READINGS = {
    Trigger: Reading.TRIGGERS,
    Tolerated: Reading.TOLERATED,
    Medication: Reading.MEDICATIONS,
}


@dataclass(frozen=True)
class Exposure:
    """A thing of the catalogue or as typed.

    `members` are the ids of the medicines it stands for, or else the thing itself; `given` is what
    somebody could give or apply; `needed` a whole group that is never ordered away; `named` is what
    typed words name of the catalogue. `form` is the way it is used, if not by mouth.
    """

    what: Value
    members: frozenset[str]
    given: bool = True
    needed: bool = False
    named: tuple[Term, ...] = ()
    form: str = ""

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
        reading = _READINGS[type(entry)]
        return _typed(entry.name or "", reading, meaning(entry.name or "", reading, region))
    if entry.id in catalogue().medicines:
        return Exposure(Term("medicine", entry.id), frozenset({entry.id}))
    trigger = catalogue().triggers[entry.id]
    what, members = Term("trigger", entry.id), _group(entry.id, trigger.class_)
    return Exposure(what, members, trigger.given, trigger.class_ in NEEDED)


def _typed(name: str, reading: Reading, read: Meaning) -> Exposure:
    rescues = rescues_in(name) if reading is Reading.TRIGGERS else ()
    if not read.is_sure or read.classes:
        # A rescue treatment is looked for in any sentence, so that no order is ever made of it.
        members = frozenset(one.id for one in rescues) or frozenset({f"as typed: {spoken(name)}"})
        return Exposure(Typed(name), members, given=bool(rescues))
    medicines = {one.id: one for one in (*read.medicines, *rescues)}.values()
    groups = [one for one in read.entries if isinstance(one, data.Trigger)]
    members = frozenset(one.id for one in medicines).union(
        *(_group(group.id, group.class_) for group in groups)
    )
    terms = (
        *(Term("medicine", medicine.id) for medicine in medicines),
        *(Term("trigger", group.id) for group in groups),
    )
    needed = any(group.class_ in NEEDED for group in groups)
    return Exposure(shown(name, read), members, needed=needed, named=terms, form=_form(read))


def _form(read: Meaning) -> str:
    """What makes it another thing than the same medicine by mouth: the way it is used."""
    return read.route if read.route and read.route != "mouth" else ""


def _group(id: str, class_: str | None) -> frozenset[str]:
    return members_of(class_) if class_ else frozenset({id})


@cache
def members_of(class_: str) -> frozenset[str]:
    """The ids of all medicines of a class."""
    medicines = catalogue().medicines.values()
    return frozenset(one.id for one in medicines if class_ in one.classes)
