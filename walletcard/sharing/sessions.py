"""Sessions of owners: a cookie's secret opens a row that holds the owner's secret, for a while."""

from __future__ import annotations

import json

from walletcard.sharing.rows import CardUnknown
from walletcard.sharing.secret import OwnerSecret, SessionSecret
from walletcard.sharing.store import Store


class SessionOver(Exception):
    """There is no such session: it ended, it expired, or it never was."""


def begin(store: Store, owner: OwnerSecret, now: int, seconds: int) -> SessionSecret:
    """Begin a session (now in seconds since 1970), and forget those that expired.

    Raises `walletcard.sharing.store.StoreDown`.
    """
    session = SessionSecret.fresh()
    expires = now + seconds
    kept = json.dumps({"owner": owner.digits, "expires": expires}).encode()
    with store.writing() as rows:
        rows.delete_expired(now)
        rows.add(session, kept, expires=expires)
    return session


def owner_in(store: Store, session: SessionSecret, now: int) -> OwnerSecret:
    """Whose session it is. Raises `SessionOver`, `SealBroken` or `StoreDown`."""
    try:
        with store.reading() as rows:
            kept = json.loads(rows.read(session))
    except CardUnknown:
        raise SessionOver from None
    if kept["expires"] <= now:
        raise SessionOver
    return OwnerSecret.read(kept["owner"])


def end(store: Store, session: SessionSecret) -> None:
    """End a session. Raises `walletcard.sharing.store.StoreDown`."""
    with store.writing() as rows:
        rows.delete(session)
