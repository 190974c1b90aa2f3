"""A use-by date in one box, typed as it stands on the box: 03/27, 2027-03, MAR 2027, EXP 03.27."""

import re
from datetime import date
from functools import cache, partial
from itertools import product
from typing import Any

from babel.dates import get_month_names

from walletcard.clinical.pasted import cleaned
from walletcard.form.date_field import DateField

# Languages whose months are read; a short name that means two months is not.
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb")
WIDTHS = (partial(get_month_names, "wide"), partial(get_month_names, "abbreviated"))
SHORTEST = 3  # letters of a month on a box: MAR
FIRST_YEAR = 2015  # an earlier two-digit year is more likely a day or a month
NOT_READ = "Write month and year, like 03/2027, as they stand on the box."
WHICH = "Is that month {} or month {}? Write the month by name, like MAR 2027."
WHICH_YEAR = "Write the year with four digits, like 03/2027."

_PREFIX = re.compile(r"^(exp(iry|ires|iration)?( date)?|use by|verw\. ?bis|cad|scad)[.:]?\s*")
# Signs of full width, as Japanese keyboards have them, and other hyphens.
_PLAIN_SIGNS = str.maketrans("／．－‐‑–", "/.----")
_SIGN = r"\s?[./\-\s]\s?"  # what is read has single spaces
_YEAR = r"(?P<year>\d{4}|\d\d)"
_NAME = r"(?P<name>[^\W\d_]+)\.?"
_WAYS = [
    re.compile(way)
    for way in (
        r"(?P<year>20\d\d)",
        rf"(?P<year>\d{{4}}){_SIGN}(?P<month>\d{{1,2}})({_SIGN}(?P<day>\d{{1,2}}))?",
        rf"(?P<month>\d{{1,2}}){_SIGN}{_YEAR}",
        rf"(?P<one>\d{{1,2}}){_SIGN}(?P<other>\d{{1,2}}){_SIGN}(?P<year>\d{{4}})",
        rf"((?P<day>\d{{1,2}})\.?[\s/-]*)?{_NAME}[\s/-]*{_YEAR}",
        rf"{_NAME}\s*(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[\s/-]*{_NAME}",
    )
]


class ExpiryField(DateField):
    """A month and a year, perhaps a day, in one box; in the record YYYY-MM or YYYY-MM-DD."""

    text = ""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        if formdata is not None and self.name in formdata:
            self.text = cleaned(formdata.get(self.name) or "").strip()

    def process_data(self, value: str | None) -> None:
        super().process_data(value)
        self.text = _shown(value or "")

    def _iso(self) -> str | None:
        return read(self.text) if self.text else None

    @property
    def data(self) -> str | None:
        """The date, or what was typed if that is not a date."""
        try:
            return self._iso()
        except ValueError:
            return self.text

    @data.setter
    def data(self, _: object) -> None:
        """Nothing to keep: the box holds the date."""


def read(typed: str) -> str:
    """A use-by date as YYYY, YYYY-MM or YYYY-MM-DD.

    Raises `ValueError` with what to write instead.
    """
    plain = _PREFIX.sub("", " ".join(typed.lower().translate(_PLAIN_SIGNS).split()))
    found = next(filter(None, (way.fullmatch(plain) for way in _WAYS)), None)
    if found is None:
        raise ValueError(NOT_READ)
    parts = {name: part for name, part in found.groupdict().items() if part}
    if "one" in parts:
        parts["day"], parts["month"] = _told_apart(parts["one"], parts["other"])
    if "name" in parts:
        parts["month"] = months().get(parts["name"], "0")
    return _iso(_whole_year(parts["year"]), parts.get("month"), parts.get("day"))


def _told_apart(one: str, other: str) -> tuple[str, str]:
    """Day and month, of two numbers of which only one can be a month."""
    could_be = [int(number) in range(1, 13) for number in (one, other)]
    if all(could_be) and int(one) != int(other):
        raise ValueError(WHICH.format(int(one), int(other)))
    return (other, one) if could_be[0] and not could_be[1] else (one, other)


def _whole_year(year: str) -> str:
    if len(year) == len("YYYY"):
        return year
    whole = f"20{int(year):02}"
    if int(whole) < FIRST_YEAR:
        raise ValueError(WHICH_YEAR)
    return whole


def _iso(year: str, month: str | None, day: str | None) -> str:
    if month is None:
        return f"{int(year):04}"
    if day is None:
        if int(month) not in range(1, 13):
            raise ValueError(NOT_READ)
        return f"{int(year):04}-{int(month):02}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise ValueError(NOT_READ) from None


@cache
def months() -> dict[str, str]:
    """The months by their names and short names, in small letters without a point."""
    found: dict[str, set[str]] = {}
    for language, names in product(LANGUAGES, WIDTHS):
        for number, name in names(locale=language).items():
            plain = name.lower().rstrip(".")
            for written in (plain, plain[:SHORTEST]):
                found.setdefault(written, set()).add(str(number))
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def _shown(iso: str) -> str:
    """A date of the record as a person may type it again."""
    year, month, day = (*iso.split("-"), "", "")[:3]
    return iso if day or not month else f"{month}/{year}"
