"""The secret and its digits."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import damm

from walletcard.sharing.secret import (
    CardSecret,
    CheckDigitWrong,
    NotFortyDigits,
    OwnerSecret,
    Secret,
    SessionSecret,
)

numbers = st.binary(min_size=16, max_size=16)
cards = numbers.map(CardSecret)
scripts = st.sampled_from("0٠۰०０𝟎")  # Western, Arabic-Indic, Persian, Devanagari, full-width, bold


@given(cards)
def test_the_digits_read_back_as_the_same_secret(card: CardSecret) -> None:
    """They are 40 decimal digits, whatever the number."""
    assert len(card.digits) == 40
    assert card.digits.isdecimal()
    assert card.digits.isascii()
    assert CardSecret.read(card.digits) == card


def test_the_zeros_in_front_are_kept() -> None:
    """The smallest number has as many digits as the largest."""
    assert CardSecret(bytes(16)).digits == "0" * 40
    assert CardSecret(b"\xff" * 16).digits[:39] == str(2**128 - 1)


@given(cards, scripts, st.sampled_from([" ", "-", "–", "\u00a0", "\u200f", "\n"]))
def test_digits_are_read_as_people_type_them(card: CardSecret, zero: str, gap: str) -> None:
    """In groups of four, with spaces or dashes between, in the digits of their script."""
    own = [chr(ord(zero) + int(digit)) for digit in card.digits]
    typed = gap.join("".join(own[start : start + 4]) for start in range(0, 40, 4))

    assert all(unicodedata.decimal(digit) < 10 for digit in own)
    assert CardSecret.read(f" {typed} ") == card


@given(cards)
def test_a_link_is_read_from_behind_its_fragment_sign(card: CardSecret) -> None:
    """Who pastes the whole link means its digits; those in the address do not count."""
    assert CardSecret.read(f"https://c4rds.example.org:8443/c#{card.digits}") == card


SAFE_LINK = (
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcard.example.org%2Fc%23{code}"
    "&data=05%7C02%7C%7C9d2e41b7%7C84df9e7fe9f640afb435aaaaaaaaaaaa%7C1%7C0%7C638500000000000000"
    "%7CUnknown%7C0&sdata=3k9%2Bx0%3D&reserved=0"
)
MANGLED = (
    "https://card.example.org/c#{code}",
    "https://c4rds.example.org:8443/c#{code}",
    "https://192.168.10.40:5000/c#{code}",
    "https://card.example.org/c%23{code}",
    "https://card.example.org/c%2523{code}",
    "https://card.example.org/c/#{code}",
    "https://card.example.org/C#{code}",
    "https://card.example.org/c.#{code}",
    "https://card.example.org/c{code}",
    "#{code}?fbclid=IwAR2x8_4Zz9k-00",
    "#{code}&utm_id=2026&utm_source=1",
    "#{code}#:~:text=2026",
    "#{code}%0A",
    "#{code}%20",
    "#{code}\u200b",
    "#{code}%E2%80%8B",
    "{code}.",
    "<https://card.example.org/c#{code}>",
    "https://card.example.org/c#{groups}",
    "#{encoded}",
    "{groups} 2/4",
    "Card 2 of 4: {groups}",
    "#{groups}&utm_id=2026",
    "{code} 2/4",
    SAFE_LINK,
    "https://urldefense.com/v3/__https://card.example.org/c*{code}__;Iw!!A2b9C4d0!xY12$",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__card.example.org_c-23{code}&d=DwMFaQ&c=x1",
    "https://www.google.com/url?q=https://card.example.org/c%2523{code}&sa=D&ust=1764300000000000",
)


@pytest.mark.parametrize("mangled", MANGLED)
@pytest.mark.parametrize("kind", [CardSecret, OwnerSecret])
@given(number=st.binary(min_size=16, max_size=16))
@settings(max_examples=25)
def test_a_link_is_read_however_it_was_changed_on_its_way(
    mangled: str, kind: type[Secret], number: bytes
) -> None:
    """By scanners, mail programs and people who copy a little more; the owner's link alike."""
    secret = kind(number)
    fours = [secret.digits[start : start + 4] for start in range(0, 40, 4)]
    typed = mangled.format(code=secret.digits, groups=" ".join(fours), encoded="%20".join(fours))

    assert kind.read(typed) == secret


@given(cards, st.integers(0, 9))
def test_one_digit_too_many_is_never_left_out_by_guess(card: CardSecret, more: int) -> None:
    """Forty of them might be right by chance, and yet nobody knows which."""
    for typed in (f"{card.digits}{more}", f"#{more}{card.digits}"):
        with pytest.raises(NotFortyDigits) as told:
            CardSecret.read(typed)
        assert told.value.found == 41


def test_a_text_of_any_length_is_read_at_once() -> None:
    """Nobody keeps the server busy with a page of digits."""
    with pytest.raises(NotFortyDigits):
        CardSecret.read("123 " * 100_000)


@given(cards, st.integers(0, 39), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(card: CardSecret, place: int, off: int) -> None:
    """The check digit says so, before any server is asked."""
    digits = list(card.digits)
    digits[place] = str((int(digits[place]) + off) % 10)

    with pytest.raises(CheckDigitWrong):
        CardSecret.read("".join(digits))


@given(cards, st.integers(0, 38))
def test_every_swap_of_neighbours_is_found(card: CardSecret, place: int) -> None:
    """The slip that hands make most often."""
    digits = list(card.digits)
    digits[place : place + 2] = reversed(digits[place : place + 2])
    if "".join(digits) == card.digits:
        return

    with pytest.raises(CheckDigitWrong):
        CardSecret.read("".join(digits))


@given(cards, st.integers(0, 80).filter(lambda length: length != 40))
def test_too_few_or_too_many_digits_are_counted(card: CardSecret, length: int) -> None:
    """The person is told how many there are, not that one of them is wrong."""
    with pytest.raises(NotFortyDigits, match=rf"^{length} digits, and there must be 40\.$") as told:
        CardSecret.read((card.digits * 2)[:length])

    assert told.value.found == length


@pytest.mark.parametrize("typed", ["", "hello", "²" * 40, "Ⅷ" * 40])
def test_what_is_no_decimal_digit_does_not_count(typed: str) -> None:
    """A superscript or a Roman numeral is not one of the ten digits."""
    with pytest.raises(NotFortyDigits) as told:
        CardSecret.read(typed)

    assert told.value.found == 0


@given(st.integers(2**128, 10**39 - 1))
def test_a_number_above_128_bits_is_refused(number: int) -> None:
    """39 digits can write it, and its check digit can be right; no card has it."""
    digits = str(number)

    with pytest.raises(CheckDigitWrong):
        CardSecret.read(digits + damm.calc_check_digit(digits))


def test_a_secret_has_16_bytes() -> None:
    """One of another length is a mistake of ours, and its bytes stay out of the message."""
    with pytest.raises(ValueError, match=r"^A secret has 16 bytes\.$"):
        CardSecret(b"\x07" * 15)


def test_fresh_secrets_differ() -> None:
    """A thousand of them, all different."""
    assert len({OwnerSecret.fresh().number for _ in range(1000)}) == 1000


@given(numbers)
def test_all_that_is_derived_differs(number: bytes) -> None:
    """One number as card, owner and session: ids, keys and cards have nothing in common."""
    kinds: list[Secret] = [CardSecret(number), OwnerSecret(number), SessionSecret(number)]
    owner = OwnerSecret(number)
    derived = [secret.id_hash for secret in kinds] + [secret.key for secret in kinds]
    derived += [owner.card(n).number for n in range(1, 6)]

    assert len(set(derived)) == len(derived)
    assert number not in derived


def test_the_derivation_never_changes() -> None:
    """Printed cards outlive releases: labels, HKDF by RFC 5869 and digits stay what they are."""

    def derived(number: bytes, label: bytes) -> bytes:
        extracted = hmac.digest(bytes(32), number, "sha256")
        return hmac.digest(extracted, label + b"\x01", "sha256")

    owner = OwnerSecret(bytes(range(16)))
    card = owner.card(7)
    assert owner.digits == "0000052331006062428060509553957313612958"
    assert card.number == derived(owner.number, b"walletcard v1 owner's card 7")[:16]
    assert card.key == derived(card.number, b"walletcard v1 card key")
    assert owner.key == derived(owner.number, b"walletcard v1 owner key")
    lookup_id = derived(card.number, b"walletcard v1 card lookup")
    assert card.id_hash == hashlib.sha256(lookup_id).digest()


@given(numbers)
def test_nothing_is_shown_of_a_secret(number: bytes) -> None:
    """Neither its repr nor its text can carry it into a log."""
    for secret in (CardSecret(number), OwnerSecret(number), SessionSecret(number)):
        assert repr(secret) == str(secret) == f"{type(secret).__name__}()"
