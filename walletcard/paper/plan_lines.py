"""How many lines a text of the action plan takes, by the widths of its letters, before any layout.

A layout kerns letters, so a line may come out a little narrower: what is told here is checked by a
layout before anything is printed. `card_lines` is more exact, and takes ten times as long. A plan
has many more texts than a card, and each is tried in many sizes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from walletcard.paper.fonts import MM, Weight, widest

_PIECES = re.compile(r"<[^>]*>|[^<]+")
_SPACES = re.compile(r"(\n|[ \t\u200b]+)")


@dataclass(frozen=True)
class TextWidths:
    """The words of a sentence as widths in mm at 1 pt, by the lines that were typed."""

    lines: tuple[tuple[float, ...], ...]
    space: float

    def lines_in(self, room: float, size: float) -> int:
        """How many lines of a width (mm) it takes at a size (pt)."""
        return sum(_wrapped(words, self.space, room / size) for words in self.lines)

    def width(self, size: float) -> float:
        """Its width in mm on one line."""
        return size * sum(sum(words) + self.space * (len(words) - 1) for words in self.lines)

    def height(self, room: float, size: float, line: float) -> float:
        """Its height in mm; `line` is the line height, in sizes."""
        return self.lines_in(room, size) * size * line * MM


def measured(*sentences: str, sign: str = " ", weight: Weight = "Regular") -> TextWidths:
    """Sentences one after the other, with a sign between them; `<b>` is bold."""
    lines: list[list[float]] = [[0.0]]
    bold = False
    for piece in _PIECES.findall(sign.join(sentences)):
        if piece.startswith("<"):
            bold = bold if piece[1:].rstrip(">") not in {"b", "/b"} else piece == "<b>"
            continue
        for part in _SPACES.split(unescape(piece)):
            if part == "\n":
                lines.append([0.0])
            elif _SPACES.fullmatch(part):
                lines[-1].append(0.0)
            else:
                lines[-1][-1] += widest(part, 1.0, "Bold" if bold else weight)
    return TextWidths(tuple(map(tuple, lines)), widest(" ", 1.0, weight))


def _wrapped(words: tuple[float, ...], space: float, room: float) -> int:
    lines, used = 1, 0.0
    for word in words:
        start = used + space if used else 0.0
        if start + word <= room:
            used = start + word
            continue
        over, rest = divmod(word, room)
        lines += int(over) + (1 if used and rest else 0)
        used = rest
    return lines


def end_of_line(text: str, room: float, size: float, line: int) -> int:
    """Where a line (counted from 1) ends, in letters, when a text is broken to a width (mm)."""
    lines, used = 1, 0.0
    for found in re.finditer(r"\n|[^\s]+[ \t]*|[ \t]+", text):
        width = widest(found[0], size)
        if found[0] == "\n" or used + width > room:
            lines, used = lines + 1, 0.0
        if lines > line:
            return found.start()
        used += 0.0 if found[0] == "\n" else width
    return len(text)
