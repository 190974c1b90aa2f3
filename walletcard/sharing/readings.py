"""When a card was read: a note that only its owner can open.

The note is sealed to a public key in the card's row (HPKE, RFC 9180), so neither the server nor
the card opens it. It has rows of its own, and never touches the card's. A note tells ten minutes
of a day, and nothing about the reader.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.sharing.store import Store

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SLOT_SECONDS = 10 * 60
MONTH_SECONDS = 30 * 24 * 3600


def note(store: Store, card: CardSecret, now: int) -> None:
    """Note that a card was read at `now` (seconds since 1970), once for each ten minutes.

    Writes nothing if it is noted already: who opens one card again and again must not keep those
    waiting who make one. Does nothing for a card whose row has no key yet. Raises `StoreDown` or
    `SchemaMismatch`.
    """
    slot = now - now % SLOT_SECONDS
    place = card.keyed_hash(f"read at {slot}")
    with store.reading() as rows:
        key = rows.reading_key(card)
        is_noted = rows.has_reading(place)
    if key is None or is_noted:
        return
    public = X25519PublicKey.from_public_bytes(key)
    sealed = SUITE.encrypt(str(slot).encode("ascii"), public, info=_bound_to(card))
    # Two to three months, ended with a month: the time of an end tells no day.
    expires = now - now % MONTH_SECONDS + 3 * MONTH_SECONDS
    with store.writing() as changed:
        changed.add_reading(card, place, sealed, expires)


def readings(store: Store, owner: OwnerSecret, number: int) -> list[datetime]:
    """The beginnings of the ten minutes in which a card was read, in UTC, the last first.

    Raises `StoreDown` or `SchemaMismatch`.
    """
    card = owner.card(number)
    with store.reading() as rows:
        found = rows.readings(card)
    return sorted(_opened(found, owner.reading_key(number), card), reverse=True)


def public_key(owner: OwnerSecret, number: int) -> bytes:
    """What lies in the row of the owner's card number 1, 2, 3 ..., for whoever notes."""
    key: bytes = owner.reading_key(number).public_key().public_bytes_raw()
    return key


def _opened(sealed: list[bytes], key: X25519PrivateKey, card: CardSecret) -> Iterator[datetime]:
    """The times in notes; a note that was changed says nothing."""
    for one in sealed:
        with contextlib.suppress(InvalidTag, ValueError):
            slot = SUITE.decrypt(one, key, info=_bound_to(card))
            yield datetime.fromtimestamp(int(slot), UTC)


def _bound_to(card: CardSecret) -> bytes:
    return b"walletcard v1 reading of card " + card.id_hash
