"""What a Plan holds, taken apart: every typed word, date, amount, number and id in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from walletcard.clinical.statement import (
    Amount,
    Date,
    Device,
    Known,
    Language,
    Listed,
    Phone,
    Phrase,
    Statement,
    Term,
    Typed,
    Value,
)

Atom = str | tuple[str | None, ...]


def leaves_of(value: Value) -> Iterator[Value]:
    """A value and the values inside it."""
    yield value
    inside: tuple[Value | None, ...] = ()
    if isinstance(value, Listed):
        inside = value.values
    elif isinstance(value, Phrase):
        inside = tuple(value.values.values())
    elif isinstance(value, Known):
        inside = (Typed(value.text), *value.means)
    elif isinstance(value, Device):
        inside = (value.term, value.strength, Typed(value.name) if value.name else None)
    for one in inside:
        if one is not None:
            yield from leaves_of(one)


def atoms_of(statements: Iterable[Statement]) -> set[Atom]:
    """What some statements hold, each as the answer that it was."""
    leaves = [
        leaf for one in statements for value in one.values.values() for leaf in leaves_of(value)
    ]
    return {("sentence", one.id) for one in statements} | set(map(_atom, leaves))


def _atom(leaf: Value) -> Atom:  # noqa: PLR0911 - one line a kind of value
    match leaf:
        case Typed(text) | Phone(text):
            return text
        case Term(_, id):
            return ("id", id)
        case Date(iso):
            return ("date", iso)
        case Amount(value, unit, on, comparator):
            return ("amount", str(value), unit, on, comparator)
        case Language(code):
            return ("language", code)
        case Phrase(id):
            return ("sentence", id)
        case _:
            return ("number", str(leaf))
