"""Dates that may lack the day, or the month and the day."""

from __future__ import annotations

import datetime

_PATTERNS = {1: "y", 2: "MMM y", 3: "d MMM y"}


def read_partial_date(iso: str) -> tuple[datetime.date, str]:
    """The first day of YYYY, YYYY-MM or YYYY-MM-DD, and babel's pattern for the known parts."""
    parts = [int(part) for part in iso.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return datetime.date(year, month, day), _PATTERNS[len(parts)]
