"""Restores a backup into a database of either kind: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby, islice
from operator import itemgetter
from typing import IO

from sqlalchemy import Connection, delete, insert, select

from walletcard.keeping.backup import ROWS_AT_ONCE, kept_tables
from walletcard.keeping.lines import BackupRefused, Contents, Reader, Value
from walletcard.sharing import schema
from walletcard.sharing.rows import WritableRows
from walletcard.sharing.schema import CARD, OWNER
from walletcard.sharing.store import Store
from walletcard.sharing.withdrawals import Withdrawals, merged

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


def restore(
    store: Store, file: IO[bytes], listed: Withdrawals, *, replacing: bool = False
) -> Contents:
    """Put all rows of a backup into the database, in one transaction, but what was withdrawn since.

    `listed` is the list of withdrawn cards; what the database says of them counts too. A database
    that holds rows is refused, unless they are to be replaced. Raises `BackupRefused`,
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
        shut = merged(WritableRows(connection).withdrawals(), listed)
        _empty(connection)
        reader = Reader(file)  # verified again as it is read: it may have changed since
        schema.migrate(connection, reader.head.revision)
        _fill(connection, reader, shut)
        schema.upgrade(connection)
        rows = WritableRows(connection)
        for one in shut.values():
            rows.shut(one)
    return Contents(reader.head, reader.count)


def _holds_rows(connection: Connection) -> bool:
    first = (select(one).limit(1) for one in kept_tables(connection))
    return any(connection.execute(query).first() is not None for query in first)


def _empty(connection: Connection) -> None:
    for one in kept_tables(connection):
        connection.execute(delete(one))


def _fill(connection: Connection, reader: Reader, shut: Withdrawals) -> None:
    tables = {one.name: one for one in kept_tables(connection)}
    for name, columns in reader.head.columns.items():
        if name not in tables or set(columns) != set(tables[name].c.keys()):
            raise BackupRefused(f"This backup has a table that is not known here: {name}.")
    for name, rows in groupby(_named(reader), key=itemgetter(0)):
        still_kept = (after for _, row in rows if (after := _unless_shut(name, row, shut)))
        while batch := list(islice(still_kept, ROWS_AT_ONCE)):
            connection.execute(insert(tables[name]), batch)


def _named(reader: Reader) -> Iterator[tuple[str, dict[str, Value]]]:
    """Each row with the names of its columns."""
    for name, row in reader.rows():
        yield name, dict(zip(reader.head.columns[name], row, strict=True))


def _unless_shut(table: str, row: dict[str, Value], shut: Withdrawals) -> dict[str, Value] | None:
    """A row as it is restored: a shut card empty, a deleted owner not at all."""
    key = row.get("id_hash")
    found = shut.get(key) if isinstance(key, bytes) else None
    if found is None:
        return row
    if table == CARD.name:
        return row | {"sealed": None}
    return None if table == OWNER.name else row
