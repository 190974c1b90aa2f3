"""Questions to the person about typed names whose meaning is not sure.

No alert, note or order is made from such a name. So that none is missed, the person is asked what
the name means, and told what depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from walletcard.cautions.suggest import suggest
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Alert, Medicine, MedicineClass, Product, Trigger
from walletcard.clinical.meaning import Meaning, Stance, meaning
from walletcard.clinical.medicines import Taken, taken
from walletcard.clinical.naming import Named, Reading, rescues_in
from walletcard.clinical.patient import Patient, Reaction
from walletcard.clinical.statement import Listed, Term, Typed, Value

LIKELY = 0.8  # the least score of a guess that is worth a question
_KINDS = {
    Reading.MEDICATIONS: ("medicine",),
    Reading.TRIGGERS: ("trigger", "medicine"),
    Reading.TOLERATED: ("trigger", "medicine"),
    Reading.CONDITIONS: ("condition",),
}


@dataclass(frozen=True)
class Question:
    """A question about a typed name: its path, the sentence with its values, and the choices.

    `picks` are the ids of catalogue entries that one tap puts in the name's place; empty if the
    words say no to it. `is_vital` if an alert on the card's front depends on it.
    """

    path: str
    id: str
    values: dict[str, Value] = field(default_factory=dict)
    picks: tuple[str, ...] = ()
    is_vital: bool = False


def questions(patient: Patient) -> Iterator[Question]:
    """The questions about all names, medicines first."""
    for one in taken(patient):
        yield from _of_medicine(one, patient.region)
    for number, condition in enumerate(patient.conditions or ()):
        if condition.name is not None:
            yield from _of_condition(f"conditions[{number}].name", condition.name)
    for number, trigger in enumerate(patient.triggers or ()):
        if trigger.name is not None and trigger.reaction is not Reaction.ADVISED:
            yield from _of_thing(
                f"triggers[{number}].name", trigger.name, Reading.TRIGGERS, patient.region
            )
    for number, entry in enumerate(patient.tolerated or ()):
        if entry.name is not None:
            yield from _of_thing(
                f"tolerated[{number}].name", entry.name, Reading.TOLERATED, patient.region
            )


def _of_medicine(one: Taken, region: str) -> Iterator[Question]:
    path = f"{one.cause}.name" if one.meaning else one.cause
    if one.is_ended:
        yield Question(path, "not-taken-now", {"name": one.what})
    if one.meaning is None or one.meaning.is_sure or one.is_ended:
        return
    may_be = _may_be(one.meaning, Reading.MEDICATIONS, region)
    values: dict[str, Value] = {"name": Typed(one.meaning.text)}
    if not may_be:
        yield Question(path, "unknown-medicine", values)
        return
    values["medicine"] = _terms(may_be)
    if one.meaning.stance is not Stance.STATED:
        allergy = one.meaning.stance is Stance.ALLERGY
        yield Question(path, "allergy-as-medicine" if allergy else "not-taken-now", values)
    elif alert := _alert_of(may_be):
        values["alert"] = Term("alert", alert.id)
        yield Question(path, "ask-medicine.alert", values, _picks(may_be), alert.front)
    else:
        yield Question(path, "ask-medicine", values, _picks(may_be))


def _of_condition(path: str, name: str) -> Iterator[Question]:
    read = meaning(name, Reading.CONDITIONS)
    may_be = () if read.is_sure else _may_be(read, Reading.CONDITIONS)
    if may_be:
        values: dict[str, Value] = {"name": Typed(name), "condition": _terms(may_be)}
        picks = _picks(may_be) if read.stance is Stance.STATED else ()
        yield Question(path, "ask-condition", values, picks, is_vital=bool(picks))


def _of_thing(path: str, name: str, reading: Reading, region: str) -> Iterator[Question]:
    read = meaning(name, reading, region)
    rescue = reading is Reading.TRIGGERS and rescues_in(name)  # another warning is about these
    may_be = () if read.is_sure or rescue else _may_be(read, reading, region)
    if may_be:
        values: dict[str, Value] = {"name": Typed(name), "what": _terms(may_be)}
        picks = _picks(may_be) if read.stance is Stance.STATED else ()
        yield Question(path, "ask-thing", values, picks)


# The names in a text, each with all that it may be.
MayBe = tuple[tuple[Named, ...], ...]


def _may_be(read: Meaning, reading: Reading, region: str | None = None) -> MayBe:
    """What a text may mean: the names in it, or else the nearest name."""
    if read.senses:
        return tuple(tuple(one for sense in some for one in sense.chosen) for some in read.senses)
    near = suggest(read.text, kinds=_KINDS[reading], limit=1, region=region)
    known = (getattr(catalogue(), f"{one.kind}s")[one.id] for one in near if one.score >= LIKELY)
    return tuple((one,) for one in known if not isinstance(one, Trigger) or one.given)


def _alert_of(may_be: MayBe) -> Alert | None:
    """The gravest alert that one of the choices would answer with yes."""
    classes = {class_ for some in may_be for one in some for class_ in _classes(one)}
    alerts = catalogue().alerts.values()
    return next((alert for alert in alerts if classes & set(alert.classes)), None)


def _classes(one: Named) -> tuple[str, ...]:
    read = catalogue().medicines
    if isinstance(one, Product):
        return tuple(class_ for id in one.ingredients for class_ in read[id].classes)
    return one.classes if isinstance(one, Medicine) else (one.id,)


def _terms(may_be: MayBe) -> Value:
    """The choices in words: "A or B, C"."""
    names = tuple(Listed(tuple(map(_term, some)), sign=" or ") for some in may_be)
    return Listed(names)


def _term(entry: Named) -> Term:
    return Term(_kind(entry), entry.id)


def _kind(entry: Named) -> str:
    return "class" if isinstance(entry, MedicineClass) else type(entry).__name__.casefold()


def _picks(may_be: MayBe) -> tuple[str, ...]:
    """The ids that can replace the whole text; a class is not among them: records hold none."""
    if len(may_be) > 1:
        return ()
    return tuple(one.id for one in may_be[0] if not isinstance(one, MedicineClass))
