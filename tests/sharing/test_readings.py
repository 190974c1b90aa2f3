"""When a card was read: noted for its owner, and for nobody else."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select, update

from tests.people import a_patient
from tests.sharing.databases import Database
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.noting import Notes
from walletcard.sharing.purging import purge
from walletcard.sharing.readings import MONTH_SECONDS, SUITE, note, readings
from walletcard.sharing.rows import MOST_READINGS
from walletcard.sharing.schema import CARD, READING
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import Store

DAY = date(2026, 11, 29)
TEN_PAST_TEN = int(datetime(2026, 11, 29, 10, 10, tzinfo=UTC).timestamp())
ANSWERS = KeptRecord.of(a_patient())


@pytest.fixture
def owner(store: Store) -> OwnerSecret:
    """An owner with one card."""
    owner = OwnerSecret.fresh()
    cards.keep(store, owner, ANSWERS, DAY)
    return owner


def times(store: Store, owner: OwnerSecret, number: int = 1) -> list[str]:
    """When a card was read."""
    return [one.strftime("%H:%M") for one in readings(store, owner, number)]


def test_a_reading_is_noted_to_ten_minutes(store: Store, owner: OwnerSecret) -> None:
    """Once for each ten minutes, the last first."""
    for seconds in (0, 1, 599, 600, 3600):
        note(store, owner.card(1), TEN_PAST_TEN + seconds)

    assert times(store, owner) == ["11:10", "10:20", "10:10"]


def test_reading_again_writes_nothing(
    store: Store, owner: OwnerSecret, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opens a card again and again keeps nobody waiting who makes one."""
    note(store, owner.card(1), TEN_PAST_TEN)
    monkeypatch.setattr(Store, "writing", None)

    note(store, owner.card(1), TEN_PAST_TEN + 599)

    with pytest.raises(TypeError):
        note(store, owner.card(1), TEN_PAST_TEN + 600)


def test_each_card_has_its_own_readings(store: Store, owner: OwnerSecret) -> None:
    """Those of a lost card are kept when the next one is made."""
    note(store, owner.card(1), TEN_PAST_TEN)
    cards.renew(store, owner, DAY)
    note(store, owner.card(2), TEN_PAST_TEN + 600)

    assert (times(store, owner), times(store, owner, 2)) == (["10:10"], ["10:20"])


def test_only_the_owner_s_secret_opens_a_note(
    store: Store, owner: OwnerSecret, database: Database
) -> None:
    """Neither another card of the owner's, nor a note that was laid to another card, opens."""
    note(store, owner.card(1), TEN_PAST_TEN)
    with store.reading() as rows:
        (sealed,) = rows.readings(owner.card(1))
    for number in (1, 2):
        with pytest.raises(InvalidTag):
            SUITE.decrypt(sealed, owner.reading_key(number), info=b"")

    with database.connection() as connection:
        connection.execute(update(READING).values(card=owner.card(2).id_hash))
    assert times(store, owner, 2) == []


def test_a_note_does_not_tell_when_it_was_written(
    store: Store, owner: OwnerSecret, database: Database
) -> None:
    """Two days of one month end together."""
    start = TEN_PAST_TEN - TEN_PAST_TEN % MONTH_SECONDS
    for seconds in (0, MONTH_SECONDS - 1):
        note(store, owner.card(1), start + seconds)

    with database.connection() as connection:
        (end,) = set(connection.execute(select(READING.c.expires)).scalars())
    assert end == start + 3 * MONTH_SECONDS


def test_notes_go_by_themselves(store: Store, owner: OwnerSecret) -> None:
    """After two months at the least."""
    note(store, owner.card(1), TEN_PAST_TEN)
    purge(store, TEN_PAST_TEN + 2 * MONTH_SECONDS)
    assert times(store, owner) == ["10:10"]

    purge(store, TEN_PAST_TEN + 3 * MONTH_SECONDS)
    assert times(store, owner) == []


def test_who_deletes_everything_deletes_the_notes_of_every_card(
    store: Store, owner: OwnerSecret, database: Database
) -> None:
    """Also of those that were lost."""
    note(store, owner.card(1), TEN_PAST_TEN)
    cards.renew(store, owner, DAY)
    note(store, owner.card(2), TEN_PAST_TEN)
    cards.erase(store, owner)

    with database.connection() as connection:
        assert connection.execute(select(READING)).all() == []


def test_a_card_of_an_earlier_release_is_noted_once_its_owner_changed_it(
    store: Store, owner: OwnerSecret, database: Database
) -> None:
    """Its row has no key before."""
    with database.connection() as connection:
        connection.execute(update(CARD).values(reading_key=None))
    note(store, owner.card(1), TEN_PAST_TEN)
    assert times(store, owner) == []

    cards.change(store, owner, ANSWERS)
    note(store, owner.card(1), TEN_PAST_TEN)
    assert times(store, owner) == ["10:10"]


def test_nobody_fills_the_disk_by_reading(store: Store, owner: OwnerSecret) -> None:
    """A card has so many notes and no more; other cards have theirs."""
    card = owner.card(1)
    with store.writing() as rows:
        for number in range(MOST_READINGS):
            rows.add_reading(card, card.keyed_hash(str(number)), b"", 1)
    note(store, card, TEN_PAST_TEN)
    with store.reading() as seen:
        assert len(seen.readings(card)) == MOST_READINGS


def test_whoever_reads_does_not_wait_for_the_note(store: Store, owner: OwnerSecret) -> None:
    """While somebody else writes, a note waits, and what is too much is lost."""
    notes, held, go_on = Notes(store), threading.Event(), threading.Event()

    def write() -> None:
        with store.writing():
            held.set()
            go_on.wait()

    writer = threading.Thread(target=write)
    writer.start()
    held.wait()
    for number in range(1000):
        notes.put(owner.card(1), TEN_PAST_TEN + 600 * number)
    go_on.set()
    writer.join()
    notes.wait()

    assert 0 < len(times(store, owner)) < 1000


def test_a_note_that_cannot_be_written_stops_nothing(
    store: Store, owner: OwnerSecret, database: Database
) -> None:
    """The next one is written again."""
    notes = Notes(store)
    with database.connection() as connection:
        READING.drop(connection)
    notes.put(owner.card(1), TEN_PAST_TEN)
    notes.wait()
    with database.connection() as connection:
        READING.create(connection)
    notes.put(owner.card(1), TEN_PAST_TEN)
    notes.wait()

    assert times(store, owner) == ["10:10"]
