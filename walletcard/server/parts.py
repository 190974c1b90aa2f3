"""The parts of a server that must be ready, and how the maker looks at each."""

from __future__ import annotations

from walletcard.paper.fonts import missing_fonts
from walletcard.paper.press import Press
from walletcard.server.notices import Look
from walletcard.sharing.schema import SchemaMismatch, refuse_mismatch
from walletcard.sharing.store import Store, StoreDown
from walletcard.web.site.current import Site


def looks(site: Site) -> dict[str, Look]:
    """How to look at each part. What a look says holds no name, no address and no password."""
    return {
        "database": lambda: _database(site.store),
        "migrations": lambda: _migrations(site.store),
        "fonts": lambda: f"{len(missing)} are missing" if (missing := missing_fonts()) else None,
        "press": lambda: site.press.trouble if isinstance(site.press, Press) else None,
    }


def _database(store: Store) -> str | None:
    try:
        with store.looking() as connection:
            connection.exec_driver_sql("SELECT 1")
    except StoreDown:
        return "it cannot be read"
    return None


def _migrations(store: Store) -> str | None:
    try:
        with store.looking() as connection:
            refuse_mismatch(connection)
    except StoreDown:
        return "unknown while the database cannot be read"
    except SchemaMismatch:
        return "the database is of another release"
    return None
