"""A backup holds all rows of one moment, and is restored whole into either database."""

from __future__ import annotations

import itertools
import json
import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from tests.keeping.restoring import restored
from tests.people import a_patient
from tests.sharing.databases import Database
from walletcard.files import NotWritten
from walletcard.keeping.backup import back_up
from walletcard.keeping.lines import BackupRefused, Contents
from walletcard.keeping.restore import MOST_AGE, refuse_old, verify
from walletcard.sharing import cards, sessions
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.quota import Payer
from walletcard.sharing.readings import note, readings
from walletcard.sharing.rows import CardWithdrawn
from walletcard.sharing.schema import SESSION, SchemaMismatch
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.sessions import Session
from walletcard.sharing.store import Store

NOW = datetime(2026, 11, 29, 8, 30, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
TODAY = NOW.date()
PHOTO = "data:image/jpeg;base64,AAAA"
ANSWERS = KeptRecord.of(a_patient(), PHOTO)
IN_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def kept(store: Store, count: int = 1) -> list[OwnerSecret]:
    """Owners who have a card."""
    owners = [OwnerSecret.fresh() for _ in range(count)]
    for owner in owners:
        cards.keep(store, owner, ANSWERS, TODAY)
    return owners


def verified(file: Path) -> Contents:
    """What a file holds."""
    with file.open("rb") as opened:
        return verify(opened)


@contextmanager
def written_to(store: Store) -> Iterator[list[OwnerSecret]]:
    """The owners of the cards that somebody keeps meanwhile, each once it is kept."""
    over, done = threading.Event(), list[OwnerSecret]()

    def write() -> None:
        while not over.is_set():
            done.extend(kept(store))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield done
    finally:
        over.set()
        writer.join()


def test_every_card_opens_after_a_restore(store: Store, tmp_path: Path, another: Database) -> None:
    """Cards, owners, drafts and notes of readings come back, from either kind of database."""
    first, second = kept(store, 2)
    cards.withdraw(store, second, TODAY)
    note(store, first.card(1), SECONDS)
    visit = sessions.create(store, Session(SECONDS + 60, drafts={1: {"words": {}}}), SECONDS)

    made = back_up(store, tmp_path / "kept", NOW)
    found = restored(another.store(), tmp_path / "kept")

    assert found == made == verified(tmp_path / "kept")
    assert (made.rows["card"], made.rows["owner"], made.rows["session"]) == (2, 2, 1)
    copy = another.store()
    assert cards.details(copy, first.card(1)).answers == ANSWERS
    assert cards.holding(copy, second).answers == ANSWERS
    with pytest.raises(CardWithdrawn):
        cards.details(copy, second.card(1))
    assert sessions.read(copy, visit, SECONDS).drafts == {1: {"words": {}}}
    assert readings(copy, first, 1) == [NOW]


def test_a_backup_of_sqlite_is_restored_into_either(
    store: Store, tmp_path: Path, another: Database
) -> None:
    """So one moves from SQLite to PostgreSQL, and back."""
    (owner,) = kept(another.store())
    back_up(another.store(), tmp_path / "kept", NOW)

    restored(store, tmp_path / "kept")

    assert cards.details(store, owner.card(1)).answers == ANSWERS
    cards.renew(store, owner, TODAY)
    back_up(store, tmp_path / "again", NOW)
    assert verified(tmp_path / "again").rows["card"] == 2


def test_a_backup_under_writes_is_of_one_moment(
    store: Store, tmp_path: Path, another: Database
) -> None:
    """It has every card that was kept before, each with its owner, and takes no half of any."""
    before = kept(store, 3)

    with written_to(store) as meanwhile:
        while not meanwhile:
            pass
        first = list(meanwhile)
        made = back_up(store, tmp_path / "kept", NOW)

    restored(another.store(), tmp_path / "kept")
    copy = another.store()
    assert made.rows["card"] == made.rows["owner"] >= len(before) + len(first)
    for owner in (*before, *first):
        assert cards.details(copy, owner.card(1)).answers == ANSWERS
        assert cards.holding(copy, owner).answers == ANSWERS


def test_a_backup_is_for_this_user_alone_and_tells_nothing(store: Store, tmp_path: Path) -> None:
    """Neither an answer nor a digit stands in it, nor what was counted of a network."""
    payer = Payer(b"key", None, SECONDS)
    (owner,) = kept(store.paid_by(payer))

    back_up(store, tmp_path / "kept", NOW)

    written = (tmp_path / "kept").read_text("ascii")
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o600
    assert "quota" not in written
    assert not any(one in written for one in (ANSWERS.patient.name, owner.digits, "AAAA\\u"))
    tables = [json.loads(line)[0] for line in written.splitlines()[1:-1]]
    assert tables == sorted(tables)


@IN_SQLITE
def test_rows_stand_in_the_order_of_their_keys(store: Store, tmp_path: Path) -> None:
    """Which were written together does not show."""
    kept(store, 8)

    back_up(store, tmp_path / "kept", NOW)

    lines = (tmp_path / "kept").read_text("ascii").splitlines()[1:-1]
    for _, rows in itertools.groupby(map(json.loads, lines), key=lambda row: row[0]):
        keys = [row[1] for row in rows]
        assert len(keys) == 8


@IN_SQLITE
def test_no_file_is_overwritten(store: Store, tmp_path: Path) -> None:
    """Somebody might name the database itself."""
    (tmp_path / "there").write_text("mine")

    with pytest.raises(NotWritten, match="a file of that name is there"):
        back_up(store, tmp_path / "there", NOW)

    assert (tmp_path / "there").read_text() == "mine"


def test_a_backup_that_does_not_fit_leaves_nothing(store: Store, tmp_path: Path) -> None:
    """The disk is full halfway: one sentence says so, and no half of a file stays."""
    kept(store, 20)
    folder = tmp_path / "full"
    folder.mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    try:
        with pytest.raises(NotWritten, match="kept was not written: File too large"):
            back_up(store, folder / "kept", NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert list(folder.iterdir()) == []


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A backup of two cards, line by line."""
    folder = tmp_path_factory.mktemp("lines")
    store = Database(folder).store()
    store.migrate()
    kept(store, 2)
    back_up(store, folder / "kept", NOW)
    return (folder / "kept").read_text("ascii").splitlines(keepends=True)


def swapped(lines: list[str]) -> list[str]:
    """Two rows in each other's place."""
    return [lines[0], lines[2], lines[1], *lines[3:]]


DAMAGED: dict[str, Callable[[list[str]], list[str]]] = {
    "without its end": lambda lines: lines[:-1],
    "cut within a row": lambda lines: [*lines[:2], lines[2][:100]],
    "without a row": lambda lines: [*lines[:1], *lines[2:]],
    "with a row twice": lambda lines: [*lines[:2], *lines[1:]],
    "with rows swapped": swapped,
    "with a row of no table": lambda lines: [*lines[:1], '["other",null]\n', *lines[1:]],
    "with a short row": lambda lines: [*lines[:1], '["card","AAAA"]\n', *lines[2:]],
    "with a number that is none": lambda lines: [lines[0], '["card",1.5,null,null]\n', *lines[2:]],
    "with an end of another": lambda lines: [
        *lines[:-1],
        lines[-1].replace('"card":2', '"card":1'),
    ],
    "with more behind it": lambda lines: [*lines, "\n"],
    "of another kind": lambda _: ["SQLite format 3\0"],
    "empty": lambda _: [],
    "of another JSON": lambda _: ["{}\n"],
    "of a later form": lambda _: ['{"walletcard backup": 2}\n'],
    "with a head that is damaged": lambda lines: ['{"walletcard backup": 1}\n', *lines[1:]],
}


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_backup_is_refused(lines: list[str], tmp_path: Path, how: str) -> None:
    """And nothing of it is restored."""
    file = tmp_path / "damaged"
    file.write_text("".join(DAMAGED[how](lines)), "ascii")
    database = Database(tmp_path)

    with pytest.raises(BackupRefused):
        verified(file)
    with pytest.raises(BackupRefused):
        restored(database.store(), file)

    assert not database.file.exists()


def test_any_changed_byte_is_noticed(lines: list[str], tmp_path: Path) -> None:
    """One letter of any line is another one."""
    for number, line in enumerate(lines):
        at = len(line) // 2
        changed = line[:at] + ("A" if line[at] != "A" else "B") + line[at + 1 :]
        (tmp_path / "changed").write_text("".join([*lines[:number], changed, *lines[number + 1 :]]))
        with pytest.raises(BackupRefused):
            verified(tmp_path / "changed")


def test_a_backup_of_a_later_release_is_refused(lines: list[str], tmp_path: Path) -> None:
    """Its tables are not known here; the database stays empty."""
    head = json.loads(lines[0]) | {"revision": "9999"}
    store = Database(tmp_path).store()
    with written(tmp_path, head, lines) as file, pytest.raises(SchemaMismatch, match="later"):
        restored(store, file)


@contextmanager
def written(folder: Path, head: object, lines: list[str]) -> Iterator[Path]:
    """A file with another head, whole otherwise."""
    body = "".join([json.dumps(head) + "\n", *lines[1:-1]])
    end = json.loads(lines[-1]) | {"sha256": sha256(body.encode()).hexdigest()}
    (folder / "other").write_text(body + json.dumps(end) + "\n")
    yield folder / "other"


def test_a_database_that_is_in_use_is_not_replaced_unasked(
    store: Store, database: Database, tmp_path: Path, another: Database
) -> None:
    """With the option, what it held is gone, and only then."""
    (mine,) = kept(store)
    (theirs,) = kept(another.store())
    back_up(another.store(), tmp_path / "kept", NOW)

    with pytest.raises(BackupRefused, match="not empty"):
        restored(store, tmp_path / "kept")
    assert cards.details(store, mine.card(1)).answers == ANSWERS

    restored(store, tmp_path / "kept", replacing=True)
    assert cards.details(store, theirs.card(1)).answers == ANSWERS
    assert database.rows(SESSION) == {}


def test_an_old_backup_is_asked_about() -> None:
    """A month is the most; a clock that is a little behind is no fault."""
    refuse_old(NOW - MOST_AGE, NOW)
    refuse_old(NOW + timedelta(hours=1), NOW)
    with pytest.raises(BackupRefused, match=r"made on 2026-10-29, more than 30 days ago.*even-old"):
        refuse_old(NOW - MOST_AGE - timedelta(days=1), NOW)


def test_a_database_of_an_earlier_release_is_backed_up_as_it_is(tmp_path: Path) -> None:
    """Before it is migrated; and such a backup is restored into a later one."""
    folder = Path(__file__).parent.parent / "released" / "1" / "kept"
    digits = json.loads((folder / "opens.json").read_text("utf-8"))["cards"][0]
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "walletcard.sqlite3").write_bytes(
        (folder / "walletcard.sqlite3").read_bytes()
    )

    made = back_up(Database(tmp_path / "old").store(), tmp_path / "kept", NOW)
    new = Database(tmp_path).store()
    restored(new, tmp_path / "kept")

    owner = OwnerSecret.read(digits["owner"])
    assert made.head.revision < (new.migrate() or "")
    assert cards.holding(new, owner).cards[0].made == date(2026, 11, 28)
    assert cards.details(new, owner.card(1)).answers.patient.name == "Maria Keller"
