"""The database's tables and migrations."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from tests.sharing.databases import Database
from walletcard.sharing import schema
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import Store

AT_ONCE = 4
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
    assert store.migrate() == "0004"

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

    assert store.migrate() == "0004"


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
