"""A process of its own that works on a store, to be killed or to compete with another.

Run as `python -m tests.sharing.at_work STEP FOLDER URL ARGUMENT`; URL may be empty. It says what is
done, and waits for a line before it begins.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from tests.people import a_patient
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import Store

TODAY = date(2026, 3, 2)
ANSWERS = KeptRecord.of(a_patient())
CHANGED = KeptRecord.of(a_patient(name="Noor Haddad"))


def keep(store: Store, _: str) -> None:
    """Keep one new card after another, and say each owner's digits."""
    while True:
        owner = OwnerSecret.fresh()
        cards.keep(store, owner, ANSWERS, TODAY)
        say(owner.digits)


def live(store: Store, digits: str) -> None:
    """Take one owner through every step, and wait for a word after each."""
    owner = OwnerSecret.read(digits)
    cards.keep(store, owner, ANSWERS, TODAY)
    say_and_wait("kept")
    cards.change(store, owner, CHANGED)
    say_and_wait("changed")
    cards.renew(store, owner, TODAY)
    say_and_wait("renewed")
    cards.withdraw(store, owner, TODAY)
    say_and_wait("withdrawn")
    cards.erase(store, owner)
    say_and_wait("erased")


def stop_halfway(store: Store, digits: str) -> None:
    """Write the owner's row, and wait within the transaction."""
    owner = OwnerSecret.read(digits)
    with store.writing() as rows:
        rows.add(owner, b"half")
        say_and_wait("halfway")


def renew(store: Store, digits: str) -> None:
    """Make ten new cards for one owner."""
    for _ in range(10):
        cards.renew(store, OwnerSecret.read(digits), TODAY)
    say("done")


def say(line: str) -> None:
    """Say it at once."""
    print(line, flush=True)  # noqa: T201


def say_and_wait(line: str) -> None:
    """Say it, and wait for a line."""
    say(line)
    sys.stdin.readline()


STEPS = {step.__name__: step for step in (keep, live, stop_halfway, renew)}

if __name__ == "__main__":
    name, folder, url, argument = sys.argv[1:]
    opened = Store(url or None, Path(folder))
    say_and_wait("ready")
    STEPS[name](opened, argument)
