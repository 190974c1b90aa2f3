"""The components of a server that must be ready, and how the maker looks at each."""

from __future__ import annotations

import contextlib
import time

from walletcard.paper.fonts import missing_fonts
from walletcard.paper.press import Press
from walletcard.server.notices import Look
from walletcard.sharing import same_secret
from walletcard.sharing.schema import SchemaMismatch, refuse_mismatch
from walletcard.sharing.store import Store, StoreDown
from walletcard.web.site.current import Site

UNKNOWN = "unknown while the database cannot be read"
OTHERS = (
    "another server has the same database and another server-secret, and refuses the forms of this "
    "one: copy the file to all machines and restart them"
)


def looks(site: Site) -> dict[str, Look]:
    """How to look at each component. What a look says holds no name, no address and no password."""
    return {
        "database": lambda: _database(site.store),
        "migrations": lambda: _migrations(site.store),
        "secret": lambda: _secret(site.store, site.settings.server_secret),
        "fonts": lambda: f"{len(missing)} are missing" if (missing := missing_fonts()) else None,
        "press": lambda: _press(site.press) if isinstance(site.press, Press) else None,
    }


def _press(press: Press) -> str | None:
    """Also start renderers again that ended while nobody printed."""
    trouble = press.trouble
    press.mend()
    return trouble


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
        return UNKNOWN
    except SchemaMismatch:
        return "the database is of another release"
    return None


def _secret(store: Store, secret: str) -> str | None:
    """Note which secret this server has, and look at the notes of other machines."""
    now = int(time.time())
    try:
        with store.looking() as connection:
            if connection.dialect.name == "sqlite":
                return None  # no other machine can use it
            is_due = same_secret.is_due(connection, secret, now)
            has_others = same_secret.has_others(connection, secret, now)
    except StoreDown:
        return UNKNOWN
    if is_due:
        with contextlib.suppress(StoreDown, SchemaMismatch):
            same_secret.note(store, secret, now)
    return OTHERS if has_others else None
