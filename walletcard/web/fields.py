"""The fields of our forms, on top of WTForms: dates in boxes, amounts, and what must be answered.

No field is marked `required` in the page: what is missing is said by the server, in words.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import Field, Form, SelectField, StringField
from wtforms.validators import StopValidation, ValidationError

from walletcard.web import choices

DAY_MONTH_YEAR = ("day", "month", "year")
MONTH_YEAR = ("month", "year")

# A comma before three digits may mean a thousand or a fraction: a strength must not be guessed.
_NUMBER = re.compile(r"\d+(\.\d+|,\d{1,2})?|\.\d+")


class LineField(StringField):
    """A line of text, without the spaces around it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = str(valuelist[0]).strip()


class AmountField(LineField):
    """A number as a person types it; `data` is a Decimal, `typed` what stands in the box."""

    typed = ""
    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not self.typed:
            return
        if not _NUMBER.fullmatch(self.typed):
            raise ValueError("Write the strength as a number with a point, like 0.3.")
        self.data = Decimal(self.typed.replace(",", "."))

    def _value(self) -> str:
        return self.typed


class DateField(Field):
    """A date in boxes that share one name; `data` is YYYY, YYYY-MM, YYYY-MM-DD or None."""

    def __init__(
        self,
        label: str,
        validators: Sequence[Callable[..., object]] = (),
        parts: tuple[str, ...] = DAY_MONTH_YEAR,
        **more: Any,
    ) -> None:
        super().__init__(label, list(validators), **more)
        self.parts = parts
        self.typed = dict.fromkeys(DAY_MONTH_YEAR, "")
        self.months = choices.months()

    def process_data(self, value: str | None) -> None:
        self.data = value
        year, month, day = (*(value or "").split("-"), "", "")[:3]
        self.typed = {"day": day.lstrip("0"), "month": month, "year": year}

    def process_formdata(self, valuelist: list[Any]) -> None:
        boxes = [str(value).strip() for value in valuelist]
        self.typed = dict.fromkeys(DAY_MONTH_YEAR, "") | dict(zip(self.parts, boxes, strict=False))
        self.data = None
        if any(self.typed.values()):
            self.data = _iso(**self.typed)


def boxes_of(iso: str, parts: tuple[str, ...] = DAY_MONTH_YEAR) -> list[str]:
    """A date as it stands in the boxes of a `DateField`."""
    year, month, day = (*iso.split("-"), "", "")[:3]
    typed = {"day": day.lstrip("0"), "month": month, "year": year}
    return [typed[part] for part in parts]


def _iso(day: str, month: str, year: str) -> str:
    if not year:
        raise ValueError("Add the year.")
    if not re.fullmatch(r"\d{4}", year):
        raise ValueError("Write the year with four digits, like 1984.")
    if day and not month:
        raise ValueError("Add the month, or leave out the day.")
    if month and month not in choices.months():
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
        name = choices.months()[f"{month:02}"]
        raise ValueError(f"There is no {day} {name} {year}. Check day and month.") from None


def needed(sentence: str) -> Callable[[Form, Field], None]:
    """A validator that asks for an answer, unless what was typed is already known to be wrong."""

    def check(_: Form, field: Field) -> None:
        if not field.data and not field.process_errors:
            raise StopValidation(sentence)

    return check


def whole_day(_: Form, field: DateField) -> None:
    """Refuse a date without its day."""
    if field.data and len(field.data) < len("YYYY-MM-DD"):
        raise ValidationError("Fill in day, month and year.")


def offered(_: Form, field: SelectField) -> None:
    """Refuse what is not in the list; nothing chosen is an answer left out."""
    if field.data and field.data not in (field.choices or ()):
        raise ValidationError("Choose one from the list.")


def complain(field: Field, sentence: str) -> None:
    """Add a complaint to a field that has been validated."""
    field.errors = [*field.errors, sentence]
