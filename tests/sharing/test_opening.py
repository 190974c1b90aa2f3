"""A card is opened, or soon said to be out of reach: nobody waits for a database that hangs."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from tests.people import a_patient
from tests.sharing.databases import Database
from walletcard.sharing import cards, opening
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.opening import Opener
from walletcard.sharing.rows import CardUnknown, Rows
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import Store, StoreDown

OWNER = OwnerSecret(bytes(range(16)))
ANSWERS = KeptRecord.of(a_patient())


@pytest.fixture
def kept(store: Store) -> Store:
    """A store with one card."""
    cards.keep(store, OWNER, ANSWERS, date(2026, 11, 29))
    return store


def test_what_a_card_opens(kept: Store) -> None:
    """The answers; and what is wrong with digits that open nothing."""
    opener = Opener(kept)

    assert opener.details(OWNER.card(1)).answers == ANSWERS
    with pytest.raises(CardUnknown):
        opener.details(OWNER.card(2))


def test_a_database_that_hangs_is_not_waited_for(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first few wait for a moment, the others not at all; and cards open once it is back."""
    monkeypatch.setattr(opening, "MOST_SECONDS", 0.05)
    is_back = threading.Event()
    reading = Store.reading

    @contextmanager
    def hanging(store: Store) -> Iterator[Rows]:
        is_back.wait(20)
        with reading(store) as rows:
            yield rows

    monkeypatch.setattr(Store, "reading", hanging)
    opener = Opener(kept)
    for _ in range(opening.THREADS):
        with pytest.raises(StoreDown, match="no answer"):
            opener.details(OWNER.card(1))
    began = time.monotonic()
    for _ in range(100):
        with pytest.raises(StoreDown, match="no answer"):
            opener.details(OWNER.card(1))
    assert time.monotonic() - began < 0.2

    monkeypatch.undo()
    is_back.set()
    opener.wait()
    assert opener.details(OWNER.card(1)).answers == ANSWERS


def test_a_table_that_is_locked_keeps_nobody_waiting(
    database: Database, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by VACUUM FULL of PostgreSQL; SQLite reads beside any lock."""
    monkeypatch.setattr(opening, "MOST_SECONDS", 0.2)
    opener = Opener(kept)
    is_postgresql = database.url is not None
    with database.connection() as connection:
        connection.exec_driver_sql(
            "LOCK TABLE card IN ACCESS EXCLUSIVE MODE" if is_postgresql else "BEGIN EXCLUSIVE"
        )
        with pytest.raises(StoreDown) if is_postgresql else contextlib.nullcontext():
            opener.details(OWNER.card(1))
    opener.wait()
