"""The store and its rows."""

from __future__ import annotations

import sqlite3
import traceback
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from tests.sharing.databases import Database
from walletcard.sharing.rows import CardUnknown, CardWithdrawn
from walletcard.sharing.schema import CARD, OWNER
from walletcard.sharing.seal import SealBroken
from walletcard.sharing.secret import OwnerSecret, Secret
from walletcard.sharing.store import FILE, Store, StoreDown

OWNERS = OwnerSecret(bytes(range(16)))
CARDS = OWNERS.card(1)


@pytest.mark.parametrize("secret", [OWNERS, CARDS])
def test_a_row_is_read_by_its_secret(store: Store, secret: Secret) -> None:
    """As it was written, and as it was changed."""
    with store.writing() as rows:
        rows.add(secret, b"first")
        assert rows.read(secret) == b"first"
        rows.change(secret, b"second")

    with store.reading() as seen:
        assert seen.read(secret) == b"second"


def test_a_secret_without_a_row_is_unknown(store: Store) -> None:
    """It cannot be read, changed or withdrawn; deleting it is no mistake."""
    with store.writing() as rows:
        for step in (rows.read, rows.withdraw, lambda card: rows.change(card, b"new")):
            with pytest.raises(CardUnknown):
                step(CARDS)
        rows.delete(CARDS)


def test_a_number_is_a_card_or_an_owner(store: Store) -> None:
    """The digits of a card, typed as an owner's, open nothing."""
    with store.writing() as rows:
        rows.add(CARDS, b"details")

    with store.reading() as seen, pytest.raises(CardUnknown):
        seen.read(OwnerSecret(CARDS.number))


def test_a_withdrawn_card_says_so(store: Store, database: Database) -> None:
    """Its row stays, with nothing in it."""
    with store.writing() as rows:
        rows.add(CARDS, b"details")
        rows.withdraw(CARDS)

    with store.reading() as seen, pytest.raises(CardWithdrawn):
        seen.read(CARDS)
    assert database.rows(CARD) == {CARDS.id_hash: None}


def test_a_deleted_row_is_gone(store: Store, database: Database) -> None:
    """Nothing says that it was there."""
    with store.writing() as rows:
        rows.add(OWNERS, b"answers")
        rows.delete(OWNERS)

    assert database.rows(OWNER) == {}


def test_a_row_moved_to_another_place_is_refused(store: Store, database: Database) -> None:
    """Another card's row, an owner's row as a card's, and a card's as an owner's."""
    other = OWNERS.card(2)
    with store.writing() as rows:
        for one in (CARDS, other, OWNERS):
            rows.add(one, b"whose am I")
    cards, owners = database.rows(CARD), database.rows(OWNER)

    swaps: list[tuple[Table, Secret, bytes]] = [
        (CARD, CARDS, cards[other.id_hash]),
        (CARD, other, owners[OWNERS.id_hash]),
        (OWNER, OWNERS, cards[CARDS.id_hash]),
    ]
    for table, secret, sealed in swaps:
        database.put(table, secret, sealed)
        with store.reading() as seen, pytest.raises(SealBroken):
            seen.read(secret)


def test_a_step_that_fails_leaves_nothing(store: Store, database: Database) -> None:
    """What was written before the failure is taken back."""

    def fail_halfway() -> None:
        with store.writing() as rows:
            rows.add(OWNERS, b"answers")
            rows.read(CARDS)

    with pytest.raises(CardUnknown):
        fail_halfway()
    assert database.rows(OWNER) == {}


def test_rows_hold_hashes_and_ciphertext_only(store: Store, database: Database) -> None:
    """The same content never looks the same, and its length says little."""
    with store.writing() as rows:
        rows.add(CARDS, b"Amara Okafor")
        rows.add(OWNERS.card(2), b"Amara Okafor")
    first, second = database.rows(CARD).values()

    assert first[13:] != second[13:]
    assert len(first) == len(second) == 1 + 12 + 4096 + 16
    assert all(len(id_hash) == 32 for id_hash in database.rows(CARD))


def test_an_error_quotes_no_row(store: Store) -> None:
    """The same row twice: neither its hash nor its ciphertext stands in what may be logged."""

    def add_twice() -> None:
        with store.writing() as rows:
            rows.add(CARDS, b"details")
            rows.add(CARDS, b"details")

    with pytest.raises(StoreDown) as down:
        add_twice()
    said = "".join(traceback.format_exception(down.value))
    assert "hide_parameters" in said
    assert "x01" not in said
    assert repr(CARDS.id_hash)[2:-1] not in said


class TestSqlite:
    """What is particular to the file."""

    def test_only_its_owner_can_read_the_files(self, tmp_path: Path) -> None:
        """The database and its log have mode 0600."""
        store = Database(tmp_path).store()
        with store.writing() as rows:
            rows.add(CARDS, b"details")

        files = {file.name: file.stat() for file in tmp_path.glob(f"{FILE}*")}
        store.close()
        assert files.pop(f"{FILE}.lock").st_size == 0
        assert sorted(files) == [FILE, f"{FILE}-shm", f"{FILE}-wal"]
        assert {file.st_mode & 0o777 for file in files.values()} == {0o600}

    def test_what_is_committed_is_on_the_disk(self, tmp_path: Path) -> None:
        """Every connection of the store writes ahead and syncs at each commit (FULL is 2)."""
        seen = []
        store = Store(None, tmp_path)
        with store.writing() as rows:
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
                query = f"PRAGMA {pragma}"
                seen.append(rows._connection.exec_driver_sql(query).scalar_one())  # noqa: SLF001
        store.close()

        assert seen == ["wal", 2, 1, 5000]

    def test_what_was_withdrawn_is_overwritten(self, tmp_path: Path) -> None:
        """Its ciphertext stands neither in the file nor in the log, while both are in use."""
        database = Database(tmp_path)
        store = database.store()
        with store.writing() as rows:
            rows.add(CARDS, b"details")
        (sealed,) = database.rows(CARD).values()
        with database.connection() as kept_open:
            kept_open.execute(select(CARD.c.id_hash).limit(0))
            assert any(sealed[100:200] in file.read_bytes() for file in tmp_path.glob(f"{FILE}*"))

        with store.writing() as rows:
            rows.withdraw(CARDS)
        assert not any(sealed[100:200] in file.read_bytes() for file in tmp_path.glob(f"{FILE}*"))
        store.close()

    def test_a_store_that_was_down_comes_back(self, tmp_path: Path) -> None:
        """The server starts without its disk, says so at every use, and works once it is there."""
        folder = tmp_path / "disk"
        store = Store(None, folder)
        for _ in range(2):
            with pytest.raises(StoreDown, match="No such file or directory"), store.reading():
                pass

        folder.mkdir()
        with store.reading() as rows, pytest.raises(CardUnknown):
            rows.read(CARDS)
        store.close()

    def test_a_file_that_is_no_database_is_left_alone(self, tmp_path: Path) -> None:
        """It may be someone's letter."""
        file = tmp_path / FILE
        file.write_bytes(b"Dear doctor, " * 100)

        with pytest.raises(StoreDown, match="not a database"):
            Store(None, tmp_path).prepare()
        assert file.read_bytes() == b"Dear doctor, " * 100

    def test_a_full_disk_is_said_and_nothing_is_lost(self, tmp_path: Path) -> None:
        """What was there before can still be read."""
        store = Store(None, tmp_path)
        with store.writing() as rows:
            rows.add(CARDS, b"details")

        def fill_up() -> None:
            with store.writing() as rows:
                rows._connection.exec_driver_sql("PRAGMA max_page_count=1")  # noqa: SLF001
                rows.add(OWNERS, bytes(1_000_000))

        with pytest.raises(StoreDown, match="full"):
            fill_up()
        with store.reading() as seen:
            assert seen.read(CARDS) == b"details"
        store.close()

    @pytest.mark.slow
    def test_a_database_that_stays_locked_is_down(self, tmp_path: Path) -> None:
        """Another program that holds it for longer than five seconds is not waited for."""
        store = Store(None, tmp_path)
        store.prepare()
        other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreDown, match="locked"), store.writing():
            pass
        other.close()


def test_postgresql_that_does_not_answer_is_down(tmp_path: Path) -> None:
    """Neither a server that is not there nor a missing driver tells the password."""
    url = "postgresql://someone:pass-word@127.0.0.1:9/cards"

    with pytest.raises(StoreDown) as down:
        Store(url, tmp_path).prepare()
    assert "pass-word" not in "".join(traceback.format_exception(down.value))


@pytest.mark.parametrize("url", ["sqlite:", "nonsense", "unknown://host/cards"])
def test_an_invalid_url_counts_as_down(url: str, tmp_path: Path) -> None:
    """The settings refuse most of them before."""
    with pytest.raises(StoreDown):
        Store(url, tmp_path).prepare()
