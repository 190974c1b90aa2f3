"""Secrets of 128 bits, written as 40 decimal digits that can be dictated, typed and scanned.

39 digits hold the number, zeros kept; the last one is its Damm check digit, which finds every
single wrong digit and every swap of two neighbours. The secret of card number n is derived from its
owner's, never the other way: a lost card opens nothing but itself.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import ClassVar, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from stdnum import damm

SECRET_BYTES = 16
NUMBER_DIGITS = len(str(2 ** (8 * SECRET_BYTES) - 1))  # 39
DIGITS = NUMBER_DIGITS + 1
KEY_DIGITS = 8  # of an owner's secret stand beside the link: two groups of four, to be typed
KEY_BYTES = 32  # AES-256
ID_BYTES = 32


class NotFortyDigits(ValueError):
    """What was typed holds more or fewer than 40 digits; `found` says how many."""

    def __init__(self, found: int) -> None:
        super().__init__(f"{found} digits, and there must be {DIGITS}.")
        self.found = found


class CheckDigitWrong(ValueError):
    """What was typed holds 40 digits that belong to no secret: at least one is wrong."""

    def __init__(self) -> None:
        super().__init__("The check digit is wrong: at least one digit was mistyped.")


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret; `kind` is part of all that is derived from it, and its repr says nothing."""

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
        """A secret from its digits, or from a link that has them after its #.

        Decimal digits of any script are read; spaces, dashes and all else are passed over. Raises
        `NotFortyDigits` or `CheckDigitWrong`.
        """
        values = (unicodedata.decimal(character, None) for character in typed.rpartition("#")[2])
        digits = "".join(str(value) for value in values if value is not None)
        if len(digits) != DIGITS:
            raise NotFortyDigits(len(digits))
        number = int(digits[:NUMBER_DIGITS])
        # 39 digits can also write numbers that 128 bits cannot hold.
        if not damm.is_valid(digits) or number.bit_length() > 8 * SECRET_BYTES:
            raise CheckDigitWrong
        return cls(number.to_bytes(SECRET_BYTES))

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

    def _derive(self, purpose: str, length: int) -> bytes:
        # No salt: the secret is uniformly random already (RFC 5869, section 3.1).
        label = f"walletcard v1 {purpose}".encode("ascii")
        return HKDF(SHA256(), length, salt=None, info=label).derive(self.number)


class CardSecret(Secret):
    """The secret in the code of one card: opens the details of its owner, and nothing else."""

    __slots__ = ()
    kind = "card"


class OwnerSecret(Secret):
    """The secret in the owner link: changes the answers, prints, withdraws and erases."""

    __slots__ = ()
    kind = "owner"

    @property
    def in_link(self) -> str:
        """The digits that stand in the owner link. They open nothing without the others."""
        return self.digits[:-KEY_DIGITS]

    @property
    def beside_link(self) -> str:
        """The last digits, which stand in no address: no browser's history has them."""
        return self.digits[-KEY_DIGITS:]

    def card(self, number: int) -> CardSecret:
        """The secret of the owner's card number 1, 2, 3 ..."""
        return CardSecret(self._derive(f"owner's card {number}", SECRET_BYTES))


class SessionSecret(Secret):
    """The secret in an owner's cookie, for as long as the session lasts."""

    __slots__ = ()
    kind = "session"
