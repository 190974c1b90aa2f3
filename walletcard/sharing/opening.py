"""Opens cards, and waits for a few seconds at most: a database may hang."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait

from walletcard.sharing.cards import details
from walletcard.sharing.holding import Details
from walletcard.sharing.secret import CardSecret
from walletcard.sharing.store import Store, StoreDown

MOST_SECONDS = 4.0
THREADS = 4  # as many may hang; while they do, nobody else waits


class Opener:
    """Opens cards in threads of its own, so that a lock or a disk can keep only these waiting."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(THREADS, "open")
        self._hanging: set[Future[Details]] = set()

    def details(self, card: CardSecret) -> Details:
        """What a card's code opens. Raises what `cards.details` raises."""
        if len(self._hanging) >= THREADS:
            raise StoreDown("The database gives no answer.")
        asked = self._threads.submit(details, self._store, card)
        try:
            return asked.result(MOST_SECONDS)
        except TimeoutError:
            if not asked.cancel():
                self._hanging.add(asked)
                asked.add_done_callback(self._hanging.discard)
            raise StoreDown(f"The database gives no answer in {MOST_SECONDS:g} seconds.") from None

    def wait(self) -> None:
        """Wait until nothing hangs."""
        wait(self._hanging)
