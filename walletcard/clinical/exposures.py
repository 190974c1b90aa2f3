"""What the faces say about triggers, and about what the person has taken safely.

The words come from one table of the catalogue, by the use of a thing and the grade of the reaction.
An order ("Do not give") is never made for a rescue treatment, a whole group that may be needed, a
medicine that a note asks staff for, or what the person takes or has tolerated since. For these the
face only states what happened.
"""

from __future__ import annotations

from collections.abc import Iterator

from walletcard.clinical.aside import Aside, aside
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.dates import earliest, latest
from walletcard.clinical.entries import Say
from walletcard.clinical.once import once_per_patient
from walletcard.clinical.own_list import Exposure, OwnList, Reacted, members_of, own_list
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
    statement,
    together,
    typed,
)
from walletcard.clinical.teller import teller

_ORDERS = (Say.DO_NOT_GIVE, Say.DO_NOT_USE, Say.AVOID)


def reported(patient: Patient) -> Iterator[Statement]:
    """Reactions to rescue treatments: reported to staff only, and never as an order."""
    told = [one for one in own_list(patient).triggers if one.about.is_rescue]
    for one in told:
        by = one.entry.confirmed_by
        who, what = teller(patient), one.about.what
        says = Phrase("says-confirmed", {"teller": who, "by": Typed(by)}) if by else None
        facts = Listed(present(*_facts(one.entry).values, says))
        yield statement(
            Part.STAFF, "patient-reports", one.cause, teller=who, what=what, facts=facts
        )
    for id in still_given(*(one.about.members for one in told)):
        yield statement(Part.STAFF, id, told[0].cause)


def still_given(*rescues: frozenset[str]) -> Iterator[str]:
    """The ids of the sentences that say why these rescue treatments (ids) are still given."""
    members = frozenset[str]().union(*rescues)
    for class_ in catalogue().classes if members else ():
        id = f"class.{class_}.still"
        if id in catalogue().statements and members & members_of(class_):
            yield id


def never(patient: Patient) -> Iterator[Statement]:
    """Anaphylaxis: first to what somebody could give, then to stings, food and the like."""
    told = [one for one in _by_what_happened(patient) if one.part in (Part.NEVER, Part.GRAVE)]
    yield from sorted(told, key=lambda one: one.part is Part.GRAVE)


def reacted(patient: Patient) -> Iterator[Statement]:
    """All other triggers, each with what happened."""
    for one in _by_what_happened(patient):
        if one.part not in (Part.NEVER, Part.GRAVE):
            yield one


@once_per_patient
def _by_what_happened(patient: Patient) -> tuple[Statement, ...]:
    own = own_list(patient)
    return tuple(_happened(own, one) for one in own.without_rescue())


def _happened(own: OwnList, one: Reacted) -> Statement:
    if one.entry.reaction is Reaction.ADVISED:
        return _advised(own, one)
    say = _say(own, one)
    part = _part(say, one)
    if one.entry.reaction is Reaction.UNKNOWN:
        return _with_facts(part, "reaction-not-known", own, one)
    return _with_facts(part, "grave" if part is Part.GRAVE else say.value, own, one)


def _say(own: OwnList, one: Reacted) -> Say:
    """The table's words; what is taken, or was tolerated since, is stated and not ordered."""
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
    """A trigger that the person was told to avoid.

    "No reaction so far" is left out if there was a reaction to something like it.
    """
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
    return statement(
        Part.ADVISED, "advised-and-reacted", one.cause, what=one.about.what, facts=said
    )


def tolerated(patient: Patient) -> Iterator[Statement]:
    """What the person has taken safely, with what contradicts it on the same line."""
    own = own_list(patient)
    for number, (entry, about) in enumerate(own.tolerated):
        facts = listed(date(entry.on), typed(entry.note), *_but(own, about))
        cause = f"tolerated[{number}]"
        yield _plain_or_facts(Part.TOLERATED, "tolerated", cause, about.what, facts)


def _but(own: OwnList, about: Exposure) -> Iterator[Phrase]:
    """Reactions to the same thing, or to a narrower part of it.

    Of a group "but not" leaves a member out; a product that was tolerated held its ingredient.
    """
    said = [_facts(one.entry) for one in own.without_rescue() if about.is_same(one.about)]
    narrower = [one for one in own.without_rescue() if about.covers(one.about)]
    if about.is_product:
        said += [Listed((one.about.what, _facts(one.entry))) for one in narrower]
    if said:
        yield Phrase("but-reacted", {"facts": together(said, sign="; ")})
    if narrower and not about.is_product:
        yield Phrase("but-not", {"what": together([one.about.what for one in narrower])})


def confirmed(patient: Patient) -> Iterator[Statement]:
    """Which doctor confirmed which triggers, as the patient or the family says."""
    by: dict[str, list[Value]] = {}
    for one in own_list(patient).without_rescue():
        if one.entry.confirmed_by:
            by.setdefault(one.entry.confirmed_by, []).append(one.about.what)
    for name, things in by.items():
        told: dict[str, Value] = {"by": Typed(name), "what": Listed(tuple(things))}
        yield statement(Part.CONFIRMED, "confirmed-by", "triggers", teller=teller(patient), **told)


def reacted_to(patient: Patient, medicines: frozenset[str]) -> Iterator[Statement]:
    """Reactions to medicines that notes ask staff for, the gravest first."""
    for one in own_list(patient).without_rescue():
        if medicines & one.about.members and one.entry.reaction is not Reaction.ADVISED:
            what, facts = one.about.what, _facts(one.entry)
            yield statement(Part.STAFF, "staff.reacted-to", one.cause, what=what, facts=facts)


def _tolerated_since(own: OwnList, one: Reacted) -> bool:
    """Whether the same thing was surely taken safely after the reaction, and still can be.

    Only a catalogue entry counts: the typed words "latex-free gloves" name latex, and hold none.
    """
    return any(
        other.id is not None
        and other.on is not None
        and one.entry.last is not None
        and about.is_same(one.about)
        and earliest(other.on) > latest(one.entry.last)
        and aside(other.note or "", other.on) is Aside.HOLDS
        for other, about in own.tolerated
    )


def _with_facts(part: Part, id: str, own: OwnList, one: Reacted) -> Statement:
    """A trigger with what happened, and related entries of the person's lists."""
    facts = Listed(present(_facts(one.entry), _beside(own, one.about)), sign=". ")
    return statement(part, id, one.cause, what=one.about.what, facts=facts)


def _plain_or_facts(
    part: Part, id: str, cause: str, what: Value, facts: Listed | None
) -> Statement:
    if facts is None:
        return statement(part, id, cause, what=what)
    return statement(part, f"{id}.facts", cause, what=what, facts=facts)


def _details(entry: Trigger) -> tuple[Value | None, ...]:
    return date(entry.last), typed(entry.note)


def _facts(entry: Trigger) -> Listed:
    return Listed(present(Term("reaction", entry.reaction.value), *_details(entry)))


def _beside(own: OwnList, about: Exposure) -> Listed | None:
    """What was taken safely or is taken now, for the same line: narrower outranks broader.

    If the typed words name a rescue treatment, the sentence that it is still given is there too.
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
            yield _tolerates(other.what, listed(date(entry.on), typed(entry.note)))
        told.append(other.members)
    for other in own.taken_of(about):
        if other.members not in told:
            yield Phrase("but-takes", {"what": other.what})
            told.append(other.members)


def _tolerates(what: Value, facts: Listed | None) -> Phrase:
    """With date and note: a safe dose before the reaction, or a low one, proves less."""
    if facts is None:
        return Phrase("but-tolerates", {"what": what})
    return Phrase("but-tolerates.facts", {"what": what, "facts": facts})


_ALSO_TOLERATED = Phrase("also-tolerated")
