"""How long it takes to suggest catalogue entries for what a person typed.

    .venv/bin/python benchmarks/suggestions.py

The form does this while the person waits, once for each name that it does not know.
"""

from __future__ import annotations

import csv
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from walletcard.cautions.suggest import suggest

NAMES = Path(__file__).parents[1] / "tests" / "clinical" / "names.csv"
LONG = "some long note about nothing at all " * 500


def timed(typed: str) -> float:
    """Milliseconds that the suggestions for one text take."""
    began = perf_counter()
    suggest(typed)
    return (perf_counter() - began) * 1e3


print(f"the first, in a fresh process    {timed('warm'):7.1f} ms")
with NAMES.open(encoding="utf-8", newline="") as file:
    took = [timed(row["typed"]) for row in csv.DictReader(file)]
print(f"{len(took)} names, median            {median(took):7.1f} ms")
print(f"nineteen of twenty are within    {quantiles(took, n=20)[-1]:7.1f} ms")
print(f"a text of {len(LONG):,} characters     {timed(LONG):7.1f} ms")
