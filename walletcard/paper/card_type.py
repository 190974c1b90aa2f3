"""The type sizes of the card's front, in pt."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from math import ceil
from typing import Self

from walletcard.paper.fonts import Weight, widest


@dataclass(frozen=True)
class Type:
    """The sizes (pt) of the texts on the front.

    `first` is the headline of step 1, `where` the words below it, `place` where a device is kept,
    `steps` the headlines of steps 2 and 3, `fourth` that of step 4, which is often long; `signs`
    and `rash` the lines of the signs, `rest` all else.
    """

    first: float
    where: float
    place: float
    steps: float
    fourth: float
    signs: float
    rash: float
    name: float
    rest: float

    def grown(self, share: float, most: Type) -> Self:
        """Sizes between these (share 0) and the largest (share 1).

        `rest`, which need not be read from afar, grows only from share 0.5 on.
        """
        pairs = zip(astuple(self), astuple(most), strict=True)
        sizes = type(self)(*(round(low + share * (high - low), 2) for low, high in pairs))
        late = max(0.0, 2 * share - 1)
        return replace(sizes, rest=round(self.rest + late * (most.rest - self.rest), 2))

    def at_most(self, other: Type) -> Self:
        """The smaller of each two sizes."""
        return type(self)(*map(min, astuple(self), astuple(other)))

    def at_least(self, other: Type) -> Self:
        """The larger of each two sizes."""
        return type(self)(*map(max, astuple(self), astuple(other)))


RAGGED = 0.9  # how much of a line is filled on average, in a text of several lines

# READ: what an eye with 20/40 vision can read at arm's length. LEAST: the smallest, if nothing else
# can give way. MOST: large enough; a larger name in Thai would stand less than 1.5 mm from the cut.
READ = Type(13.8, 9.0, 9.5, 9.0, 9.0, 9.2, 9.0, 8.4, 7.0)
LEAST = Type(10.0, 9.0, 7.2, 9.0, 9.0, 9.0, 9.0, 7.2, 7.0)
MOST = Type(17.0, 11.5, 12.0, 11.5, 11.5, 11.5, 10.5, 10.0, 8.2)


def one_line(text: str, room: float, weight: Weight = "Bold") -> float:
    """The largest size (pt) at which a text takes no more than one line of a room (mm)."""
    width = widest(text, 1.0, weight)
    return room / width if width else 99.0


def as_many_lines(text: str, room: float, low: float) -> float:
    """The largest size (pt) at which a text takes no more lines than at the size `low`."""
    beside = one_line(text, room)
    lines = ceil(low / beside)
    return beside if lines == 1 else RAGGED * lines * beside
