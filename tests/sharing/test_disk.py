"""Cards open from a disk that cannot be written: the data is whole."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from tests.sharing.disks import Disk, small_disk
from walletcard.sharing.rows import CardUnknown, CardWithdrawn
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import FILE, Store, StoreDown

OWNER = OwnerSecret(bytes(range(16)))
CARD, OTHER = OWNER.card(1), OWNER.card(2)
READING_SECONDS = 1.0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk with a database that holds a card."""
    with small_disk(tmp_path) as made:
        store = Store(None, tmp_path)
        keep(store)
        store.close()
        yield made


def keep(store: Store) -> None:
    """Keep a card."""
    with store.writing() as rows:
        rows.add(CARD, b"details")


def read(store: Store) -> bytes:
    """What the card holds."""
    with store.reading() as rows:
        return rows.read(CARD)


def test_a_card_opens_after_a_start_on_a_read_only_disk(disk: Disk) -> None:
    """Nothing can be prepared there; a change says so."""
    disk.make_read_only()
    store = Store(None, disk.folder)

    with pytest.raises(StoreDown):
        store.prepare()
    assert read(store) == b"details"
    with pytest.raises(StoreDown), store.writing() as rows:
        rows.withdraw(CARD)


def test_a_card_opens_after_a_start_on_a_full_disk(disk: Disk) -> None:
    """There is not even room for the log's index."""
    disk.fill()

    assert read(Store(None, disk.folder)) == b"details"


def test_a_card_opens_while_the_disk_becomes_read_only(disk: Disk) -> None:
    """What was last written is seen, though it is in the log alone."""
    store = Store(None, disk.folder)
    with store.writing() as rows:
        rows.change(CARD, b"newer")

    with disk.seen_read_only() as folder:
        assert read(Store(None, folder)) == b"newer"


def test_a_card_opens_while_the_disk_becomes_full(disk: Disk) -> None:
    """A change that fails leaves it as it was, and can be made once there is room."""
    store = Store(None, disk.folder)
    assert read(store) == b"details"
    disk.fill()

    with pytest.raises(StoreDown), store.writing() as rows:
        rows.add(OTHER, bytes(1024 * 1024))
    assert read(store) == b"details"
    (disk.folder / "filling").unlink()
    with store.writing() as rows:
        rows.withdraw(CARD)
    with pytest.raises(CardWithdrawn):
        read(store)


def test_an_unreadable_log_is_not_ignored(disk: Disk) -> None:
    """A withdrawn card would open again: the store is down instead."""
    crashed = disk.folder / "crashed"
    crashed.mkdir()
    writer = Store(None, disk.folder)
    with writer.writing() as rows:
        rows.withdraw(CARD)
        rows.forgot_something = False  # so that the log still holds it
    for name in (FILE, f"{FILE}-wal"):
        copy(disk.folder / name, crashed / name)
    writer.close()
    disk.make_read_only()

    with pytest.raises(StoreDown):
        read(Store(None, crashed))


def test_a_missing_database_is_created_at_the_first_read(tmp_path: Path) -> None:
    """As on a new server."""
    with pytest.raises(CardUnknown):
        read(Store(None, tmp_path))


def test_readers_do_not_wait_for_writers(tmp_path: Path) -> None:
    """One writer holds the database, and sixteen wait for it."""
    store = Store(None, tmp_path)
    keep(store)
    written = []

    def change() -> None:
        with store.writing() as rows:
            rows.change(CARD, b"newer")
        written.append(True)

    with store.writing():
        waiting = [threading.Thread(target=change) for _ in range(16)]
        for one in waiting:
            one.start()
        began = time.monotonic()
        for _ in range(20):
            assert read(store) == b"details"
        assert time.monotonic() - began < READING_SECONDS
    for one in waiting:
        one.join()
    assert len(written) == 16
    store.close()
