"""How high text of the card comes out, broken into lines by its letters, before any layout.

A layout kerns letters, and joins and stacks those of some scripts: so a height is guessed three
ways, as the least and the most that it can be, and as what it most likely is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from enum import Enum, IntEnum

from walletcard.paper.fonts import MM, Weight, least_advance, of_inter

# How far the letters of Inter stand above the middle of their line, in sizes, and how much more
# room those of our other fonts may take above and below.
_RAISED = (0.96875 - 0.2412) / 2
_OTHERS_ABOVE, _OTHERS_BELOW = 0.1, 0.15

# The share of a line that is left empty at its end: on average, and at the most.
_RAGGED, _RAGGED_MOST = 0.06, 0.3

# Signs after which a line may be broken. Then: spaces, a typed line break, a place to break without
# a space, those signs, and all else.
_SIGNS = "-\N{HYPHEN}\N{EN DASH}\N{EM DASH}/…?!|"
_PARTS = re.compile(rf"[ \t]+|\n|\u200b|[{_SIGNS[::-1]}]+|[^ \t\n\u200b{_SIGNS[::-1]}]+")

Room = Callable[[float, float], float]


class Guess(Enum):
    """How much of a width kerning leaves, and which of two widths other fonts than Inter have."""

    LEAST = 0.988, 0.0
    LIKELY = 0.9965, 0.6
    MOST = 1.0, 1.0


class Break(IntEnum):
    """Whether a line can end between two texts: perhaps, as at a hyphen; at a space; it does."""

    MAYBE, SURE, TYPED = 0, 1, 2


@dataclass(frozen=True)
class Style:
    """The type of a text: `line` is the line height and `spacing` between letters, in sizes (pt).

    `kept` text stays on one line, and `typed` has its spaces as they are.
    """

    size: float
    line: float
    weight: Weight = "Regular"
    spacing: float = 0.0
    upper: bool = False
    kept: bool = False
    typed: bool = False

    @property
    def above(self) -> float:
        """What a line has above the feet of its letters, in mm."""
        return self.size * (self.line / 2 + _RAISED) * MM

    @property
    def below(self) -> float:
        """What a line has below the feet of its letters, in mm."""
        return self.size * (self.line / 2 - _RAISED) * MM


@dataclass(slots=True)
class Stretch:
    """A text that no line parts, and what its line needs for it. All lengths are in mm.

    A line may end `before` it, after a `space`. Its letters of Inter are `inter` wide; those of
    other fonts are between `least` and `most` wide, in the size `others`. It needs room `above` and
    `below` the feet of its letters, and `spare` more below on a line that holds it whole: a label
    is never lower. If it is wider than a line, each further one is `height` high.

    It may be `kept` in a box of its own, it `begins` typed words, or stands `within` them.
    """

    before: Break = Break.SURE
    space: float = 0.0
    inter: float = 0.0
    least: float = 0.0
    most: float = 0.0
    above: float = 0.0
    below: float = 0.0
    height: float = 0.0
    others: float = 0.0
    spare: float = 0.0
    kept: bool = False
    begins: bool = False
    within: bool = False

    def width(self, guess: Guess) -> float:
        """Its width by a guess."""
        kerned, share = guess.value
        return self.inter * kerned + self.least + share * (self.most - self.least)

    def add(self, other: Stretch) -> None:
        """Lengthen it by a piece that stands beside it."""
        self.inter += other.inter
        self.least += other.least
        self.most += other.most
        self.above, self.below = max(self.above, other.above), max(self.below, other.below)
        self.begins, self.kept = self.begins or other.begins, self.kept or other.kept
        self.spare = max(self.spare, other.spare)
        self.height, self.others = max(self.height, other.height), max(self.others, other.others)


def text(part: str, style: Style) -> Stretch:
    """A text on one line."""
    widths, em = of_inter(style.weight), style.size * MM
    inter = least = most = 0.0
    for letter in part:
        if letter in widths:
            inter += widths[letter]
        else:
            least, most = least + least_advance(letter), most + 1.0
    inter += len(part) * style.spacing
    return Stretch(
        Break.SURE, 0.0, inter * em, least * em, most * em,
        style.above, style.below, style.line * em, em if most else 0.0, kept=style.kept,
    )  # fmt: skip


class Flow:
    """The pieces of a paragraph, one after the other."""

    def __init__(self) -> None:
        """Begin without any."""
        self.pieces: list[Stretch] = []
        self._next: Stretch | None = Stretch()

    def add(self, said: str, style: Style) -> None:
        """Add a text."""
        shown = said if style.typed else re.sub(r"[ \t\n]+", " ", said)
        for part in _PARTS.findall(shown.upper() if style.upper else shown):
            if part == "\n":
                self.end(Break.TYPED)
            elif part[0] in " \t\u200b" and not style.kept:
                self.end(Break.SURE, 0.0 if part == "\u200b" else text(part, style).inter)
                if self._next:
                    self._next.within = style.typed
            else:
                self.put(text(part, style))
                if part[-1] in _SIGNS and not style.kept:
                    self.end(Break.MAYBE)

    def put(self, piece: Stretch) -> None:
        """Add a piece to the last one, or after it if a line can end there."""
        if self._next:
            begun, self._next = self._next, None
            piece.before, piece.space, piece.within = begun.before, begun.space, begun.within
            self.pieces.append(piece)
        else:
            self.pieces[-1].add(piece)

    def end(self, before: Break, space: float = 0.0) -> None:
        """Let a line end here, after a space (mm)."""
        if self._next and Break.TYPED == self._next.before == before:
            self.put(Stretch())
        if self._next:
            before, space = max(before, self._next.before), space + self._next.space
        self._next = Stretch(before, space)


def height(
    pieces: Iterable[Stretch], strut: Style, room: Room, indent: float, guess: Guess
) -> float:
    """How high (mm) a paragraph is: its lines are as high as `strut` at the least.

    `room` tells the width (mm) of a line from where it begins and how high it is; the first line
    is longer by `indent`.
    """
    some = list(_together(pieces, guess))
    if not some:
        return 0.0
    lines = _Lines(strut, room, guess)
    lines.begin(indent)
    number = 0
    while number < len(some):
        number = lines.take(number, some[number])
    return lines.top + lines.above + lines.below


class _Lines:
    """The lines that are filled with pieces, one after the other; lengths in mm."""

    def __init__(self, strut: Style, room: Room, guess: Guess) -> None:
        self._strut, self._room, self._guess = strut, room, guess
        self._line = strut.above + strut.below
        self._is_most = guess is Guess.MOST
        self._again = False
        self.top = 0.0

    def begin(self, indent: float = 0.0) -> None:
        """Begin a line."""
        self.above, self.below = self._strut.above, self._strut.below
        self._width = self._room(self.top, self._line) + indent
        self._used, self._filled, self._typed = 0.0, False, 0

    def take(self, number: int, one: Stretch) -> int:
        """Put a piece on this line or the next; tells the number of the piece to take then.

        Typed words with which a line ends must fit with the space after them. Else WeasyPrint ends
        the line before all that was typed.
        """
        if self._again or one.before is Break.TYPED or not self._fits(one):
            if one.within and self._typed and not self._again:
                self._again = self._used + one.space > self._width
                if self._again:
                    return self._typed
            self._again = False
            self.top += self.above + self.below
            self.begin()
        if one.begins:
            self._typed = number if self._filled else 0
        self._put(one)
        return number + 1

    def _fits(self, one: Stretch) -> bool:
        """Whether a piece fits the line, or can end in the next one between any two letters."""
        parts = one.others and not one.kept and not self._is_most
        wide = self._used + one.space + one.width(self._guess)
        return not self._filled or bool(parts) or wide <= self._width

    def _put(self, one: Stretch) -> None:
        others = one.others if self._is_most else 0.0
        self._used += (one.space if self._filled else 0.0) + one.width(self._guess)
        self._filled = True
        self.above = max(self.above, one.above + _OTHERS_ABOVE * others)
        spare = one.spare if self._used <= self._width else 0.0
        self.below = max(self.below, one.below + spare + _OTHERS_BELOW * others)
        if self._is_most and self._used > self._width and (one.others or one.kept):
            self.top += max(self._line, one.height)
        while self._used > self._width:
            left = min(one.height, self._width / 4) if self._is_most else 0.0
            if one.kept:  # a box, in which lines end where words do
                left += (_RAGGED_MOST if self._is_most else _RAGGED) * self._width
            self._used -= self._width - left
            self.top += max(self._line, one.height)
            self._width = self._room(self.top, self._line)


def _together(pieces: Iterable[Stretch], guess: Guess) -> Iterator[Stretch]:
    """The pieces between which lines end; at the most, none ends where it only may."""
    whole: Stretch | None = None
    for one in pieces:
        if guess is not Guess.MOST:
            yield one
        elif whole and one.before is Break.MAYBE:
            whole = copy(whole)
            whole.add(one)
        else:
            if whole:
                yield whole
            whole = one
    if whole:
        yield whole
