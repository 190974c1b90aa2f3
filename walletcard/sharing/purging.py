"""Sessions that are over are forgotten by themselves, also on a server that nobody visits."""

from __future__ import annotations

import logging
import threading
import time

from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.store import Store, StoreDown

LOG = logging.getLogger(__name__)
SECONDS_BETWEEN = 15 * 60


def purge(store: Store, now: int) -> None:
    """Forget what expired by now (seconds since 1970): overwritten, and its room returned.

    Does nothing where there is nothing to forget. Raises `StoreDown` or `SchemaMismatch`.
    """
    with store.reading() as rows:
        if not rows.has_expired(now):
            return
    with store.writing() as changed:
        changed.delete_expired(now)


def keep_purging(store: Store, seconds: float = SECONDS_BETWEEN) -> threading.Event:
    """Purge now and then from a thread of its own, until the event that is returned is set.

    A database that cannot be written now is tried again the next time.
    """
    over = threading.Event()

    def purge_again() -> None:
        while not over.wait(seconds):
            try:
                purge(store, int(time.time()))
            except (StoreDown, SchemaMismatch) as failure:
                LOG.warning("What expired could not be removed: %s", type(failure).__name__)

    threading.Thread(target=purge_again, name="purging", daemon=True).start()
    return over
