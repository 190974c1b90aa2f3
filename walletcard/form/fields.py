"""The fields of our forms, on top of WTForms: each knows its answer as the record has it.

`answer` is a value of the record, None for "not answered"; `said` the same in a person's words. No
field is marked `required` in the page: what is missing is said by the server, in words.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from walletcard.clinical.pasted import cleaned


class AnswerField(Field):
    """A field that knows its answer; `is_typed` if that is in the person's own letters."""

    is_typed = False

    @property
    def answer(self) -> Any:
        """The answer as the record has it, None if it was not given."""
        return self.data or None

    @property
    def said(self) -> str:
        """The answer in a person's words, empty if it was not given."""
        return str(self.data or "")

    def slip(self) -> str | None:
        """What is wrong with what was typed, if it cannot be an answer."""
        return None

    def pre_validate(self, _: BaseForm) -> None:
        if sentence := self.slip():
            raise StopValidation(sentence)


class LineField(AnswerField, StringField):
    """A line of text, without the spaces around it and the marks that come with pasting."""

    is_typed = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = cleaned(str(valuelist[0])).strip()


class NoteField(LineField, TextAreaField):
    """Several lines of text."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = cleaned(str(valuelist[0])).strip()


# What may be answered, by its value in the record. A function is called when a form is filled in,
# so that the catalogue is not read while the classes of the forms are defined.
Options = Mapping[str, str] | Callable[[], Mapping[str, str]]


def _read(options: Options) -> dict[str, str]:
    return dict(options() if callable(options) else options)


class OfferedField(AnswerField):
    """A field whose answer is one of those that it offers."""

    options: dict[str, str]

    def slip(self) -> str | None:
        if self.data and self.data not in self.options:
            return "Choose one from the list."
        return None


class PickField(OfferedField, RadioField):
    """One of several answers; an empty one is an answer not given.

    What the record has already may stay, even if it is offered to nobody any more; `names` says
    what it is called.
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
        """Offer what the record has already."""
        if value and value not in self.options:
            self.offer(self.options | {value: self.names.get(value, value)})

    def offer(self, options: Mapping[str, str]) -> None:
        """Offer other answers."""
        self.options = dict(options)
        self.choices = dict(options)

    @property
    def said(self) -> str:
        return "" if self.data is None else self.options.get(self.data, "")


class ListedField(OfferedField, SelectField):
    """One of so many answers that a list must do."""

    def __init__(self, label: str, validators: Sequence[Callable[..., object]] = (), **more: Any):
        self.options = _read(more.pop("options"))
        offered = dict(self.options)
        super().__init__(label, list(validators), choices=offered, validate_choice=False, **more)

    @property
    def said(self) -> str:
        return self.options.get(self.data or "", "")


class YesNoField(PickField):
    """Yes, no, or not sure, which is an answer not given; the record has true or false."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, {"yes": "Yes", "no": "No", "": "I am not sure"}, **more)

    def process_data(self, value: Any) -> None:
        super().process_data({True: "yes", False: "no"}.get(value))

    @property
    def answer(self) -> Any:
        return {"yes": True, "no": False}.get(self.data, self.data or None)


class TickField(AnswerField, BooleanField):
    """A box to tick; not ticked is an answer not given."""

    @property
    def answer(self) -> Any:
        return True if self.data else None

    @property
    def said(self) -> str:
        return "Yes" if self.data else ""


class ManyField(AnswerField):
    """Several of many answers; the one called `NONE` says that there is none of them."""

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
        """Bring what was ticked into the record's order; what is new stands at the end."""
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
    """A validator that asks for an answer."""

    def check(_: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation(sentence)

    return check


def complain(field: Field, sentence: str) -> None:
    """Add a complaint to a field that has been validated."""
    field.errors = [*field.errors, sentence]
