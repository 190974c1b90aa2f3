"""Phone numbers that no phone can call, or that a change of country turned into others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from walletcard.wording.phone import calling, is_short, numbers_in

Record = dict[str, Any]


@dataclass(frozen=True)
class Misread:
    """A phone number that means something else since the country was changed.

    `name` is whose it is; `region` the country when it was typed; `then` and `now` are the numbers
    that it holds in that country and in today's.
    """

    path: str
    name: str
    typed: str
    region: str
    then: list[str]
    now: list[str]


def misread(record: Record, typed_in: dict[str, str]) -> Iterator[Misread]:
    """The phone numbers of a record that were typed in a country where they mean something else."""
    here: str = record["region"]
    for path, one in _with_phone(record):
        typed = one["phone"]
        region = typed_in.get(_digits(typed), here)
        then, now = numbers_in(typed, region), numbers_in(typed, here)
        if then != now:
            yield Misread(path, one["name"], typed, region, then, now)


def uncallable(record: Record) -> Iterator[tuple[str, Record]]:
    """Whoever has a phone number in which no number can be found to call, with its path."""
    here: str = record["region"]
    for path, one in _with_phone(record):
        if not any(reads(one["phone"], here) for reads in (calling, is_short, numbers_in)):
            yield path, one


def typed_in(
    region: str, before: dict[str, str], record: Record, removed: Iterable[Record]
) -> dict[str, str]:
    """The digits of all phone numbers, each with the country it was typed in.

    That is `region`, but for numbers that were typed `before` an earlier change of country. Entries
    that were `removed` may be put back.
    """
    entries = [*(one for _, one in _with_phone(record)), *removed]
    numbers = [_digits(one["phone"]) for one in entries if one.get("phone")]
    return {number: before.get(number, region) for number in numbers}


def _with_phone(record: Record) -> Iterator[tuple[str, Record]]:
    """Whoever has a phone number, with its path."""
    for key in ("contacts", "clinicians"):
        for at, one in enumerate(record.get(key) or ()):
            if one.get("phone"):
                yield f"{key}[{at}].phone", one
    if record.get("hospital", {}).get("phone"):
        yield "hospital.phone", record["hospital"]


def _digits(typed: str) -> str:
    """A number without spaces and signs, which people change without meaning another number."""
    return "".join(filter(str.isdecimal, typed))
