"""Between the form and the record, both ways: nothing typed is lost, nothing is made up.

A record grows as a tree whose leaves know the field that they came from, so that a fault of the
record is shown where the person can mend it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, FormField, RadioField

from walletcard.clinical.patient import Entry, Epinephrine, Patient
from walletcard.clinical.record import Fault, RecordRefused, patient_from
from walletcard.web.fields import MONTH_YEAR, DateField, boxes_of, complain
from walletcard.web.forms import (
    CardForm,
    OtherMedicine,
    OtherTrigger,
    Pen,
    UsualMedicine,
    UsualTrigger,
    rows,
)

TICKED = "y"


@dataclass(frozen=True)
class Answer:
    """A value of the record, and the field that it came from."""

    value: object
    field: Field


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: what is wrong, and the id of the box to mend it in."""

    sentence: str
    box: str | None


Tree: TypeAlias = Answer | dict[str, "Tree"] | list["Tree"]


def patient_in(form: CardForm) -> Patient | None:
    """The patient that a form tells of, or None; then its fields say what is wrong."""
    well_formed = form.validate()
    tree = _tree(form)
    try:
        patient = patient_from({"version": 1} | _given_values(tree))
    except RecordRefused as refusal:
        blame(form, refusal.faults)
        return None
    return patient if well_formed else None


def form_for(patient: Patient) -> CardForm | None:
    """The form filled in with a record; None if it cannot hold all of it, or not as it is."""
    form = CardForm(_typed(patient))
    return form if patient_in(form) == patient else None


def blame(form: CardForm, faults: Iterable[Fault]) -> None:
    """Show the faults of a record at the fields they came from, unless something is said there."""
    fields = dict(_fields(_tree(form)))
    for fault in faults:
        field = fields.get(fault.path)
        if field is None:
            form.elsewhere.append(str(fault))
        elif not any(one.errors for path, one in fields.items() if _is_in(path, fault.path)):
            complain(field, f"{field.label.text}: {fault.sentence}")


def _is_in(path: str, outer: str) -> bool:
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))


def problems(form: CardForm) -> list[Problem]:
    """Everything that is wrong with a form, in the order of the page."""
    return [*_problems(form), *(Problem(sentence, None) for sentence in form.elsewhere)]


def _problems(form: Form, row: str = "") -> Iterator[Problem]:
    for field in form:
        if isinstance(field, FormField):
            yield from _problems(field.form, field.label.text)
        else:
            for sentence in field.errors:
                yield Problem(f"{row}: {sentence}" if row else sentence, box_of(field))


def box_of(field: Field) -> str:
    """The id of the box in which a field is answered: of several, the first."""
    if isinstance(field, DateField):
        return f"{field.id}-{field.parts[0]}"
    return f"{field.id}-0" if isinstance(field, RadioField) else field.id


def _tree(form: CardForm) -> dict[str, Tree]:
    medicines = [*_usual_medicines(form), *_other_medicines(form)]
    triggers = [*_usual_triggers(form), *_other_triggers(form)]
    return {
        "answered_on": _answer(form.answered_on),
        "name": _answer(form.name),
        "born": _answer(form.born),
        "region": _answer(form.region),
        "subtype": _answer(form.subtype),
        **_list("epinephrine", list(_pens(form)), form.no_pens),
        **_list("medications", medicines, form.no_medicines),
        **_list("triggers", triggers, form.no_triggers),
    }


def _answer(field: Field) -> Answer:
    return Answer(field.data, field)


def _list(key: str, entries: list[Tree], none: BooleanField) -> dict[str, Tree]:
    """The entries; an empty list only if the person said that there is none."""
    return {key: entries} if entries or none.data else {}


def _pens(form: CardForm) -> Iterator[Tree]:
    for row in rows(form.pens, Pen).values():
        if row.filled:
            strength: Tree = {"value": _answer(row.strength), "unit": _answer(row.unit)}
            yield {
                "device": _answer(row.device),
                "name": _answer(row.name),
                "route": _answer(row.route),
                "strength": strength if row.strength.data is not None else {},
                "kept_at": _answer(row.kept_at),
                "expires": _answer(row.expires),
            }


def _usual_medicines(form: CardForm) -> Iterator[Tree]:
    for known, row in rows(form.usual_medicines, UsualMedicine).items():
        if row.taken.data:
            dose, schedule = _answer(row.dose), _answer(row.schedule)
            yield {"id": Answer(known, row.taken), "dose": dose, "schedule": schedule}


def _other_medicines(form: CardForm) -> Iterator[Tree]:
    for row in rows(form.other_medicines, OtherMedicine).values():
        if row.filled:
            dose, schedule = _answer(row.dose), _answer(row.schedule)
            yield {"name": _answer(row.name), "dose": dose, "schedule": schedule}


def _usual_triggers(form: CardForm) -> Iterator[Tree]:
    for known, row in rows(form.usual_triggers, UsualTrigger).items():
        if row.known.data:
            yield {"id": Answer(known, row.known), "reaction": _answer(row.reaction)}


def _other_triggers(form: CardForm) -> Iterator[Tree]:
    for row in rows(form.other_triggers, OtherTrigger).values():
        if row.filled:
            yield {"name": _answer(row.name), "reaction": _answer(row.reaction)}


def _value(tree: Tree) -> object:
    """The answers alone; what was not answered is left out."""
    if isinstance(tree, Answer):
        return tree.value
    if isinstance(tree, list):
        return [_value(branch) for branch in tree]
    return _given_values(tree)


def _given_values(branches: dict[str, Tree]) -> dict[str, object]:
    return {key: _value(branch) for key, branch in branches.items() if _given(branch)}


def _given(tree: Tree) -> bool:
    return tree.value not in (None, "") if isinstance(tree, Answer) else tree != {}


def _fields(tree: Tree, path: str = "") -> Iterator[tuple[str, Field]]:
    """Every path of the record with its field; a branch has the field of its first leaf."""
    if isinstance(tree, Answer):
        yield path, tree.field
        return
    if isinstance(tree, dict):
        branches = [(f"{path}.{key}".removeprefix("."), branch) for key, branch in tree.items()]
    else:
        branches = [(f"{path}[{number}]", branch) for number, branch in enumerate(tree)]
    leaves = [leaf for place, branch in branches for leaf in _fields(branch, place)]
    if path and leaves:
        yield path, leaves[0][1]
    yield from leaves


def _typed(patient: Patient) -> MultiDict[str, str]:
    """What a person would have typed to give these answers, as far as the form can hold them."""
    typed: MultiDict[str, str] = MultiDict()
    for key in ("name", "region", "subtype"):
        typed[key] = getattr(patient, key) or ""
    typed.setlist("born", boxes_of(patient.born))
    typed.setlist("answered_on", boxes_of(patient.answered_on))
    for number, pen in enumerate(patient.epinephrine or (), 1):
        typed.update(_typed_pen(f"pens-{number}-", pen))
    typed.update(_typed_entries(patient.medications or (), "medicines", "taken"))
    typed.update(_typed_entries(patient.triggers or (), "triggers", "known"))
    lists = (patient.epinephrine, patient.medications, patient.triggers)
    nones = zip(("no_pens", "no_medicines", "no_triggers"), lists, strict=True)
    typed.update({box: TICKED for box, entries in nones if entries == ()})
    return typed


def _typed_pen(prefix: str, pen: Epinephrine) -> MultiDict[str, str]:
    typed = MultiDict(
        {prefix + key: getattr(pen, key) or "" for key in ("device", "name", "route", "kept_at")}
    )
    if pen.strength:
        typed[prefix + "strength"] = format(pen.strength.value, "f")
        typed[prefix + "unit"] = pen.strength.unit
    typed.setlist(prefix + "expires", boxes_of(pen.expires or "", MONTH_YEAR))
    return typed


def _typed_entries(entries: Iterable[Entry], list_: str, tick: str) -> dict[str, str]:
    """Entries by id as ticks of the checklist, entries by name as numbered rows."""
    typed: dict[str, str] = {}
    number = 0
    for entry in entries:
        if entry.id is not None:
            prefix = f"usual_{list_}-{entry.id}-"
            typed[prefix + tick] = TICKED
        else:
            number += 1
            prefix = f"other_{list_}-{number}-"
        said = entry.model_dump(mode="json", exclude={"id"}, exclude_unset=True)
        typed |= {prefix + key: str(value) for key, value in said.items() if value is not None}
    return typed
