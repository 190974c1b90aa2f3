"""The type sizes of the card's front, in pt, and the largest that its texts allow."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from math import ceil
from typing import Self

from walletcard.clinical.statement import Part, Plan
from walletcard.paper.card_blocks import STEPS_ON_FRONT, WHO
from walletcard.paper.fonts import Weight, widest
from walletcard.paper.pages import first_and_rest
from walletcard.wording import Words

# Widths (mm): a line, one beside a picture, the headline of step 1, the corner with the day of the
# answers, and the word "Emergency".
ACROSS_MM, BESIDE_PICTURE_MM, FIRST_MM, CORNER_MM, TAB_MM = 80.6, 71.4, 76.6, 24.5, 19.5
PLACE_MM = 4.6  # what the label of a place has beside its words, with some air
GAP_MM = 0.8  # between two texts on a line


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
READ = Type(12.8, 10.0, 9.5, 9.0, 9.0, 9.2, 9.0, 8.4, 7.0)
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


def largest_type(plan: Plan, words: Words, low: Type) -> Type:
    """The largest sizes at which no headline or sign needs more lines than in the smallest."""
    first, *further = plan.steps()[:STEPS_ON_FRONT]
    said = [words.plain(one.statement) for one in further]
    others = [as_many_lines(one, BESIDE_PICTURE_MM, low.steps) for one in said]
    signs = [words.plain(one) for one in plan.of(Part.SIGNS)]
    name, born, _ = (words.plain(one) for one in plan.of(*WHO))
    headline, where = first_and_rest(words.plain(first.statement))
    through_clothes = words.sentence("device.through-clothes").striptags()
    caps = Type(
        first=one_line(headline, FIRST_MM),
        where=one_line(f"{where} {through_clothes}", BESIDE_PICTURE_MM),
        place=_of_places(plan, words, low),
        steps=min(others[:-1]),
        fourth=others[-1],
        signs=one_line(signs[0], ACROSS_MM),
        rash=one_line(signs[-1], ACROSS_MM - TAB_MM),
        name=_beside(name, born, ACROSS_MM - CORNER_MM, low.name, low.rest * 1.1),
        rest=MOST.rest,
    )
    return caps.at_most(MOST).at_least(low)


def _of_places(plan: Plan, words: Words, low: Type) -> float:
    """The largest size at which each place fits beside its device, or else on one line.

    The device stays in the smallest type: so a place that can stand beside it does.
    """
    sizes = [MOST.place]
    for line in plan.steps()[0].details:
        what, _, place = words.plain(line[-1]).rpartition(": ")
        sizes.append(_beside(place, what, BESIDE_PICTURE_MM - PLACE_MM, low.place, low.rest))
    return min(sizes)


def _beside(text: str, other: str, room: float, low: float, other_size: float) -> float:
    """The largest size of a text beside another one; if too small, on a line of its own."""
    beside = one_line(text, room - other_size / one_line(other, 1.0, "SemiBold") - GAP_MM)
    return beside if beside >= low else one_line(text, room)
