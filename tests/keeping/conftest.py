"""The databases that backups are made of and restored into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sharing.conftest import database, postgresql, store
from tests.sharing.databases import Database

__all__ = ["another", "database", "postgresql", "store"]


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database on another machine."""
    folder = tmp_path / "another"
    folder.mkdir()
    used = Database(folder)
    yield used
    used.close()
