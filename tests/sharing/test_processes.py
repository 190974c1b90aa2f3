"""Several processes at one store, and processes that are killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.sharing.at_work import ANSWERS, CHANGED, TODAY
from tests.sharing.databases import Database
from walletcard.sharing import cards
from walletcard.sharing.rows import CardUnknown, CardWithdrawn
from walletcard.sharing.schema import CARD, OWNER
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import Store

ROOT = Path(__file__).parent.parent.parent
OWNERS = OwnerSecret(bytes(range(16)))

Process = subprocess.Popen[str]
Start = Callable[[str], Process]

pytestmark = pytest.mark.slow


@pytest.fixture
def start(database: Database) -> Iterator[Start]:
    """Starts a process that takes a step of `at_work`, ready to begin."""
    with ExitStack() as stack:

        def started(step: str) -> Process:
            arguments = [step, str(database.folder), database.url or "", OWNERS.digits]
            command = [sys.executable, "-m", "tests.sharing.at_work", *arguments]
            pipe = subprocess.PIPE
            process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
            stack.callback(process.communicate)
            stack.callback(process.kill)
            assert said(process) == "ready"
            return process

        yield started


def said(process: Process) -> str:
    """The next line of a process."""
    assert process.stdout
    return process.stdout.readline().strip()


def go_on(process: Process) -> None:
    """Give a process the word that it waits for."""
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def state(store: Store) -> str:
    """Which step of `live` the owner is at; each is told from all others."""
    try:
        held = cards.holding(store, OWNERS)
    except CardUnknown:
        with pytest.raises(CardWithdrawn):
            cards.details(store, OWNERS.card(2))
        return "erased"
    if held.current is None:
        with pytest.raises(CardWithdrawn):
            cards.details(store, OWNERS.card(2))
        return "withdrawn"
    behind = cards.details(store, OWNERS.card(held.current.number))
    assert behind.answers == held.answers
    if held.current.number > 1:
        return "renewed"
    return {ANSWERS: "kept", CHANGED: "changed"}[held.answers]


@pytest.mark.parametrize("steps", range(1, 6))
def test_a_kill_after_any_step_loses_nothing(store: Store, start: Start, steps: int) -> None:
    """What a process said was done is there after kill -9, whole and for good."""
    process = start("live")
    for _ in range(steps):
        go_on(process)
        done = said(process)
    process.kill()
    process.wait()

    assert state(store) == done


def test_a_kill_within_a_step_leaves_nothing_of_it(
    store: Store, start: Start, database: Database
) -> None:
    """The half that was written is not there, and the store is not locked."""
    process = start("stop_halfway")
    go_on(process)
    assert said(process) == "halfway"
    process.kill()
    process.wait()

    cards.keep(store, OWNERS, ANSWERS, TODAY)
    assert set(database.rows(OWNER)) == {OWNERS.id_hash}


def test_a_kill_at_any_moment_keeps_what_was_confirmed(
    store: Store, start: Start, database: Database
) -> None:
    """A writer is killed three times while it writes: each owner that was told has their card."""
    told = []
    for lines in (1, 4, 9):
        process = start("keep")
        go_on(process)
        told += [OwnerSecret.read(said(process)) for _ in range(lines)]
        process.kill()
        rest, _ = process.communicate()
        told += [OwnerSecret.read(line) for line in rest.splitlines() if len(line) == 40]

    for owner in told:
        assert cards.holding(store, owner).answers == ANSWERS
        assert cards.details(store, owner.card(1)).answers == ANSWERS
    assert len(database.rows(OWNER)) == len(database.rows(CARD)) >= len(told)
    if not database.url:
        with database.connection() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_two_writers_at_once_lose_nothing(store: Store, start: Start) -> None:
    """Two processes make ten cards each for one owner: twenty more, of which the last works."""
    cards.keep(store, OWNERS, ANSWERS, TODAY)
    processes = [start("renew"), start("renew")]
    for process in processes:
        go_on(process)
    assert [said(process) for process in processes] == ["done", "done"]

    made = cards.holding(store, OWNERS).cards
    assert [card.number for card in made] == list(range(1, 22))
    assert [card.number for card in made if not card.withdrawn] == [21]
    for card in made[:-1]:
        with pytest.raises(CardWithdrawn):
            cards.details(store, OWNERS.card(card.number))
    assert cards.details(store, OWNERS.card(21)).answers == ANSWERS
