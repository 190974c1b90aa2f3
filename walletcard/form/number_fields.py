"""Numbers as people type them."""

import re
from typing import Any
from unicodedata import decimal

from walletcard.form.fields import LineField

_ARABIC_SIGNS = str.maketrans("٫٬", ".,")
MOST_DIGITS = 20

# A single sign before three digits is ambiguous (1.500); the record's rules ask about it.
_NUMBER = re.compile(r"\d+([.,]\d+)?|[.,]\d+")
# Several signs, a space or an apostrophe can only separate thousands: 1,500,000; 150 000; 1.500,5.
_THOUSANDS = re.compile(
    r"(\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+|\d{1,3}(?:,\d{3}){2,}"
    r"|\d{1,3}(?:\.\d{3}){2,})([.,]\d+)?"
    r"|(\d{1,3}(?:,\d{3})+)(\.\d+)|(\d{1,3}(?:\.\d{3})+)(,\d+)"
)


class AmountField(LineField):
    """A number as people type it; the record gets its digits with a point."""

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else digits(value)

    @property
    def answer(self) -> Any:
        return _with_a_point(self.data) if self.data else None

    def slip(self) -> str | None:
        if self.data and not _NUMBER.fullmatch(_with_a_point(self.data)):
            return "Write a number alone, like 0.3 or 0,3."
        if self.data and len(self.data) > MOST_DIGITS:
            return "That number is too long. Check it."
        return None


def _with_a_point(typed: str) -> str:
    """A number in the digits 0 to 9, with a decimal point and without thousands separators."""
    plain = "".join(str(decimal(sign, sign)) for sign in typed.translate(_ARABIC_SIGNS))
    if found := _THOUSANDS.fullmatch(plain):
        whole, fraction = [part for part in found.groups() if part] + [""] * (found.lastindex == 1)
        plain = re.sub(r"\D", "", whole) + fraction
    return plain.replace(",", ".")


def digits(value: object) -> str:
    """A number of the record in plain digits: never 1E+2."""
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)


class CountField(LineField):
    """A whole number."""

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else str(value)

    @property
    def answer(self) -> Any:
        is_number = self.data and re.fullmatch(r"\d{1,9}", self.data)
        return int(self.data or 0) if is_number else self.data or None

    def slip(self) -> str | None:
        if self.data and not re.fullmatch(r"\d{1,9}", self.data):
            return "Write a whole number, like 2."
        return None
