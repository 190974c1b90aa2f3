"""Numbers as people type them."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from unicodedata import decimal

from walletcard.form.fields import LineField

_SIGNS = str.maketrans("٫٬．，", ".,.,")  # of Arabic, and of full width as in Japanese
MOST_DIGITS = 20
# How letters write their units, in plain small letters.
TRYPTASE_UNITS = {
    "ng/mL": r"\s*ng\s*/\s*ml",
    "micrograms/L": r"\s*(ug|mcg|micrograms?)\s*/\s*l",
}
# Of cells in blood; 1 mm³ is 1 µL.
CELL_UNITS = {
    "10^9/L": r"\s*(x\s*10\s*[\^e]?|10\s*[\^e])\s*9\s*/\s*l",
    "10^3/uL": r"\s*((x\s*10\s*[\^e]?|10\s*[\^e])\s*3|k)\s*/\s*(ul|mcl|mm\^?3)",
    "G/L": r"\s*(g|giga)\s*/\s*l",
    "/uL": r"\s*(/|per)\s*(ul|mcl|mm\^?3|cumm)",
}
# What stands before a number that could not be measured further; the first is shown in the box.
COMPARED = {
    "<=": ("at most", "<=", "≤"),
    "<": ("less than", "lower than", "under", "below", "<", "＜"),
    ">=": ("at least", ">=", "≥"),
    ">": ("more than", "greater than", "higher than", "over", "above", ">", "＞"),
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

    wanted: ClassVar[str] = "Write a number alone, like 0.3 or 0,3."

    @property
    def number(self) -> str:
        """What was typed of the number itself."""
        return self.data or ""

    @property
    def answer(self) -> Any:
        return _with_a_point(self.number) or None

    def slip(self) -> str | None:
        if self.data and not _NUMBER.fullmatch(_with_a_point(self.number)):
            return self.wanted
        if len(self.number) > MOST_DIGITS:
            return "That number is too long. Check it."
        return None


class LabResultField(AmountField):
    """A number as a laboratory's letter has it: perhaps "> 200", perhaps with its unit behind it.

    `unit` is the unit that was typed, as the record has it; empty if none was. `written` are the
    units of its kind.
    """

    wanted = "Write the number as the letter has it, like 48.2, > 200 or < 10."
    unit = ""

    def __init__(self, label: str, written: Mapping[str, str], **more: Any) -> None:
        super().__init__(label, **more)
        self.written = written

    @property
    def number(self) -> str:
        return self._parts()[1]

    @property
    def comparator(self) -> str:
        """What was typed before the number, as the record has it; empty if nothing was."""
        return self._parts()[0]

    def compare(self, comparator: str) -> None:
        """Show the record's comparator before the number."""
        self.data = f"{COMPARED[comparator][0]} {self.data}"

    def _parts(self) -> tuple[str, str]:
        typed = " ".join((self.data or "").split())
        for comparator, ways in COMPARED.items():
            for way in ways:
                if typed.lower().startswith(way):
                    return comparator, typed[len(way) :].strip()
        return "", typed

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        plain = re.sub("[µμ]", "u", (self.data or "").translate(_UNIT_SIGNS).lower())
        for unit, written in self.written.items():
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
