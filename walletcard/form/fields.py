"""The form fields, on top of WTForms. Each converts between boxes and the record.

`answer` is the value for the record, None for "not answered"; `said` is the same in words. No field
is marked `required` in the page: the server says in words what is missing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from walletcard.clinical.pasted import cleaned

# From the first of some spaces alone: looked for from each of them, a box of spaces took minutes.
_LINE_END = re.compile(r"(?<! ) *\n[ \n]*")


class General(str):
    """A sentence about an answer that does not say which question it is about."""

    __slots__ = ()


class AnswerField(Field):
    """A field with an answer for the record; `is_typed` if it is free text."""

    is_typed = False

    @property
    def answer(self) -> Any:
        """The answer as the record has it, None if it was not given."""
        return self.data or None

    @property
    def said(self) -> str:
        """The answer in a person's words, empty if it was not given."""
        return str(self.data or "")

    @property
    def said_alone(self) -> str:
        """The same in words that can be read without the question."""
        return self.said

    def slip(self) -> str | None:
        """What is wrong with what was entered; None if nothing."""
        return None

    def pre_validate(self, _: BaseForm) -> None:
        if sentence := self.slip():
            raise StopValidation(General(sentence))


class LineField(AnswerField, StringField):
    """A line of text, without spaces around it and invisible pasted marks."""

    is_typed = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = cleaned(str(valuelist[0])).strip()


class LongLineField(LineField, TextAreaField):
    """A line that may be long: its box grows, so that all of it is in sight."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = _LINE_END.sub(" ", self.data or "")


class NoteField(LineField, TextAreaField):
    """Several lines of text."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = cleaned(str(valuelist[0])).strip()


# The choices, by their values in the record. A function is called when a form is filled in, so that
# the catalogue is not read while form classes are defined.
Options = Mapping[str, str] | Callable[[], Mapping[str, str]]


def _read(options: Options) -> dict[str, str]:
    return dict(options() if callable(options) else options)


class OfferedField(AnswerField):
    """A field whose answer is one of several choices."""

    options: dict[str, str]

    def slip(self) -> str | None:
        if self.data and self.data not in self.options:
            return "Choose one from the list."
        return None


class PickField(OfferedField, RadioField):
    """One of several choices, as radio buttons; the empty one means not answered.

    What the record already has may stay, even if it is no longer offered; `names` has its name.
    """

    def __init__(self, label: str, options: Options, **more: Any) -> None:
        self.hints = _read(more.pop("hints", {}))
        self.names = _read(more.pop("names", {}))
        self.options = _read(options)
        super().__init__(label, choices=dict(self.options), validate_choice=False, **more)

    def process_data(self, value: Any) -> None:
        super().process_data(value)
        self.keep(self.data)

    def keep(self, value: str | None) -> None:
        """Add the record's value to the choices."""
        if value and value not in self.options:
            self.offer(self.options | {value: self.names.get(value, value)})

    def offer(self, options: Mapping[str, str]) -> None:
        """Set the choices."""
        self.options = dict(options)
        self.choices = dict(options)

    @property
    def said(self) -> str:
        return "" if self.data is None else self.options.get(self.data, "")


class ListedField(OfferedField, SelectField):
    """One of many choices, as a drop-down list."""

    def __init__(self, label: str, validators: Sequence[Callable[..., object]] = (), **more: Any):
        self.options = _read(more.pop("options"))
        offered = dict(self.options)
        super().__init__(label, list(validators), choices=offered, validate_choice=False, **more)

    @property
    def said(self) -> str:
        return self.options.get(self.data, "") if self.data else ""


class YesNoField(PickField):
    """Yes, no or not sure; in the record true, false or missing."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, {"yes": "Yes", "no": "No", "": "Not sure"}, **more)

    def process_data(self, value: Any) -> None:
        super().process_data({True: "yes", False: "no"}.get(value))

    @property
    def answer(self) -> Any:
        return {"yes": True, "no": False}.get(self.data, self.data or None)


class TickField(AnswerField, BooleanField):
    """A tick box; not ticked means not answered."""

    @property
    def answer(self) -> Any:
        return True if self.data else None

    @property
    def said(self) -> str:
        return "Yes" if self.data else ""

    @property
    def said_alone(self) -> str:
        return str(self.label.text) if self.data else ""


class ManyField(AnswerField):
    """Several of many choices; the choice `NONE` says that there are none."""

    NONE = "none"

    def __init__(self, label: str, options: Options, none: str, **more: Any) -> None:
        super().__init__(label, **more)
        self.options = _read(options)
        self.none = none

    def process_data(self, value: Any) -> None:
        self.data = [self.NONE] if value in ([], ()) else list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [str(value) for value in valuelist]

    def keep_order(self, before: list[str]) -> None:
        """Keep the record's order of what was ticked; new choices come last."""
        still = [value for value in before if value in self.data]
        self.data = still + [value for value in self.data if value not in still]

    def slip(self) -> str | None:
        if self.NONE in self.data and len(self.data) > 1:
            return f"You ticked “{self.none}” and more. Keep one or the other."
        if set(self.data) - {*self.options, self.NONE}:
            return "Choose from the list."
        return None

    @property
    def answer(self) -> Any:
        return [] if self.data == [self.NONE] else self.data or None

    @property
    def said(self) -> str:
        if self.data == [self.NONE]:
            return self.none
        return ", ".join(self.options.get(one, one) for one in self.data)


def needed(sentence: str) -> Callable[[Form, Field], None]:
    """A validator that refuses a missing answer with a sentence."""

    def check(_: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation(sentence)

    return check


def complain(field: Field, sentence: str) -> None:
    """Add an error to a field that has been validated."""
    field.errors = [*field.errors, sentence]
