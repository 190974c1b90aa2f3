"""A restore brings no withdrawn card and no deleted owner back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.keeping.restoring import restored
from tests.people import a_patient
from tests.sharing.databases import Database
from walletcard.keeping.backup import back_up
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.purging import complete_list
from walletcard.sharing.rows import CardUnknown, CardWithdrawn
from walletcard.sharing.schema import CARD, OWNER
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import Store
from walletcard.sharing.withdrawals import State, Withdrawal, WithdrawnList, merged

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANSWERS = KeptRecord.of(a_patient())
OTHERS = KeptRecord.of(a_patient(name="Noor Haddad"))

IN_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

Step = Callable[[Store, OwnerSecret], object]


def withdraw(store: Store, owner: OwnerSecret) -> None:
    """The card was lost."""
    cards.withdraw(store, owner, TUESDAY)


def renew(store: Store, owner: OwnerSecret) -> None:
    """The next card takes its place."""
    cards.renew(store, owner, TUESDAY)


def pause(store: Store, owner: OwnerSecret) -> None:
    """The code is off for a while."""
    cards.pause(store, owner, TUESDAY)


def resume(store: Store, owner: OwnerSecret) -> None:
    """And on again."""
    cards.resume(store, owner)


@pytest.fixture
def owner(store: Store) -> OwnerSecret:
    """An owner with one card, made on Monday."""
    owner = OwnerSecret.fresh()
    cards.keep(store, owner, ANSWERS, MONDAY)
    return owner


@pytest.fixture
def comes_back(
    store: Store, owner: OwnerSecret, another: Database, tmp_path: Path
) -> Callable[..., Store]:
    """Does some steps, makes a backup, does others, and restores it on another machine."""

    def after(*later: Step, before: tuple[Step, ...] = ()) -> Store:
        for step in before:
            step(store, owner)
        back_up(store, tmp_path / "kept", NOW)
        for step in later:
            step(store, owner)
        restored(another.store(), tmp_path / "kept", store.withdrawn.read())
        return another.store()

    return after


def is_shut(store: Store, owner: OwnerSecret, number: int = 1) -> bool:
    """Whether the code of a card opens nothing."""
    try:
        cards.details(store, owner.card(number))
    except (CardWithdrawn, CardUnknown):
        return True
    return False


@IN_SQLITE
def test_a_card_that_was_withdrawn_since_stays_so(
    comes_back: Callable[..., Store], owner: OwnerSecret
) -> None:
    """Its owner is told so, and no change of the answers opens it."""
    store = comes_back(withdraw)

    assert is_shut(store, owner)
    assert cards.holding(store, owner).cards[0].withdrawn == TUESDAY
    cards.change(store, owner, OTHERS)
    assert is_shut(store, owner)
    assert cards.holding(store, owner).answers == OTHERS


def test_a_card_that_was_made_since_opens_again_unless_it_was_lost(
    comes_back: Callable[..., Store], owner: OwnerSecret
) -> None:
    """The next number is the one of the card that its owner carries, not of the lost one."""
    store = comes_back(renew, renew)
    assert [is_shut(store, owner, number) for number in (1, 2, 3)] == [True] * 3

    made = cards.renew(store, owner, FRIDAY)

    assert made.number == 3
    assert [is_shut(store, owner, number) for number in (1, 2, 3)] == [True, True, False]
    assert [one.withdrawn for one in cards.holding(store, owner).cards[:2]] == [TUESDAY, FRIDAY]


def test_an_owner_who_deleted_everything_does_not_come_back(
    comes_back: Callable[..., Store], owner: OwnerSecret, another: Database
) -> None:
    """Neither answers nor card: nothing of them is written to the new database."""
    store = comes_back(cards.erase)

    with pytest.raises(CardUnknown):
        cards.holding(store, owner)
    assert another.rows(OWNER) == {}
    assert another.rows(CARD) == {owner.card(1).id_hash: None}


@IN_SQLITE
def test_a_card_that_was_switched_off_since_can_be_switched_on(
    comes_back: Callable[..., Store], owner: OwnerSecret
) -> None:
    """It is off, as its owner wanted."""
    store = comes_back(pause)
    assert is_shut(store, owner)
    assert cards.holding(store, owner).paused

    cards.resume(store, owner)
    assert not is_shut(store, owner)
    assert cards.holding(store, owner).current


@IN_SQLITE
def test_a_card_that_was_off_and_is_on_again_opens(
    comes_back: Callable[..., Store], owner: OwnerSecret
) -> None:
    """The last word on it counts."""
    assert not is_shut(comes_back(pause, resume), owner)


@IN_SQLITE
def test_a_card_that_was_off_in_the_backup_stays_off_until_its_owner_comes(
    comes_back: Callable[..., Store], owner: OwnerSecret
) -> None:
    """Its content is with the owner alone."""
    store = comes_back(resume, before=(pause,))

    assert is_shut(store, owner)
    cards.resume(store, owner)
    assert not is_shut(store, owner)


@IN_SQLITE
def test_a_card_that_was_off_and_then_lost_cannot_be_switched_on(
    comes_back: Callable[..., Store], owner: OwnerSecret
) -> None:
    """Though the owner's row still says that it is only off."""
    store = comes_back(withdraw, before=(pause,))

    with pytest.raises(CardWithdrawn):
        cards.resume(store, owner)
    assert is_shut(store, owner)


def test_what_the_replaced_database_says_counts_too(
    store: Store, owner: OwnerSecret, tmp_path: Path
) -> None:
    """Without any list."""
    back_up(store, tmp_path / "kept", NOW)
    withdraw(store, owner)

    restored(store, tmp_path / "kept", replacing=True)

    assert is_shut(store, owner)
    cards.change(store, owner, OTHERS)
    assert is_shut(store, owner)


@IN_SQLITE
def test_the_list_holds_a_line_for_each_and_no_key(store: Store, owner: OwnerSecret) -> None:
    """It is for this user alone."""
    pause(store, owner)
    resume(store, owner)
    renew(store, owner)
    cards.erase(store, owner)

    file = store.withdrawn.file
    first, second = owner.card(1).id_hash.hex(), owner.card(2).id_hash.hex()
    assert file.read_text() == (
        f"off 2026-03-03 {first}\non - {first}\ngone 2026-03-03 {first}\n"
        f"gone - {second}\ngone - {owner.id_hash.hex()}\n"
    )
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_cut_short_spoils_no_other(tmp_path: Path) -> None:
    """The machine stopped while it was written."""
    listed = WithdrawnList(tmp_path / "list")
    one, other = Withdrawal(bytes(32), State.GONE, MONDAY), Withdrawal(b"\1" * 32, State.OFF)
    listed.file.write_text(one.line[:20])
    listed.add([one])
    listed.add([other])

    assert listed.read() == {one.id_hash: one, other.id_hash: other}
    assert len(listed.file.read_text().splitlines()) == 3


def test_what_is_gone_in_one_list_is_gone() -> None:
    """Each machine has a list, and one may be older."""
    gone, off = Withdrawal(bytes(32), State.GONE, MONDAY), Withdrawal(bytes(32), State.OFF)
    on = Withdrawal(bytes(32), State.ON)

    for lists in ((gone, off), (off, gone), (gone, on), (on, gone)):
        assert merged(*({one.id_hash: one} for one in lists)) == {bytes(32): gone}
    assert merged({on.id_hash: on}) == {}


@IN_SQLITE
def test_a_list_that_could_not_be_written_is_completed(
    store: Store, owner: OwnerSecret, caplog: pytest.LogCaptureFixture
) -> None:
    """The card is withdrawn all the same, the log says so, and the next purge tries again."""
    file = store.withdrawn.file
    file.mkdir()
    with caplog.at_level(logging.ERROR):
        withdraw(store, owner)
    assert "A withdrawn card could not be put into the list" in caplog.text
    assert is_shut(store, owner)

    file.rmdir()
    complete_list(store)
    complete_list(store)

    assert file.read_text() == f"gone 2026-03-03 {owner.card(1).id_hash.hex()}\n"


@IN_SQLITE
def test_another_machine_has_the_whole_list(
    store: Store, database: Database, owner: OwnerSecret, tmp_path: Path
) -> None:
    """What one of them withdrew, each of them writes down."""
    withdraw(store, owner)
    elsewhere = Store(database.url, database.folder, tmp_path / "elsewhere")

    complete_list(elsewhere)

    assert elsewhere.withdrawn.read() == store.withdrawn.read()
    elsewhere.close()


def test_what_an_earlier_release_withdrew_is_listed(
    store: Store, database: Database, owner: OwnerSecret
) -> None:
    """It emptied the row and knew no list; perhaps the card was only off."""
    withdraw(store, owner)
    with database.connection() as connection:
        connection.execute(text("DELETE FROM withdrawal"))
    store.withdrawn.file.unlink()

    complete_list(store)

    assert store.withdrawn.read() == {
        owner.card(1).id_hash: Withdrawal(owner.card(1).id_hash, State.OFF)
    }
