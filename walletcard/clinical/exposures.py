"""What the faces say of triggers, and of what the person has taken safely.

"Do not give" is an order: it is used only for what somebody could give, and only where anaphylaxis
was entered. It never bars a rescue treatment, and never a whole group that is needed in an
emergency.
"""

from __future__ import annotations

from collections.abc import Iterator

from walletcard.clinical.dates import earliest, latest
from walletcard.clinical.own_list import Exposure, OwnList, Reacted, own_list
from walletcard.clinical.patient import Patient, Reaction, Trigger
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
    together,
    typed,
)


def reported(patient: Patient) -> Iterator[Statement]:
    """What was typed against a rescue treatment: reported below step 1, and never an order."""
    told = [one for one in own_list(patient).triggers if one.about.is_rescue]
    for one in told:
        by = one.entry.confirmed_by
        says = Phrase("says-confirmed", {"by": Typed(by)}) if by else None
        facts = Listed(present(*_facts(one.entry).values, says))
        yield state(Part.DETAIL, "patient-reports", one.cause, what=one.about.what, facts=facts)
    if told:
        yield state(Part.DETAIL, "no-contraindication", told[0].cause)


def never(patient: Patient) -> Iterator[Statement]:
    """Drugs, fluids, latex and disinfectants to which anaphylaxis was entered."""
    own = own_list(patient)
    for one in own.without_rescue():
        if one.about.given and one.entry.reaction is Reaction.ANAPHYLAXIS:
            ordered = not one.about.needed and not _tolerated_since(own, one)
            id = "never" if ordered else "reacted"
            yield _with_facts(Part.NEVER, id, own, one)


def reacted(patient: Patient) -> Iterator[Statement]:
    """Everything else that was entered as a trigger, each by what happened."""
    own = own_list(patient)
    for one in own.without_rescue():
        yield from _reacted(own, one)


def _reacted(own: OwnList, one: Reacted) -> Iterator[Statement]:
    reaction, given = one.entry.reaction, one.about.given
    if reaction is Reaction.ADVISED:
        yield _with_details(Part.ADVISED, "advised", own, one)
    elif reaction is Reaction.UNKNOWN:
        part = Part.REACTED if given else Part.SETS_OFF
        yield _with_details(part, "reaction-not-known", own, one)
    elif not given:
        yield _with_facts(Part.SETS_OFF, "sets-off", own, one)
    elif reaction is not Reaction.ANAPHYLAXIS:
        yield _with_facts(Part.REACTED, "avoid", own, one)


def tolerated(patient: Patient) -> Iterator[Statement]:
    """What the person has taken safely; what contradicts it is named beside it."""
    own = own_list(patient)
    for number, (entry, about) in enumerate(own.tolerated):
        facts = listed(typed(entry.note), date(entry.on), *_but(own, about))
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


def reacted_to(patient: Patient, medicine: str) -> Iterator[Statement]:
    """What the person said of a medicine that a note of staff names."""
    for one in own_list(patient).without_rescue():
        if medicine in one.about.members and one.entry.reaction is not Reaction.ADVISED:
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


def _with_details(part: Part, id: str, own: OwnList, one: Reacted) -> Statement:
    """A trigger of which the sentence says what happened, with whatever else there is to say."""
    details = present(listed(*_details(one.entry)), _beside(own, one.about))
    facts = Listed(details, sign=". ") if details else None
    return _plain_or_facts(part, id, one.cause, one.about.what, facts)


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


def _beside(own: OwnList, about: Exposure) -> Listed | None:
    """Narrower beats broader: what was taken safely, or is taken, stands on the same line."""
    phrases = tuple(_own_words(own, about))
    return together(phrases, sign=". ") if phrases else None


def _own_words(own: OwnList, about: Exposure) -> Iterator[Phrase]:
    told = []
    for entry, other in own.tolerated:
        if entry.id is not None and about.is_same(other):
            facts = listed(typed(entry.note), date(entry.on))
            yield Phrase("also-tolerated.facts", {"facts": facts}) if facts else _ALSO_TOLERATED
        elif about.is_same(other) or about.covers(other):
            yield Phrase("but-tolerates", {"what": other.what})
        told.append(other.members)
    for _, other in own.taken:
        if (about.is_same(other) or about.covers(other)) and other.members not in told:
            yield Phrase("but-takes", {"what": other.what})
            told.append(other.members)


_ALSO_TOLERATED = Phrase("also-tolerated")
