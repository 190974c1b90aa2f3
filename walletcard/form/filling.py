"""A page of questions filled in, from the record or by a person: nothing is lost or made up.

What is sent goes one way: the form's data become a `Filled`, its answers go into a record, and a
draft takes the record (`drafts.py`). Only what was changed on a page is changed in the record; the
rest of it stays to the letter.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import FormField

from walletcard.form.fields import AnswerField, ManyField, PickField
from walletcard.form.language_fields import LanguagesField
from walletcard.form.options import NOT_SURE
from walletcard.form.outline import Page
from walletcard.form.problems import Problem, problems_of
from walletcard.form.questions import Group
from walletcard.form.records import Record, faults_of, merged, part_of, with_part


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

    @property
    def doubts(self) -> list[str]:
        """The questions that were answered with "I am not sure", which the record does not have."""
        return [one.name for one in doubtable(self.form) if one.data == NOT_SURE]

    def over(self, part: Record) -> Record:
        """A part of a record with the answers that differ."""
        return merged(part, self.before, self.form.answers)

    def on_page(self, page: Page, record: Record) -> Record:
        """A record with the answers of a page that differ."""
        if not self.is_changed:
            return record
        return with_part(record, page, self.over(part_of(record, page)))

    def judge(self, base: str, record: Record, today: date, rows: Sequence[str] = ()) -> bool:
        """Whether the answers can be kept, which stand at a place of this record.

        Else the form's fields and the `problems` say what is wrong: first what the form sees, then
        what the record's own rules do. If the place is a list, `rows` are the form's names of its
        entries.
        """
        self.form.validate()
        self.problems = problems_of(self.form, base, faults_of(record, today), rows)
        return not self.problems

    def contradict(self, none: str) -> None:
        """Say that something was answered, and that there is none, both."""
        said = f"You ticked “{none}” and also something else. Keep one."
        self.problems.append(Problem(said, "none"))


def shown(kind: Callable[..., Group], part: Record) -> Filled:
    """The form as it shows a part of the record."""
    form = kind(data=part)
    return Filled(form, form.answers)


def doubtable(form: Group) -> Iterator[PickField]:
    """The questions that can be answered with "I am not sure"."""
    for field_ in form:
        if isinstance(field_, FormField):
            yield from doubtable(field_.form)
        elif isinstance(field_, PickField) and NOT_SURE in field_.options:
            yield field_


def typed(kind: Callable[..., Group], part: Record, boxes: MultiDict[str, str]) -> Filled:
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
