"""Whether all servers of one database have the same server secret.

With different ones, each refuses the forms of the others. So each server notes in the database that
it runs, under a keyed hash of its secret. The hash tells nothing of the secret, which is 256 random
bits. A note stands among the counts of networks: like them it ends by itself and is in no backup.
After a rotation the notes of the old secret end within three minutes.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from sqlalchemy import Connection, select

from walletcard.sharing.quota import PLACE_BYTES
from walletcard.sharing.schema import QUOTA
from walletcard.sharing.store import Store

MARK = b"server secret "  # begins the place of each note; no count's place is as long
LASTS_SECONDS = 180
SECONDS_BETWEEN = 60


def is_due(connection: Connection, secret: str, now: int) -> bool:
    """Whether this server's note is missing or ends soon; `now` is in seconds since 1970."""
    until = select(QUOTA.c.until).where(QUOTA.c.place == _place(secret))
    return int(connection.execute(until).scalar() or 0) < now + LASTS_SECONDS - SECONDS_BETWEEN


def note(store: Store, secret: str, now: int) -> None:
    """Note that a server with this secret runs now. Raises `StoreDown` or `SchemaMismatch`."""
    with store.writing() as rows:
        rows.note_secret(_place(secret), now + LASTS_SECONDS)


def has_others(connection: Connection, secret: str, now: int) -> bool:
    """Whether a server with another secret ran in the last minutes before `now`."""
    noted = select(QUOTA.c.place).where(
        QUOTA.c.place >= MARK, QUOTA.c.place < MARK + b"\xff" * PLACE_BYTES, QUOTA.c.until > now
    )
    return any(place != _place(secret) for place in connection.execute(noted).scalars())


def _place(secret: str) -> bytes:
    named = hmac.digest(secret.encode("ascii"), b"which server secret this is", sha256)
    return MARK + named[:PLACE_BYTES]
