"""Servers that share a database notice if their server secrets differ."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import insert, select

from tests.sharing.databases import Database
from walletcard.paper.printer import Here
from walletcard.server.components import OTHERS, looks
from walletcard.settings import Settings
from walletcard.sharing import same_secret
from walletcard.sharing.purging import purge
from walletcard.sharing.schema import KEPT, QUOTA
from walletcard.sharing.store import Store
from walletcard.web.site.current import Site

OURS, THEIRS = "0a" * 32, "0b" * 32
NOW = 1_700_000_000


def sees_others(database: Database, secret: str, now: int = NOW) -> bool:
    """Whether a server with this secret sees one with another."""
    with database.connection() as connection:
        return same_secret.has_others(connection, secret, now)


def test_a_server_with_another_secret_is_noticed_on_both_sides(
    store: Store, database: Database
) -> None:
    """A server that has the same one is not, nor is what networks kept."""
    with database.connection() as connection:
        connection.execute(insert(QUOTA).values(place=b"\xff" * 16, used=1, until=NOW + 60))
    same_secret.note(store, OURS, NOW)
    same_secret.note(store, OURS, NOW + 1)
    assert not sees_others(database, OURS)

    same_secret.note(store, THEIRS, NOW)
    assert sees_others(database, OURS)
    assert sees_others(database, THEIRS)


def test_after_a_rotation_on_all_machines_the_old_secret_is_forgotten(
    store: Store, database: Database
) -> None:
    """Within three minutes after the last restart; and the purge deletes its note."""
    same_secret.note(store, OURS, NOW)
    same_secret.note(store, THEIRS, NOW + 60)
    assert sees_others(database, THEIRS, NOW + 179)
    assert not sees_others(database, THEIRS, NOW + 180)
    assert sees_others(database, OURS, NOW + 180)

    purge(store, NOW + 240)
    with database.connection() as connection:
        assert connection.execute(select(QUOTA)).all() == []


def test_a_note_is_renewed_before_it_ends_and_not_at_each_look(
    store: Store, database: Database
) -> None:
    """A look every three seconds must not write every three seconds."""
    same_secret.note(store, OURS, NOW)
    with database.connection() as connection:
        due = [same_secret.is_due(connection, OURS, NOW + after) for after in (3, 60, 61, 179)]
        assert same_secret.is_due(connection, THEIRS, NOW)
    assert due == [False, False, True, True]


def test_a_note_tells_nothing_of_the_secret_and_is_in_no_backup(
    store: Store, database: Database
) -> None:
    """Whoever has the database, or a backup, must not be able to make a form's token."""
    same_secret.note(store, OURS, NOW)
    with database.connection() as connection:
        (place,) = connection.execute(select(QUOTA.c.place)).scalars()
    kept = bytes(place).removeprefix(same_secret.MARK)
    assert len(kept) == 16
    assert kept not in bytes.fromhex(OURS)
    assert bytes.fromhex(OURS)[:4] not in kept
    assert "quota" not in KEPT


def test_a_server_is_not_ready_beside_one_with_another_secret(
    store: Store, database: Database, tmp_path: Path
) -> None:
    """It says which file differs; SQLite is one machine's own, and needs no note."""
    ours, theirs = (Site(Settings(tmp_path, one), store, Here()) for one in (OURS, THEIRS))
    first, second, again = (looks(site)["secret"]() for site in (ours, theirs, ours))
    assert first is None
    assert (second, again) == ((OTHERS, OTHERS) if database.url else (None, None))
