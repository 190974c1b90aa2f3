"""Sessions: a cookie's secret opens a row with drafts and, for two hours, an owner's secret."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from walletcard.sharing.rows import CardUnknown, Rows
from walletcard.sharing.secret import OwnerSecret, SessionSecret
from walletcard.sharing.store import Store

# Enough for the drafts of a family, or of a clinic's day; not enough to fill a disk. The cookie
# holds only the key, however many there are.
MOST_BYTES = 1024 * 1024


class SessionOver(Exception):
    """There is no such session: it ended or expired, or never existed."""


class SessionFull(Exception):
    """A session would hold more than `MOST_BYTES`."""


@dataclass
class Session:
    """What is sealed in the row: drafts as JSON by number, and the owner who logged in.

    `expires` and `owner_until` are in seconds since 1970. A draft's number is never used again.
    """

    expires: int
    owner: OwnerSecret | None = field(default=None, repr=False)
    owner_until: int = 0
    drafts: dict[int, dict[str, Any]] = field(default_factory=dict, repr=False)
    last_number: int = 0

    def owner_at(self, now: int) -> OwnerSecret | None:
        """The owner who is logged in at `now` (seconds since 1970)."""
        return self.owner if now < self.owner_until else None

    def add(self, draft: dict[str, Any]) -> int:
        """Keep a new draft, and return its number."""
        self.last_number += 1
        self.drafts[self.last_number] = draft
        return self.last_number

    def to_bytes(self) -> bytes:
        """What is sealed. Raises `SessionFull`."""
        owner = {"owner": self.owner.digits, "owner_until": self.owner_until} if self.owner else {}
        drafts = [[number, draft] for number, draft in self.drafts.items()]
        kept = {"expires": self.expires, "last": self.last_number, "drafts": drafts, **owner}
        content = json.dumps(kept, ensure_ascii=False, default=str).encode()
        if len(content) > MOST_BYTES:
            raise SessionFull
        return content

    @classmethod
    def from_bytes(cls, content: bytes) -> Session:
        """The session that `to_bytes` wrote."""
        kept = json.loads(content)
        owner = OwnerSecret.read(kept["owner"]) if "owner" in kept else None
        until = kept["owner_until"] if owner else 0
        return cls(kept["expires"], owner, until, dict(kept["drafts"]), kept["last"])


def create(store: Store, session: Session, now: int) -> SessionSecret:
    """Store a new session, and delete those that have expired by `now` (seconds since 1970).

    Raises `SessionFull` or `walletcard.sharing.store.StoreDown`.
    """
    secret = SessionSecret.fresh()
    with store.writing() as rows:
        rows.delete_expired(now)
        rows.add(secret, session.to_bytes(), expires=session.expires)
    return secret


def read(store: Store, secret: SessionSecret, now: int) -> Session:
    """What a session holds. Raises `SessionOver`, `SealBroken` or `StoreDown`."""
    with store.reading() as rows:
        return _open(rows, secret, now)


@contextlib.contextmanager
def changing(store: Store, secret: SessionSecret, now: int) -> Iterator[Session]:
    """A session to change; it is locked until the block ends, and then written.

    Raises `SessionFull` and what `read` raises; then nothing is changed.
    """
    with store.writing() as rows:
        session = _open(rows, secret, now)
        yield session
        rows.change(secret, session.to_bytes(), expires=session.expires)


def renew(store: Store, secret: SessionSecret, session: Session, now: int) -> SessionSecret:
    """Store `session` under a new secret, with the drafts of the old session, and delete that one.

    So whoever knew the old secret can open nothing (session fixation). An old session that is over
    is ignored. Raises what `changing` raises otherwise.
    """
    fresh = SessionSecret.fresh()
    with store.writing() as rows:
        with contextlib.suppress(SessionOver):
            old = _open(rows, secret, now)
            session.drafts, session.last_number = old.drafts, old.last_number
            if old.drafts:
                session.expires = max(session.expires, old.expires)
        rows.delete(secret)
        rows.add(fresh, session.to_bytes(), expires=session.expires)
    return fresh


def end(store: Store, secret: SessionSecret) -> None:
    """End a session. Raises `walletcard.sharing.store.StoreDown`."""
    with store.writing() as rows:
        rows.delete(secret)


def _open(rows: Rows, secret: SessionSecret, now: int) -> Session:
    try:
        session = Session.from_bytes(rows.read(secret))
    except CardUnknown:
        raise SessionOver from None
    if session.expires <= now:
        raise SessionOver
    return session
