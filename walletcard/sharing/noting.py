"""Notes what happened to a card, after the answer was sent: nobody waits for it."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from functools import partial

from walletcard.sharing.readings import note
from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.sharing.store import Store, StoreDown
from walletcard.sharing.unused import mark_read, mark_visited

LOG = logging.getLogger(__name__)
MOST_WAITING = 100  # notes that wait to be written; more are dropped


class Notes:
    """Writes notes in a thread of its own: whoever reads a card does not wait for it.

    A note is lost if the database is busy or cannot be written, or if the server ends. With
    `marks_use`, the month in which a card was last used is noted too.
    """

    def __init__(self, store: Store, *, marks_use: bool = False) -> None:
        self._store, self._marks_use = store, marks_use
        self._waiting: queue.Queue[Callable[[], None]] = queue.Queue(MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def put(self, card: CardSecret, now: int, owner: bytes | None = None) -> None:
        """Have it noted that a card was read at `now` (seconds since 1970).

        `owner` is the hash of its owner's row, if that is known.
        """
        self._put(partial(note, self._store, card, now))
        if self._marks_use:
            self._put(partial(mark_read, self._store, card, owner, now))

    def put_visit(self, owner: OwnerSecret, number: int, now: int) -> None:
        """Have it noted that the owner of a card with this number was here."""
        if self._marks_use:
            self._put(partial(mark_visited, self._store, owner, number, now))

    def wait(self) -> None:
        """Wait until everything is written or lost."""
        self._waiting.join()

    def _put(self, noting: Callable[[], None]) -> None:
        self._start()
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(noting)

    def _start(self) -> None:
        """Start the thread at the first note: a server forks its processes before."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="notes", daemon=True)
                self._thread.start()

    def _write(self) -> None:
        while True:
            noting = self._waiting.get()
            try:
                noting()
            except (StoreDown, SchemaMismatch) as failure:
                LOG.warning("A reading could not be noted: %s", type(failure).__name__)
            finally:
                self._waiting.task_done()
