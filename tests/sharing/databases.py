"""Databases to test with, and a look into them past the store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, insert, make_url, select, text
from sqlalchemy.pool import NullPool

from walletcard.sharing.schema import METADATA
from walletcard.sharing.secret import Secret
from walletcard.sharing.store import FILE, Store

POSTGRESQL = os.environ.get("TEST_DATABASE_URL")  # of a server on which databases may be made


def own_database(worker: str) -> str:
    """The URL of an empty database for one of the processes that run tests at the same time."""
    server = make_url(POSTGRESQL or "")
    name = f"walletcard_tests_{worker}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    return server.set(database=name).render_as_string(hide_password=False)


@dataclass(frozen=True)
class Database:
    """SQLite in a folder, or PostgreSQL by its URL."""

    folder: Path
    url: str | None = None
    opened: list[Store] = field(default_factory=list)

    @property
    def file(self) -> Path:
        """Where SQLite's file is."""
        return self.folder / FILE

    def store(self) -> Store:
        """A store that opens this database, until `close`."""
        self.opened.append(Store(self.url, self.folder))
        return self.opened[-1]

    def close(self) -> None:
        """Close every store."""
        for store in self.opened:
            store.close()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection of the tests' own, committed at the end."""
        engine = create_engine(self.url or f"sqlite:///{self.file}", poolclass=NullPool)
        with engine.begin() as connection:
            yield connection

    def rows(self, table: Table) -> dict[bytes, Any]:
        """What is sealed in a table, by the hash of its id."""
        with self.connection() as connection:
            found = connection.execute(select(table.c.id_hash, table.c.sealed))
            return {row.id_hash: row.sealed for row in found}

    def put(self, table: Table, secret: Secret, sealed: bytes, **columns: Any) -> None:
        """Lay a sealed content into a secret's row, as someone with the database could."""
        with self.connection() as connection:
            row = table.c.id_hash == secret.id_hash
            connection.execute(table.delete().where(row))
            connection.execute(
                insert(table).values(id_hash=secret.id_hash, sealed=sealed, **columns)
            )

    def empty(self) -> None:
        """Drop everything."""
        with self.connection() as connection:
            METADATA.drop_all(connection)
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
