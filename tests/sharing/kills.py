"""Kills writers at random moments, and opens every card that they said was kept.

Run as `script/kills [WRITES]`: with SQLite, and with the PostgreSQL of TEST_DATABASE_URL if it is
set, for as long as that takes. A writer is a fork of this process, which has no store open by then:
so it is at work at once, and is killed while it writes, not while it starts. At the end it looks
for answers and secrets in the files of the SQLite database, and in a backup.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

from tests.issuing.leaks import found_in, needles
from tests.sharing import at_work
from tests.sharing.at_work import ANSWERS
from tests.sharing.databases import POSTGRESQL, Database, own_database
from walletcard.sharing import cards
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import FILE

DIGITS = len(OwnerSecret(bytes(16)).digits)
LONGEST_LIFE = 0.06  # seconds that a writer works before it is killed


def keep_for_ever(database: Database, saying: int) -> None:
    """Keep one card after another, and say each owner's digits to a pipe."""
    os.dup2(saying, sys.stdout.fileno())
    store = database.store()
    with store.reading():
        at_work.say("ready")
    at_work.keep(store, "")


def killed_at_random(database: Database, chance: random.Random) -> list[str]:
    """The digits of every owner whose card a writer kept, before it was killed with SIGKILL."""
    listening, saying = os.pipe()
    process = get_context("fork").Process(target=keep_for_ever, args=(database, saying))
    process.start()
    os.close(saying)
    with os.fdopen(listening) as said:
        said.readline()
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        process.kill()
        process.join()
        return [line.strip() for line in said if len(line.strip()) == DIGITS]


def lost(database: Database, kept: list[str]) -> list[str]:
    """The owners whose card does not open with the answers that were kept."""
    store = database.store()
    owners = [OwnerSecret.read(digits) for digits in kept]
    return [
        owner.digits
        for owner in owners
        if cards.details(store, owner.card(1)).answers != ANSWERS
        or cards.holding(store, owner).answers != ANSWERS
    ]


def leaks(folder: Path, kept: list[str]) -> list[bytes]:
    """What of the answers and secrets stands in the database, its log, or a backup of it."""
    backup = sqlite3.connect(folder / "backup")
    with sqlite3.connect(folder / FILE) as open_now:
        open_now.backup(backup)
    backup.close()
    owners = [OwnerSecret.read(digits) for digits in kept[:: max(1, len(kept) // 50)]]
    sought = needles(
        [ANSWERS.patient.name, ANSWERS.record], [*owners, *(o.card(1) for o in owners)]
    )
    return [
        found
        for file in folder.iterdir()
        for found in found_in(file.read_bytes()[:200_000], sought)
    ]


def main() -> None:
    """Kill until so many cards were kept, and say what was lost."""
    writes = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    chance = random.Random(20261128)  # noqa: S311 - the same moments each time
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        databases = [Database(Path(folder))]
        databases += [Database(Path(folder), own_database("kills"))] if POSTGRESQL else []
        for database in databases:
            store = database.store()
            store.migrate()
            store.close()  # no connection is there when writers part from us
            kept: list[str] = []
            kills = 0
            began = time.monotonic()
            while len(kept) < writes:
                kept += killed_at_random(database, chance)
                kills += 1
            took = time.monotonic() - began
            gone = lost(database, kept)
            found = leaks(Path(folder), kept) if not database.url else []
            kind = "PostgreSQL" if database.url else "SQLite"
            sys.stdout.write(
                f"{kind}: {len(kept)} cards kept, {kills} writers killed in {took:.0f} s, "
                f"{len(gone)} cards lost, {len(found)} leaks\n"
            )
            failed |= bool(gone or found)
            database.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
