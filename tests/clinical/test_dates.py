"""Partial dates: the days they may mean, at the edges of months, years and birthdays."""

from __future__ import annotations

import datetime

import pytest

from walletcard.clinical.dates import earliest, full_years, latest


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026-11-10", "2026-11-10", "2026-11-10"),
        ("2100", "2100-01-01", "2100-12-31"),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(iso: str, first: str, last: str) -> None:
    """A year is any of its days, a month any of its days, a day itself."""
    assert str(earliest(iso)) == first
    assert str(latest(iso)) == last


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        ("2008-11-10", "2026-11-09", 17),
        ("2008-11-10", "2026-11-10", 18),
        ("2008-11-10", "2026-12-01", 18),
        ("2008-11-10", "2026-10-30", 17),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2026-01-01", "2026-01-01", 0),
    ],
)
def test_full_years_count_birthdays(since: str, until: str, years: int) -> None:
    """The birthday itself counts, and 29 February is kept on 1 March."""
    days = map(datetime.date.fromisoformat, (since, until))
    assert full_years(*days) == years
