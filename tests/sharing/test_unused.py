"""Cards that nobody used for many years are removed, if the operator wants that."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from tests.people import a_patient
from tests.sharing.databases import Database
from walletcard.sharing import cards
from walletcard.sharing.holding import Details, KeptRecord
from walletcard.sharing.noting import Notes
from walletcard.sharing.purging import purge
from walletcard.sharing.rows import CardUnknown, CardWithdrawn
from walletcard.sharing.schema import CARD, OWNER
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import Store
from walletcard.sharing.unused import mark_read, mark_visited, month_of, unused_months

MADE = date(2026, 11, 29)
ANSWERS = KeptRecord.of(a_patient())
YEARS = 10


def at(year: int, month: int, day: int = 1) -> int:
    """A day in seconds since 1970."""
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


@pytest.fixture
def owner(store: Store) -> OwnerSecret:
    """An owner whose card is counted from the month in which it was made."""
    owner = OwnerSecret.fresh()
    cards.keep(store, owner, ANSWERS, MADE)
    purge(store, at(2026, 11, 29), YEARS)
    return owner


def there(store: Store, owner: OwnerSecret) -> tuple[bool, bool]:
    """Whether the card opens, and whether its owner comes in."""

    def opens(step: object) -> bool:
        try:
            assert callable(step)
            step()
        except (CardUnknown, CardWithdrawn):
            return False
        return True

    return (
        opens(lambda: cards.details(store, owner.card(1))),
        opens(lambda: cards.holding(store, owner)),
    )


def test_a_card_goes_when_its_last_month_is_over(store: Store, owner: OwnerSecret) -> None:
    """Ten years later, and not a day before; and it stays away after a restore."""
    purge(store, at(2036, 11, 30), YEARS)
    assert there(store, owner) == (True, True)

    purge(store, at(2036, 12), YEARS)

    assert there(store, owner) == (False, False)
    assert set(store.withdrawn.read()) == {owner.id_hash, owner.card(1).id_hash}


def test_without_the_setting_every_card_stays(store: Store, owner: OwnerSecret) -> None:
    """For as long as the server runs."""
    purge(store, at(2999, 1))

    assert there(store, owner) == (True, True)


def test_whoever_reads_a_card_keeps_it_and_its_owner_s_page(
    store: Store, owner: OwnerSecret
) -> None:
    """The card tells its owner's row, under its seal."""
    row = cards.details(store, owner.card(1)).owner
    assert row == owner.id_hash

    mark_read(store, owner.card(1), row, at(2035, 6, 15))
    purge(store, at(2045, 6, 30), YEARS)
    assert there(store, owner) == (True, True)
    purge(store, at(2045, 7), YEARS)
    assert there(store, owner) == (False, False)


def test_an_owner_who_comes_keeps_both(store: Store, owner: OwnerSecret) -> None:
    """And is told how long nobody had used them."""
    assert unused_months(store, owner, at(2035, 1)) == 8 * 12 + 2

    mark_visited(store, owner, 1, at(2035, 1))

    assert unused_months(store, owner, at(2035, 1)) == 0
    purge(store, at(2044, 12), YEARS)
    assert there(store, owner) == (True, True)


def test_changed_answers_count_as_use(store: Store, owner: OwnerSecret) -> None:
    """The next purge begins to count again."""
    cards.change(store, owner, ANSWERS)
    purge(store, at(2036, 11), YEARS)
    purge(store, at(2046, 11), YEARS)

    assert there(store, owner) == (True, True)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_month_is_written_once(
    store: Store, owner: OwnerSecret, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card that is read every day is not written every day."""
    mark_read(store, owner.card(1), owner.id_hash, at(2027, 1, 2))
    monkeypatch.setattr(store, "writing", lambda: pytest.fail("it wrote"))

    mark_read(store, owner.card(1), owner.id_hash, at(2027, 1, 31))
    mark_visited(store, owner, 1, at(2027, 1, 31))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_owner_of_an_earlier_release_is_kept_until_they_come(
    store: Store, database: Database
) -> None:
    """Their card does not tell their row, so reading it would not keep that."""
    owner = OwnerSecret.fresh()
    cards.keep(store, owner, ANSWERS, MADE)
    with store.writing() as rows:
        rows.change(
            owner.card(1), Details(ANSWERS, cards.holding(store, owner).cards[0]).to_bytes()
        )
    with database.connection() as connection:
        connection.execute(text("UPDATE owner SET used = NULL"))
        connection.execute(text("UPDATE card SET used = NULL"))

    for year in (2026, 2032, 2040):
        purge(store, at(year, 1), YEARS)
        mark_read(store, owner.card(1), cards.details(store, owner.card(1)).owner, at(year, 1))
    assert there(store, owner) == (True, True)

    mark_visited(store, owner, 1, at(2041, 1))
    assert cards.details(store, owner.card(1)).owner == owner.id_hash
    purge(store, at(2051, 2), YEARS)
    assert there(store, owner) == (False, False)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("marks", "month"), [(True, month_of(at(2027, 2))), (False, 0)])
def test_the_month_is_noted_only_where_it_is_needed(
    store: Store, marks: object, month: int
) -> None:
    """Elsewhere the database does not tell when a card was last used."""
    owner = OwnerSecret.fresh()
    cards.keep(store, owner, ANSWERS, MADE)
    notes = Notes(store, marks_use=bool(marks))

    notes.put(owner.card(1), at(2027, 1), owner.id_hash)
    notes.put_visit(owner, 1, at(2027, 2))
    notes.wait()

    with store.reading() as rows:
        assert rows.used(CARD, owner.card(1).id_hash) == rows.used(OWNER, owner.id_hash) == month
