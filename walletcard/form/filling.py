"""Fills in a form, from the record or from what a person sent; nothing is lost or made up.

Data goes one way: the form's data become a `Filled`, its answers go into a record, and a draft
takes the record (`drafts.py`). Only what was changed on a page changes in the record.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from werkzeug.datastructures import MultiDict
from wtforms import Field, FormField

from walletcard.clinical.record import Fault
from walletcard.form.date_field import DateField
from walletcard.form.fields import (
    AnswerField,
    ManyField,
    OfferedField,
    PickField,
    TickField,
    complain,
)
from walletcard.form.language_fields import LanguagesField
from walletcard.form.options import NOT_SURE
from walletcard.form.outline import Place, QuestionPage, form_of_entry
from walletcard.form.problems import Problem, box_of, problems_of
from walletcard.form.questions import QuestionGroup
from walletcard.form.records import Record, answers_on, faults_of, merged, with_answers_on
from walletcard.form.whose import NOBODY, Whose


@dataclass
class Filled:
    """A filled-in form, what the record had before, and what is wrong.

    `is_new` for an entry that the record does not have yet. `is_overtaken` if another window
    changed the record since the form was filled in.
    """

    form: QuestionGroup
    before: Record
    kind: Callable[..., QuestionGroup]
    person: Whose
    problems: list[Problem] = field(default_factory=list)
    is_new: bool = False
    is_overtaken: bool = False

    @property
    def source(self) -> object:
        """What the form was filled in from."""
        return None if self.is_new else self.before

    @property
    def is_changed(self) -> bool:
        """Whether the answers differ from the record's."""
        return self.form.answers != self.before

    def said_before(self) -> Iterator["SaidAnswer"]:
        """What was answered before."""
        form = self.kind(data=self.before)
        fit(self.person, form)
        return said(form)

    @property
    def doubts(self) -> list[str]:
        """The questions that were answered with "Not sure", which the record does not have."""
        return [one.name for one in doubtable(self.form) if one.data == NOT_SURE]

    def over(self, stored: Record) -> Record:
        """Stored answers with those that were changed."""
        return merged(stored, self.before, self.form.answers)

    def on_page(self, page: QuestionPage, record: Record) -> Record:
        """A record with the changed answers of a page."""
        if not self.is_changed:
            return record
        return with_answers_on(record, page, self.over(answers_on(record, page)))

    def judge_page(self, page: QuestionPage, stored: Record, record: Record, today: date) -> bool:
        """The same as `judge`, for a page of questions; `stored` is the record before."""
        self._validate(today)
        if page.own:
            page.own.refuse(stored, self.form)
        self.blame_page(page, record, today)
        return not self.problems

    def judge(self, base: str, record: Record, today: date, rows: Sequence[str] = ()) -> bool:
        """Whether the answers at this path of a record can be saved.

        Else the fields and `problems` say what is wrong: first by the form's rules, then by the
        record's. For a list, `rows` are the form's names of its entries.
        """
        self._validate(today)
        self.blame(base, faults_of(record, today), rows)
        return not self.problems

    def blame_page(self, page: QuestionPage, record: Record, today: date) -> None:
        """The same as `blame`, for a page of questions."""
        faults = faults_of(record, today)
        if page.own:
            faults = [replace(one, path=page.own.place(record, one.path)) for one in faults]
        self.blame(page.base, faults)

    def blame(self, base: str, faults: Sequence[Fault], rows: Sequence[str] = ()) -> None:
        """Let the fields and `problems` say what is wrong with a record at this path."""
        self.problems = problems_of(self.form, base, faults, rows)

    def _validate(self, today: date) -> None:
        for one in _each(self.form):
            if isinstance(one, DateField):
                one.like = one.like or today.year
        self.form.validate()

    def refuse(self, name: str, sentence: str) -> None:
        """Report what is wrong with an answer beyond the rules of form and record."""
        complain(self.form[name], sentence)
        self.problems.append(Problem(sentence, box_of(self.form[name])))

    def contradict(self, none: str) -> None:
        """Report that "none" was ticked together with an answer."""
        said = f"You ticked “{none}” and also something else. Keep one."
        self.problems.append(Problem(said, "none"))


def filled_from_record(
    kind: Callable[..., QuestionGroup], stored: Record, person: Whose = NOBODY
) -> Filled:
    """A form filled in from stored answers."""
    form = kind(data=stored)
    fit(person, form)
    return Filled(form, form.answers, kind, person)


def fit(person: Whose, *forms: QuestionGroup) -> None:
    """Let forms of one kind ask what fits the person, in words for them.

    A question that this person is not asked stays if one of them has an answer to it.
    """
    for form in forms:
        form.fit(person)
        person.address(form)
    _leave_out(person, forms)


def _leave_out(person: Whose, forms: Sequence[QuestionGroup]) -> None:
    """Leave out what this person is not asked and none of the forms has answered."""
    for name in [one.short_name for one in forms[0] if isinstance(one, FormField)]:
        groups = [_group(form, name) for form in forms]
        if groups[0].is_asked(person) or any(one.answers for one in groups):
            _leave_out(person, groups)
            continue
        for form in forms:
            del form[name]


def doubtable(form: QuestionGroup) -> Iterator[PickField]:
    """The questions that can be answered with "Not sure"."""
    for field_ in _each(form):
        if isinstance(field_, PickField) and NOT_SURE in field_.options:
            yield field_


def choices_of(place: Place) -> set[str]:
    """The names that boxes with choices have on a page, or for an entry: no words are typed there.

    They are the last parts of the boxes' names.
    """
    form = place.form() if isinstance(place, QuestionPage) else form_of_entry(place, "")()
    chosen = OfferedField | ManyField | TickField
    return {"month"} | {one.short_name for one in _each(form) if isinstance(one, chosen)}


def _each(form: QuestionGroup) -> Iterator[Field]:
    """All fields of a form and of the groups in it."""
    for field_ in form:
        if isinstance(field_, FormField):
            yield from _each(field_.form)
        else:
            yield field_


def _group(form: QuestionGroup, name: str) -> QuestionGroup:
    """A group of questions inside a form."""
    (group,) = [one.form for one in form if isinstance(one, FormField) and one.short_name == name]
    return cast("QuestionGroup", group)


def filled_from_form(
    kind: Callable[..., QuestionGroup],
    stored: Record,
    boxes: MultiDict[str, str],
    person: Whose = NOBODY,
) -> Filled:
    """A form filled in with what was sent, over stored answers; not validated."""
    before = kind(data=stored)
    form = kind(boxes)
    _bring_over(form, before)
    fit(person, form, before)
    return Filled(form, before.answers, kind, person)


def _bring_over(form: QuestionGroup, before: QuestionGroup) -> None:
    """Keep choices and order from the stored record."""
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
class SaidAnswer:
    """A question with its answer in words; `is_typed` if they are free text.

    `question` is the whole question that it belongs to, `alone` the answer where its own question
    does not stand beside it.
    """

    question: str
    asked: str
    text: str
    is_typed: bool
    alone: str


def said(form: QuestionGroup, group: str = "") -> Iterator[SaidAnswer]:
    """All questions of a form with their answers."""
    for field_ in form:
        if isinstance(field_, FormField):
            yield from said(field_.form, field_.label.text)
        elif isinstance(field_, AnswerField):
            asked = _asked(field_, group)
            whole = group or asked
            yield SaidAnswer(whole, asked, field_.said, field_.is_typed, field_.said_alone)


def _asked(field_: AnswerField, group: str) -> str:
    """The words of a question; with its group's words, unless they say it already."""
    if group and (field_.render_kw or {}).get("legend") == "hidden":
        return group
    return f"{group}: {field_.label.text}" if group else str(field_.label.text)
