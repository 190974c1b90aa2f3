"""Prints of the last ten minutes, so that the same answers are printed only once.

They are only in memory, and sealed: the key is made of the visitor's cookie, which the server does
not keep, so that nobody can open them by reading the server's memory later.
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
    """A sealed print, its visitor, and when it expires."""

    visitor: bytes
    until: float
    sealed: bytes


class Shelf:
    """Sealed prints; when there is no room, the oldest is dropped."""

    def __init__(self, most_bytes: int = MOST_BYTES, seconds: float = SECONDS) -> None:
        self._most, self._seconds = most_bytes, seconds
        self._prints: OrderedDict[bytes, _Print] = OrderedDict()
        self._alone = threading.Lock()

    def __len__(self) -> int:
        return len(self._prints)

    @property
    def held_bytes(self) -> int:
        """The size of all prints."""
        return sum(len(one.sealed) for one in self._prints.values())

    def find(self, visitor: SessionSecret, what: bytes) -> bytes | None:
        """The visitor's print of this, or None."""
        own = _own(visitor, what)
        with self._alone:
            self._drop_old()
            found = self._prints.get(own.id_hash)
        return unseal(own, found.sealed) if found else None

    def put(self, visitor: SessionSecret, what: bytes, printed: bytes) -> None:
        """Keep the visitor's print of this for a while."""
        own, until = _own(visitor, what), time.monotonic() + self._seconds
        kept = _Print(visitor.id_hash, until, seal(own, printed))
        with self._alone:
            self._prints.pop(own.id_hash, None)
            self._prints[own.id_hash] = kept
            self._drop_old()
            while self.held_bytes > self._most:
                self._prints.popitem(last=False)

    def empty(self, visitor: SessionSecret) -> None:
        """Drop all prints of this visitor."""
        with self._alone:
            for key in [key for key, one in self._prints.items() if one.visitor == visitor.id_hash]:
                del self._prints[key]

    def _drop_old(self) -> None:
        now = time.monotonic()
        while self._prints and next(iter(self._prints.values())).until < now:
            self._prints.popitem(last=False)


def _own(visitor: SessionSecret, what: bytes) -> SessionSecret:
    """The secret of one print, derived from the visitor's."""
    number = hmac.digest(visitor.number, b"walletcard v1 print " + what, sha256)[:SECRET_BYTES]
    return SessionSecret(number)
