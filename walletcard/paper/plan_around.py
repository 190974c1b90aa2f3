"""How high lines of the action plan come out of which the first stand beside the code."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from walletcard.paper.plan_lines import TextWidths

LINE = 1.19  # line height of running text
CODE_MM = 48.0  # the width of the code, its digits and what is left of them


@dataclass(frozen=True)
class Paragraph:
    """A text under a heading, by what its line is shorter, what is above it, and its size.

    `may_go_on`: below the box for staff.
    """

    heading: str
    text: TextWidths
    edge: float
    above: float
    factor: float = 1.0
    may_go_on: bool = False


def around(
    code: float, lines: Iterable[Paragraph], width: float, size: float, most: float = math.inf
) -> float:
    """The height (mm) of lines in a width (mm) and a size (pt), around a code of a height (mm).

    A line with a word that is too wide begins below the code. One that may go on elsewhere is not
    higher than `most`.
    """
    used = 0.0
    for one in lines:
        room, type_size = width - one.edge, one.factor * size
        if used < code:
            if one.text.widest_word(type_size) <= room - CODE_MM:
                room -= CODE_MM
            else:
                used = code
        height = one.text.height(room, type_size, LINE)
        used += one.above + (min(height, most) if one.may_go_on else height)
    return max(used, code)
