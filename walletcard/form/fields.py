"""The fields of our forms, on top of WTForms: each knows its answer as the record has it.

`answer` is a value of the record, None for "not answered"; `said` the same in a person's words. No
field is marked `required` in the page: what is missing is said by the server, in words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from unicodedata import decimal

from wtforms import BooleanField, Field, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from walletcard.clinical.pasted import cleaned
from walletcard.form import languages, options

_ARABIC_SIGNS = str.maketrans("٫٬", ".,")
DAY_MONTH_YEAR = ("day", "month", "year")
MONTH_YEAR = ("month", "year")
MOST_DIGITS = 20

# One sign before three digits may mean a thousand or a fraction: the record asks where it may.
_NUMBER = re.compile(r"\d+([.,]\d+)?|[.,]\d+")
# Several signs, or a space or apostrophe, can only part thousands: 1,500,000; 150 000; 1.500,5.
_THOUSANDS = re.compile(
    r"(\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+|\d{1,3}(?:,\d{3}){2,}"
    r"|\d{1,3}(?:\.\d{3}){2,})([.,]\d+)?"
    r"|(\d{1,3}(?:,\d{3})+)(\.\d+)|(\d{1,3}(?:\.\d{3})+)(,\d+)"
)


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


class AmountField(LineField):
    """A number as a person types it; the record gets its digits, with a point."""

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else digits(value)

    @property
    def answer(self) -> Any:
        return _with_a_point(self.data) if self.data else None

    def slip(self) -> str | None:
        if self.data and not _NUMBER.fullmatch(_with_a_point(self.data)):
            return "Write a number alone, like 0.3 or 0,3."
        if self.data and len(self.data) > MOST_DIGITS:
            return "That number is too long. Check it."
        return None


def _with_a_point(typed: str) -> str:
    """A number in the digits 0 to 9, with a point before its fraction and no sign in thousands."""
    plain = "".join(str(decimal(sign, sign)) for sign in typed.translate(_ARABIC_SIGNS))
    if found := _THOUSANDS.fullmatch(plain):
        whole, fraction = [part for part in found.groups() if part] + [""] * (found.lastindex == 1)
        plain = re.sub(r"\D", "", whole) + fraction
    return plain.replace(",", ".")


def digits(value: object) -> str:
    """A number of the record as its digits: never 1E+2."""
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)


class CountField(LineField):
    """A whole number."""

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else str(value)

    @property
    def answer(self) -> Any:
        is_number = self.data and re.fullmatch(r"\d{1,9}", self.data)
        return int(self.data or 0) if is_number else self.data or None

    def slip(self) -> str | None:
        if self.data and not re.fullmatch(r"\d{1,9}", self.data):
            return "Write a whole number, like 2."
        return None


class DateField(AnswerField):
    """A date in boxes, the month by name; the record has YYYY, YYYY-MM or YYYY-MM-DD.

    The day has a box if `parts` has it, or if the record does. Of a date that lies `ahead`, such as
    a use-by date, the year 27 can only be 2027.
    """

    def __init__(
        self,
        label: str,
        validators: Sequence[Callable[..., object]] = (),
        parts: tuple[str, ...] = DAY_MONTH_YEAR,
        *,
        ahead: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(label, list(validators), **more)
        self.parts = parts
        self.ahead = ahead
        self.typed = dict.fromkeys(DAY_MONTH_YEAR, "")
        self.months = options.months()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(None, data if isinstance(data, str) else None, extra_filters)
        if formdata is not None:
            boxes = {part: formdata.get(f"{self.name}-{part}") for part in DAY_MONTH_YEAR}
            self.typed = {part: cleaned(typed or "").strip() for part, typed in boxes.items()}
            if self.ahead and re.fullmatch(r"\d\d", self.typed["year"]):
                self.typed["year"] = f"20{self.typed['year']}"
            if boxes["day"] is not None:
                self.parts = DAY_MONTH_YEAR

    def process_data(self, value: str | None) -> None:
        year, month, day = (*(value or "").split("-"), "", "")[:3]
        self.typed = {"day": day.lstrip("0"), "month": month, "year": year}
        if day:
            self.parts = DAY_MONTH_YEAR

    def slip(self) -> str | None:
        try:
            self._iso()
        except ValueError as slip:
            return str(slip)
        return None

    @property
    def data(self) -> str | None:
        """The date, or what was typed if it is none."""
        try:
            return self._iso()
        except ValueError:
            return " ".join(self.typed.values())

    @data.setter
    def data(self, _: object) -> None:
        """Nothing to keep: the boxes hold the date."""

    @property
    def answer(self) -> Any:
        return self.data

    @property
    def said(self) -> str:
        return options.date(self.data) if self.data else ""

    def _iso(self) -> str | None:
        return _iso(**self.typed) if any(self.typed.values()) else None


def _iso(day: str, month: str, year: str) -> str:
    if not year:
        raise ValueError("Add the year.")
    if not re.fullmatch(r"\d{4}", year):
        raise ValueError("Write the year with four digits, like 1984.")
    if day and not month:
        raise ValueError("Add the month, or leave out the day.")
    if month and month not in options.months():
        raise ValueError("Choose the month from the list.")
    if day and not re.fullmatch(r"\d{1,2}", day):
        raise ValueError("Write the day as a number from 1 to 31.")
    if day:
        _refuse_unless_in_calendar(int(day), int(month), int(year))
    parts = [f"{int(year):04}", month, f"{int(day):02}" if day else ""]
    return "-".join(part for part in parts if part)


def _refuse_unless_in_calendar(day: int, month: int, year: int) -> None:
    try:
        date(year, month, day)
    except ValueError:
        name = options.months()[f"{month:02}"]
        raise ValueError(f"There is no {day} {name} {year}. Check day and month.") from None


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


class LanguagesField(LineField):
    """Languages by name, between commas; the record has their codes.

    A code that no list has may stay if the record has it already: `kept`.
    """

    kept: tuple[str, ...] = ()

    def process_data(self, value: Any) -> None:
        self.kept = tuple(value or ())
        self.data = ", ".join(languages.name(code) for code in value or ())

    def slip(self) -> str | None:
        for typed in languages.parts(self.data or ""):
            if languages.code(typed) is None and typed not in self.kept:
                return languages.not_known(typed)
        return None

    @property
    def answer(self) -> Any:
        return [languages.code(typed) or typed for typed in languages.parts(self.data)] or None


class LanguageField(LanguagesField):
    """One language by name."""

    def process_data(self, value: Any) -> None:
        super().process_data([value] if value else [])

    def slip(self) -> str | None:
        if len(languages.parts(self.data)) > 1:
            return "Write one language."
        return super().slip()

    @property
    def answer(self) -> Any:
        found = [languages.code(typed) or typed for typed in languages.parts(self.data)]
        return ", ".join(found) or None


def needed(sentence: str) -> Callable[[Form, Field], None]:
    """A validator that asks for an answer."""

    def check(_: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation(sentence)

    return check


def complain(field: Field, sentence: str) -> None:
    """Add a complaint to a field that has been validated."""
    field.errors = [*field.errors, sentence]
