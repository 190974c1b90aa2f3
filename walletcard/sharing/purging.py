"""Deletes what expired, and completes the list of withdrawn cards, though nobody visits."""

from __future__ import annotations

import logging
import threading
import time

from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.store import Store, StoreDown
from walletcard.sharing.unused import remove_unused

LOG = logging.getLogger(__name__)
SECONDS_BETWEEN = 15 * 60


def purge(store: Store, now: int, keep_years: int | None = None) -> None:
    """Delete what has expired by `now` (seconds since 1970), overwrite it, and free its space.

    With `keep_years`, cards go too that nobody used for so long. Does not write if there is nothing
    to delete. Raises `StoreDown` or `SchemaMismatch`.
    """
    with store.reading() as rows:
        has_expired = rows.has_expired(now)
    if has_expired:
        with store.writing() as changed:
            changed.delete_expired(now)
    if keep_years:
        remove_unused(store, keep_years, now)


def complete_list(store: Store) -> None:
    """Put what is withdrawn in the database, and not in the list of this machine, into the list.

    Other machines withdraw cards too, and the list's disk may have been full. Raises `StoreDown`,
    `SchemaMismatch` or `OSError`.
    """
    with store.reading() as rows:
        has_unlisted = rows.has_unlisted()
    if has_unlisted:
        with store.writing() as changed:
            changed.shut_unlisted()
    with store.reading() as rows:
        shut = rows.withdrawals()
    store.withdrawn.complete(shut)


def keep_purging(
    store: Store, seconds: float = SECONDS_BETWEEN, keep_years: int | None = None
) -> threading.Event:
    """Purge now and every `seconds` in a thread of its own, until the returned event is set.

    If the database or the list cannot be written, the next round tries again.
    """
    over = threading.Event()

    def purge_again() -> None:
        while not over.is_set():
            try:
                purge(store, int(time.time()), keep_years)
                complete_list(store)
                store.tidy()
            except (StoreDown, SchemaMismatch, OSError) as failure:
                LOG.warning("Expired rows could not be deleted: %s", type(failure).__name__)
            over.wait(seconds)

    threading.Thread(target=purge_again, name="purging", daemon=True).start()
    return over
