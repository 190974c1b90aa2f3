"""Sessions: what one cookie opens, for how long, and that nobody else can."""

from __future__ import annotations

import pytest

from tests.sharing.databases import Database
from walletcard.sharing import sessions
from walletcard.sharing.schema import SESSION
from walletcard.sharing.secret import OwnerSecret, SessionSecret
from walletcard.sharing.sessions import MOST_BYTES, Session, SessionFull, SessionOver
from walletcard.sharing.store import Store

NOW, HOUR = 1_772_445_600, 3600


def a_session(expires: int = NOW + HOUR, owner: OwnerSecret | None = None) -> Session:
    """A session with one draft."""
    session = Session(expires, owner, expires)
    session.add({"record": {"name": "Zoë"}})
    return session


def test_a_session_holds_its_drafts_until_it_ends(store: Store) -> None:
    """One second before its end it is good, and at its end it is over."""
    secret = sessions.create(store, a_session(), NOW)

    kept = sessions.read(store, secret, NOW + HOUR - 1)
    assert kept.drafts == {1: {"record": {"name": "Zoë"}}}
    with pytest.raises(SessionOver):
        sessions.read(store, secret, NOW + HOUR)


def test_an_owner_s_time_may_end_before_the_session(store: Store) -> None:
    """The drafts last longer than the owner is let in."""
    owner = OwnerSecret.fresh()
    session = a_session(NOW + 9 * HOUR, owner)
    session.owner_until = NOW + HOUR

    kept = sessions.read(store, sessions.create(store, session, NOW), NOW)

    assert (kept.owner_at(NOW + HOUR - 1), kept.owner_at(NOW + HOUR)) == (owner, None)


def test_what_is_changed_is_kept_with_its_new_end(store: Store, database: Database) -> None:
    """The row's own column says when it can be forgotten."""
    secret = sessions.create(store, a_session(), NOW)

    with sessions.changing(store, secret, NOW) as session:
        assert session.add({"record": {}}) == 2
        del session.drafts[1]
        session.expires = NOW + 2 * HOUR

    kept = sessions.read(store, secret, NOW + HOUR)
    assert (list(kept.drafts), kept.last_number) == ([2], 2)
    sessions.create(store, a_session(NOW + 9 * HOUR), NOW + HOUR)
    assert secret.id_hash in database.rows(SESSION)


def test_a_change_that_fails_changes_nothing(store: Store) -> None:
    """Either all of it is kept or none."""
    secret = sessions.create(store, a_session(), NOW)

    def fail() -> None:
        with sessions.changing(store, secret, NOW) as session:
            session.drafts.clear()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(sessions.read(store, secret, NOW).drafts) == [1]


def test_a_session_has_room_for_many_drafts_and_so_many_bytes(store: Store) -> None:
    """Fifty are no matter; more bytes are refused, and what is there stays."""
    secret = sessions.create(store, a_session(), NOW)
    with sessions.changing(store, secret, NOW) as session:
        for _ in range(50):
            session.add({})
    assert len(sessions.read(store, secret, NOW).drafts) == 51

    with pytest.raises(SessionFull), sessions.changing(store, secret, NOW) as session:
        session.drafts[1] = {"record": {"name": "x" * MOST_BYTES}}
    assert sessions.read(store, secret, NOW).drafts[1] == {"record": {"name": "Zoë"}}


def test_a_renewed_session_has_the_drafts_and_its_old_secret_opens_nothing(store: Store) -> None:
    """Whoever knew the cookie before an owner came in is out."""
    owner = OwnerSecret.fresh()
    old = sessions.create(store, a_session(NOW + 9 * HOUR), NOW)

    new = sessions.renew(store, old, Session(NOW + HOUR, owner, NOW + HOUR), NOW)

    kept = sessions.read(store, new, NOW)
    assert (kept.owner, list(kept.drafts), kept.expires) == (owner, [1], NOW + 9 * HOUR)
    with pytest.raises(SessionOver):
        sessions.read(store, old, NOW)


def test_a_session_that_is_over_is_renewed_without_its_drafts(store: Store) -> None:
    """It is as good as none."""
    old = sessions.create(store, a_session(), NOW)
    later = NOW + HOUR

    new = sessions.renew(store, old, Session(later + HOUR), later)

    assert sessions.read(store, new, later).drafts == {}


def test_a_session_can_be_ended(store: Store, database: Database) -> None:
    """Nothing is left of it; ending it again is no mistake."""
    secret = sessions.create(store, a_session(), NOW)
    sessions.end(store, secret)
    sessions.end(store, secret)

    assert database.rows(SESSION) == {}
    with pytest.raises(SessionOver):
        sessions.read(store, secret, NOW)


def test_a_session_that_never_was_is_over(store: Store) -> None:
    """A made-up cookie opens nothing, nor does the owner's own number as a cookie."""
    owner = OwnerSecret.fresh()
    sessions.create(store, a_session(owner=owner), NOW)

    for made_up in (SessionSecret.fresh(), SessionSecret(owner.number)):
        with pytest.raises(SessionOver):
            sessions.read(store, made_up, NOW)
        with pytest.raises(SessionOver), sessions.changing(store, made_up, NOW):
            pass


def test_expired_sessions_are_deleted_when_one_is_created(store: Store, database: Database) -> None:
    """Those that still last stay."""
    sessions.create(store, a_session(), NOW)
    lasting = sessions.create(store, a_session(NOW + 2 * HOUR), NOW)
    newest = sessions.create(store, a_session(NOW + 2 * HOUR), NOW + HOUR)

    assert set(database.rows(SESSION)) == {lasting.id_hash, newest.id_hash}


def test_a_session_lasts_no_longer_for_a_changed_row(store: Store, database: Database) -> None:
    """Its end is sealed: whoever can write the database cannot put it off."""
    secret = sessions.create(store, a_session(), NOW)
    (sealed,) = database.rows(SESSION).values()
    database.put(SESSION, secret, sealed, expires=NOW + 9 * HOUR)

    with pytest.raises(SessionOver):
        sessions.read(store, secret, NOW + HOUR)
