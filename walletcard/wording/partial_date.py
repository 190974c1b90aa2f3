"""Dates of which only the year, or the year and month, may be known."""

from __future__ import annotations

import datetime

_PATTERNS = {1: "y", 2: "MMM y", 3: "d MMM y"}


def read_partial_date(iso: str) -> tuple[datetime.date, str]:
    """A day inside YYYY, YYYY-MM or YYYY-MM-DD, and the pattern that shows only what is known."""
    parts = [int(part) for part in iso.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return datetime.date(year, month, day), _PATTERNS[len(parts)]
