"""Limits for JSON before it is validated.

Without them a few bytes cost seconds: converting 1e9999999, comparing each key with every other, or
walking lists nested thousands deep. They are far above what a record needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

NUMBER_CHARACTERS = 20  # a record's numbers have at most 12 digits
EXPONENT = 12
KEY_CHARACTERS = 40  # how much of a key an error message repeats
KEYS = 100  # in one object; a record has fewer than 40 fields
ENTRIES = 5_000  # in one list; a record's 20,000 characters are 5,000 words of four letters
DEPTH = 8  # of nesting; a record has 4


def whole_number(text: str) -> int:
    """A JSON number without a point. Raises `ValueError` if it is too long."""
    _refuse_long(text)
    return int(text)


def decimal_number(text: str) -> Decimal:
    """A JSON number with a point or an exponent. Raises `ValueError` if it is too long or large."""
    _refuse_long(text)
    exponent = text.lower().partition("e")[2]
    if exponent and abs(int(exponent)) > EXPONENT:
        raise ValueError(f"The number {text} is too large or too small. Check it.")
    return Decimal(text)


def object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object. Raises `ValueError` if it has too many keys, or one key twice."""
    if len(pairs) > KEYS:
        raise ValueError(f"One part has {len(pairs)} keys; {KEYS} is the most.")
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            # As ASCII: a lone surrogate in a key cannot be encoded for a page.
            raise ValueError(f"{ascii(key)[:KEY_CHARACTERS]} stands twice in one place.")
        found[key] = value
    return found


def refuse_outsized(answers: object) -> None:
    """Raise `ValueError` for a list that is too long, or parts that are nested too deep."""
    for value, depth in _parts(answers):
        if depth > DEPTH:
            raise ValueError("It is nested too deep to be a walletcard record.")
        if isinstance(value, list) and len(value) > ENTRIES:
            raise ValueError(f"One list has {len(value)} entries; {ENTRIES} is the most.")


def strings_in(answers: object) -> Iterator[str]:
    """Every text in parsed JSON: keys and values."""
    for value, _ in _parts(answers):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value


def _parts(answers: object) -> Iterator[tuple[Any, int]]:
    """Each value of parsed JSON with its depth, without recursion."""
    waiting: list[tuple[Any, int]] = [(answers, 0)]
    while waiting:
        value, depth = waiting.pop()
        yield value, depth
        held = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict | list):
            waiting += [(one, depth + 1) for one in held]


def _refuse_long(number: str) -> None:
    if len(number) > NUMBER_CHARACTERS:
        shown = number[:NUMBER_CHARACTERS]
        raise ValueError(f"The number {shown}… has {len(number)} characters. Check it.")
