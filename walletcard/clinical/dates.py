"""Partial dates as ranges of days: 2026-09 is some day from 1 to 30 September."""

from __future__ import annotations

import datetime


def earliest(iso: str) -> datetime.date:
    """The first day that YYYY, YYYY-MM or YYYY-MM-DD may mean."""
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    return datetime.date(year, month, day)


def latest(iso: str) -> datetime.date:
    """The last day that YYYY, YYYY-MM or YYYY-MM-DD may mean."""
    year, month, *day = (*map(int, iso.split("-")), *([12] if len(iso) == len("YYYY") else []))
    if day:
        return datetime.date(year, month, day[0])
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def full_years(since: datetime.date, until: datetime.date) -> int:
    """The number of birthdays between two days; one on 29 February counts on 1 March."""
    before_birthday = (until.month, until.day) < (since.month, since.day)
    return until.year - since.year - before_birthday
