"""docs/asvs.md: each point of the standard once, and nothing named that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "asvs.md").read_text("utf-8")
POINTS = 70 + 183  # of levels 1 and 2 in ASVS 5.0.0
ROWS = [line.split(" | ") for line in TEXT.splitlines() if line.startswith("| V")]
NAMED = sorted(
    {one for row in ROWS for one in re.findall(r"`([\w./-]+\.py)(?:::(\w+))?`", row[-1])}
)
PLACES = sorted(set(re.findall(r"`((?:walletcard|deploy|script|tests)/[\w./-]*)`", TEXT)))


def test_each_point_of_the_standard_stands_in_one_table() -> None:
    """Met, not met, or not to be applied: none is left out, and none stands twice."""
    points = [one for row in ROWS for one in re.findall(r"\bV\d+\.\d+\.\d+\b", row[0])]
    assert [one for one in points if points.count(one) > 1] == []
    assert len(points) == POINTS


def test_each_row_says_where_or_why() -> None:
    """A point that is met names a test; each other one says something in words."""
    met = TEXT.partition("## Met")[2].partition("## Not met")[0]
    for row in (line for line in met.splitlines() if line.startswith("| V")):
        assert re.search(r"\| `[\w./-]+\.py", row), row
    assert all(len(row[-1].strip(" |")) > 5 for row in ROWS)


@pytest.mark.parametrize(("file", "test"), NAMED, ids=lambda named: named)
def test_what_shows_it_exists(file: str, test: str) -> None:
    """A test that was renamed or removed shows nothing."""
    found = [one for one in (ROOT / "tests" / file, ROOT / file) if one.exists()]
    assert found
    assert not test or f"def {test}(" in found[0].read_text("utf-8")


@pytest.mark.parametrize("place", PLACES)
def test_each_place_that_is_named_exists(place: str) -> None:
    """Whoever looks there finds something."""
    assert (ROOT / place).exists()
