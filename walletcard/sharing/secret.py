"""Secrets of 128 bits, written as 40 decimal digits that can be dictated, typed and scanned.

39 digits hold the number, with leading zeros; the last one is a Damm check digit, which detects
every single wrong digit and every swap of two neighbours. The secret of card number n is derived
from its owner's, and the reverse is impossible: a lost card opens nothing but itself.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import ClassVar, Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from stdnum import damm

SECRET_BYTES = 16
NUMBER_DIGITS = len(str(2 ** (8 * SECRET_BYTES) - 1))  # 39
DIGITS = NUMBER_DIGITS + 1
LONGEST_LINK = 4_000  # characters; what was typed beyond them is not read
KEY_DIGITS = 8  # digits of an owner's secret that stand beside the link, not in it
KEY_BYTES = 32  # AES-256
ID_BYTES = 32

# Escaped signs, whose digits are not the secret's: %20, %23, %2523 (escaped twice), -23 (by some
# mail filters).
_ESCAPED = re.compile("%(?:25)*[0-9A-Fa-f]{2}|(?<=[A-Za-z])-23")
_APART = re.compile("[A-Za-z#?&=/:;]+")


class NotFortyDigits(ValueError):
    """The text holds more or fewer than 40 digits; `found` is how many."""

    def __init__(self, found: int) -> None:
        super().__init__(f"{found} digits, and there must be {DIGITS}.")
        self.found = found


class CheckDigitWrong(ValueError):
    """The text holds 40 digits, and the check digit says that at least one is wrong."""

    def __init__(self) -> None:
        super().__init__("The check digit is wrong: at least one digit was mistyped.")


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret. `kind` is part of each key derived from it; the repr does not show the number."""

    number: bytes = field(repr=False)
    kind: ClassVar[str]

    def __post_init__(self) -> None:
        if len(self.number) != SECRET_BYTES:
            raise ValueError(f"A secret has {SECRET_BYTES} bytes.")

    @classmethod
    def fresh(cls) -> Self:
        """A new secret from the system's random source."""
        return cls(secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def read(cls, typed: str) -> Self:
        """The secret in its 40 digits, or in a link that holds them, even a mangled one.

        Decimal digits of any script count; spaces, dashes and other signs are skipped. Raises
        `NotFortyDigits` or `CheckDigitWrong`.
        """
        text = "".join(map(_latin, _ESCAPED.sub(" ", typed[:LONGEST_LINK])))
        digits = re.sub(r"\D", "", text.rpartition("#")[2])
        found = [*_forties(text), *([digits] if len(digits) == DIGITS else [])]
        if not found:
            raise NotFortyDigits(len(digits))
        right = next(filter(_is_right, found), None)
        if right is None:
            raise CheckDigitWrong
        return cls(int(right[:NUMBER_DIGITS]).to_bytes(SECRET_BYTES))

    @property
    def digits(self) -> str:
        """The 40 digits."""
        number = str(int.from_bytes(self.number)).zfill(NUMBER_DIGITS)
        return number + damm.calc_check_digit(number)

    @property
    def id_hash(self) -> bytes:
        """SHA-256 of the lookup id, under which the store keeps the row of this secret."""
        return hashlib.sha256(self._derive(f"{self.kind} lookup", ID_BYTES)).digest()

    @property
    def key(self) -> bytes:
        """The AES-256 key of the row of this secret."""
        return self._derive(f"{self.kind} key", KEY_BYTES)

    def keyed_hash(self, purpose: str) -> bytes:
        """32 bytes that nobody can link to the secret, or to another purpose."""
        return self._derive(f"{self.kind} {purpose}", KEY_BYTES)

    def _derive(self, purpose: str, length: int) -> bytes:
        # No salt: the secret is uniformly random already (RFC 5869, section 3.1).
        label = f"walletcard v1 {purpose}".encode("ascii")
        return HKDF(SHA256(), length, salt=None, info=label).derive(self.number)


def _latin(character: str) -> str:
    """A decimal digit of any script as 0 to 9; any other character as it is."""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _forties(text: str) -> Iterator[str]:
    """Runs of whole digit groups that have 40 digits together.

    Runs within one part of an address come first, then any run: so the digits of a host, or those
    that a mail program appends to a link, are not taken for the secret's. The page's script
    (static/js) does the same.
    """
    for part in (*_APART.split(text), text):
        groups = re.findall("[0-9]+", part)
        for start in range(len(groups)):
            together = accumulate(groups[start : start + DIGITS])
            yield from (digits for digits in together if len(digits) == DIGITS)


def _is_right(digits: str) -> bool:
    """Whether 40 digits are a secret: the check digit fits, and the number has at most 128 bits."""
    number = int(digits[:NUMBER_DIGITS])
    return bool(damm.is_valid(digits)) and number.bit_length() <= 8 * SECRET_BYTES


class CardSecret(Secret):
    """The secret in the code of one card: it opens the page behind the code, and nothing else."""

    __slots__ = ()
    kind = "card"


class OwnerSecret(Secret):
    """The secret of an owner: with it one can change answers, print, withdraw and erase."""

    __slots__ = ()
    kind = "owner"

    @property
    def in_link(self) -> str:
        """The 32 digits in the owner link. They open nothing without the other 8."""
        return self.digits[:-KEY_DIGITS]

    @property
    def beside_link(self) -> str:
        """The last 8 digits. They stand in no address, so no browser's history has them."""
        return self.digits[-KEY_DIGITS:]

    def card(self, number: int) -> CardSecret:
        """The secret of the owner's card number 1, 2, 3 ..."""
        return CardSecret(self._derive(f"owner's card {number}", SECRET_BYTES))

    def reading_key(self, number: int) -> X25519PrivateKey:
        """What opens the notes of when card number 1, 2, 3 ... was read; the card cannot."""
        return X25519PrivateKey.from_private_bytes(self.keyed_hash(f"reading of card {number}"))


class SessionSecret(Secret):
    """The secret in a visitor's cookie, for as long as the session lasts."""

    __slots__ = ()
    kind = "session"
