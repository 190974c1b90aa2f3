"""What an owner can do with their cards. Each function is one database transaction.

The owner's row holds the record and the list of cards. Each card's row holds a copy of the record,
so that the code of a lost card can be withdrawn alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from walletcard.sharing.holding import Details, Holding, IssuedCard, KeptRecord
from walletcard.sharing.readings import public_key
from walletcard.sharing.rows import UNCOUNTED, CardWithdrawn, Rows, WritableRows
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.sharing.store import Store
from walletcard.sharing.withdrawals import State


def keep(store: Store, owner: OwnerSecret, answers: KeptRecord, today: date) -> None:
    """Keep a new owner's answers, and card number 1. Raises `StoreDown`."""
    first = IssuedCard(1, today)
    with store.writing() as rows:
        rows.add(owner, Holding(answers, (first,)).to_bytes(), used=UNCOUNTED)
        _add(rows, owner, Details(answers, first, owner.id_hash))


def details(store: Store, card: CardSecret) -> Details:
    """What a card's code opens.

    Raises `CardUnknown`, `CardWithdrawn`, `SealBroken`, `StoreDown` or `SchemaMismatch`.
    """
    with store.reading() as rows:
        return Details.from_bytes(rows.read(card))


def holding(store: Store, owner: OwnerSecret) -> Holding:
    """What an owner link opens. Raises what `details` raises, but `CardWithdrawn`."""
    with store.reading() as rows:
        return _held(rows, owner)


def enter(store: Store, owner: OwnerSecret) -> Holding:
    """Open an owner link. Each try is counted: with the link alone one could guess the 8 digits.

    Raises `QuotaSpent`, and what `holding` raises.
    """
    with store.writing() as rows:
        rows.count_try(owner)
    return holding(store, owner)


def current(store: Store, owner: OwnerSecret) -> tuple[CardSecret, Details]:
    """The current card. Raises `CardWithdrawn` if it is withdrawn, and what `holding` raises."""
    held = holding(store, owner)
    if not held.current:
        raise CardWithdrawn
    return owner.card(held.current.number), Details(held.answers, held.current)


def change(store: Store, owner: OwnerSecret, answers: KeptRecord) -> None:
    """Replace the answers, also behind the current card's code. Raises what `holding` raises."""
    with store.writing() as rows:
        after = replace(_held(rows, owner), answers=answers)
        _change_owner(rows, owner, after)
        if card := after.current:
            _change(rows, owner, Details(answers, card, owner.id_hash))


def withdraw(store: Store, owner: OwnerSecret, today: date) -> None:
    """Withdraw the last card, unless it is withdrawn already. Raises what `holding` raises."""
    with store.writing() as rows:
        before = _held(rows, owner)
        _change_owner(rows, owner, before.without_current(today))
        rows.withdraw(owner.card(before.cards[-1].number), today)


def pause(store: Store, owner: OwnerSecret, today: date) -> None:
    """Switch the current card's code off: it opens nothing until `resume`.

    Raises `CardWithdrawn` if there is no such card, and what `holding` raises.
    """
    with store.writing() as rows:
        before = _held(rows, owner)
        if not before.current:
            raise CardWithdrawn
        _change_owner(rows, owner, before.with_pause(today))
        rows.withdraw(owner.card(before.current.number), today, for_good=False)


def resume(store: Store, owner: OwnerSecret) -> None:
    """Switch the code of a paused card on again, with the answers of now.

    Raises `CardWithdrawn` if no card is paused, `QuotaSpent`, and what `holding` raises.
    """
    with store.writing() as rows:
        before = _held(rows, owner)
        if not before.paused:
            raise CardWithdrawn
        after = before.with_pause(None)
        card = after.cards[-1]
        _change_owner(rows, owner, after)
        secret, key = _secret_and_key(owner, card)
        opened = Details(after.answers, card, owner.id_hash)
        rows.switch_on(secret, opened.to_bytes(), reading_key=key, used=UNCOUNTED)


def renew(store: Store, owner: OwnerSecret, today: date) -> IssuedCard:
    """Withdraw the last card and make the next one. Raises what `holding` raises."""
    with store.writing() as rows:
        before = _held(rows, owner)
        after = before.without_current(today).with_next(today)
        while rows.withdrawal(owner.card(after.cards[-1].number)):  # made after a backup, and lost
            after = after.without_current(today).with_next(today)
        card = after.cards[-1]
        _change_owner(rows, owner, after)
        rows.withdraw(owner.card(before.cards[-1].number), today)
        _add(rows, owner, Details(after.answers, card, owner.id_hash))
    return card


def erase(store: Store, owner: OwnerSecret) -> None:
    """Delete the owner's row and all notes, and withdraw the last card.

    Raises what `holding` raises. Every earlier card is withdrawn already.
    """
    with store.writing() as rows:
        issued = _held(rows, owner).cards
        rows.withdraw(owner.card(issued[-1].number))
        for card in issued:
            rows.delete_readings(owner.card(card.number))
        rows.delete(owner)


def rewrite(store: Store, owner: OwnerSecret) -> None:
    """Write the rows of an owner anew, as this release does. Raises what `holding` raises."""
    with store.writing() as rows:
        held = _held(rows, owner)
        _change_owner(rows, owner, held)
        if held.current:
            _change(rows, owner, Details(held.answers, held.current, owner.id_hash))


def _change_owner(rows: WritableRows, owner: OwnerSecret, held: Holding) -> None:
    rows.change(owner, held.to_bytes(), used=UNCOUNTED)


def _add(rows: WritableRows, owner: OwnerSecret, opened: Details) -> None:
    """Put details behind the code of a new card."""
    card, key = _secret_and_key(owner, opened.card)
    rows.add(card, opened.to_bytes(), reading_key=key, used=UNCOUNTED)


def _change(rows: WritableRows, owner: OwnerSecret, opened: Details) -> None:
    """Put details behind the code of a card that was made before."""
    card, key = _secret_and_key(owner, opened.card)
    rows.change(card, opened.to_bytes(), reading_key=key, used=UNCOUNTED)


def _secret_and_key(owner: OwnerSecret, card: IssuedCard) -> tuple[CardSecret, bytes]:
    """The secret of a card, and the public key for notes of when it is read."""
    return owner.card(card.number), public_key(owner, card.number)


def _held(rows: Rows, owner: OwnerSecret) -> Holding:
    """What is in the owner's row; but a card that was shut stays so after a restore."""
    held = Holding.from_bytes(rows.read(owner))
    last = held.cards[-1]
    shut = rows.withdrawal(owner.card(last.number))
    if shut is None or last.withdrawn:
        return held
    day = shut.day or last.made
    return (
        held.without_current(day)
        if shut.state is State.GONE
        else held.with_pause(last.paused or day)
    )
