"""What was printed for a visitor a moment ago, so that the same answers are printed once.

It lies in memory alone, sealed: a key is made of the visitor's cookie and of what was printed, so
that whoever reads the memory of the server afterwards can open none of it.
"""

import hmac
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256

from walletcard.sharing.seal import seal, unseal
from walletcard.sharing.secret import SECRET_BYTES, SessionSecret

MOST_BYTES = 32 * 1024 * 1024
SECONDS = 10 * 60


@dataclass(frozen=True)
class _Print:
    """A sealed print: whose it is, and until when it lies there."""

    visitor: bytes
    until: float
    sealed: bytes


class Shelf:
    """Prints by who may open them; the oldest goes when there is no room."""

    def __init__(self, most_bytes: int = MOST_BYTES, seconds: float = SECONDS) -> None:
        self._most, self._seconds = most_bytes, seconds
        self._prints: OrderedDict[bytes, _Print] = OrderedDict()
        self._alone = threading.Lock()

    def __len__(self) -> int:
        return len(self._prints)

    @property
    def held_bytes(self) -> int:
        """How much lies there."""
        return sum(len(one.sealed) for one in self._prints.values())

    def find(self, visitor: SessionSecret, what: bytes) -> bytes | None:
        """What was printed of this for this visitor."""
        own = _own(visitor, what)
        with self._alone:
            self._drop_old()
            found = self._prints.get(own.id_hash)
        return unseal(own, found.sealed) if found else None

    def put(self, visitor: SessionSecret, what: bytes, printed: bytes) -> None:
        """Keep what was printed of this for this visitor, for a while."""
        own, until = _own(visitor, what), time.monotonic() + self._seconds
        kept = _Print(visitor.id_hash, until, seal(own, printed))
        with self._alone:
            self._prints.pop(own.id_hash, None)
            self._prints[own.id_hash] = kept
            self._drop_old()
            while self.held_bytes > self._most:
                self._prints.popitem(last=False)

    def empty(self, visitor: SessionSecret) -> None:
        """Forget all that was printed for this visitor."""
        with self._alone:
            for key in [key for key, one in self._prints.items() if one.visitor == visitor.id_hash]:
                del self._prints[key]

    def _drop_old(self) -> None:
        now = time.monotonic()
        while self._prints and next(iter(self._prints.values())).until < now:
            self._prints.popitem(last=False)


def _own(visitor: SessionSecret, what: bytes) -> SessionSecret:
    """A secret of its own for each print."""
    number = hmac.digest(visitor.number, b"walletcard v1 print " + what, sha256)[:SECRET_BYTES]
    return SessionSecret(number)
