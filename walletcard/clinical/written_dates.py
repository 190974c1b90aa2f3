"""Dates as people write them in a note: "14 Dec 2026", "3.11.2026", "11/03/2026", "2026-11"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from walletcard.clinical.around import month
from walletcard.clinical.dates import earliest, latest
from walletcard.clinical.spelling import clean

_YEAR = r"(?:19|20)\d\d"
_A_YEAR = datetime.timedelta(days=366)
_WORD = re.compile(r"[^\W\d_]+")
# With the number in place of the month's name: "14 <12> 2026", "<12> 14, 2026".
_NAMED = re.compile(
    r"(?:(?<!\d)(?P<before>\d\d?)(?:\.|st|nd|rd|th|er)?\s*(?:(?:de|of)\s+)?)?<(?P<month>\d+)>\.?"
    rf"\s*(?:(?P<after>\d\d?)(?:st|nd|rd|th)?,?\s+)?(?:de\s+)?(?P<year>{_YEAR})(?!\d)"
)
_DIGITS = re.compile(
    rf"(?<!\d)(?:(?P<year>{_YEAR})(?:-(?P<month>\d\d?)(?:-(?P<day>\d\d?))?)?"
    rf"|(?P<one>\d\d?)(?P<sign>[./-])(?P<other>\d\d?)(?P=sign)(?P<year_of_day>{_YEAR}|\d\d)"
    rf"|(?P<month_of>\d\d?)[./](?P<year_of_month>{_YEAR}))(?!\d)"
)


def written_dates(text: str) -> Iterator[tuple[datetime.date, datetime.date]]:
    """The first and the last day that each date in a text may mean.

    "3/11/2026" is in March or in November. A date that no calendar has counts as its year alone.
    """
    numbered = _WORD.sub(_month_in_digits, clean(text))
    for found in _DIGITS.finditer(_NAMED.sub(_in_digits, numbered)):
        isos = tuple(filter(_is_a_day, _read(found))) or (_year_of(found),)
        yield min(map(earliest, isos)), max(map(latest, isos))


def lie_a_year_back(texts: Iterable[str | None], on: str) -> bool:
    """Whether texts have dates, and all of these lie more than a year before the answers.

    `on` is the day of the answers, or only their month or year.
    """
    dates = [last for text in texts if text for _, last in written_dates(text)]
    return bool(dates) and max(dates) < earliest(on) - _A_YEAR


def lie_ahead(text: str, on: str) -> bool:
    """Whether a text has dates, and all of these lie after the answers."""
    dates = [first for first, _ in written_dates(text)]
    return bool(dates) and min(dates) > latest(on)


def _month_in_digits(word: re.Match[str]) -> str:
    number = month(word[0])
    return f"<{number}>" if number else word[0]


def _in_digits(found: re.Match[str]) -> str:
    return _iso(found["year"], found["month"], found["before"] or found["after"])


def _read(found: re.Match[str]) -> Iterator[str]:
    """What a date may be, as YYYY, YYYY-MM or YYYY-MM-DD."""
    year, one, other = _year_of(found), found["one"], found["other"]
    if one:
        yield _iso(year, other, one)
    if one and found["sign"] == "/":
        yield _iso(year, one, other)
    if not one:
        yield _iso(year, found["month"] or found["month_of"], found["day"])


def _year_of(found: re.Match[str]) -> str:
    year = found["year"] or found["year_of_day"] or found["year_of_month"]
    return year if len(year) == len("YYYY") else f"20{year}"


def _iso(year: str, *parts: str | None) -> str:
    return "-".join((year, *(f"{int(part):02}" for part in parts if part)))


def _is_a_day(iso: str) -> bool:
    try:
        earliest(iso)
    except ValueError:
        return False
    return True
