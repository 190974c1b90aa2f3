"""The databases that the store's tests run against."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sharing.databases import POSTGRESQL, Database
from walletcard.sharing.store import Store

URLS: dict[str, str | None] = {"sqlite": None} | ({"postgresql": POSTGRESQL} if POSTGRESQL else {})


@pytest.fixture(params=URLS.values(), ids=list(URLS))
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database: SQLite, and PostgreSQL where TEST_DATABASE_URL names one to use."""
    used = Database(tmp_path, request.param)
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
