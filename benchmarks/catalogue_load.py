"""How long the catalogue takes to load in a fresh process, and which steps take the time.

    .venv/bin/python benchmarks/catalogue_load.py

Every command and every server worker loads it once, at its start.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable
from statistics import median
from time import perf_counter

import rtoml

from walletcard.clinical.catalogue import DATA, load

RUNS = 10
FRESH = """
from time import perf_counter
from walletcard.clinical.catalogue import catalogue
began = perf_counter()
catalogue()
print(perf_counter() - began)
"""


def fresh() -> float:
    """Seconds that `catalogue()` takes in a process that has not read it yet."""
    run = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, check=True)
    return float(run.stdout)


def timed(read: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    began = perf_counter()
    read()
    return perf_counter() - began


def show(what: str, seconds: list[float]) -> None:
    """One line of figures, in milliseconds."""
    print(f"{what:32} median {median(seconds) * 1e3:6.1f} ms  best {min(seconds) * 1e3:6.1f} ms")


texts = [file.read_text("utf-8") for file in DATA.glob("*.toml")]
size = sum(len(text.encode()) for text in texts)
print(f"{len(texts)} files, {size / 1024:.0f} KiB, {RUNS} runs each")
show("catalogue() in a fresh process", [fresh() for _ in range(RUNS)])
show("load() again", [timed(lambda: load(DATA)) for _ in range(RUNS)])
show("of it reading TOML (rtoml)", [timed(lambda: [*map(rtoml.loads, texts)]) for _ in range(RUNS)])
show("tomllib for comparison", [timed(lambda: [*map(tomllib.loads, texts)]) for _ in range(RUNS)])
