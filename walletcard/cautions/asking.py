"""Questions to the person about typed names whose meaning is not sure.

No alert, note or order is made from such a name. So that none is missed, the person is asked what
the name means, and told what depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from walletcard.cautions.denied import name_says_not_tolerated, name_says_tolerated
from walletcard.cautions.suggest import letters_of, suggest
from walletcard.clinical.alerts import (
    GRAVE_CONDITIONS,
    LOW_PLATELETS_CONDITION,
    condition_ids,
    low_count,
)
from walletcard.clinical.aside import Aside, aside, years_ended
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Alert, Medicine, MedicineClass, Product, Trigger
from walletcard.clinical.meaning import Meaning, Stance, meaning, spoken
from walletcard.clinical.medicines import Taken, taken
from walletcard.clinical.misplaced import as_a_thing, food_or_sting, names_allergy
from walletcard.clinical.naming import Named, Reading, rescues_in
from walletcard.clinical.once import once_per_patient
from walletcard.clinical.own_list import exposure
from walletcard.clinical.patient import Condition, NamedEntry, Patient, Reaction
from walletcard.clinical.patient import Trigger as ListedTrigger
from walletcard.clinical.pregnancy import PREGNANCY, is_of_a_child, is_past_its_day
from walletcard.clinical.statement import Listed, Term, Typed, Value, present, typed

_NO_LETTERS = 3  # a shorter no of one language is a thing in another: "Ei" is an egg
# What people write into a list that has nothing to hold. Other words for no are in the catalogue.
# "Unknown" is left out: a cause that nobody knows is not none.
_NOTHING = (
    "no; NKDA; NKA; N/A; nothing; none known; nothing known; none that I know of; no known; "
    "no known allergies; no known drug allergies; no allergies; no triggers; no medicines; "
    "no medication; no medications; no meds; no conditions; not applicable; nichts; "
    "nichts bekannt; keine bekannt; keine Allergien; rien; aucune connue; pas d'allergie; nada; "
    "niente; nessuna nota; niets; なし; 特になし; 无"
)
# Latex-free gloves are no latex: one tap must not make it of them.
_FREE_OF = re.compile(r"[ -]free\b|frei(?:e[mnrs]?)?\b|\blibres? de\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_GRAVEST_LAST = ("neighbour", "cutaneous", "systemic", "advanced")  # groups of forms
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


@once_per_patient
def questions(patient: Patient) -> tuple[Question, ...]:
    """The questions about all names, medicines first."""
    nothing = names_of_nothing(patient)
    of_nothing = (
        Question(f"{cause}.name", "names-nothing", {"name": Typed(name)})
        for cause, name in nothing.items()
    )
    others = (one for one in _of_names(patient) if one.path.removesuffix(".name") not in nothing)
    return *of_nothing, *others


def names_of_nothing(patient: Patient) -> dict[str, str]:
    """Entries that say that there is nothing to list ("none", "NKDA"): path -> name."""
    lists: dict[Reading, tuple[NamedEntry, ...]] = {
        one: getattr(patient, one.value) or () for one in Reading
    }
    return {
        f"{reading.value}[{number}]": entry.name
        for reading, entries in lists.items()
        for number, entry in enumerate(entries)
        if entry.name is not None
        and names_nothing(entry.name, reading)
        and not (isinstance(entry, ListedTrigger) and exposure(entry).named)  # "no sleep"
    }


def names_nothing(name: str, reading: Reading) -> bool:
    """Whether a text says only that there is nothing."""
    read = meaning(name, reading)
    bare_no = read.stance is Stance.NEGATED and not read.senses and not read.left
    return spoken(name) in _nothing() or (bare_no and len(name) >= _NO_LETTERS)


@cache
def _nothing() -> frozenset[str]:
    return frozenset(map(spoken, ("", *_NOTHING.split("; "))))


def _of_names(patient: Patient) -> Iterator[Question]:
    for one in taken(patient):
        yield from _of_medicine(one, patient)
    for number, condition in enumerate(patient.conditions or ()):
        yield from _of_condition(f"conditions[{number}]", condition, patient)
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


def _of_medicine(one: Taken, patient: Patient) -> Iterator[Question]:
    path, name = f"{one.cause}.name" if one.meaning else one.cause, one.entry.name
    beside, region = Listed((one.what, *_beside(one))), patient.region
    if alert := _counts_a_year(one, patient):
        values: dict[str, Value] = {"name": beside, "alert": Term("alert", alert.id)}
        yield Question(path, "taken-lately", values, is_vital=alert.front)
    elif one.aside is Aside.ALLERGY:
        yield _allergy(path, beside, tuple((medicine,) for medicine in one.may_be))
    elif one.is_ended:
        yield Question(path, "not-taken-now", {"name": one.what})
    elif name and names_allergy(name, region):
        read = as_a_thing(name, region)
        yield _allergy(path, Typed(name), _may_be(read, Reading.TOLERATED, region))
    else:
        if one.aside is Aside.PERHAPS_ENDED:
            yield Question(path, "perhaps-not-taken", {"name": beside})
        if one.meaning and not one.meaning.is_sure:
            yield _of_words(path, one.meaning, region)


def _counts_a_year(one: Taken, patient: Patient) -> Alert | None:
    """The open question that is also about a medicine which ended lately: of steroids."""
    alerts = (alert for alert in catalogue().alerts.values() if alert.asks_more)
    unanswered = (alert for alert in alerts if alert.id not in patient.alerts)
    return next((alert for alert in unanswered if one.was_lately_of(alert.classes)), None)


def _allergy(path: str, name: Value, may_be: MayBe) -> Question:
    return Question(path, "allergy-elsewhere", {"name": name, "what": _terms(may_be)})


def _of_words(path: str, read: Meaning, region: str) -> Question:
    """The question about a typed medicine whose words are not sure."""
    may_be = _may_be(read, Reading.MEDICATIONS, region)
    values: dict[str, Value] = {"name": Typed(read.text)}
    if not may_be:
        return Question(path, "unknown-medicine", values)
    values["medicine"] = _terms(may_be)
    if read.stance in {Stance.NEGATED, Stance.PAST}:
        return Question(path, "not-taken-now", values)
    if alert := _alert_of(may_be):
        values["alert"] = Term("alert", alert.id)
        return Question(path, "ask-medicine.alert", values, _picks(may_be), alert.front)
    return Question(path, "ask-medicine", values, _picks(may_be))


def _beside(one: Taken) -> tuple[Value, ...]:
    """Dose, schedule and note, as typed."""
    return present(*map(typed, (one.entry.dose, one.entry.schedule, one.entry.note)))


def _of_condition(cause: str, entry: Condition, patient: Patient) -> Iterator[Question]:
    path, on = f"{cause}.name" if entry.name else cause, patient.answered_on
    said = aside(entry.note or "", on)
    perhaps = said is Aside.PERHAPS_ENDED or years_ended(entry.name or "", on)
    term = Term("condition", entry.id) if entry.id else None
    shown = Listed(present(term, typed(entry.name), typed(entry.note)))
    now = condition_ids(entry, on)
    without_note = condition_ids(entry.model_copy(update={"note": None}), on)
    if said is Aside.ENDED and (not now or without_note != now):
        yield Question(path, "over", {"name": shown})
    elif is_of_a_child(entry, patient):
        yield Question(path, "pregnancy-of-a-child", {"name": shown})
    elif (perhaps and now & _on_the_front()) or (PREGNANCY in now and is_past_its_day(entry, on)):
        yield Question(path, "perhaps-over", {"name": shown})
    elif entry.name and _is_graver_form(entry.name, patient):
        yield Question(path, "form-among-conditions", {"name": Typed(entry.name)})
    elif entry.name and names_allergy(entry.name, patient.region):
        read = as_a_thing(entry.name, patient.region)
        yield _allergy(path, Typed(entry.name), _may_be(read, Reading.TOLERATED, patient.region))
    elif entry.name and (things := food_or_sting(entry.name, patient)):
        what = Listed(things)
        yield Question(path, "allergy-elsewhere", {"name": Typed(entry.name), "what": what})
    elif entry.name:
        yield from _of_condition_words(path, entry.name, now, patient)


def _is_graver_form(name: str, patient: Patient) -> bool:
    """Whether a condition is a form of mastocytosis, graver than the one that was chosen."""
    named = catalogue().subtypes.get(_forms().get(spoken(_DIGITS.sub("", name)), ""))
    chosen = catalogue().subtypes.get(patient.subtype or "")
    if named is None or chosen is None:
        return named is not None
    return _GRAVEST_LAST.index(named.group) > _GRAVEST_LAST.index(chosen.group)


@cache
def _forms() -> dict[str, str]:
    known = catalogue().subtypes.values()
    return {spoken(name): one.id for one in known for name in (one.name, *one.also)}


def _on_the_front() -> set[str]:
    """The ids of the conditions of which the card's front may tell."""
    alerts = (alert for alert in catalogue().alerts.values() if alert.front)
    return set(GRAVE_CONDITIONS).union(*(alert.conditions for alert in alerts))


def _of_condition_words(
    path: str, name: str, now: set[str], patient: Patient
) -> Iterator[Question]:
    """The question about a typed condition; `now` are the ids of those that the papers tell of."""
    read = meaning(name, Reading.CONDITIONS)
    medicine = meaning(name, Reading.MEDICATIONS, patient.region)
    may_be = () if read.is_sure else _may_be(read, Reading.CONDITIONS)
    told = {one.id for some in may_be for one in some} <= now
    if may_be and (told or (read.stance is Stance.STATED and _is_answered(may_be, patient))):
        return
    if may_be:
        values: dict[str, Value] = {"name": Typed(name), "condition": _terms(may_be)}
        picks = _picks(may_be) if read.stance is Stance.STATED else ()
        yield Question(path, "ask-condition", values, picks, is_vital=bool(picks))
    elif medicine.is_sure:
        values = {"name": Typed(name), "medicine": _terms(_named_in(medicine))}
        yield Question(path, "medicine-as-condition", values)


def _is_answered(may_be: MayBe, patient: Patient) -> bool:
    """Whether all that the papers would say of some conditions was answered elsewhere."""
    said = {id for id, one in patient.alerts.items() if one.answer == "yes"}
    if low_count(patient):
        said.add(LOW_PLATELETS_CONDITION)
    return all(_answers_for(one) and _answers_for(one) <= said for some in may_be for one in some)


def _answers_for(condition: Named) -> set[str]:
    """The answers that say as much as a condition: alerts, or a number of low platelets."""
    alerts = {one.id for one in catalogue().alerts.values() if condition.id in one.conditions}
    return alerts | ({condition.id} & {LOW_PLATELETS_CONDITION})


def _of_thing(path: str, name: str, reading: Reading, region: str) -> Iterator[Question]:
    read = meaning(name, reading, region)
    # Other warnings are about these.
    if reading is Reading.TRIGGERS:
        told = bool(rescues_in(name)) or name_says_tolerated(name, region)
    else:
        told = name_says_not_tolerated(name, region)
    may_be = () if read.is_sure or told else _may_be(read, reading, region)
    if may_be:
        values: dict[str, Value] = {"name": Typed(name), "what": _terms(may_be)}
        is_it = read.stance is Stance.STATED and not _FREE_OF.search(name)
        picks = _picks(may_be) if is_it else ()
        yield Question(path, "ask-thing", values, picks)


# The names in a text, each with all that it may be.
MayBe = tuple[tuple[Named, ...], ...]


def _may_be(read: Meaning, reading: Reading, region: str | None = None) -> MayBe:
    """What a text may mean: the names in it, or else the nearest name."""
    if read.senses:
        return _named_in(read)
    near = suggest(read.text, kinds=_KINDS[reading], limit=1, region=region)
    known = (getattr(catalogue(), f"{one.kind}s")[one.id] for one in near if one.score >= LIKELY)
    given = tuple((one,) for one in known if not isinstance(one, Trigger) or one.given)
    return given or (_near_class(read.left) if reading is Reading.MEDICATIONS else ())


def _named_in(read: Meaning) -> MayBe:
    return tuple(tuple(one for sense in some for one in sense.chosen) for some in read.senses)


def _near_class(words: tuple[str, ...]) -> MayBe:
    """The class of medicines whose name is nearest to some words: "steriods"."""
    # Imported here: most commands look for no similar name.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = process.extractOne(
        letters_of(" ".join(words)),
        _class_words().keys(),
        scorer=OSA.normalized_similarity,
        score_cutoff=LIKELY,
    )
    return ((_class_words()[found[0]],),) if found else ()


@cache
def _class_words() -> dict[str, MedicineClass]:
    """The words for classes, as names are compared."""
    return {letters_of(word): one for one in catalogue().classes.values() for word in one.also}


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
