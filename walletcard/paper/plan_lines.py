"""How many lines a text of the action plan takes, by the widths of its letters, before any layout.

A layout kerns letters, so a line may come out a little narrower: what is told here is checked by a
layout before anything is printed. `card_lines` is more exact, and takes ten times as long. A plan
has many more texts than a card, and each is tried in many sizes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from walletcard.clinical.field_rules import HAN, WITHOUT_SPACES
from walletcard.paper.fonts import MM, Weight, widest

_PIECES = re.compile(r"<[^>]*>|[^<]+")
_SPACES = re.compile(r"(\n|[ \t\u200b]+)")

# A text is parted after a space, or before a Chinese, Japanese or Korean letter: but not between a
# number and its unit, nor before the sign that closes a sentence or after one that opens it.
_OPENS, _CLOSES = "「『（【〈《〔｛［", "、。，．・：；？！）」』】〉》〕｝］ー々"
_WORDS = re.compile(rf"\n|[ \t]+|(?:[^\s{HAN}]+[{HAN}]?|[{_OPENS}]*[{HAN}])[{_CLOSES}]*[ \t]*")
_WHOLE = re.compile(rf"[^{WITHOUT_SPACES}]+")  # letters in a row between which no line ends


@dataclass(frozen=True)
class TextWidths:
    """The words of a sentence as widths in mm at 1 pt, by the lines that were typed."""

    lines: tuple[tuple[float, ...], ...]
    space: float
    whole: float  # the widest word in which no line ends

    def lines_in(self, room: float, size: float) -> int:
        """How many lines of a width (mm) it takes at a size (pt)."""
        return sum(_wrapped(words, self.space, room / size) for words in self.lines)

    def width(self, size: float) -> float:
        """Its width in mm on one line."""
        return size * sum(sum(words) + self.space * (len(words) - 1) for words in self.lines)

    def widest_word(self, size: float) -> float:
        """The width in mm of the widest word in which no line ends while it fits one."""
        return size * self.whole

    def height(self, room: float, size: float, line: float) -> float:
        """Its height in mm; `line` is the line height, in sizes."""
        return self.lines_in(room, size) * size * line * MM


def measured(*sentences: str, sign: str = " ", weight: Weight = "Regular") -> TextWidths:
    """Sentences one after the other, with a sign between them; `<b>` is bold."""
    lines: list[list[float]] = [[0.0]]
    bold, whole = False, 0.0
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
                its = "Bold" if bold else weight
                width = widest(part, 1.0, its)
                lines[-1][-1] += width
                if width > whole:
                    runs = _WHOLE.findall(part)
                    whole = max([whole, *(widest(run, 1.0, its) for run in runs)])
    return TextWidths(tuple(map(tuple, lines)), widest(" ", 1.0, weight), whole)


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
    for found in _WORDS.finditer(text):
        width = widest(found[0], size)
        if found[0] == "\n" or used + width > room:
            lines, used = lines + 1, 0.0
        if lines > line:
            return found.start()
        used += 0.0 if found[0] == "\n" else width
    return len(text)
