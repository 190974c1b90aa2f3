"""How many documents a second one renderer prints, and one per core, and how much memory it takes.

    .venv/bin/python benchmarks/press.py [--seconds 20] [--documents 500]

Two renderers on two cores should print 1.6 times as much as one. One renderer that is not replaced
should need no more memory after 500 documents than after the first 50.
"""

from __future__ import annotations

import argparse
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from walletcard.clinical.record import read_record
from walletcard.paper import press as pressing
from walletcard.paper.papers import Order
from walletcard.paper.press import Press
from walletcard.paper.printer import always
from walletcard.paper.sheets import Sheet

PATIENTS = Path(__file__).parent.parent / "tests" / "patients"
LINK = "https://cards.example.org/c#" + "1" * 40
EVERY = 50  # documents between two readings of the memory


def orders() -> list[Order]:
    """Orders for the papers of three invented people."""
    files = [PATIENTS / f"{name}.json" for name in ("01-typical", "02-least", "04-child")]
    return [Order(read_record(file.read_bytes()), Sheet.A4, link=LINK) for file in files]


def held_kb() -> int:
    """The memory that this renderer holds now, in KB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def documents_a_second(renderers: int, seconds: float) -> float:
    """How many documents a press prints per second when there is always one waiting."""
    press = Press(renderers, seconds=600)
    some = orders()

    def printing(number: int) -> int:
        done = 0
        while time.monotonic() < until:
            press.run(always, Order.action_plan, some[(number + done) % len(some)])
            done += 1
        return done

    with ThreadPoolExecutor(renderers + 1) as threads:
        until = time.monotonic() + 600
        list(threads.map(lambda _: press.run(always, Order.card, some[0]), range(4 * renderers)))
        began, until = time.monotonic(), time.monotonic() + seconds
        done = sum(threads.map(printing, range(renderers + 1)))
    rate = done / (time.monotonic() - began)
    press.stop()
    return rate


def memory(documents: int) -> None:
    """Print the memory of one renderer after every `EVERY` documents."""
    press = Press(1, seconds=600, jobs=0)
    some = orders()
    first = 0
    for number in range(1, documents + 1):
        press.run(always, Order.action_plan, some[number % len(some)])
        if number % EVERY == 0:
            held = press.run(always, held_kb)
            first = first or held
            print(
                f"{number:5} documents: {held / 1024:6.1f} MB, {held / first - 1:+.1%}", flush=True
            )
    press.stop()


def main() -> None:
    """Measure speed and memory."""
    pressing.WAIT_SECONDS = 600  # other work on this machine may delay a print
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--documents", type=int, default=500)
    chosen = options.parse_args()
    cores = os.cpu_count() or 1
    one = documents_a_second(1, chosen.seconds)
    all_ = documents_a_second(cores, chosen.seconds)
    print(
        f"plans a second: {one:.2f} by one renderer, {all_:.2f} by {cores}: {all_ / one:.2f} times"
    )
    memory(chosen.documents)


if __name__ == "__main__":
    main()
