"""Rows that only the holder of a secret can find and read, within one transaction.

A row is stored under a hash of its lookup id and holds ciphertext: it does not say whose it is. An
owner's row and the rows of their cards do not point to each other. The owner's secret finds them
all, and a stolen database does not tell which cards belong to one person. (The order in which rows
were written may still tell.)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from walletcard.sharing.quota import Charge, Counted, Payer, QuotaSpent
from walletcard.sharing.schema import CARD, OWNER, QUOTA, READING, SESSION, WITHDRAWAL
from walletcard.sharing.seal import seal, unseal
from walletcard.sharing.secret import CardSecret, OwnerSecret, Secret
from walletcard.sharing.withdrawals import State, Withdrawal, Withdrawals

TABLES = {"card": CARD, "owner": OWNER, "session": SESSION}
# Works in SQLite and PostgreSQL. Two transactions on one row wait for each other.
COUNT = text(
    "INSERT INTO quota (place, used, until) VALUES (:place, :amount, :until) "
    "ON CONFLICT (place) DO UPDATE SET used = quota.used + excluded.used RETURNING used"
)

SECRET_NOTE = text(
    "INSERT INTO quota (place, used, until) VALUES (:place, 0, :until) "
    "ON CONFLICT (place) DO UPDATE SET until = excluded.until"
)
NOTE = text(
    "INSERT INTO reading (slot, card, sealed, expires) VALUES (:slot, :card, :sealed, :expires) "
    "ON CONFLICT (slot) DO NOTHING"
)
# What is final stays so.
SHUT = text(
    "INSERT INTO withdrawal (id_hash, is_final, day) VALUES (:id_hash, :is_final, :day) "
    "ON CONFLICT (id_hash) DO UPDATE SET is_final = excluded.is_final, day = excluded.day "
    "WHERE withdrawal.is_final < excluded.is_final"
)
# An owner may have switched it off for a while: only they can tell.
UNLISTED = select(CARD.c.id_hash).where(
    CARD.c.sealed.is_(None), CARD.c.id_hash.not_in(select(WITHDRAWAL.c.id_hash))
)
# When rows end by themselves, in seconds since 1970.
ENDS = (SESSION.c.expires, QUOTA.c.until, READING.c.expires)
UNCOUNTED = 0  # in place of a month: the next purge puts its own, if unused cards are removed
MOST_READINGS = 1000  # notes of one card: a week of reading it every ten minutes


class CardUnknown(Exception):
    """There is no row under this secret: there never was one, or its owner erased it."""


class CardWithdrawn(Exception):
    """The owner withdrew this card; its row is empty."""


class Rows:
    """Read access to the rows, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, secret: Secret) -> bytes:
        """The content of a secret's row.

        Raises `CardUnknown`, `CardWithdrawn` or `walletcard.sharing.seal.SealBroken`.
        """
        found = self._connection.execute(self._query(secret)).one_or_none()
        if found is None:
            raise CardUnknown
        if found.sealed is None:
            raise CardWithdrawn
        return unseal(secret, found.sealed)

    def has_unlisted(self) -> bool:
        """Whether an earlier release withdrew a card, and so has not put it with the others."""
        return self._connection.execute(UNLISTED.limit(1)).first() is not None

    def has_expired(self, now: int) -> bool:
        """Whether a session, a count or a note has expired by `now` (seconds since 1970)."""
        ended = (select(end).where(end <= now).limit(1) for end in ENDS)
        return any(self._connection.execute(one).first() is not None for one in ended)

    def reading_key(self, card: CardSecret) -> bytes | None:
        """The public key for notes about a card; None for a card of an earlier release."""
        query = select(CARD.c.reading_key).where(CARD.c.id_hash == card.id_hash)
        key: bytes | None = self._connection.execute(query).scalar()
        return key

    def has_reading(self, slot: bytes) -> bool:
        """Whether these ten minutes of a card are noted."""
        query = select(READING.c.slot).where(READING.c.slot == slot)
        return self._connection.execute(query).first() is not None

    def readings(self, card: CardSecret) -> list[bytes]:
        """The sealed notes of when a card was read."""
        query = select(READING.c.sealed).where(READING.c.card == card.id_hash)
        return list(self._connection.execute(query).scalars())

    def withdrawal(self, card: CardSecret) -> Withdrawal | None:
        """That a card was withdrawn or switched off, if it was."""
        query = select(WITHDRAWAL).where(WITHDRAWAL.c.id_hash == card.id_hash)
        found = self._connection.execute(query).one_or_none()
        return _withdrawal(found) if found else None

    def withdrawals(self) -> Withdrawals:
        """All cards that are withdrawn or off, and all owners who were deleted."""
        found = map(_withdrawal, self._connection.execute(select(WITHDRAWAL)))
        return {one.id_hash: one for one in found}

    def used(self, table: Table, id_hash: bytes) -> int | None:
        """The month in which a card was last used, as 12 * year + 0 to 11, if it is known."""
        query = select(table.c.used).where(table.c.id_hash == id_hash)
        month: int | None = self._connection.execute(query).scalar()
        return month

    def unused(self, table: Table, before: int, most: int) -> list[bytes]:
        """So many rows that were last used before a month."""
        query = select(table.c.id_hash).where(_was_used_before(table, before)).limit(most)
        return list(self._connection.execute(query).scalars())

    def has_uncounted(self) -> bool:
        """Whether a row has no month yet."""
        uncounted = (select(table.c.id_hash).where(_is_uncounted(table)) for table in (CARD, OWNER))
        return any(self._connection.execute(one.limit(1)).first() for one in uncounted)

    def _query(self, secret: Secret) -> Select[bytes | None]:
        table = TABLES[secret.kind]
        return select(table.c.sealed).where(table.c.id_hash == secret.id_hash)


class WritableRows(Rows):
    """Write access. Rows that were read stay locked until the transaction ends."""

    def __init__(self, connection: Connection, payer: Payer | None = None) -> None:
        super().__init__(connection)
        self._payer = payer
        self.forgot_something = False
        self.withdrawn: list[Withdrawal] = []  # for the list, once all of this is on the disk

    def add(self, secret: Secret, content: bytes, **columns: int | bytes) -> None:
        """Insert a row; `columns` are further columns of its table. Raises `QuotaSpent`."""
        sealed = seal(secret, content)
        self._count(Counted(secret.kind), 1)
        self._count(Counted.BYTES, len(sealed))
        row = {"id_hash": secret.id_hash, "sealed": sealed, **columns}
        self._connection.execute(insert(TABLES[secret.kind]).values(row))

    def change(self, secret: Secret, content: bytes, **columns: int | bytes) -> None:
        """Replace the content of a row and further columns.

        Raises `CardUnknown`, or `QuotaSpent` if the row grows.
        """
        sealed = seal(secret, content)
        self._count(Counted.BYTES, len(sealed) - self._length(secret))
        self._update(secret, sealed, **columns)

    def withdraw(self, card: CardSecret, day: date | None = None, *, for_good: bool = True) -> None:
        """Empty a card's row; only its owner has its content elsewhere. Raises `CardUnknown`."""
        self._update(card, None)
        self.shut(Withdrawal(card.id_hash, State.GONE if for_good else State.OFF, day))
        self.forgot_something = True

    def switch_on(self, card: CardSecret, content: bytes, **columns: int | bytes) -> None:
        """Fill the row of a card that was switched off. Raises what `change` raises."""
        self.change(card, content, **columns)
        off = WITHDRAWAL.c.id_hash == card.id_hash, WITHDRAWAL.c.is_final == 0
        self._connection.execute(delete(WITHDRAWAL).where(*off))
        self.withdrawn.append(Withdrawal(card.id_hash, State.ON))

    def delete(self, secret: Secret) -> None:
        """Delete a row, if there is one. An owner who was deleted must not come back."""
        table = TABLES[secret.kind]
        self._connection.execute(delete(table).where(table.c.id_hash == secret.id_hash))
        self.forgot_something = True
        if isinstance(secret, OwnerSecret):
            self.shut(Withdrawal(secret.id_hash, State.GONE))

    def shut(self, one: Withdrawal) -> None:
        """Remember a withdrawal."""
        day = one.day.toordinal() if one.day else None
        is_final = int(one.state is State.GONE)
        values = {"id_hash": one.id_hash, "is_final": is_final, "day": day}
        self._connection.execute(SHUT, values)
        self.withdrawn.append(one)

    def shut_unlisted(self) -> None:
        """Put what an earlier release withdrew with the others."""
        for id_hash in self._connection.execute(UNLISTED).scalars().all():
            self.shut(Withdrawal(id_hash, State.OFF))

    def delete_expired(self, now: int) -> None:
        """Delete what `has_expired` by `now` (seconds since 1970)."""
        for end in ENDS:
            gone = self._connection.execute(delete(end.table).where(end <= now))
            self.forgot_something |= gone.rowcount > 0

    def mark_used(self, table: Table, id_hash: bytes, month: int) -> None:
        """Write down the month in which a card was last used."""
        row = table.c.id_hash == id_hash
        self._connection.execute(update(table).where(row).values(used=month))

    def count_from(self, month: int) -> None:
        """Let rows that have no month begin with one."""
        for table in (CARD, OWNER):
            self._connection.execute(update(table).where(_is_uncounted(table)).values(used=month))

    def remove_unused(self, table: Table, id_hash: bytes, before: int) -> None:
        """Empty a card or delete an owner, unless somebody has come meanwhile."""
        still = (table.c.id_hash == id_hash) & _was_used_before(table, before)
        change = delete(table) if table is OWNER else update(table).values(sealed=None)
        if self._connection.execute(change.where(still)).rowcount:
            self.shut(Withdrawal(id_hash, State.GONE))
            self.forgot_something = True

    def add_reading(self, card: CardSecret, slot: bytes, sealed: bytes, expires: int) -> None:
        """Add a note of when a card was read, unless it is there, or the card has many."""
        of_card = select(func.count()).where(READING.c.card == card.id_hash)
        if self._connection.execute(of_card).scalar_one() < MOST_READINGS:
            row = {"slot": slot, "card": card.id_hash, "sealed": sealed, "expires": expires}
            self._connection.execute(NOTE, row)

    def delete_readings(self, card: CardSecret) -> None:
        """Delete all notes of when a card was read."""
        self._connection.execute(delete(READING).where(READING.c.card == card.id_hash))

    def count_try(self, owner: OwnerSecret) -> None:
        """Count a try to open an owner link. Raises `QuotaSpent`."""
        if self._payer is not None:
            self._charge(self._payer.charges_of_try(owner.in_link))

    def note_secret(self, place: bytes, until: int) -> None:
        """Note until when a server with a certain secret runs; see same_secret.py."""
        self._connection.execute(SECRET_NOTE, {"place": place, "until": until})

    def _count(self, kept: Counted, amount: int) -> None:
        if self._payer is not None and amount > 0:
            self._charge(self._payer.charges(kept, amount))

    def _charge(self, charges: Iterable[Charge]) -> None:
        for charge in charges:
            values = {"place": charge.place, "amount": charge.amount, "until": charge.until}
            if self._connection.execute(COUNT, values).scalar_one() > charge.most:
                raise QuotaSpent

    def _length(self, secret: Secret) -> int:
        table = TABLES[secret.kind]
        length = select(func.length(table.c.sealed)).where(table.c.id_hash == secret.id_hash)
        return self._connection.execute(length).scalar() or 0

    def _query(self, secret: Secret) -> Select[bytes | None]:
        return super()._query(secret).with_for_update()  # SQLite ignores it: its file is locked

    def _update(self, secret: Secret, sealed: bytes | None, **columns: int | bytes) -> None:
        table = TABLES[secret.kind]
        changed = self._connection.execute(
            update(table).where(table.c.id_hash == secret.id_hash).values(sealed=sealed, **columns)
        )
        if changed.rowcount != 1:
            raise CardUnknown


def _was_used_before(table: Table, month: int) -> ColumnElement[bool]:
    return table.c.sealed.is_not(None) & table.c.used.between(UNCOUNTED + 1, month - 1)


def _is_uncounted(table: Table) -> ColumnElement[bool]:
    """A card of an earlier release counts; its owner does not, for it does not tell their row."""
    used = table.c.used == UNCOUNTED
    return table.c.sealed.is_not(None) & (used if table is OWNER else used | table.c.used.is_(None))


def _withdrawal(found: Row[Any]) -> Withdrawal:
    state = State.GONE if found.is_final else State.OFF
    return Withdrawal(found.id_hash, state, date.fromordinal(found.day) if found.day else None)
