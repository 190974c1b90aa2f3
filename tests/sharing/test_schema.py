"""The database's tables and migrations."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import column as column_of
from sqlalchemy import delete, insert, inspect, table, text

from tests.sharing.databases import Database
from walletcard.sharing import cards, schema
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.sharing.store import FILE, Store, StoreDown

AT_ONCE = 4
BYTES = {"id_hash", "sealed", "reading_key", "slot", "card", "place"}
EXPANDING = ("0004", "0005")  # every migration since there were servers that must not stop
MIGRATE = """
import sys
from pathlib import Path
from walletcard.sharing.store import Store
store = Store(sys.argv[2] or None, Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.read(1)
store.migrate()
store.prepare()
"""


def test_the_migrations_make_the_tables(store: Store, database: Database) -> None:
    """What the code expects is what the migrations lead to, column by column."""
    assert store.migrate() == EXPANDING[-1]

    with database.connection() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.METADATA) == []


def test_migrating_again_changes_nothing(store: Store, database: Database) -> None:
    """A row that was there is still there."""
    owner = OwnerSecret.fresh()
    with store.writing() as rows:
        rows.add(owner, b"answers")

    database.store().migrate()
    with store.reading() as seen:
        assert seen.read(owner) == b"answers"


def test_every_migration_can_be_undone(store: Store, database: Database) -> None:
    """Down to nothing, and up again."""
    config = Config()
    config.set_main_option("script_location", "walletcard.sharing:migrations")
    config.set_main_option("path_separator", "os")
    with database.connection() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]

    assert store.migrate() == EXPANDING[-1]


def test_a_newer_database_is_refused(store: Store, database: Database) -> None:
    """One sentence says so, at the start and at a migration, and nothing is changed."""
    with database.connection() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    for step in (database.store().prepare, store.migrate):
        with pytest.raises(schema.SchemaMismatch, match=r"later release \(its revision is 9999\)"):
            step()


def test_an_older_database_is_refused_or_migrated(database: Database) -> None:
    """SQLite is brought up to date at the start; of another, its operator is told the command."""
    store = database.store()
    if database.url:
        with pytest.raises(schema.SchemaMismatch, match=r"run: walletcard migrate$"):
            store.prepare()
        store.migrate()
    store.prepare()

    with database.connection() as connection:
        schema.refuse_mismatch(connection)


def test_an_older_database_is_detected(tmp_path: Path) -> None:
    """The check itself, on an empty database."""
    with (
        Database(tmp_path).connection() as connection,
        pytest.raises(schema.SchemaMismatch, match="behind this release"),
    ):
        schema.refuse_mismatch(connection)


@pytest.mark.slow
def test_several_workers_start_at_once(database: Database) -> None:
    """Each finds the database as it must be, whoever of them made it."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATE, str(database.folder), database.url or ""],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(AT_ONCE)
    ]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    said = [worker.communicate("x") for worker in workers]

    assert said == [("", "")] * AT_ONCE
    assert [worker.returncode for worker in workers] == [0] * AT_ONCE
    with database.connection() as connection:
        schema.refuse_mismatch(connection)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_an_earlier_release_writes_on_while_the_database_is_migrated(database: Database) -> None:
    """Each migration only adds, and a row without what it adds is taken."""
    store = database.store()
    for before, after in pairwise(("0003", *EXPANDING)):
        store.migrate(before)
        known = columns_of(database)
        store.migrate(after)
        for name, columns in known.items():
            assert columns <= columns_of(database)[name]
            row = {column: b"\0" if column in BYTES else 1 for column in columns}
            with database.connection() as connection:
                connection.execute(insert(table(name, *map(column_of, row))), row)
                connection.execute(delete(table(name)))
    assert store.migrate() == EXPANDING[-1], "add the new migration to those that are tried here"


def columns_of(database: Database) -> dict[str, set[str]]:
    """The columns of each table of ours, as they are."""
    with database.connection() as connection:
        looking = inspect(connection)
        return {
            name: {str(one["name"]) for one in looking.get_columns(name)}
            for name in looking.get_table_names()
            if name != "alembic_version"
        }


def test_a_database_goes_back_to_an_earlier_release(store: Store, database: Database) -> None:
    """With the command of the later one, and its cards stay."""
    owner = OwnerSecret.fresh()
    with store.writing() as rows:
        rows.add(owner, b"answers")

    assert store.migrate("0003") == "0003"
    assert "withdrawal" not in columns_of(database)
    assert store.migrate() == EXPANDING[-1]
    with store.reading() as seen:
        assert seen.read(owner) == b"answers"
    with pytest.raises(schema.SchemaMismatch, match="later release"):
        store.migrate("9999")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_migrating_gives_up_behind_a_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else every reader would wait behind it until the backup is made."""
    store.migrate("0003")
    monkeypatch.setattr("walletcard.sharing.store.PATIENCE", "10ms")

    with store.snapshot() as connection:
        connection.execute(text("SELECT * FROM card"))
        with pytest.raises(StoreDown, match="lock timeout"):
            store.migrate()

    assert store.migrate() == EXPANDING[-1]


def test_an_old_release_s_cards_open_while_its_database_is_migrated(tmp_path: Path) -> None:
    """Read without a pause by somebody who was there before."""
    kept = Path(__file__).parent.parent / "released" / "1" / "kept"
    (tmp_path / FILE).write_bytes((kept / FILE).read_bytes())
    codes = [one["code"] for one in json.loads((kept / "opens.json").read_text("utf-8"))["cards"]]
    secrets = [CardSecret.read(code) for code in codes]
    reader, over, opened = Database(tmp_path).store(), threading.Event(), list[str]()

    def read_on() -> None:
        while not over.is_set():
            opened.extend(cards.details(reader, one).answers.record for one in secrets)

    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(read_on)
        while not opened:
            pass
        before = len(opened)
        Database(tmp_path).store().migrate()
        while len(opened) < before + len(secrets) and not reading.done():
            pass
        over.set()
        reading.result()

    assert len(set(opened)) == len(set(secrets))
