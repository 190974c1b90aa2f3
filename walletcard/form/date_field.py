"""A date that is entered in boxes."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from walletcard.clinical.pasted import cleaned
from walletcard.form import options
from walletcard.form.fields import AnswerField

DAY_MONTH_YEAR = ("day", "month", "year")
MONTH_YEAR = ("month", "year")


class DateField(AnswerField):
    """A date in boxes, with months by name; in the record it is YYYY, YYYY-MM or YYYY-MM-DD.

    There is a box for the day if `parts` has it, or if the record's date has a day. If the date
    lies `ahead`, such as a use-by date, the year 27 is read as 2027. `like` is a year as an example
    for whoever types another thing: this year, unless the question asks for the distant past.
    """

    def __init__(
        self,
        label: str,
        validators: Sequence[Callable[..., object]] = (),
        parts: tuple[str, ...] = DAY_MONTH_YEAR,
        *,
        ahead: bool = False,
        like: int | None = None,
        **more: Any,
    ) -> None:
        super().__init__(label, list(validators), **more)
        self.parts = parts
        self.ahead = ahead
        self.like = like
        self.boxes = dict.fromkeys(DAY_MONTH_YEAR, "")
        self.months = options.months()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(None, data if isinstance(data, str) else None, extra_filters)
        if formdata is not None:
            sent = {part: formdata.get(f"{self.name}-{part}") for part in DAY_MONTH_YEAR}
            self.boxes = {part: cleaned(text or "").strip() for part, text in sent.items()}
            if self.ahead and re.fullmatch(r"\d\d", self.boxes["year"]):
                self.boxes["year"] = f"20{self.boxes['year']}"
            if sent["day"] is not None:
                self.parts = DAY_MONTH_YEAR

    def process_data(self, value: str | None) -> None:
        year, month, day = (*(value or "").split("-"), "", "")[:3]
        self.boxes = {"day": day.lstrip("0"), "month": month, "year": year}
        if day:
            self.parts = DAY_MONTH_YEAR

    def slip(self) -> str | None:
        try:
            self._iso()
        except ValueError as slip:
            return str(slip)
        return None

    @property
    def part_to_correct(self) -> str:
        """The box to go to if the date is wrong: the one at fault, or the first that is filled."""
        day, month, year = (self.boxes[part] for part in DAY_MONTH_YEAR)
        if any(self.boxes.values()) and not re.fullmatch(r"\d{4}", year):
            return "year"
        if day and not month:
            return "month"
        return next((part for part in self.parts if self.boxes[part]), self.parts[0])

    @property
    def data(self) -> str | None:
        """The date, or what was typed if that is not a date."""
        try:
            return self._iso()
        except ValueError:
            return " ".join(self.boxes.values())

    @data.setter
    def data(self, _: object) -> None:
        """Nothing to keep: the boxes hold the date."""

    @property
    def answer(self) -> Any:
        return self.data

    @property
    def said(self) -> str:
        typed = self.data or ""
        try:
            return options.date(typed) if typed and not self.slip() else typed
        except ValueError:  # the year 0000
            return typed

    def _iso(self) -> str | None:
        return _iso(self.like, **self.boxes) if any(self.boxes.values()) else None


def _iso(like: int | None, day: str, month: str, year: str) -> str:
    if not year:
        raise ValueError("Add the year.")
    if not re.fullmatch(r"\d{4}", year):
        raise ValueError(f"Write the year with four digits, like {like}.")
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
