"""What stands where on the action plan, and in which type.

It is chosen by the heights that the zones should have, and normally fits at the first try. The
layout decides: what does not fit is laid out again in smaller type, and then the next arrangement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from walletcard.paper.fonts import MM
from walletcard.paper.pdf import Layout
from walletcard.paper.plan_height import LINE, TITLE, Heights
from walletcard.paper.sheets import Sheet

LEAST, MOST = 8.5, 11.6  # pt
LEAST_ALONE = 9.2  # of a plan on one page; with smaller type it takes two
LEAST_WITH_STRIPS = 8.8  # with smaller type the strips on how to use devices go to page 2
LEAST_ROOMY = 9.5  # of a second page with a line for each heading and medicine
STEP = 0.1
SURE = 0.985  # of a page's height is filled by what is told, so that the layout holds it
TOP_MM, FOOT_MM = 6.0, 10.0

# What goes below the box for staff where the box would not begin on page 1, the first first: the
# headings of `PLAN_PERSON` and other zones. Of the instructions, the first lines stay; of those to
# call and of the devices, the first. Only answers longer than any usual ones push the last of these
# away; "first-call" is the first to call, too, where a page of words stands for the name.
GIVES_WAY = (
    "sets-off", "advised", "safe", "reacted", "instructions", "mild", "never", "call", "alerts",
    "devices", "first-call",
)  # fmt: skip


@dataclass(frozen=True)
class Arrangement:
    """What stands where, and the type (pt) up to the box for staff and after it.

    `parted`: what follows the box has a page of its own; `roomy`: with a line for each heading and
    medicine. `below` is what gave way. `instruction_lines` is how many lines of long instructions
    stay above.
    """

    size: float = LEAST
    rest_size: float = LEAST
    parted: bool = False
    roomy: bool = False
    photo_above: bool = True
    strips_above: bool = True
    code_for_staff: bool = True
    below: tuple[str, ...] = ()
    instruction_lines: int = 0
    pages: int | None = None

    @property
    def contacts_above(self) -> int | None:
        """How many of those to call stand beside the name; None for all."""
        if "first-call" in self.below:
            return 0
        return 1 if "call" in self.below else None

    def fits(self, layout: Layout) -> bool:
        """Whether a layout came out as it was meant."""
        first, *others = layout.pages
        on_first = "staff" if self.parted else "staff-first"
        late = any(on_first in one.anchors for one in others)
        return on_first in first.anchors and not late and self.pages in {None, len(layout.pages)}


class Fit:
    """Finds the arrangement of one plan."""

    def __init__(self, heights: Heights, sheet: Sheet, foot_mm: float, *, details: bool) -> None:
        """Take the heights of its zones, and how high the foot of a page is."""
        self._heights, self._details = heights, details
        self._room = sheet.height - TOP_MM - foot_mm

    def arrangements(self) -> Iterator[Arrangement]:
        """The arrangements that may fit, the best first, each with the largest type."""
        alone = Arrangement(pages=1)
        if size := self._largest(self._alone, LEAST_ALONE):
            yield replace(alone, size=size, rest_size=size)
        for strips, least in ((True, LEAST_WITH_STRIPS), (False, LEAST)):
            for photo in (True, False):
                parted = Arrangement(parted=True, photo_above=photo, strips_above=strips)
                if size := self._largest(partial(self._front, parted), least):
                    yield self._with_rest(replace(parted, size=size))
        yield from self._flowing()

    def _largest(self, height: Callable[[float], float], least: float) -> float | None:
        """The largest type in which something takes one page, if it does in the least."""
        if height(least) > self._room:
            return None
        low, high = 0, round((MOST - least) / STEP)
        while low < high:
            middle = (low + high + 1) // 2
            fits = height(least + middle * STEP) <= SURE * self._room
            low, high = (middle, high) if fits else (low, middle - 1)
        return round(least + low * STEP, 1)

    def _alone(self, size: float) -> float:
        rest = self._heights.rest(size, roomy=False, details=self._details)
        return self._front(Arrangement(), size) + rest

    def _front(self, one: Arrangement, size: float) -> float:
        heights = self._heights
        return self._above_staff(one, size) + heights.staff(size, code=one.code_for_staff)

    def _above_staff(self, one: Arrangement, size: float) -> float:
        heights = self._heights
        return (
            TITLE
            + heights.who(size, photo=one.photo_above, contacts=one.contacts_above)
            + (heights.alerts(size) if "alerts" not in one.below else 0.0)
            + heights.red(size, all_devices="devices" not in one.below)
            + (heights.uses(size) if one.strips_above else 0.0)
            + (heights.mild(size) if "mild" not in one.below else 0.0)
            + heights.person(size, code=not one.code_for_staff, below=one.below)
        )

    def _with_rest(self, one: Arrangement) -> Arrangement:
        """The largest type for a second page, roomy if it can be."""
        for roomy, least in ((True, LEAST_ROOMY), (False, LEAST)):
            if size := self._largest(partial(self._rest, one, roomy=roomy), least):
                return replace(one, rest_size=size, roomy=roomy, pages=2)
        return one

    def _rest(self, one: Arrangement, size: float, *, roomy: bool) -> float:
        strips = 0.0 if one.strips_above else self._heights.uses(size)
        return strips + self._heights.rest(size, roomy=roomy, details=self._details)

    def _flowing(self) -> Iterator[Arrangement]:
        """The box for staff begins on page 1 and goes on: as little gives way as can."""
        one = Arrangement(photo_above=False, strips_above=False, code_for_staff=False)
        for number in range(len(GIVES_WAY) + 1):
            one = replace(one, below=GIVES_WAY[:number])
            size = self._largest(partial(self._to_staff, one), LEAST)
            if size or number == len(GIVES_WAY):
                size = size or LEAST
                yield self._with_lines(replace(one, size=size, rest_size=size))

    def _with_lines(self, one: Arrangement) -> Arrangement:
        """Lines of the instructions that stay above the box, and the type that fills two pages."""
        left = SURE * self._room - self._to_staff(one, one.size)
        lines = max(2, int(left / (one.size * LINE * MM)) - 2)
        rest = self._largest(partial(self._second_page, one), LEAST)
        return replace(
            one, instruction_lines=lines, rest_size=rest or LEAST, pages=2 if rest else None
        )

    def _second_page(self, one: Arrangement, size: float) -> float:
        """What the first page leaves of the box for staff, and all that follows it."""
        staff = self._heights.staff(one.size, code=False)
        over = max(0.0, self._above_staff(one, one.size) + staff + 5.0 - self._room)
        return over + self._heights.moved(size, one.below) + self._rest(one, size, roomy=False)

    def _to_staff(self, one: Arrangement, size: float) -> float:
        return self._above_staff(one, size) + self._heights.staff_first(size, code=False)


def smaller(one: Arrangement) -> Arrangement | None:
    """The same in smaller type, or None if it is the smallest."""
    if one.size <= LEAST and one.rest_size <= LEAST:
        return None
    size, rest = max(LEAST, one.size - 0.4), max(LEAST, one.rest_size - 0.4)
    return replace(one, size=round(size, 2), rest_size=round(rest, 2))
