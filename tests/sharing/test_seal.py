"""Sealing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walletcard.sharing.seal import SealBroken, seal, unseal
from walletcard.sharing.secret import CardSecret, OwnerSecret

CARD = CardSecret(bytes(range(16)))
contents = st.binary(max_size=10_000)


@given(st.binary(min_size=16, max_size=16).map(CardSecret), contents)
def test_what_is_sealed_is_unsealed_the_same(card: CardSecret, content: bytes) -> None:
    """Any content with any secret, also one that ends like the padding."""
    for sealed in (content, content + b"\x80", content + b"\x80\0\0", content + b"\0"):
        assert unseal(card, seal(card, sealed)) == sealed


def test_one_changed_bit_anywhere_is_refused() -> None:
    """Every bit of version, nonce, ciphertext and tag is bound."""
    sealed = seal(CARD, b"Amara Okafor")

    for place in range(8 * len(sealed)):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            unseal(CARD, bytes(changed))


def test_what_was_cut_is_refused() -> None:
    """At every length, down to nothing."""
    sealed = seal(CARD, b"Amara Okafor")

    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            unseal(CARD, sealed[:length])


@given(contents)
def test_another_secret_opens_nothing(content: bytes) -> None:
    """Another card's, or the same number as an owner's."""
    for other in (CardSecret(bytes(16)), OwnerSecret(CARD.number)):
        with pytest.raises(SealBroken):
            unseal(other, seal(CARD, content))


def test_no_two_seals_are_alike() -> None:
    """Each has its own nonce, so equal contents do not look equal."""
    seals = [seal(CARD, b"the same") for _ in range(1000)]

    assert len({sealed[1:13] for sealed in seals}) == 1000
    assert len({sealed[13:29] for sealed in seals}) == 1000


@settings(max_examples=30)
@given(st.integers(0, 70_000))
def test_lengths_come_in_few_classes(length: int) -> None:
    """A power of two from 4 KiB, whatever the content: a record's length is not seen."""
    padded = len(seal(CARD, bytes(length))) - 29

    assert padded in {4096 << step for step in range(6)}
    assert padded > length
    assert padded == 4096 or padded < 2 * (length + 1)
