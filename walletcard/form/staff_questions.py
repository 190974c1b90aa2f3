"""What emergency staff ask: the catalogue's questions, most vital first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from wtforms import FormField

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Alert
from walletcard.form import options
from walletcard.form.fields import NoteField, PickField, complain
from walletcard.form.questions import QuestionGroup
from walletcard.form.two_ways import TwoWays
from walletcard.form.usual import for_age
from walletcard.form.whose import Whose


class AlertAnswer(QuestionGroup):
    then_asked: ClassVar[str] = "yes"
    # The question is visible above it already.
    answer = PickField("Answer", options.ALERT_ANSWERS, render_kw={"legend": "hidden"})
    ABOUT_IT: ClassVar[str] = "What should emergency staff know about it?"
    note = NoteField(ABOUT_IT)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.note.data and not self.answer.data:
            complain(self.answer, "Choose yes or no, or clear what you wrote.")
        return valid and not self.errors


class AlertAnswers(QuestionGroup):
    def fit(self, person: Whose) -> None:
        """Ask about a child first what staff need first."""
        ordered = for_age("staff-questions", self._fields, person)
        self._fields = {id: self._fields[id] for id in ordered}


class StaffQuestions(QuestionGroup):
    alerts: FormField[AlertAnswers]

    def fit(self, person: Whose) -> None:
        self.alerts.form.fit(person)


def staff_questions(*sent: Any, **given: Any) -> QuestionGroup:
    """What emergency staff ask, most vital first, filled in."""
    return _staff_questions()(*sent, **given)


@cache
def _staff_questions() -> type[QuestionGroup]:
    fields = {one.id: FormField(_asking(one), _said(one)) for one in catalogue().alerts.values()}
    answers = type("AlertAnswers", (AlertAnswers,), fields)
    return type("StaffQuestions", (StaffQuestions,), {"alerts": FormField(answers, "")})


def _said(alert: Alert) -> TwoWays:
    return TwoWays(alert.question, alert.question_of_another)


def _asking(alert: Alert) -> type[AlertAnswer]:
    """The answer to one question, which is asked from an age on."""
    hinted = PickField(
        "Answer", options.ALERT_ANSWERS, description=alert.hint, render_kw={"legend": "hidden"}
    )
    # WTForms orders fields as they are made: the note is made again, to stay behind the answer.
    note = NoteField(AlertAnswer.ABOUT_IT, description=alert.note_hint)
    own = {"asked_from": alert.asked_from, "called": alert.name, "answer": hinted, "note": note}
    return type("Asked", (AlertAnswer,), own)
