"""Searches for the record that takes longest to print, among all that can be entered.

    .venv/bin/python benchmarks/worst_record.py [--minutes 10] [--seeds 1 2 3] [--out FOLDER]

It starts from records that are full of one kind of text: many short lines, long words of a script,
many scripts, changes of direction, wide letters. From the worst of them it changes the text at one
place or the length of one list, and keeps a change that costs more. A record that breaks the rules
of the record is refused before it is printed; the search has no other limits. For each seed, the
records that took the most time and the most memory are printed once more in new renderers, and
compared with the limits of one job.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from pebble import ProcessPool

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.field_rules import FIELD_CHARACTERS, TEXT_CHARACTERS
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import RecordRefused, read_record
from walletcard.paper.papers import Order, warm
from walletcard.paper.press import MEMORY_BYTES, SECONDS
from walletcard.paper.sheets import Sheet

MOST_SECONDS = 60.0  # of processor time; a longer print is stopped, and counts as this long
LINES = (40, 20, 10)  # in one text; a whole record may have 600
LINK = "https://cards.example.org/c#" + "1" * 40
GAIN = 1.03  # smaller increases are noise
HALF = 0.5
PATIENCE = 60  # this many changes in a row without a higher cost end a climb
SCRIPTS = "aéЖβשعअกあ中"
UNBROKEN = {"Japanese": "あ", "Thai": "ก", "Arabic": "ع", "Hindi": "क्ष", "marks": "a\u0301\u0323"}
MEASURES = ("time", "memory")

# Number of entries a list may have, what an entry needs besides texts, and its text fields.
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
    "diagnosis": ({"status": "confirmed"}, "associated_neoplasm"),
}
IDS = {
    "medications": [*catalogue().medicines],
    "triggers": [*catalogue().triggers],
    "tolerated": [*catalogue().medicines],
    "conditions": [*catalogue().conditions],
}
PLACES = [
    "name",
    *(f"{list_}.{field}" for list_, (_, _, fields) in LISTS.items() for field in fields.split()),
    *(f"{part}.{field}" for part, (_, fields) in SINGLE.items() for field in fields.split()),
    "alerts.note",
]
NEEDED = {"name", "instructions.text", "premedication.text", "review.by", "hospital.name"} | {
    f"{list_}.name" for list_ in LISTS
}


class TooLong(BaseException):
    """A job was stopped after `MOST_SECONDS`."""


class Cost(NamedTuple):
    """Seconds of processor time for card and plan, and bytes of memory that printing both added."""

    card: float
    plan: float
    memory: int

    def by(self, measure: str) -> float:
        """The time of the slower paper, or the memory."""
        return float(self.memory) if measure == "memory" else max(self.card, self.plan)


Genes = dict[str, str]
LEAST: Genes = {place: "one letter" if place in NEEDED else "nothing" for place in PLACES} | (
    dict.fromkeys(LISTS, "few")
)
Recipe = Callable[[int], str]
REFUSED = Cost(0.0, 0.0, 0)


def mixed(most: int) -> str:
    """The letters of many scripts, again and again."""
    return (f"{SCRIPTS} " * most)[:most].strip()


def lines(number: int) -> Recipe:
    """A recipe for so many lines of one letter."""
    return lambda most: "\n".join("a" * min(number, (most + 1) // 2))


def filled(number: int) -> Recipe:
    """A recipe for so many lines that together fill the place."""
    return lambda most: "\n".join(["m" * max(1, min(99, most // number - 1))] * number)[
        :most
    ].strip()


def unbroken(letter: str) -> Recipe:
    """A recipe for words of the greatest length, of one letter with its combining marks."""
    return lambda most: ((letter * (99 // len(letter)) + " ") * most)[:most].strip()


RECIPES: dict[str, Recipe] = {
    **{f"{number} lines": lines(number) for number in LINES},
    **{f"{number} filled lines": filled(number) for number in LINES},
    **{f"{name} words": unbroken(letter) for name, letter in UNBROKEN.items()},
    "Japanese": lambda most: "あ" * most,
    "hyphens": lambda most: (("a-" * 49 + " ") * most)[:most].strip(),
    "numbers": lambda most: ("+44 20 7946 0000 " * most)[:most].strip(),
    "long words": lambda most: (("m" * 99 + " ") * most)[:most].strip(),
    "wide": lambda most: (("W" * 30 + " ") * most)[:most].strip(),
    "scripts": mixed,
    "directions": lambda most: ("a ש 1 ع " * most)[:most].strip(),
    "single letters": lambda most: ("a " * most)[:most].strip(),
    "plain": lambda most: ("some plain words " * most)[:most].strip(),
    "one letter": lambda _: "a",
    "nothing": lambda _: "",
}
PARTS = {"": 1, " (a quarter)": 4}  # divides the length that a place may have
COUNTS = {"all": 1.0, "half": 0.5, "few": 0.1, "none": 0.0}  # the share of a list's limit
OF_CATALOGUE = " of the catalogue"


def text(genes: Genes, place: str) -> str:
    """The text at a place of the record."""
    most = TEXT_CHARACTERS if place.endswith(".text") else FIELD_CHARACTERS
    name, mark, part = genes[place].partition(" (")
    return RECIPES[name](most // PARTS[mark + part])


def choices(place: str) -> list[str]:
    """The texts that a place may have, or the lengths that a list may have."""
    if place in LISTS:
        return [*COUNTS, *(name + OF_CATALOGUE for name in COUNTS if place in IDS)]
    some = [name + part for name in RECIPES for part in PARTS]
    return [name for name in some if place not in NEEDED or not name.startswith("nothing")]


def part(genes: Genes, name: str, given: dict[str, str], fields: str) -> dict[str, str]:
    """A part of the record."""
    texts = {field: text(genes, f"{name}.{field}") for field in fields.split()}
    return given | {field: said for field, said in texts.items() if said}


def record(genes: Genes) -> dict[str, Any]:
    """The record that these genes describe."""
    made: dict[str, Any] = {"version": 1, "answered_on": "2026-11-10", "born": "1950"}
    made |= {"region": "GB", "name": text(genes, "name"), "subtype": "sm-ahn"}
    made |= {name: entries(genes, name) for name in LISTS}
    if note := text(genes, "alerts.note"):
        made["alerts"] = {asked: {"answer": "yes", "note": note} for asked in catalogue().alerts}
    parts = {name: part(genes, name, *how) for name, how in SINGLE.items()}
    return made | {name: held for name, held in parts.items() if held}


def entries(genes: Genes, name: str) -> list[dict[str, str]]:
    """The entries of a list: each from another catalogue entry, or with a typed name."""
    most, given, fields = LISTS[name]
    count, of_catalogue, _ = genes[name].partition(OF_CATALOGUE)
    held = [part(genes, name, given, fields) for _ in range(int(most * COUNTS[count]))]
    if of_catalogue:
        ids = IDS[name]
        return [
            {field: said for field, said in entry.items() if field != "name"}
            | {"id": ids[number * len(ids) // len(held)]}
            for number, entry in enumerate(held)
        ]
    return [
        entry | {"name": f"{number} {entry['name']}"[:FIELD_CHARACTERS].strip()}
        for number, entry in enumerate(held)
    ]


def entered(genes: Genes) -> Patient | None:
    """The patient of these genes, or None if the record is refused."""
    try:
        return read_record(json.dumps(record(genes), ensure_ascii=False).encode())
    except RecordRefused:
        return None


def printed(patient: Patient) -> Cost:
    """Print card and plan, and return what they cost."""
    order = Order(patient, Sheet.A4, link=LINK)
    held = bytes_held(new_peak=True)
    card, plan = seconds_of(order.card), seconds_of(order.action_plan)
    return Cost(card, plan, bytes_held() - held)


def bytes_held(*, new_peak: bool = False) -> int:
    """The peak memory of this process since the last `new_peak`; 0 where /proc is missing."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    if new_peak:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    lines = status.read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def seconds_of(job: Callable[[], object]) -> float:
    """The processor time of a job in seconds; at `MOST_SECONDS` it is stopped."""

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


def cost(pool: ProcessPool, genes: Genes) -> Cost:
    """The cost of these genes in another process; zeros if the record is refused."""
    patient = entered(genes)
    return REFUSED if patient is None else pool.schedule(printed, (patient,)).result()


def renderer() -> ProcessPool:
    """One renderer, as the press has it."""
    return ProcessPool(1, initializer=warm, context=get_context("forkserver"))


class Search:
    """The worst records found from one seed, one for each measure."""

    def __init__(self, seed: int, until: float) -> None:
        self._dice, self._until = random.Random(seed), until  # noqa: S311 - a search
        self.tried = 0
        self.worst: dict[str, tuple[float, Genes]] = dict.fromkeys(MEASURES, (0.0, LEAST))

    def run(self) -> None:
        """Try every kind of text; then climb from the worst and from random mixes."""
        with renderer() as pool:
            for kind in self._dice.sample(list(RECIPES), len(RECIPES)):
                self._cost(pool, self._filled_with([kind]), "time")
            for measure in itertools.cycle(MEASURES):
                self._climb(pool, self.worst[measure][1], measure)
                self._climb(pool, self._filled_with(list(RECIPES)), measure)
                if time.monotonic() > self._until:
                    return

    def _cost(self, pool: ProcessPool, genes: Genes, measure: str) -> float:
        took = cost(pool, genes)
        self.tried += 1
        for each, (most, _) in self.worst.items():
            if took.by(each) > most:
                self.worst[each] = took.by(each), genes
                print(f"  {self.tried}: {took}", file=sys.stderr, flush=True)
        return took.by(measure)

    def _climb(self, pool: ProcessPool, genes: Genes, measure: str) -> None:
        """Change one thing at a time and keep what costs more, until many in a row do not."""
        most, in_vain = self._cost(pool, genes, measure), 0
        while in_vain < PATIENCE and time.monotonic() < self._until:
            tried = self._changed(genes)
            if entered(tried) is None:
                continue
            took, in_vain = self._cost(pool, tried, measure), in_vain + 1
            if took > most * GAIN:
                genes, most, in_vain = tried, took, 0

    def _changed(self, genes: Genes) -> Genes:
        """Change one place, and sometimes fill up its list."""
        place = self._dice.choice(list(LEAST))
        list_ = place.partition(".")[0]
        tried = genes | {place: self._dice.choice(choices(place))}
        if list_ in LISTS and self._dice.random() < HALF:
            tried |= {list_: "all"}
        return tried

    def _filled_with(self, kinds: list[str]) -> Genes:
        """Fill places in random order with texts of these kinds, as far as the record allows."""
        genes = LEAST
        for place in self._dice.sample(list(LEAST), len(LEAST)):
            kind = self._dice.choice(kinds)
            whole = ["all", "all" + OF_CATALOGUE] if place in LISTS else [kind]
            some = ["half"] if place in LISTS else [f"{kind} (a quarter)"]
            for held in [*self._dice.sample(whole, len(whole)), *some]:
                tried = genes | {place: held}
                if held in choices(place) and entered(tried) is not None:
                    genes = tried
                    break
        return genes


def main() -> None:
    """Search, then compare the worst records with the limits of one job."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--minutes", type=float, default=10, help="time to search for each seed")
    options.add_argument("--seeds", type=int, nargs="+", default=[1])
    options.add_argument("--out", type=Path, help="folder to write the worst records to")
    chosen = options.parse_args()
    for seed in chosen.seeds:
        search = Search(seed, time.monotonic() + 60 * chosen.minutes)
        search.run()
        print(f"seed {seed}: {search.tried} records printed", flush=True)
        for measure, (_, genes) in search.worst.items():
            tell(measure, genes, chosen.out and chosen.out / f"{seed}-{measure}.json")


def tell(measure: str, genes: Genes, file: Path | None) -> None:
    """Print what these genes cost in a new renderer, and the genes."""
    with renderer() as pool:
        card, plan, memory = cost(pool, genes)
    print(
        f"  most {measure}: card {card:.1f} s, plan {plan:.1f} s of {SECONDS:.0f} s each; ", end=""
    )
    print(f"{memory / 1e6:.0f} MB added of {MEMORY_BYTES / 1e6:.0f}")
    shown = {place: held for place, held in genes.items() if held != LEAST[place]}
    print(f"    {json.dumps(shown)}", flush=True)
    found = entered(genes)
    if file and found:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found.model_dump_json(exclude_none=True, indent=1), "utf-8")


if __name__ == "__main__":
    main()
