"""The back of the card and its inner panels: one run of panels, in one type size.

The numbered steps that the front does not have come first, then whom to call. In this order: step 3
has called the ambulance, and a person who does not breathe cannot wait for a call to the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil

from markupsafe import Markup

from walletcard.clinical.statement import Part, Plan
from walletcard.paper import card_blocks as blocks
from walletcard.paper.card_blocks import STEPS_ON_FRONT, Block
from walletcard.paper.card_height import Told, blocks_of
from walletcard.paper.card_lines import Guess
from walletcard.paper.card_panels import WIDTH_MM, Panels
from walletcard.paper.fit import largest
from walletcard.paper.fonts import widest
from walletcard.paper.pages import fill
from walletcard.paper.pdf import Layout, Page, lay_out
from walletcard.paper.qr import QrCode
from walletcard.paper.sheets import PANEL_HEIGHT_MM
from walletcard.wording import Words
from walletcard.wording.sections import CardRows

STYLES = ("paper/page.css", "paper/card.css")
SIZES = (9.0, 7.6, 7.0)  # pt; steps and phone numbers have sizes of their own, of 9 pt or more
CODE = "code"  # the id of the QR code's element

# Lengths of the style sheet (mm), for what is decided before the layout.
MARGIN_MM = 1.6  # at the top of the back, and below its foot
ABOVE_MM, BELOW_MM = 2.0, 1.9  # the margins of an inner panel
RULE_MM = 1.1  # the rule above a foot without digits, and what letters have below their line
DIGITS_MM = 3.6  # the digits at the foot, with the rule
FOOT_LINE_MM = 2.65  # a line of how to use the code, above the digits
CALL_MM = 15.0  # the word before the first contact
STEP_MM, CONTACT_MM = 7.6, 4.3  # the most that a step, and a contact on one line, are high
CODE_BEYOND_MM = 1.1  # how far the code stands in the side margin
CODE_ABOVE_MM = 0.2  # what is above it
MOST_AIR_MM = 0.9  # the most space to add between two blocks of a panel with room left

CALL_FIRST = 4  # this many contacts stand at the top; the others come after the alerts
CALL_AT = (0, CALL_FIRST)  # the contacts with the heading "Call"


def back(plan: Plan, gone: tuple[Block, ...], rows: CardRows) -> Iterator[Block]:
    """The blocks of the back and the inner panels, in order.

    `gone` is what gave way on the front, alerts among it. Only four contacts come before it, so
    that many contacts with long names push no alert off the card.
    """
    for step in plan.steps()[STEPS_ON_FRONT:]:
        yield blocks.headline(plan, step)
        yield from blocks.details(step)
    contacts = [
        Block(f"contact-{number}", "contact", (contact,), "call" if number in CALL_AT else None)
        for number, contact in enumerate(plan.of(Part.CONTACT))
    ]
    yield from contacts[:CALL_FIRST]
    yield Block("given-at", "given-at", ())
    yield from gone
    yield from contacts[CALL_FIRST:]
    for heading, parts, together in rows:
        yield from _row(plan, heading, parts, together)


def _row(plan: Plan, heading: str, parts: tuple[Part, ...], together: int) -> Iterator[Block]:
    statements = plan.of(*parts)
    for start in range(0, len(statements), together):
        shown = heading if heading and start == 0 else None
        some = statements[start : start + together]
        goes_on = 1 < together < len(statements) - start
        kind = "item" if heading else "unheaded"
        yield Block(f"{parts[0].value}-{start}", kind, some, shown, goes_on=goes_on)


@dataclass(frozen=True)
class Side:
    """The back and the inner panels; `moved` are the blocks that are only on the action plan."""

    blocks: tuple[Block, ...]
    words: Words
    code: QrCode | None
    moved: tuple[Block, ...] = ()
    _panels: dict[float, Panels] = field(default_factory=dict, compare=False, repr=False)

    name = "back"

    @property
    def foot_mm(self) -> float:
        """The height of the lines at the foot of the back: how to use the code, and its digits."""
        return self._foot[0]

    @property
    def has_address(self) -> bool:
        """Whether these lines say where the code leads."""
        return self._foot[1]

    @cached_property
    def _foot(self) -> tuple[float, bool]:
        """The height of the lines at the foot, and whether the address is among them.

        An address without digits that takes too much room for its code gives way, and then the
        whole foot: nobody types it, and the action plan has it.
        """
        if self.code is None:
            return 0.0, False
        for address in (self.code.typed_at, ""):
            height = self._foot_with(self.code, address)
            room = PANEL_HEIGHT_MM - 2 * MARGIN_MM - CODE_ABOVE_MM - self.code.side_mm
            if self.code.groups or height <= room:
                return height, bool(address)
        return 0.0, False

    def _foot_with(self, code: QrCode, address: str) -> float:
        caution = code.reach.caution
        how = ("face.scan", "face.scan-or-type") if code.groups else ("face.scan-only",)
        said = (caution,) if caution else how
        text = " ".join(self.words.sentence(one).striptags() for one in said)
        lines = _lines(text if caution else f"{text} {address}")
        if lines > 1 and not caution:  # the address has lines of its own
            lines = 1 + _lines(address)
        return (DIGITS_MM if code.groups else RULE_MM) + FOOT_LINE_MM * lines

    @property
    def below_mm(self) -> float:
        """The margin below the text of the back; the foot stands in it."""
        return MARGIN_MM + self.foot_mm if self.foot_mm else BELOW_MM

    @cached_property
    def above(self) -> int:
        """How many blocks stand above the code, in full width; the others begin beside it."""
        if not self.code:
            return 0
        left = PANEL_HEIGHT_MM - MARGIN_MM - self.below_mm - self.code.side_mm
        for number, block in enumerate(self.blocks):
            left -= self._height(block)
            if left < 0:
                return number
        return len(self.blocks)

    def _height(self, block: Block) -> float:
        """The most that a block is high (mm), if it is a step or a contact on one line.

        No other block may stand above the code: it counts as high as a panel.
        """
        if block.kind == "step":
            return STEP_MM
        if block.kind != "contact":
            return PANEL_HEIGHT_MM
        said = self.words.say(block.statements[0])
        name = _text("".join(re.findall(r"<b>.*?</b>", said)))
        phone = _text("".join(re.findall(r'<bdi class="phone".*?</bdi>', said)))
        width = widest(name, 7.4, "Bold") + widest(phone, 10.0, "Bold")
        width += widest(_text(said)[len(name) : -len(phone) or None], 7.4)
        return CONTACT_MM if width < WIDTH_MM - CALL_MM else PANEL_HEIGHT_MM

    def lay_out(self, size: float) -> Layout:
        """All panels in a type size (pt), each a page."""
        return lay_out(self._page(size), STYLES)

    def _page(self, size: float) -> str:
        spacious = size == SIZES[0]
        return fill("card-back.html", self.words, side=self, size=size, spacious=spacious)

    def fitted(self, most: int) -> tuple[Side, Layout]:
        """At most `most` panels in the largest type size that needs the fewest folds.

        Blocks that are taller than a panel, or for which no room is left, are moved to the plan.
        """
        side = self.without(self._hopeless(most))
        size, (side, laid) = largest(
            SIZES, side.headed_at, lambda found: folds(found[1]), side.least_folds
        )
        while gone := side.unplaced(laid, most):
            side, laid = side.without(gone).headed_at(size)
        return side, laid

    def least_folds(self, size: float) -> int:
        """The least number of folds that a type size (pt) can need, without laying it out."""
        return folds_of(len(self.foreseen(size).told(size, Guess.LEAST)))

    def headed_at(self, size: float) -> tuple[Side, Layout]:
        """All panels in a type size (pt), with the headings that their tops need."""
        side = self.foreseen(size)
        laid = side.lay_out(size)
        if [list(page.anchors) for page in laid.pages] != side.told(size, Guess.LIKELY):
            headed = self.headed(laid)
            laid = laid if headed == side else headed.lay_out(size)
            side = headed
        return side.with_headings(size, laid)

    def foreseen(self, size: float) -> Side:
        """The same with the headings that the tops most likely need, without laying it out."""
        if size not in self._foreseen:
            side = self
            while (headed := side.with_tops(side.told(size, Guess.LIKELY))) != side:
                side = headed
            self._foreseen[size] = side
        return self._foreseen[size]

    @cached_property
    def _foreseen(self) -> dict[float, Side]:
        return {}

    def told(self, size: float, guess: Guess) -> list[list[str]]:
        """The blocks of each panel by their ids, told without a layout."""
        return self._panels_in(size).filled(self._told, guess)

    @cached_property
    def _told(self) -> tuple[Told, ...]:
        return tuple(blocks_of(self._page(SIZES[-1])))

    def _panels_in(self, size: float) -> Panels:
        """The panels of a type size (pt); the same side with other headings has the same."""
        if size not in self._panels:
            first = PANEL_HEIGHT_MM - MARGIN_MM - self.below_mm
            others = PANEL_HEIGHT_MM - ABOVE_MM - BELOW_MM
            self._panels[size] = Panels(size, size == SIZES[0], first, others, self._code_mm)
        return self._panels[size]

    @property
    def _code_mm(self) -> tuple[float, float]:
        """How high the code is, and how wide."""
        if self.code is None:
            return 0.0, 0.0
        side = self.code.side_mm
        return CODE_ABOVE_MM + side, side - CODE_BEYOND_MM

    def with_headings(self, size: float, laid: Layout) -> tuple[Side, Layout]:
        """All panels with the headings that their tops need; `laid` has none of these yet."""
        side = self
        while (headed := side.headed(laid)) != side:
            side, laid = headed, headed.lay_out(size)
        return side, laid

    def headed(self, laid: Layout) -> Side:
        """The same; a list that goes on at the top of a panel has its heading there again.

        Folded, a panel is seen alone: a name without its heading could be safe or forbidden.
        """
        return self.with_tops([list(page.anchors) for page in laid.pages])

    def with_tops(self, panels: Sequence[Sequence[str]]) -> Side:
        """The same with the headings that the first blocks of some panels need."""
        tops = {next(iter(panel), "") for panel in panels[1:]}
        heading: str | None = None
        blocks: list[Block] = []
        for one in self.blocks:
            heading = one.heading or (heading if blocks and blocks[-1].kind == one.kind else None)
            blocks.append(replace(one, heading=heading) if one.id in tops else one)
        return replace(self, blocks=tuple(blocks))

    def without(self, gone: tuple[Block, ...]) -> Side:
        """The same without some blocks, which are moved to the action plan."""
        if not gone:
            return self
        kept = tuple(block for block in self.blocks if block not in gone)
        return replace(self, blocks=kept, moved=self.moved + gone)

    def _hopeless(self, most: int) -> tuple[Block, ...]:
        """The blocks that cannot fit even in the smallest type, without laying them out.

        So at most a few panels are laid out, however long the answers are.
        """
        gone, height = [], 0.0
        for block in self.blocks:
            least = blocks.least_mm([block], self.words)
            is_too_tall = least > PANEL_HEIGHT_MM
            height += 0.0 if is_too_tall else least
            if is_too_tall or height > most * PANEL_HEIGHT_MM:
                gone.append(block)
        return tuple(gone)

    def unplaced(self, laid: Layout, most: int) -> tuple[Block, ...]:
        """The blocks that a layout breaks over panels; if none, those beyond the last panel.

        Where a block is gone that was too tall, others may have room.
        """
        pages = [set(page.anchors) for page in laid.pages]
        broken = tuple(one for one in self.blocks if sum(one.id in page for page in pages) > 1)
        beyond = {id for page in pages[most:] for id in page}
        gone = broken or tuple(one for one in self.blocks if one.id in beyond)
        # The line that refers to the plan may be what does not fit: then the last block makes room.
        return gone or (self.blocks[-1:] if len(pages) > most else ())


def _lines(text: str) -> int:
    """How many lines at the foot a text fills."""
    return ceil(widest(text, 7.0, "Bold") / WIDTH_MM)


def _text(html: str) -> str:
    return Markup(html).striptags()  # noqa: S704 - only to be measured


def folds(laid: Layout) -> int:
    """The folds that a layout needs; each block that a panel's edge breaks counts as one more."""
    parts = [id for page in laid.pages for id in page.anchors]
    return folds_of(len(laid.pages)) + len(parts) - len(set(parts))


def folds_of(panels: int) -> int:
    """The pairs of panels that the front and so many further panels make."""
    return (panels + 2) // 2


def padding(page: Page) -> dict[str, tuple[float, float]]:
    """The space (mm) to add above and below each block, so that a panel's room is used.

    None on the panel with the code: lines that move down beside it would have to break elsewhere.
    """
    if CODE in page.anchors:
        return {}
    bottom = max((bottom for _, _, _, bottom in page.anchors.values()), default=0.0)
    left = page.height_mm - BELOW_MM - bottom
    air = max(0.0, min(MOST_AIR_MM, left / max(1, len(page.anchors))))
    first, *further = page.anchors or [""]
    return {first: (0.0, air / 2)} | dict.fromkeys(further, (air / 2, air / 2))
