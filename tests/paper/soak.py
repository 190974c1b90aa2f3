"""Papers of random people, checked: what `script/soak` runs."""

from __future__ import annotations

import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass

import click
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from tests.paper.checks import LINK, PLAIN_LINK, faults_of
from tests.strategies import patients
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import RecordRefused
from walletcard.paper.pdf import RenderFailed
from walletcard.paper.sheets import Sheet

BATCH = 25
links = st.sampled_from((LINK, LINK, PLAIN_LINK, None))
sheets = st.sampled_from(Sheet)


@dataclass(frozen=True)
class Batch:
    """The outcome of one seed: how many people were printed, and each fault with its number."""

    number: int
    printed: int
    faults: tuple[str, ...]


def run(number: int, people: int) -> Batch:
    """Print and check so many people of a seed. The same seed gives the same people."""
    printed = 0
    faults: list[str] = []

    @seed(number)
    @settings(max_examples=people)
    @given(patients(), sheets, links)
    def print_one(patient: Patient, sheet: Sheet, link: str | None) -> None:
        nonlocal printed
        printed += 1
        try:
            found = faults_of(patient, sheet, link)
        except (RecordRefused, RenderFailed) as refusal:
            found = [f"not printed: {refusal}"]
        faults.extend(f"seed {number}, person {printed}: {fault}" for fault in found)

    print_one()
    return Batch(number, printed, tuple(faults))


@click.command()
@click.argument("count", type=int, default=2_000)
@click.option("--seed", "first", type=int, help="Of the first batch; else a random one.")
def main(count: int, first: int | None) -> None:
    """Print the papers of COUNT random people over two processes, and check them."""
    first = random.SystemRandom().randrange(10**9) if first is None else first
    sizes = [min(BATCH, count - done) for done in range(0, count, BATCH)]
    started, printed, faults = time.monotonic(), 0, 0
    with ProcessPoolExecutor(2) as pool:
        for done in as_completed(pool.submit(run, first + n, size) for n, size in enumerate(sizes)):
            batch = done.result()
            printed, faults = printed + batch.printed, faults + len(batch.faults)
            click.echo(f"seed {batch.number}: {batch.printed} people, {len(batch.faults)} faults")
            for fault in batch.faults:
                click.echo(fault)
    minutes = (time.monotonic() - started) / 60
    click.echo(f"{printed} people, {faults} faults, {minutes:.1f} minutes, seeds from {first}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
