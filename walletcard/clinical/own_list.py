"""The person's own lists, compared: triggers, what was taken safely, and medicines.

They outrank any general list (Rama and Castells 2023), so they are compared only with each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, takewhile

from walletcard.clinical import entries
from walletcard.clinical.aside import Aside
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Medicine, Use
from walletcard.clinical.meaning import Meaning, Stance, meaning, spoken
from walletcard.clinical.medicines import taken
from walletcard.clinical.naming import RESCUE, Reading, rescues_in
from walletcard.clinical.once import once_per_patient
from walletcard.clinical.patient import (
    Medication,
    NamedEntry,
    Patient,
    Reaction,
    Tolerated,
    Trigger,
)
from walletcard.clinical.printed_name import printed_name, without
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
_READINGS: dict[type[NamedEntry], Reading] = {
    Trigger: Reading.TRIGGERS,
    Tolerated: Reading.TOLERATED,
    Medication: Reading.MEDICATIONS,
}
_BETWEEN_NAMES = re.compile(
    r"[,;/+&・、]|\b(?:and|or|und|oder|et|ou|y|o|e|och|eller|og|en|of)\b", re.IGNORECASE
)
# Between what set off a reaction and what was given for it: "iodine, then adrenaline".
_THEN = re.compile(
    r"[,;:+/&(>→、・]|\s[-–—]\s|のあと|の後|然后|然後|다음"
    r"|\b(?:and|then|with|followed by|und|mit|dann|danach|anschließend|et|avec|puis|ensuite"
    r"|y|con|luego|después|e|poi|dopo|com|depois|en|met|dan|daarna|och|med|sedan|og|så|derefter"
    r"|deretter|ja|sitten|i|z|potem|potom|и|с|потом|затем|потім|після|και|με|μετά|ve|sonra)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Exposure:
    """What one entry of a list stands for.

    `members` are the ids of the medicines that it stands for, or of the thing itself. `named` are
    the catalogue entries that it is, or that its words name. `form` is the route, if not by mouth.
    `is_product` if it is one product of several medicines. `perhaps` are the ids of medicines that
    typed words may mean, about which the person is asked. `unread` is the use of words that name no
    catalogue entry. `beside` are the ids of rescue treatments that the words only mention.
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
        """Its use to whoever treats the person; for a mixture the most needed one counts."""
        if self.members & asked_for():
            return Use.NEEDED
        uses = [_use(term) for term in self.named] or [self.unread]
        return min(uses, key=tuple(Use).index)

    @property
    def is_group(self) -> bool:
        """Whether it is a group or names one, and so stands for any of its members."""
        return any(term.kind == "trigger" for term in self.named)

    @property
    def is_rescue(self) -> bool:
        """Whether it is epinephrine, oxygen, fluid or sulfite, or holds one of them."""
        return bool(self.members & members_of(RESCUE))

    def is_same(self, other: Exposure) -> bool:
        """Whether both have the same members and the same form."""
        return self.members == other.members and self.form == other.form

    def covers(self, other: Exposure) -> bool:
        """Whether the other is narrower, overlaps with this one, or has another form."""
        if self.members == other.members:
            return self.form != other.form
        return bool(self.members & other.members) and not self.members <= other.members

    def is_in(self, other: Exposure) -> bool:
        """Whether someone who takes the other takes this: it is the same, or a part of it.

        One ingredient of a product is not the product.
        """
        within = self.members <= other.members and not other.is_group
        part = self.covers(other) and not self.is_product
        return self.is_same(other) or within or part or bool(self.members & other.perhaps)

    def touches(self, other: Exposure) -> bool:
        """Whether they have anything in common."""
        return bool(self.members & other.members)


@dataclass(frozen=True)
class Reacted:
    """A trigger: its path in the record, the entry, and what that stands for."""

    cause: str
    entry: Trigger
    about: Exposure


@dataclass(frozen=True)
class OwnList:
    """Triggers (the gravest first), what was taken safely, and medicines that are taken.

    `taken` has the path of each medicine in the record; one that is perhaps taken no more is left
    out, since it would lift an order.
    """

    triggers: tuple[Reacted, ...]
    tolerated: tuple[tuple[Tolerated, Exposure], ...]
    taken: tuple[tuple[str, Exposure], ...]

    def taken_of(self, about: Exposure) -> tuple[Exposure, ...]:
        """What the person takes that is this thing, contains it, or belongs to its group."""
        return tuple(other for _, other in self.taken if about.is_in(other))

    def without_rescue(self) -> Iterator[Reacted]:
        """The triggers without rescue treatments; "lidocaine with epinephrine" keeps lidocaine."""
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
    if not members & _all_members(named):
        return replace(about, members=members, named=named, beside=rescue)
    treatments = tuple(catalogue().medicines[id] for id in sorted(rescue))
    what = without(about.what, treatments, named) if about.is_product else Listed(named)
    return replace(about, what=what, members=members, named=named)


@once_per_patient
def own_list(patient: Patient) -> OwnList:
    """The person's lists, with what each entry stands for."""
    triggers = [
        Reacted(f"triggers[{number}]", entry, exposure(entry, patient.region))
        for number, entry in enumerate(patient.triggers or ())
    ]
    return OwnList(
        tuple(sorted(triggers, key=lambda one: _GRAVEST_FIRST.index(one.entry.reaction))),
        tuple((entry, exposure(entry, patient.region)) for entry in patient.tolerated or ()),
        tuple(
            (one.cause, exposure(one.entry, patient.region))
            for one in taken(patient)
            if one.aside is Aside.HOLDS
        ),
    )


def exposure(entry: Trigger | Tolerated | Medication, region: str | None = None) -> Exposure:
    """What an entry stands for, for a person in a region (ISO 3166 code)."""
    if entry.id is None:
        name = entry.name or ""
        reading = next(one for kind, one in _READINGS.items() if isinstance(entry, kind))
        read = meaning(name, reading, region)
        if reading is Reading.MEDICATIONS and not read.senses:
            read = meaning(name, Reading.TOLERATED)  # a group, such as painkillers
        return _typed(name, reading, read)
    kind = "medicine" if entry.id in catalogue().medicines else "trigger"
    what = Term(kind, entry.id)
    return Exposure(what, _members(what), (what,))


def _typed(name: str, reading: Reading, read: Meaning) -> Exposure:
    # Rescue treatments are looked for in any sentence, so that none is ever forbidden.
    rescues = _terms(rescues_in(name)) if reading is Reading.TRIGGERS else ()
    if read.is_sure and not read.classes:
        groups = [one for one in read.entries if isinstance(one, entries.Trigger)]
        named = (*_terms(read.medicines), *(Term("trigger", group.id) for group in groups))
        named = tuple(dict.fromkeys((*named, *rescues)))
        members, is_product = _all_members(named), bool(read.product) and len(read.senses) == 1
        return Exposure(printed_name(name, read), members, named, _form(read), is_product)
    as_typed = frozenset({f"as typed: {spoken(name)}"})
    is_given = any(one.id not in _all_members(rescues) for one in read.may_be)
    unread = Use.PERHAPS_GIVEN if is_given else Use.MAY_BE_GIVEN
    if rescues:
        named = () if is_given else _not_given_beside(name, rescues)
        more = is_given or bool(named) or _begins_with_more(name, rescues)
        members = _all_members(rescues) | (as_typed if more else frozenset())
        return Exposure(Typed(name), members, (*rescues, *named), unread=unread)
    named = () if read.senses else _not_given(name)
    return Exposure(Typed(name), as_typed, named, perhaps=_perhaps(reading, read), unread=unread)


def _perhaps(reading: Reading, read: Meaning) -> frozenset[str]:
    """The medicines that may be meant, unless the words say no, past or allergy."""
    if reading is not Reading.MEDICATIONS or read.stance is not Stance.STATED:
        return frozenset()
    return frozenset(one.id for one in read.may_be if isinstance(one, Medicine))


def _terms(medicines: tuple[Medicine, ...]) -> tuple[Term, ...]:
    return tuple(Term("medicine", medicine.id) for medicine in medicines)


def _all_members(named: tuple[Term, ...]) -> frozenset[str]:
    return frozenset[str]().union(*map(_members, named))


def _form(read: Meaning) -> str:
    """The route, if it is not by mouth: the same medicine by another route is another thing."""
    return read.route if read.route and read.route != "mouth" else ""


def _not_given(name: str) -> tuple[Term, ...]:
    """Food, stings and the like that a typed text names, if it holds nothing else."""
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
    return () if all(term.id in _SULFITES for term in rescues) else not_given_in(name)


def not_given_in(text: str) -> tuple[Term, ...]:
    """Food, stings and the like that are named anywhere in a text."""
    folded, names = fold(text), _names_not_given()
    words = folded.split()
    runs = {" ".join(words[a:b]) for a, b in combinations(range(len(words) + 1), 2)}
    found = [names[run.removesuffix("s")] for run in runs if run.removesuffix("s") in names]
    found += [id for one, id in names.items() if not one.isascii() and one in folded]
    return tuple(Term("trigger", id) for id in sorted(set(found) - _FELT))


def _begins_with_more(name: str, rescues: tuple[Term, ...]) -> bool:
    """Whether words that nothing is known of stand before a rescue treatment, apart from it."""
    if all(term.id in _SULFITES for term in rescues):
        return False
    before = takewhile(lambda part: not rescues_in(part), _THEN.split(name))
    return any(meaning(part, Reading.TRIGGERS).left for part in before if part)


@cache
def _names_not_given() -> dict[str, str]:
    """Folded singular names of triggers that nobody gives, with their ids."""
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
    """The ids of the medicines that some sentence asks emergency staff to give."""
    sentences = catalogue().statements.values()
    return frozenset(id for one in sentences for id in one.asks_for)


@cache
def members_of(class_: str) -> frozenset[str]:
    """The ids of all medicines of a class."""
    medicines = catalogue().medicines.values()
    return frozenset(one.id for one in medicines if class_ in one.classes)
