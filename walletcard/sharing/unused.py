"""Removes cards that nobody used for many years, if the operator wants that.

A row has the month in which the card was last read, or its owner was here. The rows of a card and
of its owner do not point to each other in the database: the card tells its owner's row under its
seal, so that whoever reads a card keeps both. A card of an earlier release does not, and its owner
is kept until they come.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Table

from walletcard.sharing.cards import rewrite
from walletcard.sharing.schema import CARD, OWNER
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.sharing.store import Store

MONTHS = 12  # of a year
WARNED_YEARS = 2  # before a card is removed
ROWS_AT_ONCE = 200  # that a writer may have to wait for


def month_of(now: int) -> int:
    """The month of a time (seconds since 1970, UTC), as 12 * year + 0 to 11."""
    day = datetime.fromtimestamp(now, UTC)
    return MONTHS * day.year + day.month - 1


def mark_read(store: Store, card: CardSecret, owner: bytes | None, now: int) -> None:
    """Remember that a card was read; `owner` is the hash of its owner's row, if that is known.

    Raises `StoreDown` or `SchemaMismatch`.
    """
    _mark(store, [(CARD, card.id_hash), *([(OWNER, owner)] if owner else [])], now)


def mark_visited(store: Store, owner: OwnerSecret, number: int, now: int) -> None:
    """Remember that an owner was here, for their card of a number too.

    Raises what `mark_read` does.
    """
    with store.reading() as rows:
        is_of_earlier_release = rows.used(OWNER, owner.id_hash) is None
    if is_of_earlier_release:
        rewrite(store, owner)
    _mark(store, [(OWNER, owner.id_hash), (CARD, owner.card(number).id_hash)], now)


def unused_months(store: Store, owner: OwnerSecret, now: int) -> int:
    """For how many months nobody used what an owner has here. Raises what `mark_read` does."""
    with store.reading() as rows:
        used = rows.used(OWNER, owner.id_hash)
    return month_of(now) - used if used else 0


def remove_unused(store: Store, years: int, now: int) -> None:
    """Empty the cards and delete the owners whose last month is more than so many years ago.

    A row without a month begins to count now. Raises `StoreDown` or `SchemaMismatch`.
    """
    month = month_of(now)
    with store.reading() as rows:
        is_uncounted = rows.has_uncounted()
    if is_uncounted:
        with store.writing() as changed:
            changed.count_from(month)
    while _removed(store, month - MONTHS * years):
        pass


def _removed(store: Store, before: int) -> bool:
    """Whether rows that were last used before a month were there, and were removed."""
    with store.reading() as rows:
        found = {table: rows.unused(table, before, ROWS_AT_ONCE) for table in (CARD, OWNER)}
    if not any(found.values()):
        return False
    with store.writing() as changed:
        for table, hashes in found.items():
            for id_hash in hashes:
                changed.remove_unused(table, id_hash, before)
    return True


def _mark(store: Store, rows: Iterable[tuple[Table, bytes]], now: int) -> None:
    """Write the month into rows that have an earlier one."""
    month = month_of(now)
    with store.reading() as seen:
        earlier = [(table, key) for table, key in rows if (seen.used(table, key) or 0) < month]
    if earlier:
        with store.writing() as changed:
            for table, id_hash in earlier:
                changed.mark_used(table, id_hash, month)
