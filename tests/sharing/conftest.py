"""The databases that the store's tests run against."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sharing.databases import Database, own_database
from walletcard.sharing.store import Store

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def postgresql(worker_id: str) -> str:
    """The URL of a database that this process alone uses."""
    return own_database(worker_id)


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database: SQLite, and PostgreSQL."""
    is_sqlite = request.param == "sqlite"
    used = Database(tmp_path, None if is_sqlite else request.getfixturevalue("postgresql"))
    if used.url:
        used.empty()
    yield used
    used.close()
    if used.url:
        used.empty()


@pytest.fixture
def store(database: Database) -> Store:
    """A store that is ready."""
    opened = database.store()
    opened.migrate()
    return opened
