"""What stands where on the action plan, and in which type.

It is chosen by the heights that the zones should have, and normally fits at the first try. The
layout decides: one that does not fit shows how high the zones are in truth, and so the next is
chosen better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from walletcard.paper.fonts import MM
from walletcard.paper.pdf import Layout
from walletcard.paper.plan_around import LINE
from walletcard.paper.plan_height import TITLE, Heights
from walletcard.paper.sheets import Sheet

LEAST, MOST = 8.5, 11.6  # pt
LEAST_ALONE = 9.2  # of a plan on one page; with smaller type it takes two
LEAST_WITH_STRIPS = 8.8  # with smaller type the strips on how to use devices go to page 2
LEAST_ROOMY = 9.5  # of a second page with a line for each heading and medicine
STEP = 0.1
SURE = 0.985  # of a page's height is filled by what is told, so that the layout holds it
TOP_MM, FOOT_MM, GAP = 6.0, 10.0, 1.2  # mm: the edges of a page, and what is between zones
PAGES = "first", "rest"

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
    instruction_lines: int = 2
    pages: int | None = None

    @property
    def contacts_above(self) -> int | None:
        """How many of those to call stand beside the name; None for all."""
        if "first-call" in self.below:
            return 0
        return 1 if "call" in self.below else None

    def fits(self, layout: Layout) -> bool:
        """Whether a layout came out as it was meant."""
        return self.begins_in_time(layout) and self.pages in {None, len(layout.pages)}

    def begins_in_time(self, layout: Layout) -> bool:
        """Whether page 1 has what it must of the box for staff: all, or the first lines."""
        first, *others = layout.pages
        on_first = "staff" if self.parted else "staff-first"
        return on_first in first.anchors and all(on_first not in one.anchors for one in others)


class Fit:
    """Finds the arrangement of one plan."""

    def __init__(self, heights: Heights, sheet: Sheet, foot_mm: float, *, details: bool) -> None:
        """Take the heights of its zones, and how high the foot of a page is."""
        self._heights, self._details = heights, details
        self._room = sheet.height - TOP_MM - foot_mm
        self._shares: dict[str, float] = {}  # of its told height that a zone has in a layout
        self._sure = dict.fromkeys(PAGES, SURE)

    def tried(
        self, lay_out: Callable[[Arrangement], Layout]
    ) -> Iterator[tuple[Arrangement, Layout]]:
        """The arrangements that may fit, the best first, each with the largest type, laid out."""
        for arranged in self._kinds():
            self._sure = dict.fromkeys(PAGES, SURE)
            before: Arrangement | None = None
            while (one := arranged()) and one != before:
                before, layout = one, lay_out(one)
                yield one, layout
                self._learn(one, layout)

    def _learn(self, one: Arrangement, layout: Layout) -> None:
        """Take from a layout that does not fit how high the zones are, and fill its page less."""
        there = layout.heights
        there["uses"] = sum(there[name] + GAP for name in there if name.startswith("use-")) - GAP
        told = self._above(one, one.size)
        told["rest"] = self._rest_told(one, one.rest_size, roomy=one.roomy)
        self._shares |= {
            zone: (there[zone] + GAP) / height
            for zone, height in told.items()
            if height and zone in there
        }
        page = "rest" if one.begins_in_time(layout) else "first"
        self._sure[page] -= 1 - self._sure[page]

    def _kinds(self) -> Iterator[Callable[[], Arrangement | None]]:
        """Functions that give an arrangement of a kind in its largest type, or None."""
        yield self._on_one_page
        for strips, least in ((True, LEAST_WITH_STRIPS), (False, LEAST)):
            for photo in (True, False):
                parted = Arrangement(parted=True, photo_above=photo, strips_above=strips)
                yield partial(self._on_two_pages, parted, least)
        for number in range(len(GIVES_WAY) + 1):
            yield partial(self._flowing, GIVES_WAY[:number])

    def _on_one_page(self) -> Arrangement | None:
        size = self._largest(self._alone, LEAST_ALONE, *PAGES)
        return Arrangement(size=size, rest_size=size, pages=1) if size else None

    def _on_two_pages(self, parted: Arrangement, least: float) -> Arrangement | None:
        size = self._largest(partial(self._front, parted), least, "first")
        return self._with_rest(replace(parted, size=size)) if size else None

    def _flowing(self, below: tuple[str, ...]) -> Arrangement | None:
        """The box for staff begins on page 1 and goes on: as little gives way as can."""
        one = Arrangement(photo_above=False, strips_above=False, code_for_staff=False, below=below)
        size = self._largest(partial(self._to_staff, one), LEAST, "first")
        if size is None and below != GIVES_WAY:
            return None
        return self._with_lines(replace(one, size=size or LEAST))

    def _largest(self, height: Callable[[float], float], least: float, *pages: str) -> float | None:
        """The largest type in which something takes one page, if it does in the least."""
        sure = min(self._sure[page] for page in pages)
        if height(least) > (sure + 1 - SURE) * self._room:
            return None
        low, high = 0, round((MOST - least) / STEP)
        while low < high:
            middle = (low + high + 1) // 2
            fits = height(least + middle * STEP) <= sure * self._room
            low, high = (middle, high) if fits else (low, middle - 1)
        return round(least + low * STEP, 1)

    def _alone(self, size: float) -> float:
        one = Arrangement()
        return self._front(one, size) + self._rest(one, size, roomy=False)

    def _front(self, one: Arrangement, size: float) -> float:
        staff = self._heights.staff(size, code=one.code_for_staff)
        return self._above_staff(one, size) + staff

    def _above_staff(self, one: Arrangement, size: float) -> float:
        above = self._above(one, size)
        return TITLE + sum(self._share(zone) * height for zone, height in above.items())

    def _above(self, one: Arrangement, size: float) -> dict[str, float]:
        """The told heights of the zones between the title and the box for staff."""
        heights, below = self._heights, one.below
        return {
            "who": heights.who(size, photo=one.photo_above, contacts=one.contacts_above),
            "alerts": 0.0 if "alerts" in below else heights.alerts(size),
            "red": heights.red(size, all_devices="devices" not in below),
            "uses": heights.uses(size) if one.strips_above else 0.0,
            "mild": 0.0 if "mild" in below else heights.mild(size),
            "person": heights.person(
                size, code=not one.code_for_staff, below=below, lines=one.instruction_lines
            ),
        }

    def _share(self, zone: str) -> float:
        return self._shares.get(zone, 1.0)

    def _with_rest(self, one: Arrangement) -> Arrangement:
        """The largest type for a second page, roomy if it can be."""
        for roomy, least in ((True, LEAST_ROOMY), (False, LEAST)):
            if size := self._largest(partial(self._rest, one, roomy=roomy), least, "rest"):
                return replace(one, rest_size=size, roomy=roomy, pages=2)
        return one

    def _rest(self, one: Arrangement, size: float, *, roomy: bool) -> float:
        return self._share("rest") * self._rest_told(one, size, roomy=roomy)

    def _rest_told(self, one: Arrangement, size: float, *, roomy: bool) -> float:
        """The told height of all that stands below the box for staff."""
        strips = 0.0 if one.strips_above else self._heights.uses(size)
        moved = self._heights.moved(size, one.below)
        return strips + moved + self._heights.rest(size, roomy=roomy, details=self._details)

    def _with_lines(self, one: Arrangement) -> Arrangement:
        """Lines of the instructions that stay above the box, and the type that fills two pages."""
        left = self._sure["first"] * self._room - self._to_staff(one, one.size)
        lines = max(2, int(left / (one.size * LINE * MM)) - 2)
        rest = self._largest(partial(self._second_page, one), LEAST, "rest")
        return replace(
            one, instruction_lines=lines, rest_size=rest or LEAST, pages=2 if rest else None
        )

    def _second_page(self, one: Arrangement, size: float) -> float:
        """What the first page leaves of the box for staff, and all that follows it."""
        over = max(0.0, self._front(one, one.size) + 5.0 - self._room)
        return over + self._rest(one, size, roomy=False)

    def _to_staff(self, one: Arrangement, size: float) -> float:
        return self._above_staff(one, size) + self._heights.staff_first(size, code=False)
