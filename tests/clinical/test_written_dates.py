"""Dates in notes, as people of several countries write them."""

from __future__ import annotations

import pytest

from walletcard.clinical.written_dates import written_dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("stop 14 Dec 2026", "2026-12-14", "2026-12-14"),
        ("December 14th, 2026", "2026-12-14", "2026-12-14"),
        ("14.12.2026", "2026-12-14", "2026-12-14"),
        ("14-12-26", "2026-12-14", "2026-12-14"),
        ("2026-12-14", "2026-12-14", "2026-12-14"),
        ("terme le 1er mai 2027", "2027-05-01", "2027-05-01"),
        ("5 de mayo de 2027", "2027-05-05", "2027-05-05"),
        ("3. März 2027", "2027-03-03", "2027-03-03"),
        ("Sept. 2025", "2025-09-01", "2025-09-30"),
        ("12/2026", "2026-12-01", "2026-12-31"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("3/11/2026", "2026-03-11", "2026-11-03"),
        ("12/14/2026", "2026-12-14", "2026-12-14"),
        ("30/02/2026", "2026-01-01", "2026-12-31"),
        ("2026, 10 mg", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_date_is_read_as_the_days_that_it_may_mean(text: str, first: str, last: str) -> None:
    """Two orders of day and month are possible with slashes; the calendar excludes others."""
    (found,) = written_dates(text)
    assert tuple(day.isoformat() for day in found) == (first, last)


@pytest.mark.parametrize("text", ["", "14 Dec", "1-0-1", "2.5 mg", "may be", "12 mai"])
def test_without_a_year_there_is_no_date(text: str) -> None:
    """A dose or a day alone is none."""
    assert not list(written_dates(text))


def test_a_range_of_years_is_two_dates() -> None:
    """Each counts as a whole year."""
    assert [first.year for first, _ in written_dates("2010-2015")] == [2010, 2015]
