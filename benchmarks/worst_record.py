"""Searches the record that takes longest to print, of all that can be entered.

    .venv/bin/python benchmarks/worst_record.py [--minutes 10] [--seed 1] [--out worst.json]

It begins with a few entries in every list and a letter everywhere, changes what stands at one
place or how long a list is, and keeps what costs more processor time: many short lines, long words,
many scripts, changes of direction, wide letters, nothing. What a record may not hold is refused
before it is printed: the search knows no limits but the record's own. The worst is then printed
once more, in a new renderer, and its time and memory are held to what one job may take.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pebble import ProcessPool

from walletcard.clinical.patient import FIELD_CHARACTERS, TEXT_CHARACTERS, Patient
from walletcard.clinical.record import RecordRefused, read_record
from walletcard.paper.papers import Order, warm
from walletcard.paper.press import MEMORY_BYTES, SECONDS
from walletcard.paper.sheets import Sheet

MOST_SECONDS = 60.0  # of processor time, after which a print counts as taking as long
LINES = (150, 40)  # the first that is not refused
LINK = "https://cards.example.org/c#" + "1" * 40
GAIN = 1.03  # less is noise
HALF = 0.5
PATIENCE = 60  # changes in a row that cost no more
SCRIPTS = "aéЖβשعअกあ中"

# What a list's entry needs beside its texts, and how many entries it may have.
LISTS: dict[str, tuple[int, dict[str, str], str]] = {
    "medications": (60, {}, "name dose schedule note"),
    "triggers": (60, {"reaction": "anaphylaxis", "last": "2020-01-01"}, "name note confirmed_by"),
    "tolerated": (60, {"on": "2020-01-01"}, "name note"),
    "conditions": (60, {}, "name note"),
    "epinephrine": (12, {"device": "other", "route": "nasal"}, "name kept_at"),
    "contacts": (12, {}, "name relation phone"),
    "clinicians": (12, {}, "name role place phone"),
}
SINGLE: dict[str, tuple[dict[str, str], str]] = {
    "reactions": ({}, "note"),
    "hospital": ({}, "name phone patient_number"),
    "instructions": ({}, "text by"),
    "premedication": ({}, "text by"),
    "review": ({}, "by"),
}
PLACES = [
    "name",
    *(f"{list_}.{field}" for list_, (_, _, fields) in LISTS.items() for field in fields.split()),
    *(f"{part}.{field}" for part, (_, fields) in SINGLE.items() for field in fields.split()),
]
NEEDED = {"name", "instructions.text", "premedication.text", "review.by", "hospital.name"} | {
    f"{list_}.name" for list_ in LISTS
}


class TooLong(BaseException):
    """A job took `MOST_SECONDS` and was given up."""


Genes = dict[str, str]
LEAST: Genes = {place: "one letter" if place in NEEDED else "nothing" for place in PLACES} | (
    dict.fromkeys(LISTS, "few")
)
Recipe = Callable[[int], str]


def mixed(most: int) -> str:
    """A word of many scripts, over and over."""
    return (f"{SCRIPTS} " * most)[:most].strip()


RECIPES: dict[str, Recipe] = {
    "lines": lambda most: "\n".join("a" * min(LINES[0], (most + 1) // 2)),
    "fewer lines": lambda most: "\n".join("a" * min(LINES[1], (most + 1) // 2)),
    "long words": lambda most: (("m" * 99 + " ") * most)[:most].strip(),
    "wide": lambda most: (("W" * 30 + " ") * most)[:most].strip(),
    "scripts": mixed,
    "directions": lambda most: ("a ש 1 ع " * most)[:most].strip(),
    "single letters": lambda most: ("a " * most)[:most].strip(),
    "plain": lambda most: ("some plain words " * most)[:most].strip(),
    "one letter": lambda _: "a",
    "nothing": lambda _: "",
}
PARTS = {"": 1, " (a quarter)": 4}  # of what a place may hold
COUNTS = {"all": 1.0, "half": 0.5, "few": 0.1, "none": 0.0}  # of what a list may hold


def text(genes: Genes, place: str) -> str:
    """What stands at a place."""
    most = TEXT_CHARACTERS if place.endswith(".text") else FIELD_CHARACTERS
    name, mark, part = genes[place].partition(" (")
    return RECIPES[name](most // PARTS[mark + part])


def choices(place: str) -> list[str]:
    """What may stand at a place, or how long a list may be."""
    if place in LISTS:
        return list(COUNTS)
    some = [name + part for name in RECIPES for part in PARTS]
    return [name for name in some if place not in NEEDED or not name.startswith("nothing")]


def part(genes: Genes, name: str, given: dict[str, str], fields: str) -> dict[str, str]:
    """A part of the record."""
    texts = {field: text(genes, f"{name}.{field}") for field in fields.split()}
    return given | {field: said for field, said in texts.items() if said}


def record(genes: Genes) -> dict[str, Any]:
    """The record of some genes."""
    made: dict[str, Any] = {"version": 1, "answered_on": "2026-11-10", "born": "1950"}
    made |= {"region": "GB", "name": text(genes, "name"), "subtype": "sm-ahn"}
    for name, (most, given, fields) in LISTS.items():
        entries = [part(genes, name, given, fields) for _ in range(int(most * COUNTS[genes[name]]))]
        made[name] = [
            entry | {"name": f"{number} {entry['name']}"[:FIELD_CHARACTERS].strip()}
            for number, entry in enumerate(entries)
        ]
    return made | {name: part(genes, name, *how) for name, how in SINGLE.items()}


def entered(genes: Genes) -> Patient | None:
    """The patient of some genes, if the record can be entered."""
    try:
        return read_record(json.dumps(record(genes), ensure_ascii=False).encode())
    except RecordRefused:
        return None


def printed(patient: Patient) -> tuple[float, float, int]:
    """Seconds of processor time for card and plan, and the most bytes the process ever had."""
    order = Order(patient, Sheet.A4, link=LINK)
    card, plan = seconds_of(order.card), seconds_of(order.action_plan)
    unit = 1 if sys.platform == "darwin" else 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return card, plan, most


def seconds_of(job: Callable[[], object]) -> float:
    """Seconds of processor time, `MOST_SECONDS` for more."""

    def give_up(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    began = time.process_time()
    try:
        job()
    except TooLong:
        return MOST_SECONDS
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began


def cost(pool: ProcessPool, genes: Genes) -> tuple[float, float, int]:
    """The same of some genes, in another process; zeros if nobody can enter them."""
    patient = entered(genes)
    if patient is None:
        return 0.0, 0.0, 0
    figures: tuple[float, float, int] = pool.schedule(printed, (patient,)).result()
    return figures


def search(minutes: float, seed: int) -> Genes:
    """The worst genes found in so many minutes, of as many climbs as there is time for."""
    dice, until = random.Random(seed), time.monotonic() + 60 * minutes  # noqa: S311 - a search
    worst, most = LEAST, 0.0
    with ProcessPool(1, initializer=warm, context=get_context("forkserver")) as pool:
        while time.monotonic() < until:
            found, took = climb(pool, dice, until)
            if took > most:
                worst, most = found, took
    return worst


def climb(pool: ProcessPool, dice: random.Random, until: float) -> tuple[Genes, float]:
    """From a small record up, by one change after the other, until many in a row cost no more."""
    genes, most, in_vain = LEAST, max(cost(pool, LEAST)[:2]), 0
    print(f"{most:6.1f} s  a letter everywhere")
    while in_vain < PATIENCE and time.monotonic() < until:
        place = dice.choice(list(LEAST))
        tried = genes | {place: dice.choice(choices(place))}
        if place.partition(".")[0] in LISTS and dice.random() < HALF:
            tried |= {place.partition(".")[0]: "all"}
        if entered(tried) is None:
            continue
        took, in_vain = max(cost(pool, tried)[:2]), in_vain + 1
        if took > most * GAIN:
            genes, most, in_vain = tried, took, 0
            print(f"{most:6.1f} s  {place}: {tried[place]}", flush=True)
    return genes, most


def main() -> None:
    """Search, and hold the worst to what one job may take."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    worst = search(chosen.minutes, chosen.seed)
    found = entered(worst)
    if chosen.out and found:
        chosen.out.write_text(found.model_dump_json(exclude_none=True, indent=1), "utf-8")
    with ProcessPool(1, initializer=warm, context=get_context("forkserver")) as pool:
        card, plan, memory = cost(pool, worst)
    print(json.dumps({place: held for place, held in worst.items() if held != LEAST[place]}))
    print(f"card {card:.1f} s, plan {plan:.1f} s of {SECONDS:.0f} s each")
    print(f"memory {memory / 1e6:.0f} MB in all; a job may add {MEMORY_BYTES / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
