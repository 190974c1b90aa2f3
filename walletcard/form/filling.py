"""Between a page of questions and the record, both ways: nothing is lost, nothing is made up.

Only what was changed on a page is changed in the record; the rest of it stays to the letter.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import Field, FormField, RadioField

from walletcard.clinical.record import Fault
from walletcard.form.drafts import Draft, Record, faults_of, part_of
from walletcard.form.fields import (
    AnswerField,
    DateField,
    LanguagesField,
    ManyField,
    PickField,
    complain,
)
from walletcard.form.options import NOT_SURE
from walletcard.form.outline import Page
from walletcard.form.questions import Group


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: what is wrong, and the id of the box to mend it in."""

    sentence: str
    box: str | None = None


@dataclass
class Filled:
    """A form with what was typed, what of it the record had before, and what is wrong.

    An entry `is_new` if the record has none yet. The form is overtaken if the record was changed
    elsewhere since the form was filled in from it.
    """

    form: Group
    before: Record
    problems: list[Problem] = field(default_factory=list)
    is_new: bool = False
    is_overtaken: bool = False

    @property
    def source(self) -> object:
        """What the form was filled in from."""
        return None if self.is_new else self.before

    @property
    def is_changed(self) -> bool:
        """Whether anything else was answered than the record has."""
        return self.form.answers != self.before

    def contradict(self, none: str) -> None:
        """Say that something was answered, and that there is none, both."""
        said = f"You ticked “{none}” and also something else. Keep one."
        self.problems.append(Problem(said, "none"))


def shown(kind: type[Group], part: Record) -> Filled:
    """The form as it shows a part of the record."""
    form = kind(data=part)
    return Filled(form, form.answers)


def shown_page(draft: Draft, page: Page) -> Filled:
    """A page as it shows a draft, with "I am not sure" where that was picked."""
    filled = shown(page.form, part_of(draft.record, page))
    for field_ in _doubtable(filled.form):
        if field_.data is None and field_.name in draft.doubts.get(page.slug, ()):
            field_.data = NOT_SURE
    return filled


def doubts(form: Group) -> list[str]:
    """The questions that were answered with "I am not sure", which the record does not have."""
    return [field_.name for field_ in _doubtable(form) if field_.data == NOT_SURE]


def _doubtable(form: Group) -> Iterator[PickField]:
    for field_ in form:
        if isinstance(field_, FormField):
            yield from _doubtable(field_.form)
        elif isinstance(field_, PickField) and NOT_SURE in field_.options:
            yield field_


def typed(kind: type[Group], part: Record, boxes: MultiDict[str, str]) -> Filled:
    """The form with what was typed over a part of the record; not looked at yet."""
    before = kind(data=part)
    form = kind(boxes)
    _bring_over(form, before)
    return Filled(form, before.answers)


def _bring_over(form: Group, before: Group) -> None:
    """What a page offers and in which order is the record's matter too."""
    for field_, was in zip(form, before, strict=True):
        if isinstance(field_, FormField) and isinstance(was, FormField):
            _bring_over(field_.form, was.form)
        elif isinstance(field_, PickField) and isinstance(was, PickField):
            field_.offer(was.options)
        elif isinstance(field_, ManyField) and isinstance(was, ManyField):
            field_.keep_order(was.data)
        elif isinstance(field_, LanguagesField) and isinstance(was, LanguagesField):
            field_.kept = was.kept


def merged(part: Record, before: Record, after: Record) -> Record:
    """A part of the record with the answers that differ."""
    result = dict(part)
    for key in [*after, *(key for key in before if key not in after)]:
        was, is_ = before.get(key), after.get(key)
        if was == is_:
            continue
        if is_ is None:
            result.pop(key, None)
        elif isinstance(is_, dict):
            result[key] = merged(part.get(key) or {}, was or {}, is_)
        else:
            result[key] = is_
    return result


def judge(filled: Filled, base: str, record: Record, today: date, rows: Sequence[str] = ()) -> bool:
    """Whether answers can be kept, which stand at a place of a record.

    Else the form's fields and the `problems` say what is wrong: first what the form sees, then what
    the record's own rules do. If the place is a list, `rows` are the form's names of its entries.
    """
    filled.form.validate()
    faults = faults_of(record, today)
    elsewhere = _blame(filled.form, base, [_of_row(fault, base, rows) for fault in faults])
    filled.problems = [*problems(filled.form), *(Problem(sentence) for sentence in elsewhere)]
    return not filled.problems


def _of_row(fault: Fault, base: str, rows: Sequence[str]) -> Fault:
    """A fault of an entry of a list, at the row of the form that asks for it."""
    index, bracket, rest = fault.path.removeprefix(f"{base}[").partition("]")
    if not rows or not bracket or not index.isdecimal():
        return fault
    return replace(fault, path=f"{base}.{rows[int(index)]}{rest}")


def _blame(form: Group, base: str, faults: Iterable[Fault]) -> list[str]:
    """Show faults of the record at their fields, unless something is said there already.

    Returns those of the whole; faults of other pages are not this page's matter.
    """
    fields = dict(_fields(form, base))
    whole = {"", base.partition("[")[0] if "[" in base else ""}
    elsewhere = []
    for fault in faults:
        found = _field_at(fields, fault.path)
        if found is None:
            is_ours = fault.path in whole or (base and fault.path.startswith(base))
            elsewhere += [fault.sentence] if is_ours else []
        elif not _is_said(fields, fault.path):
            complain(found, f"{found.label.text}: {fault.sentence}")
    return elsewhere


def _is_said(fields: dict[str, Field], path: str) -> bool:
    """Whether something is said already about an answer, a part of it, or its neighbours."""
    group = path.rpartition(".")[0]
    return any(
        field_.errors
        for place, field_ in fields.items()
        if place == path
        or path.startswith((f"{place}.", f"{place}["))
        or place.startswith(f"{path}.")
        or (group and place.startswith(f"{group}."))
    )


def _fields(form: Group, path: str) -> Iterator[tuple[str, Field]]:
    for field_ in form:
        place = f"{path}.{field_.short_name}".removeprefix(".")
        if isinstance(field_, FormField):
            yield from _fields(field_.form, place)
        else:
            yield place, field_


def _field_at(fields: dict[str, Field], path: str) -> Field | None:
    """The field of a path; of a group its first, of a part of an answer the whole."""
    for place, field_ in fields.items():
        inside = path.startswith((f"{place}.", f"{place}["))
        if path and (place == path or inside or place.startswith(f"{path}.")):
            return field_
    return None


def problems(form: Group, group: str = "") -> Iterator[Problem]:
    """What is wrong at the fields of a form, in the order of the page."""
    for field_ in form:
        if isinstance(field_, FormField):
            yield from problems(field_.form, field_.label.text)
        else:
            for sentence in field_.errors:
                yield Problem(f"{group}: {sentence}" if group else str(sentence), box_of(field_))


def box_of(field_: Field) -> str:
    """The id of the box in which a field is answered: of several, the first."""
    if isinstance(field_, DateField):
        return f"{field_.id}-{field_.parts[0]}"
    return f"{field_.id}-0" if isinstance(field_, RadioField | ManyField) else str(field_.id)


@dataclass(frozen=True)
class Said:
    """A question with its answer in a person's words; `is_typed` if they are their own."""

    asked: str
    text: str
    is_typed: bool


def said(form: Group, group: str = "") -> Iterator[Said]:
    """What is answered in a form."""
    for field_ in form:
        if isinstance(field_, FormField):
            yield from said(field_.form, field_.label.text)
        elif isinstance(field_, AnswerField):
            yield Said(_asked(field_, group), field_.said, field_.is_typed)


def _asked(field_: AnswerField, group: str) -> str:
    """What is asked; where the group says it already, nothing more."""
    if group and (field_.render_kw or {}).get("legend") == "hidden":
        return group
    return f"{group}: {field_.label.text}" if group else str(field_.label.text)
