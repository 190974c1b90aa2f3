"""The words that stand around a name: what they say of it, and by which way it is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from walletcard.clinical.catalogue import Around, Route, catalogue
from walletcard.clinical.naming import Reading
from walletcard.clinical.spelling import ENDING, Piece, pieces, plainly, spaced


class Says(StrEnum):
    """What a word around a name says, the gravest first: of two meanings the first counts."""

    NEGATED = "negated"
    PAST = "past"
    ALLERGY = "allergy"
    FORM = "form"
    UNIT = "unit"
    SINCE = "since"
    TIME = "time"
    SALT = "salt"
    JOIN = "join"
    FILLER = "filler"


# Words that are written on behind a name (Prednisolontabletten), and take endings (acetato).
_WRITTEN_ON = frozenset({Says.FORM, Says.UNIT, Says.SALT, Says.ALLERGY})
_WRITTEN_ON_LETTERS = 3
_ENDING_LETTERS = 5
# Rows that count in one list only.
_ONLY_IN = {
    "filler-of-conditions": {Reading.CONDITIONS},
    "due-date": {Reading.CONDITIONS},
    "filler-of-triggers": {Reading.TRIGGERS, Reading.TOLERATED},
}


@dataclass(frozen=True)
class Said:
    """What some words say: over how many pieces, and the route that they name, if one."""

    length: int
    says: Says
    route: Route | None = None
    may_lie_ahead: bool = False  # an end, such as "until"
    may_be_of_a_dose: bool = False  # "last", "was": the medicine itself may go on


@cache
def _words(reading: Reading) -> tuple[dict[str, Said], int]:
    """The words that count in a list, plainly, and how many pieces the longest has."""
    rows = [row for row in catalogue().around.values() if reading in _ONLY_IN.get(row.id, Reading)]
    rows.sort(key=lambda row: list(Says).index(Says(row.says)))
    words: dict[str, Said] = {}
    for row in rows:
        for some in _pieces_of(row):
            until, earlier = row.id == "until", row.id == "earlier"
            said = Said(len(some), Says(row.says), row.route, until, earlier)
            words.setdefault(plainly(some), said)
    return words, max(said.length for said in words.values())


def _pieces_of(row: Around) -> Iterator[list[Piece]]:
    for some in row.words.values():
        yield from filter(None, map(pieces, some))


@cache
def _folded_words() -> dict[str, Said]:
    """The words that are written on behind a name, folded as names are."""
    rows = [row for row in catalogue().around.values() if Says(row.says) in _WRITTEN_ON]
    return {
        spaced(some): Said(1, Says(row.says), row.route)
        for row in rows
        for some in _pieces_of(row)
        if len(some) == 1 and len(spaced(some)) >= _WRITTEN_ON_LETTERS
    }


def longest(some: Sequence[Piece], reading: Reading) -> Said | None:
    """What the longest known words say that begin some pieces."""
    words, most = _words(reading)
    for length in range(min(len(some), most), 0, -1):
        run = plainly(some[:length])
        if said := words.get(run) or _with_ending(run, words):
            return said
    return None


def _with_ending(run: str, words: dict[str, Said]) -> Said | None:
    """A word of a form or a salt with the ending of another language."""
    for end in range(len(run) - 1, _ENDING_LETTERS - 1, -1):
        said = words.get(run[:end])
        if said and said.says in _WRITTEN_ON and ENDING.fullmatch(run, end):
            return said
    return None


def written_on(rest: str) -> tuple[Said, ...] | None:
    """What is written on behind the stem of a name, or None if it is no known word.

    `rest` is folded: "fumarat" behind "bisoprolol", "sulfattropfen" behind "morfin".
    """
    ending = ENDING.match(rest)
    starts = (0, ending.end()) if ending else (0,)
    return next((said for start in starts if (said := _parts(rest[start:]))), None)


def _parts(rest: str) -> tuple[Said, ...] | None:
    if not rest:
        return ()
    words = _folded_words()
    for end in range(len(rest), _WRITTEN_ON_LETTERS - 1, -1):
        if said := words.get(rest[:end]) or _with_ending(rest[:end], words):
            # Folding draws two letters together: sulfat and tropfen are sulfatropfen.
            for start in (end, end - 1):
                others = _parts(rest[start:]) if start > end - 1 or start else None
                if others is not None:
                    return said, *others
    return None
