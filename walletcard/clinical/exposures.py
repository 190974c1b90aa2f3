"""What the faces say of triggers, and of what the person has taken safely.

The words come from one table of the catalogue, by the use of a thing and the grade of the reaction.
An order ("Do not give") never bars a rescue treatment, a whole group that may be needed, a medicine
that a note asks staff for, or what the person takes or has tolerated since: that is stated.
"""

from __future__ import annotations

from collections.abc import Iterator

from walletcard.clinical.catalogue import Say, catalogue
from walletcard.clinical.dates import earliest, latest
from walletcard.clinical.own_list import Exposure, OwnList, Reacted, members_of, own_list
from walletcard.clinical.patient import Patient, Reaction, Trigger
from walletcard.clinical.statement import (
    Date,
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
    together,
    typed,
)

_ORDERS = (Say.DO_NOT_GIVE, Say.DO_NOT_USE, Say.AVOID)


def reported(patient: Patient) -> Iterator[Statement]:
    """What was typed against a rescue treatment: reported to staff alone, and never an order."""
    told = [one for one in own_list(patient).triggers if one.about.is_rescue]
    for one in told:
        by = one.entry.confirmed_by
        says = Phrase("says-confirmed", {"by": Typed(by)}) if by else None
        facts = Listed(present(*_facts(one.entry).values, says))
        yield state(Part.STAFF, "patient-reports", one.cause, what=one.about.what, facts=facts)
    for id in still_given(*(one.about.members for one in told)):
        yield state(Part.STAFF, id, told[0].cause)


def still_given(*rescues: frozenset[str]) -> Iterator[str]:
    """The ids of the sentences that say why rescue treatments (ids) are given all the same."""
    members = frozenset[str]().union(*rescues)
    for class_ in catalogue().classes:
        id = f"class.{class_}.still"
        if id in catalogue().statements and members & members_of(class_):
            yield id


def never(patient: Patient) -> Iterator[Statement]:
    """What was reacted to with anaphylaxis and somebody could give, first; then stings and food."""
    told = [
        one for one in _by_what_happened(own_list(patient)) if one.part in (Part.NEVER, Part.GRAVE)
    ]
    yield from sorted(told, key=lambda one: one.part is Part.GRAVE)


def reacted(patient: Patient) -> Iterator[Statement]:
    """Everything else that was entered as a trigger, each by what happened."""
    for one in _by_what_happened(own_list(patient)):
        if one.part not in (Part.NEVER, Part.GRAVE):
            yield one


def _by_what_happened(own: OwnList) -> Iterator[Statement]:
    for one in own.without_rescue():
        if one.entry.reaction is Reaction.ADVISED:
            yield _advised(own, one)
        elif one.entry.reaction is Reaction.UNKNOWN:
            yield _with_facts(_part(_say(own, one), one), "reaction-not-known", own, one)
        else:
            say = _say(own, one)
            part = _part(say, one)
            yield _with_facts(part, "grave" if part is Part.GRAVE else say.value, own, one)


def _say(own: OwnList, one: Reacted) -> Say:
    """The words of the table, but for what is taken, or was tolerated since: that is stated."""
    words = catalogue().wordings[one.about.use]
    say: Say = getattr(words, one.entry.reaction)
    lifted = say in _ORDERS and (own.taken_of(one.about) or _tolerated_since(own, one))
    return Say.REACTED if lifted else say


def _part(say: Say, one: Reacted) -> Part:
    grave = one.entry.reaction is Reaction.ANAPHYLAXIS
    if say is Say.SETS_OFF:
        return Part.GRAVE if grave else Part.SETS_OFF
    return Part.NEVER if grave else Part.REACTED


def _advised(own: OwnList, one: Reacted) -> Statement:
    """Told to avoid it; that nothing happened so far is said only if nothing like it did."""
    against = [
        Phrase("but-reacted-to", {"what": other.about.what})
        for other in own.without_rescue()
        if other.entry.reaction is not Reaction.ADVISED and other.about.touches(one.about)
    ]
    if not against:
        details = present(listed(*_details(one.entry)), _beside(own, one.about))
        told = Listed(details, sign=". ") if details else None
        return _plain_or_facts(Part.ADVISED, "advised", one.cause, one.about.what, told)
    facts = (together(against, sign=". "), *_details(one.entry), _beside(own, one.about))
    said = Listed(present(*facts), sign=". ")
    return state(Part.ADVISED, "advised-and-reacted", one.cause, what=one.about.what, facts=said)


def tolerated(patient: Patient) -> Iterator[Statement]:
    """What the person has taken safely; what contradicts it is named beside it."""
    own = own_list(patient)
    for number, (entry, about) in enumerate(own.tolerated):
        facts = listed(date(entry.on), typed(entry.note), *_but(own, about))
        cause = f"tolerated[{number}]"
        yield _plain_or_facts(Part.TOLERATED, "tolerated", cause, about.what, facts)


def _but(own: OwnList, about: Exposure) -> Iterator[Phrase]:
    """What was reacted to: the very same thing, or a narrower part of it."""
    same = [_facts(one.entry) for one in own.without_rescue() if about.is_same(one.about)]
    narrower = [one.about.what for one in own.without_rescue() if about.covers(one.about)]
    if same:
        yield Phrase("but-reacted", {"facts": together(same, sign="; ")})
    if narrower:
        yield Phrase("but-not", {"what": together(narrower)})


def confirmed(patient: Patient) -> Iterator[Statement]:
    """Who confirmed which of the triggers, in the patient's word."""
    by: dict[str, list[Value]] = {}
    for one in own_list(patient).without_rescue():
        if one.entry.confirmed_by:
            by.setdefault(one.entry.confirmed_by, []).append(one.about.what)
    for name, things in by.items():
        what = Listed(tuple(things))
        yield state(Part.CONFIRMED, "confirmed-by", "triggers", by=Typed(name), what=what)


def reacted_to(patient: Patient, medicines: frozenset[str]) -> Iterator[Statement]:
    """What the person said of medicines that notes ask staff for, the gravest first."""
    for one in own_list(patient).without_rescue():
        if medicines & one.about.members and one.entry.reaction is not Reaction.ADVISED:
            what, facts = one.about.what, _facts(one.entry)
            yield state(Part.STAFF, "staff.reacted-to", one.cause, what=what, facts=facts)


def _tolerated_since(own: OwnList, one: Reacted) -> bool:
    """Whether the very same thing was taken safely after the reaction, as far as dates tell.

    Only an entry of the catalogue counts: "latex-free gloves" name latex, and are none.
    """
    return any(
        other.id is not None
        and other.on is not None
        and one.entry.last is not None
        and about.is_same(one.about)
        and earliest(other.on) > latest(one.entry.last)
        for other, about in own.tolerated
    )


def _with_facts(part: Part, id: str, own: OwnList, one: Reacted) -> Statement:
    """A trigger with what happened, and what the own list says beside it."""
    facts = Listed(present(_facts(one.entry), _beside(own, one.about)), sign=". ")
    return state(part, id, one.cause, what=one.about.what, facts=facts)


def _plain_or_facts(
    part: Part, id: str, cause: str, what: Value, facts: Listed | None
) -> Statement:
    if facts is None:
        return state(part, id, cause, what=what)
    return state(part, f"{id}.facts", cause, what=what, facts=facts)


def _details(entry: Trigger) -> tuple[Value | None, ...]:
    return date(entry.last), typed(entry.note)


def _facts(entry: Trigger) -> Listed:
    return Listed(present(Term("reaction", entry.reaction.value), *_details(entry)))


def _beside(own: OwnList, about: Exposure) -> Listed | None:
    """Narrower beats broader: what was taken safely, or is taken, stands on the same line.

    So does the ground to give a rescue treatment that stands in the typed words.
    """
    words, still = tuple(_own_words(own, about)), tuple(map(Phrase, still_given(about.beside)))
    parts = present(
        together(words, sign=". ") if words else None, Listed(still, sign=" ") if still else None
    )
    return Listed(parts, sign=". ") if parts else None


def _own_words(own: OwnList, about: Exposure) -> Iterator[Phrase]:
    told = []
    for entry, other in own.tolerated:
        if entry.id is not None and about.is_same(other):
            facts = listed(date(entry.on), typed(entry.note))
            yield Phrase("also-tolerated.facts", {"facts": facts}) if facts else _ALSO_TOLERATED
        elif about.is_same(other) or about.covers(other):
            yield _tolerates(other.what, entry.on)
        told.append(other.members)
    for other in own.taken_of(about):
        if other.members not in told:
            yield Phrase("but-takes", {"what": other.what})
            told.append(other.members)


def _tolerates(what: Value, on: str | None) -> Phrase:
    """A safe dose years before the reaction tells less than one after it: the date says which."""
    if on is None:
        return Phrase("but-tolerates", {"what": what})
    return Phrase("but-tolerates.on", {"what": what, "on": Date(on)})


_ALSO_TOLERATED = Phrase("also-tolerated")
