"""The words around a name: what they say about it ("no", "until", "tablets"), and its route."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Around, Route
from walletcard.clinical.naming import Reading
from walletcard.clinical.spelling import ENDING, Piece, pieces, plainly, spaced


class Says(StrEnum):
    """What a word around a name says. If a word has two meanings, the one further up counts."""

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
    NO_DEVICE = "no device"
    TOLERATED = "tolerated"


# Words that may be joined to a name (Prednisolontabletten) and take endings (acetato).
_WRITTEN_ON = frozenset({Says.FORM, Says.UNIT, Says.SALT, Says.ALLERGY})
_WRITTEN_ON_LETTERS = 3
_ENDING_LETTERS = 5
_LONGEST_ENDING = 2
YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")
YEARS = re.compile(rf"{YEAR.pattern}\s*(?:[-–—]|to|bis|à|al?)\s*({YEAR.pattern})")  # 2010-2015
# Catalogue entries that count in some lists only.
_ONLY_IN = {
    "time-of-medicines": {Reading.MEDICATIONS},
    "grade-of-conditions": {Reading.CONDITIONS},
    "filler-of-conditions": {Reading.CONDITIONS},
    "due-date": {Reading.CONDITIONS},
    "of-pregnancy": {Reading.CONDITIONS},
    "excluded": {Reading.CONDITIONS},
    "over": {Reading.CONDITIONS},
    "filler-of-triggers": {Reading.TRIGGERS, Reading.TOLERATED},
    # Functions of their own read these.
    "no-device": set[Reading](),
    "not-there": set[Reading](),
    "start": set[Reading](),
    "tolerated": set[Reading](),
    "month-5-in-dates": set[Reading](),
}
# The catalogue entries of the flags of `Said`, in the same order.
_FLAGGED = ("until", "earlier", "now", "or", "childhood", "in-part", "grade-of-conditions")


@dataclass(frozen=True)
class Said:
    """What a run of words says; `length` is in pieces, `route` is set if they name one."""

    length: int
    says: Says
    route: Route | None = None
    may_lie_ahead: bool = False  # an end, such as "until"
    may_be_of_a_dose: bool = False  # "last", "was": the medicine itself may go on
    is_now: bool = False  # beside two names, the other may be past
    is_choice: bool = False  # one of the names is meant, as in "warfarin or Eliquis"
    may_be_a_start: bool = False  # a past time, behind "since" a beginning: "since childhood"
    may_be_in_part: bool = False  # an end, perhaps of a dose or grade only: "no longer severe"
    is_grade: bool = False  # how bad a condition is

    @property
    def is_an_end(self) -> bool:
        """Whether it says that something is over."""
        return self.says is Says.PAST and not self.may_lie_ahead and not self.may_be_of_a_dose


@cache
def _words(reading: Reading) -> tuple[dict[str, Said], int]:
    """The words that count in a list, without accents, and the longest one's number of pieces."""
    rows = [row for row in catalogue().around.values() if reading in _ONLY_IN.get(row.id, Reading)]
    rows.sort(key=lambda row: list(Says).index(Says(row.says)))
    words: dict[str, Said] = {}
    for row in rows:
        words = _words_of(row.id) | words
    return words, max(said.length for said in words.values())


@cache
def _words_of(id: str) -> dict[str, Said]:
    """The words of one catalogue entry, without accents, and what they say."""
    row = catalogue().around[id]
    one_word = Said(1, Says(row.says), row.route, *(id == one for one in _FLAGGED))
    some = list(_pieces_of(row))
    of_length = {length: replace(one_word, length=length) for length in set(map(len, some))}
    return {plainly(one): of_length[len(one)] for one in some}


def _pieces_of(row: Around) -> Iterator[list[Piece]]:
    for some in row.words.values():
        yield from filter(None, map(pieces, some))


@cache
def _folded_words() -> tuple[dict[str, Said], int]:
    """The words that may be joined to a name, folded as names are, and the longest one's letters.

    An ending counts among these letters.
    """
    rows = [row for row in catalogue().around.values() if Says(row.says) in _WRITTEN_ON]
    words = {
        spaced(some): Said(1, Says(row.says), row.route)
        for row in rows
        for some in _pieces_of(row)
        if len(some) == 1 and len(spaced(some)) >= _WRITTEN_ON_LETTERS
    }
    return words, max(map(len, words)) + _LONGEST_ENDING


def longest(some: Sequence[Piece], reading: Reading) -> Said | None:
    """What the longest known run of words at the start of some pieces says."""
    if date := _of_a_date(some):
        return date
    words, most = _words(reading)
    for length in range(min(len(some), most), 0, -1):
        run = plainly(some[:length])
        if said := words.get(run) or _with_ending(run, words):
            return said
    return None


def _of_a_date(some: Sequence[Piece]) -> Said | None:
    """A month that is another word outside of dates: "12 mai", "May 2027", "May 12, 2027"."""
    words = _words_of("month-5-in-dates")
    first, second, third = [*(piece.plain for piece in some[:3]), "", "", ""][:3]
    if second in words and _DAY.fullmatch(first):
        return Said(2, Says.TIME)
    year = third if _DAY.fullmatch(second) else second
    return Said(1, Says.TIME) if first in words and YEAR.fullmatch(year) else None


@cache
def _months() -> dict[str, int]:
    rows = catalogue().around.values()
    return {words: row.month for row in rows if row.month for words in _words_of(row.id)}


def month(word: str) -> int | None:
    """The number of the month that a word names in some language."""
    return _months().get(plainly(pieces(word)))


def _with_ending(run: str, words: dict[str, Said]) -> Said | None:
    """A known word with another language's ending: acetato, tabletten."""
    least = max(_ENDING_LETTERS, len(run) - _LONGEST_ENDING)
    for end in range(len(run) - 1, least - 1, -1):
        said = words.get(run[:end])
        if said and said.says in _WRITTEN_ON and ENDING.fullmatch(run, end):
            return said
    return None


def written_on(rest: str) -> tuple[Said, ...] | None:
    """What is joined to the stem of a name, or None if it is not made of known words.

    `rest` is folded: "fumarat" after "bisoprolol", "sulfattropfen" after "morfin".
    """
    without_ending = ENDING.sub("", rest, count=1)
    return _parts(rest) or _parts(without_ending) or None


def _parts(rest: str) -> tuple[Said, ...] | None:
    """The known words that a text is made of, the longest first; None if it is not.

    It goes from the end to the start, and looks at what follows a place once: the ways to part a
    text double with every few letters.
    """
    words, most = _folded_words()
    found: list[tuple[Said, ...] | None] = [None] * len(rest) + [()]  # by where they start
    for start in range(len(rest) - _WRITTEN_ON_LETTERS, -1, -1):
        found[start] = _first_of(rest, start, found, words, most)
    return found[0]


def _first_of(
    rest: str,
    start: int,
    found: Sequence[tuple[Said, ...] | None],
    words: dict[str, Said],
    most: int,
) -> tuple[Said, ...] | None:
    """The longest word at a place that known words follow, with these."""
    for end in range(min(len(rest), start + most), start + _WRITTEN_ON_LETTERS - 1, -1):
        word = rest[start:end]
        if said := words.get(word) or _with_ending(word, words):
            # Folding merges doubled letters: sulfat + tropfen becomes sulfatropfen.
            for follows in (end, end - 1):
                if (others := found[follows]) is not None:
                    return said, *others
    return None


def without_starts(found: Iterable[Said | None]) -> list[Said | None]:
    """What is said, without a past time behind "since": "since childhood" is no end."""
    left, is_since = list[Said | None](), False
    for one in found:
        if not (is_since and one and one.may_be_a_start):
            left.append(one)
        if one is None or one.says not in (Says.FILLER, Says.TIME):
            is_since = one is not None and one.says is Says.SINCE
    return left


def tells_of_no_device(text: str) -> bool:
    """Whether words beside epinephrine say that it is no device at hand: "trainer", "lost"."""
    return _has_words_of("no-device", text) or tells_of_absence(text)


def tells_of_absence(text: str) -> bool:
    """Whether words beside a device say that it is not there: "lost", "not yet"."""
    return _has_words_of("not-there", text)


def tells_of_a_due_date(text: str) -> bool:
    """Whether a text has a word for the day on which a child is to be born."""
    return _has_words_of("due-date", text)


def tells_of_an_exclusion(text: str) -> bool:
    """Whether words beside a condition say that it never was: "ruled out", "misdiagnosed"."""
    return _has_words_of("excluded", text)


def tells_of_a_start(text: str) -> bool:
    """Whether a text has a word for a beginning, such as "started" or "from"."""
    return any(_has_words_of(id, text) for id in ("since", "start"))


def beside_tolerance(text: str) -> str | None:
    """What a text has beside a word such as "tolerates"; None if it has no such word."""
    said, found = _words_in(text, "tolerated")
    return said.replace(f" {max(found, key=len)} ", " ") if found else None


def _has_words_of(row: str, text: str) -> bool:
    return bool(_words_in(text, row)[1])


def _words_in(text: str, row: str) -> tuple[str, list[str]]:
    """A text without accents, and which words of a catalogue entry are in it."""
    said = f" {plainly(pieces(text))} "
    return said, [words for words in _words_of(row) if f" {words} " in said]


def is_nothing(numbers: list[str]) -> bool:
    """Whether all numbers of a dose are zero: "0 mg", "0-0-0"."""
    return bool(numbers) and not any(set(number) & set("123456789") for number in numbers)
