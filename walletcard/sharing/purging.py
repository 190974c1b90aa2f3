"""Deletes expired sessions and counts, also on a server that nobody visits."""

from __future__ import annotations

import logging
import threading
import time

from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.store import Store, StoreDown

LOG = logging.getLogger(__name__)
SECONDS_BETWEEN = 15 * 60


def purge(store: Store, now: int) -> None:
    """Delete what has expired by `now` (seconds since 1970), overwrite it, and free its space.

    Does not write if nothing has expired. Raises `StoreDown` or `SchemaMismatch`.
    """
    with store.reading() as rows:
        if not rows.has_expired(now):
            return
    with store.writing() as changed:
        changed.delete_expired(now)


def keep_purging(store: Store, seconds: float = SECONDS_BETWEEN) -> threading.Event:
    """Purge every `seconds` in a thread of its own, until the returned event is set.

    If the database cannot be written, the next round tries again.
    """
    over = threading.Event()

    def purge_again() -> None:
        while not over.wait(seconds):
            try:
                purge(store, int(time.time()))
            except (StoreDown, SchemaMismatch) as failure:
                LOG.warning("Expired rows could not be deleted: %s", type(failure).__name__)

    threading.Thread(target=purge_again, name="purging", daemon=True).start()
    return over
