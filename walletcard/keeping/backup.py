"""Makes a backup: all rows as they were at one moment, while the server goes on.

The rows are sealed, and stay so. What is counted of networks is left out: it is over in a day.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, TableClause, column, inspect, select, table

from walletcard.files import NotWritten, whole_file
from walletcard.keeping.lines import Contents, Head, Row, write
from walletcard.sharing import schema
from walletcard.sharing.store import Store

ROWS_AT_ONCE = 32  # in memory; a row may have two megabytes


def back_up(store: Store, file: Path, now: datetime) -> Contents:
    """Write a backup to a new file, which only this user may read.

    Raises `walletcard.files.NotWritten`, `StoreDown` or `SchemaMismatch`; then there is no file.
    """
    with whole_file(file) as opened, store.snapshot() as connection:
        tables = kept_tables(connection)
        columns = {one.name: [each.name for each in one.c] for one in tables}
        head = Head(schema.revision(connection) or "", now, columns)
        try:
            with contextlib.closing(_rows(connection, tables)) as rows:
                return write(opened, head, rows)
        except OSError as error:
            raise NotWritten(f"{file} was not written: {error.strerror or error}.") from error


def kept_tables(connection: Connection) -> list[TableClause]:
    """The tables that a backup holds, with the columns that they have in this database."""
    looking = inspect(connection)
    there = set(looking.get_table_names())
    return [
        table(name, *(column(str(one["name"]), one["type"]) for one in looking.get_columns(name)))
        for name in schema.KEPT
        if name in there
    ]


def _rows(connection: Connection, tables: list[TableClause]) -> Generator[Row, None, None]:
    """Every row, in the order of its random key: so a backup does not tell what was kept when."""
    for one in tables:
        key, *_ = one.c
        streamed = connection.execution_options(yield_per=ROWS_AT_ONCE)
        with streamed.execute(select(one).order_by(key)) as found:
            for row in found:
                yield one.name, list(row)
