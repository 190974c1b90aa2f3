"""Numbers as people type them."""

import re
from typing import Any, ClassVar
from unicodedata import decimal

from walletcard.form.fields import LineField

_SIGNS = str.maketrans("٫٬．，", ".,.,")  # of Arabic, and of full width as in Japanese
MOST_DIGITS = 20
# How letters write the units of cells in blood, in plain small letters; 1 mm³ is 1 µL.
CELL_UNITS = {
    "10^9/L": r"\s*(x\s*10\s*[\^e]?|10\s*[\^e])\s*9\s*/\s*l",
    "10^3/uL": r"\s*((x\s*10\s*[\^e]?|10\s*[\^e])\s*3|k)\s*/\s*(ul|mcl|mm\^?3)",
    "G/L": r"\s*(g|giga)\s*/\s*l",
    "/uL": r"\s*(/|per)\s*(ul|mcl|mm\^?3|cumm)",
}
_UNIT_SIGNS = str.maketrans({"×": "x", "⋅": "x", "·": "x", "*": "x", "⁹": "^9", "³": "^3"})

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


class CountAmountField(AmountField):
    """A number of blood cells, perhaps with its unit behind it, as a letter writes it.

    `unit` is the unit that was typed, as the record has it; empty if none was.
    """

    unit = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        plain = re.sub("[µμ]", "u", (self.data or "").translate(_UNIT_SIGNS).lower())
        for unit, written in CELL_UNITS.items():
            if found := re.search(rf"(?<=\d){written}$", plain):
                # What stands before the unit has no sign that was changed.
                self.unit, self.data = unit, (self.data or "")[: found.start()].strip()
                return


def _with_a_point(typed: str) -> str:
    """A number in the digits 0 to 9, with a decimal point and without thousands separators."""
    plain = "".join(str(decimal(sign, sign)) for sign in typed.translate(_SIGNS))
    if found := _THOUSANDS.fullmatch(plain):
        whole, fraction = [part for part in found.groups() if part] + [""] * (found.lastindex == 1)
        plain = re.sub(r"\D", "", whole) + fraction
    return plain.replace(",", ".")


def digits(value: object) -> str:
    """A number of the record in plain digits: never 1E+2."""
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)


class CountField(LineField):
    """A whole number, as `written`; else a sentence says what is `wanted`."""

    written: ClassVar[str] = r"\d{1,9}"
    wanted: ClassVar[str] = "Write a whole number, like 2."

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else str(value)

    @property
    def answer(self) -> Any:
        is_number = self.data and re.fullmatch(self.written, self.data)
        return int(self.data or 0) if is_number else self.data or None

    def slip(self) -> str | None:
        is_other = self.data and not re.fullmatch(self.written, self.data)
        return self.wanted if is_other else None


class YearField(CountField):
    """A year alone."""

    written = r"\d{4}"
    wanted = "Write the year with four digits, like 2019."
