"""Sessions of owners."""

from __future__ import annotations

import pytest

from tests.sharing.databases import Database
from walletcard.sharing import sessions
from walletcard.sharing.schema import SESSION
from walletcard.sharing.secret import OwnerSecret, SessionSecret
from walletcard.sharing.sessions import SessionOver
from walletcard.sharing.store import Store

NOW, HOUR = 1_772_445_600, 3600


def test_a_session_knows_its_owner_until_it_ends(store: Store) -> None:
    """One second before its end it is good, and at its end it is over."""
    owner = OwnerSecret.fresh()
    session = sessions.begin(store, owner, NOW, HOUR)

    assert sessions.owner_in(store, session, NOW + HOUR - 1) == owner
    with pytest.raises(SessionOver):
        sessions.owner_in(store, session, NOW + HOUR)


def test_a_session_can_be_ended(store: Store, database: Database) -> None:
    """Nothing is left of it; ending it again is no mistake."""
    session = sessions.begin(store, OwnerSecret.fresh(), NOW, HOUR)
    sessions.end(store, session)
    sessions.end(store, session)

    assert database.rows(SESSION) == {}
    with pytest.raises(SessionOver):
        sessions.owner_in(store, session, NOW)


def test_a_session_that_never_was_is_over(store: Store) -> None:
    """A made-up cookie opens nothing, nor does the owner's own number as a cookie."""
    owner = OwnerSecret.fresh()
    sessions.begin(store, owner, NOW, HOUR)

    for made_up in (SessionSecret.fresh(), SessionSecret(owner.number)):
        with pytest.raises(SessionOver):
            sessions.owner_in(store, made_up, NOW)


def test_expired_sessions_are_forgotten_at_the_next_beginning(
    store: Store, database: Database
) -> None:
    """Those that still last stay."""
    sessions.begin(store, OwnerSecret.fresh(), NOW, HOUR)
    lasting = sessions.begin(store, OwnerSecret.fresh(), NOW, 2 * HOUR)
    newest = sessions.begin(store, OwnerSecret.fresh(), NOW + HOUR, HOUR)

    assert set(database.rows(SESSION)) == {lasting.id_hash, newest.id_hash}


def test_a_session_lasts_no_longer_for_a_changed_row(store: Store, database: Database) -> None:
    """Its end is sealed: whoever can write the database cannot put it off."""
    session = sessions.begin(store, OwnerSecret.fresh(), NOW, HOUR)
    (sealed,) = database.rows(SESSION).values()
    database.put(SESSION, session, sealed, expires=NOW + 9 * HOUR)

    with pytest.raises(SessionOver):
        sessions.owner_in(store, session, NOW + HOUR)
