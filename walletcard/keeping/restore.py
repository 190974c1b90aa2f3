"""Restores a backup into a database of either kind: all of it, or nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby, islice
from operator import itemgetter
from typing import IO

from sqlalchemy import Connection, delete, insert, select

from walletcard.keeping.backup import ROWS_AT_ONCE, kept_tables
from walletcard.keeping.lines import BackupRefused, Contents, Reader
from walletcard.sharing import schema
from walletcard.sharing.store import Store

# Older answers may be wrong by now, and what people removed should be gone from backups too.
MOST_AGE = timedelta(days=30)


def verify(file: IO[bytes]) -> Contents:
    """What a backup holds, once all of it was read. Raises `BackupRefused` or `OSError`."""
    reader = Reader(file)
    for _ in reader.rows():
        pass
    return Contents(reader.head, reader.count)


def refuse_old(made: datetime, now: datetime) -> None:
    """Raise `BackupRefused` for a backup that is older than `MOST_AGE`."""
    if now - made > MOST_AGE:
        raise BackupRefused(
            f"This backup was made on {made:%Y-%m-%d}, more than {MOST_AGE.days} days ago: answers "
            "may have changed since, and a medicine that was stopped would stand on cards again. "
            "If there is no newer one, use --even-old."
        )


def restore(store: Store, file: IO[bytes], *, replacing: bool = False) -> Contents:
    """Put all rows of a backup into the database, in one transaction.

    A database that holds rows is refused, unless they are to be replaced. Raises `BackupRefused`,
    `StoreDown` or `SchemaMismatch`; then the database is as it was.
    """
    verify(file)
    store.migrate()
    with store.rebuilding() as connection:
        if not replacing and _holds_rows(connection):
            raise BackupRefused(
                "The database is not empty. To delete what it holds and restore the backup, "
                "use --replace."
            )
        _empty(connection)
        reader = Reader(file)  # verified again as it is read: it may have changed since
        schema.move_to(connection, reader.head.revision)
        _fill(connection, reader)
        schema.upgrade(connection)
    return Contents(reader.head, reader.count)


def _holds_rows(connection: Connection) -> bool:
    first = (select(one).limit(1) for one in kept_tables(connection))
    return any(connection.execute(query).first() is not None for query in first)


def _empty(connection: Connection) -> None:
    for one in kept_tables(connection):
        connection.execute(delete(one))


def _fill(connection: Connection, reader: Reader) -> None:
    tables = {one.name: one for one in kept_tables(connection)}
    for name, columns in reader.head.columns.items():
        if name not in tables or set(columns) != set(tables[name].c.keys()):
            raise BackupRefused(f"This backup has a table that is not known here: {name}.")
    for name, rows in groupby(reader.rows(), key=itemgetter(0)):
        columns = reader.head.columns[name]
        while batch := [
            dict(zip(columns, row, strict=True)) for _, row in islice(rows, ROWS_AT_ONCE)
        ]:
            connection.execute(insert(tables[name]), batch)
