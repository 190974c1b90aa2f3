"""What the person reacted to, was told to avoid, and has taken safely.

The person's own list outranks any general one (Rama and Castells 2023), so no line here comes from
a general list. "Do not give" is an order: it is used only for what somebody could give, and only
where anaphylaxis was entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from walletcard.clinical.catalogue import Medicine, catalogue
from walletcard.clinical.patient import Patient, Reaction, Tolerated, Trigger
from walletcard.clinical.statement import (
    Listed,
    Part,
    Phrase,
    Statement,
    Term,
    Typed,
    Value,
    date,
    listed,
    present,
    state,
    typed,
)

# What saves a life in anaphylaxis and is never withheld, whatever was typed (US labels, 5.4).
RESCUE = "rescue"


@dataclass(frozen=True)
class Exposure:
    """A thing of the catalogue or as typed, with the medicines it stands for."""

    ids: frozenset[str]
    medicines: tuple[Medicine, ...]
    class_: str | None
    given: bool
    what: Value

    @property
    def is_rescue(self) -> bool:
        """Whether it is epinephrine, oxygen, fluid or sulfite, or names one of them."""
        return any(RESCUE in medicine.classes for medicine in self.medicines)

    def covers(self, other: Exposure) -> bool:
        """Whether the other is a narrower thing: one medicine of this class."""
        return self.class_ is not None and any(
            self.class_ in medicine.classes for medicine in other.medicines
        )


def exposure(entry: Trigger | Tolerated) -> Exposure:
    """What an entry of the record is about."""
    read = catalogue()
    if entry.name is not None:
        named = read.named_in(entry.name)
        ids = frozenset(medicine.id for medicine in named)
        return Exposure(ids, named, None, bool(named), Typed(entry.name))
    id = entry.id or ""
    medicines = (read.medicines[id],) if id in read.medicines else ()
    trigger = read.triggers.get(id)
    if trigger is None:
        return Exposure(frozenset({id}), medicines, None, True, Term("medicine", id))
    what = Term("trigger", id)
    return Exposure(frozenset({id}), medicines, trigger.class_, trigger.given, what)


def reported(patient: Patient) -> Iterator[Statement]:
    """What was typed against a rescue treatment: reported below step 1, and never an order."""
    for cause, entry, about in _triggers(patient):
        if about.is_rescue:
            facts = _facts(entry)
            yield state(Part.DETAIL, "patient-reports", cause, what=about.what, facts=facts)
            yield state(Part.DETAIL, "no-contraindication", cause)


def never(patient: Patient) -> Iterator[Statement]:
    """Drugs, fluids, latex and disinfectants to which anaphylaxis was entered."""
    for cause, entry, about in _triggers(patient):
        if about.given and not about.is_rescue and entry.reaction is Reaction.ANAPHYLAXIS:
            facts = _with_tolerated(patient, about, _facts(entry))
            yield state(Part.NEVER, "never", cause, what=about.what, facts=facts)


def reacted(patient: Patient) -> Iterator[Statement]:
    """Everything else that was entered as a trigger, each by what happened."""
    for cause, entry, about in _triggers(patient):
        if not about.is_rescue:
            yield from _reacted(patient, cause, entry, about)


def _reacted(patient: Patient, cause: str, entry: Trigger, about: Exposure) -> Iterator[Statement]:
    what = about.what
    if entry.reaction is Reaction.ADVISED:
        yield _plain_or_facts(Part.ADVISED, "advised", cause, what, _extra(patient, entry, about))
    elif entry.reaction is Reaction.UNKNOWN:
        part = Part.REACTED if about.given else Part.SETS_OFF
        extra = _extra(patient, entry, about)
        yield _plain_or_facts(part, "reaction-not-known", cause, what, extra)
    elif not about.given:
        facts = _with_tolerated(patient, about, _facts(entry))
        yield state(Part.SETS_OFF, "sets-off", cause, what=what, facts=facts)
    elif entry.reaction is not Reaction.ANAPHYLAXIS:
        facts = _with_tolerated(patient, about, _facts(entry))
        yield state(Part.REACTED, "avoid", cause, what=what, facts=facts)


def tolerated(patient: Patient) -> Iterator[Statement]:
    """What the person has taken safely; a narrower thing reacted to is named beside it."""
    for number, entry in enumerate(patient.tolerated or ()):
        about = exposure(entry)
        reacted_to = [one.what for _, _, one in _triggers(patient) if about.covers(one)]
        but = Phrase("but-not", {"what": Listed(tuple(reacted_to))}) if reacted_to else None
        facts = listed(typed(entry.note), date(entry.on), but)
        yield _plain_or_facts(
            Part.TOLERATED, "tolerated", f"tolerated[{number}]", about.what, facts
        )


def confirmed(patient: Patient) -> Iterator[Statement]:
    """Who confirmed which of the triggers, in the patient's word."""
    by: dict[str, list[Value]] = {}
    for _, entry, about in _triggers(patient):
        if entry.confirmed_by:
            by.setdefault(entry.confirmed_by, []).append(about.what)
    for name, things in by.items():
        what = Listed(tuple(things))
        yield state(Part.CONFIRMED, "confirmed-by", "triggers", by=Typed(name), what=what)


def _triggers(patient: Patient) -> Iterator[tuple[str, Trigger, Exposure]]:
    for number, entry in enumerate(patient.triggers or ()):
        yield f"triggers[{number}]", entry, exposure(entry)


def _plain_or_facts(
    part: Part, id: str, cause: str, what: Value, facts: Listed | None
) -> Statement:
    if facts is None:
        return state(part, id, cause, what=what)
    return state(part, f"{id}.facts", cause, what=what, facts=facts)


def _details(entry: Trigger) -> tuple[Value | None, ...]:
    return typed(entry.note), date(entry.last)


def _facts(entry: Trigger) -> Listed:
    return Listed(present(Term("reaction", entry.reaction.value), *_details(entry)))


def _extra(patient: Patient, entry: Trigger, about: Exposure) -> Listed | None:
    details = listed(*_details(entry))
    tail = _tolerated_of(patient, about)
    if details is None:
        return Listed(tail) if tail else None
    return Listed((details, *tail), sign=". ")


def _with_tolerated(patient: Patient, about: Exposure, facts: Listed) -> Listed:
    return Listed((facts, *_tolerated_of(patient, about)), sign=". ")


def _tolerated_of(patient: Patient, about: Exposure) -> tuple[Phrase, ...]:
    """Narrower beats broader: what of a class was taken safely stands on the same line."""
    phrases = []
    for entry in patient.tolerated or ():
        other = exposure(entry)
        if about.covers(other):
            phrases.append(Phrase("but-tolerates", {"what": other.what}))
        elif about.ids and about.ids == other.ids:
            facts = listed(typed(entry.note), date(entry.on))
            plain = Phrase("also-tolerated", {})
            phrases.append(Phrase("also-tolerated.facts", {"facts": facts}) if facts else plain)
    return tuple(phrases)
