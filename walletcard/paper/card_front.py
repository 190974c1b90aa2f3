"""The front of the card: one panel, and what gives way on it.

The heights of its blocks, in the smallest type that can be read at arm's length, decide what has to
give way. They are told by the widths of the letters; where these leave it open, all blocks are laid
out to be measured. The blocks that stay are then laid out in the largest type that fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from math import inf

from walletcard.clinical.statement import Part, Plan, Statement, Step
from walletcard.paper import card_blocks as blocks
from walletcard.paper.card_blocks import STEPS_ON_FRONT, Block, least_mm
from walletcard.paper.card_height import FrontHeights, Height, blocks_of
from walletcard.paper.card_type import LEAST, READ, Type, largest_type
from walletcard.paper.pages import fill
from walletcard.paper.pdf import Layout, Page, lay_out
from walletcard.paper.sheets import PANEL_HEIGHT_MM
from walletcard.wording import Words

STYLES = ("paper/page.css", "paper/card.css")
ABOVE_MM, BELOW_MM = 1.4, 1.55  # the margins of the panel
ROOM_MM = PANEL_HEIGHT_MM - ABOVE_MM - BELOW_MM
MOST_AIR_MM = 0.9  # the most space to add to a block, half above and half below its words
SHARES = [step / 20 for step in range(20, -1, -1)]  # how far the type grows; the largest first


class Way(Enum):
    """What leaves the front if it is full, in this order, for the back or the inner panels.

    Before any of it, the space between the blocks shrinks, and the type, down to the smallest that
    can be read at arm's length. Nothing is dropped. Headlines and signs always stay.
    """

    ALERT_FACTS = "what is said of the alerts, whose names stay"
    NEVER_FACTS = "what is said of what must not be given, whose names stay"
    STEP_DETAILS = "the other lines below the headlines of steps 2 to 4"
    ALERTS = "the names of the alerts"
    FURTHER_DEVICES = "the devices but the first, with their places"
    BREATHING = "below the headlines: to sit if it is hard to breathe"
    NEVER = "the names of what must not be given"
    # Only for unusually long answers; headlines then go down to 9 pt, all else to 7 pt.
    WHO = "name, day of birth and diagnosis"
    DEVICE = "the first device with its place"


GIVES_WAY = tuple(Way)
LAST = (Way.WHO, Way.DEVICE)
# These move whole statements; the two others move names.
ALL_OR_NOTHING = frozenset(Way) - {Way.NEVER, Way.ALERTS}
Given = frozenset[Way]
NOTHING: Given = frozenset()


class NotSure(Exception):
    """The heights that were told do not decide what fits."""


@dataclass(frozen=True)
class Band:
    """The corner of the front: the day of the answers, the card's number if any, and "Unfold"."""

    answers_of: Statement
    number: int | None
    unfold: bool = True


@dataclass(frozen=True)
class Front:
    """The front panel: its blocks and their type."""

    blocks: tuple[Block, ...]
    type: Type
    band: Band

    name = "front"

    def lay_out(self, words: Words) -> Layout:
        """The panel as a page of its own."""
        return lay_out(self._page(words), STYLES)

    def told(self, words: Words) -> dict[str, Height]:
        """The height of each block, told without a layout."""
        told = FrontHeights(self.type)
        return {one.id: told.height(one) for one in blocks_of(self._page(words))}

    def measured(self, words: Words) -> dict[str, Height]:
        """The same from a layout."""
        heights = self.lay_out(words).heights
        return {id: Height(height, height, height) for id, height in heights.items()}

    def _page(self, words: Words) -> str:
        return fill("card-front.html", words, side=self)


@dataclass(frozen=True)
class Choice:
    """What stands on the front, before its type has grown.

    `heights` are the blocks' heights (mm) in the smallest type, `most` the largest sizes that the
    texts allow, `elsewhere` the blocks that gave way.
    """

    front: Front
    heights: Mapping[str, float]
    most: Type
    elsewhere: tuple[Block, ...]

    def grown(self, words: Words, *, unfold: bool) -> Grown:
        """The front in the largest type that its panel holds."""
        least = replace(self.front, band=replace(self.front.band, unfold=unfold))
        share = next(one for one in SHARES if self._fits(one) or not one)
        while True:
            larger = replace(least, type=least.type.grown(share, self.most))
            laid = larger.lay_out(words)
            if len(laid.pages) == 1 or not share:
                return Grown(larger, laid)
            share = share / 2 if share > SHARES[-2] else 0.0

    def _fits(self, share: float) -> bool:
        """Whether the blocks fit for sure with the type grown by a share."""
        low, grown = self.front.type, self.front.type.grown(share, self.most)
        heights = (
            self.heights[one.id] * _taller(one.kind, low, grown) for one in self.front.blocks
        )
        return sum(heights) <= ROOM_MM


@dataclass(frozen=True)
class Grown:
    """The front as it is printed, laid out."""

    front: Front
    laid: Layout

    @property
    def late(self) -> tuple[Block, ...]:
        """The blocks that do not fit although they should have."""
        return tuple(one for one in self.front.blocks if one.id not in self._page.anchors)

    @property
    def _page(self) -> Page:
        return self.laid.pages[0]

    @property
    def padding(self) -> dict[str, tuple[float, float]]:
        """The space (mm) to add above and below each block under the signs, to fill the panel."""
        bottom = max((bottom for _, _, _, bottom in self._page.anchors.values()), default=0.0)
        left = self._page.height_mm - BELOW_MM - bottom - 0.05
        below = [one.id for one in self.front.blocks if one.kind not in ("who", "corner", "signs")]
        there = [id for id in below if id in self._page.anchors]
        air = max(0.0, min(MOST_AIR_MM, left / max(1, len(there))))
        return dict.fromkeys(there, (air / 2, air / 2))


def front(plan: Plan, given: Given = NOTHING) -> Iterator[Block]:
    """The blocks of the front without those that gave way."""
    yield Block("corner", "corner", ()) if Way.WHO in given else blocks.who(plan)
    yield Block("signs", "signs", plan.of(Part.SIGNS))
    for step in plan.steps()[:STEPS_ON_FRONT]:
        yield blocks.headline(plan, step)
        yield from _details(step, given, stay=True)
    yield from _for_staff(plan, given)


def elsewhere(plan: Plan, given: Given) -> Iterator[Block]:
    """What gave way on the front, in the order in which the other panels have it."""
    if Way.WHO in given:
        yield blocks.who(plan, "who-late")
    for step in plan.steps()[:STEPS_ON_FRONT]:
        yield from _details(step, given, stay=False)
    if {Way.NEVER, Way.NEVER_FACTS} & given:
        yield from blocks.never(plan)
    if {Way.ALERTS, Way.ALERT_FACTS} & given:
        yield from blocks.alerts(plan, names_said=Way.ALERTS not in given)


def _details(step: Step, given: Given, *, stay: bool) -> Iterator[Block]:
    """The lines below a headline that stay on the front, or those that gave way."""
    for number, line in enumerate(blocks.details(step, "" if stay else "apart")):
        if step.number > 1:
            ways = Way.BREATHING, Way.STEP_DETAILS
            yield from blocks.parted(line, *((way in given) is not stay for way in ways))
        elif ((Way.FURTHER_DEVICES if number else Way.DEVICE) in given) is not stay:
            yield line


def _for_staff(plan: Plan, given: Given) -> Iterator[Block]:
    """The alerts and what must not be given: in full, by name, or not at all."""
    short = [
        part
        for part, facts, all_of_it in (
            (Part.ALERT, Way.ALERT_FACTS, Way.ALERTS),
            (Part.NEVER, Way.NEVER_FACTS, Way.NEVER),
        )
        if facts in given and all_of_it not in given
    ]
    if not {Way.ALERTS, Way.ALERT_FACTS} & given:
        yield from blocks.alerts_together(plan)
    if not {Way.NEVER, Way.NEVER_FACTS} & given:
        yield from blocks.never(plan)
    yield from blocks.names(plan, *short)


def chosen(plan: Plan, words: Words, band: Band, *, measure: bool = False) -> Choice:
    """Decides what gives way, by measured heights or those told: as little as can be."""
    for low, ways in ((READ, [one for one in Way if one not in LAST]), (LEAST, list(Way))):
        every, hopeless = _every(plan, words, band, low)
        try:
            heights = (every.measured if measure else every.told)(words) | hopeless
            given, fits = _decided(plan, heights, ways)
        except NotSure:
            heights = every.measured(words) | hopeless
            given, fits = _decided(plan, heights, ways)
        if fits:
            break
    stands = Front(tuple(front(plan, given)), low, band)
    likely = {id: one.likely for id, one in heights.items()}
    return Choice(stands, likely, largest_type(plan, words, low), tuple(elsewhere(plan, given)))


def _decided(plan: Plan, heights: Mapping[str, Height], ways: list[Way]) -> tuple[Given, bool]:
    """What gives way, and whether the rest fits. Raises `NotSure`, too if one that stays is not."""
    given = _giving_way(plan, heights, ways)
    fits = _fits(front(plan, given), heights)
    if fits and not all(heights[one.id].is_sure for one in front(plan, given)):
        raise NotSure
    return given, fits


def _every(plan: Plan, words: Words, band: Band, type: Type) -> tuple[Front, dict[str, Height]]:
    """All blocks that may stand on the front, and the heights of those that cannot."""
    short = (
        NOTHING,
        {Way.WHO, Way.ALERT_FACTS, Way.STEP_DETAILS},
        {Way.NEVER_FACTS, Way.BREATHING},
        {Way.ALERT_FACTS, Way.NEVER_FACTS},
    )
    every = {one.id: one for given in short for one in front(plan, frozenset(given))}
    hopeless = _hopeless(plan, words, every.values())
    some = tuple(one for one in every.values() if one.id not in hopeless)
    return Front(some, type, band), dict.fromkeys(hopeless, Height(inf, inf, inf))


def _hopeless(plan: Plan, words: Words, every: Iterable[Block]) -> set[str]:
    """The ids of blocks that cannot fit beside the headlines, without laying them out.

    So only a few panels' worth is laid out, however long the answers are.
    """
    room = ROOM_MM - least_mm(front(plan, frozenset(Way)), words)
    ways = {
        way for way in ALL_OR_NOTHING if least_mm(elsewhere(plan, frozenset({way})), words) > room
    }
    stay = {one.id for one in front(plan, frozenset(ways))}
    gone = {one.id for one in front(plan)} - stay
    return gone | {one.id for one in every if least_mm([one], words) > room}


def _fits(some: Iterator[Block], heights: Mapping[str, Height]) -> bool:
    """Whether blocks fit the panel. Raises `NotSure`."""
    told = [heights[one.id] for one in some]
    least, most = sum(one.least for one in told), sum(one.most for one in told)
    if least <= ROOM_MM < most:
        raise NotSure
    return most <= ROOM_MM


def _giving_way(plan: Plan, heights: Mapping[str, Height], ways: list[Way]) -> Given:
    """What gives way: in order, until the rest fits; then the last ones come back if they fit.

    Raises `NotSure`.
    """

    def fits(given: Given) -> bool:
        return _fits(front(plan, given), heights)

    given = NOTHING
    for way in ways:
        if not fits(given):
            given |= {way}
    for way in reversed(ways):
        if fits(given - {way}):
            given -= {way}
    return given


def _taller(kind: str, low: Type, grown: Type) -> float:
    """The most by which a block's height is multiplied when its type grows.

    Text in the small type may also need more lines, hence the square.
    """
    rest = (grown.rest / low.rest) ** 2
    sizes = {
        "who": max(grown.name / low.name, rest),
        "signs": max(grown.signs / low.signs, grown.rash / low.rash),
        "first": max(grown.first / low.first, grown.where / low.where),
        "device": max(grown.place / low.place, rest),
        "step": max(grown.fourth / low.fourth, grown.steps / low.steps),
    }
    return sizes.get(kind, rest)
