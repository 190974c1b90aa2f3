"""What expired is removed by itself, and its room is returned."""

from __future__ import annotations

import sqlite3
import time
from datetime import date
from pathlib import Path

from tests.people import a_patient
from tests.sharing.databases import Database
from walletcard.sharing import cards, sessions
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.purging import keep_purging, purge
from walletcard.sharing.schema import SESSION
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.sessions import Session
from walletcard.sharing.store import FILE, Store

BEGINNING, END = 1_000, 2_000
MANY = 40
PATIENCE = 10.0
TODAY = date(2026, 3, 2)


def fill(store: Store, count: int = MANY) -> None:
    """Begin sessions that hold a draft each."""
    for number in range(count):
        drafts = {1: {"words": {"names": f"{number}" * 20_000}}}
        sessions.create(store, Session(END, drafts=drafts), BEGINNING)


def run(folder: Path, *statements: str) -> list[tuple[object, ...]]:
    """Run statements on the file past the store; what the last one answers."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None)
    answers = [connection.execute(statement).fetchall() for statement in statements]
    connection.close()
    return answers[-1]


def test_what_expired_is_forgotten(store: Store, database: Database) -> None:
    """At the second at which it ends, and not before."""
    fill(store, 2)

    purge(store, END - 1)
    assert len(database.rows(SESSION)) == 2
    purge(store, END)
    assert database.rows(SESSION) == {}


def test_the_file_shrinks_and_holds_nothing_deleted(tmp_path: Path) -> None:
    """Neither the file nor its log holds a piece of a row, and both are small again."""
    database = Database(tmp_path)
    store = database.store()
    store.prepare()
    empty = (tmp_path / FILE).stat().st_size
    fill(store)
    pieces = [sealed[100:200] for sealed in database.rows(SESSION).values()]

    purge(store, END)

    files = [file.read_bytes() for file in tmp_path.glob(f"{FILE}*")]
    assert not any(piece in file for piece in pieces for file in files)
    assert (tmp_path / FILE).stat().st_size <= empty + 2 * 4096
    store.close()


def test_a_file_from_an_earlier_release_shrinks_too(tmp_path: Path) -> None:
    """It is rewritten once, and keeps its rows."""
    database = Database(tmp_path)
    store = database.store()
    store.prepare()
    fill(store, 3)
    store.close()
    run(tmp_path, "PRAGMA auto_vacuum=0", "VACUUM")
    assert run(tmp_path, "PRAGMA auto_vacuum") == [(0,)]

    again = database.store()
    again.prepare()

    assert len(database.rows(SESSION)) == 3
    assert run(tmp_path, "PRAGMA auto_vacuum") == [(2,)]


def test_a_thread_deletes_expired_rows_without_visitors(tmp_path: Path) -> None:
    """Nobody starts or opens anything."""
    database = Database(tmp_path)
    store = database.store()
    fill(store, 1)
    over = keep_purging(store, 0.01)
    until = time.monotonic() + PATIENCE
    while database.rows(SESSION) and time.monotonic() < until:
        time.sleep(0.02)
    over.set()

    assert database.rows(SESSION) == {}
    store.close()


def test_what_was_withdrawn_during_a_backup_leaves_the_log_later(tmp_path: Path) -> None:
    """The log cannot be cut while somebody reads an earlier state of it."""
    store = Database(tmp_path).store()
    store.prepare()
    owner = OwnerSecret.fresh()
    cards.keep(store, owner, KeptRecord.of(a_patient()), TODAY)
    log = tmp_path / f"{FILE}-wal"

    with store.snapshot():
        cards.withdraw(store, owner, TODAY)
        assert log.stat().st_size
    store.tidy()

    assert log.stat().st_size == 0
    store.close()


def test_purging_frees_room_while_a_card_is_read(store: Store, database: Database) -> None:
    """Whoever reads does not wait for it, nor the other way round."""
    fill(store, 3)
    owner = OwnerSecret.fresh()
    cards.keep(store, owner, KeptRecord.of(a_patient()), TODAY)

    with store.reading() as rows:
        rows.read(owner.card(1))
        purge(store, END)
        store.free()
        assert rows.read(owner.card(1))

    assert database.rows(SESSION) == {}
