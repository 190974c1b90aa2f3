"""How much the database holds: figures for whoever watches the server, of nobody in particular."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from walletcard.sharing.schema import METADATA


def rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    counts = {
        table.name: select(func.count()).select_from(table) for table in METADATA.sorted_tables
    }
    return {name: connection.execute(count).scalar_one() for name, count in counts.items()}


def size(connection: Connection) -> int:
    """How many bytes the database takes on its disk, without its log."""
    if connection.dialect.name != "sqlite":
        asked = "SELECT pg_database_size(current_database())"
        return int(connection.exec_driver_sql(asked).scalar_one())
    pages, page = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        for name in ("page_count", "page_size")
    )
    return pages * page
