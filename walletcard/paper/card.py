"""The wallet card: the Plan's first statements on panels of ID-1 size that fold to one card.

Panels fill a sheet column by column. Folded backwards along every dashed line, the first panel is
the front of the card and the second its back, with two, four or six panels alike. Where the answers
leave the last panel empty, it is for the doses given.

The headlines of the first four steps stand on the first panel, whatever else is long. What gives
way, the first first: the type size; the details of the steps, which go below the headlines; who the
person is, which goes below the details.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from walletcard.clinical.statement import Part, Plan, Statement, Step
from walletcard.paper.fit import largest
from walletcard.paper.pages import fill
from walletcard.paper.pdf import Layout, Page, lay_out
from walletcard.paper.qr import QrCode
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words
from walletcard.wording.sections import LeftOut

PANEL_WIDTH_MM, PANEL_HEIGHT_MM = 85.60, 53.98  # ISO/IEC 7810 ID-1
TOP_MM = 14.0  # from the sheet's edge to the panels
STYLES = ("paper/page.css", "paper/card.css")
SIZES = (8.0, 7.3, 7.0)  # pt; action lines are set larger by 1.29: 9 pt or more
STEPS_ON_FRONT = 4
MOST_PANELS = 6
REST = "on-plan"  # the id of the line that says where all else stands
WHO = (Part.NAME, Part.BORN, Part.DIAGNOSIS)
MARGIN_MM = 1.8  # above and below what stands on a panel
MOST_AIR_MM = 0.9  # between two blocks, of what a panel has left

# What the back and further panels hold: heading, parts, and how many statements share a line.
BACK: tuple[tuple[str, tuple[Part, ...], int], ...] = (
    ("call", (Part.CONTACT, Part.CLINICIAN, Part.HOSPITAL), 1),
    ("reacted", (Part.REACTED,), 1),
    ("sets-off", (Part.GRAVE, Part.SETS_OFF), 4),
    ("advised", (Part.ADVISED,), 4),
    ("safe", (Part.TOLERATED,), 4),
    ("first-signs", (Part.FIRST_SIGNS,), 1),
    ("not-known", (Part.NOT_KNOWN,), 8),
    ("", (Part.SEE_PLAN, Part.REVIEW, Part.INTERPRETER), 2),
)

# All of it is on the action plan.
LEFT_OUT: LeftOut = {
    Part.CALL_SCRIPT: "the step says whom to call, and the one word that matters",
    Part.CONFIRMED: "changes nothing at the roadside",
    **dict.fromkeys(
        (Part.RED, Part.RED_THEN, Part.MILD, Part.MILD_DO),
        "a whole page of signs: the card has those on which to act",
    ),
    Part.STAFF: "for those who have time to read: the alerts name what changes treatment",
    Part.MEDICATION: "too long: the alerts name those that change treatment",
    Part.DEVICE: "use-by dates: the steps say what there is and where",
    Part.CONDITION: "too long: the alerts name those that change treatment",
    Part.TEST: "for the hospital",
    Part.HISTORY: "for the hospital",
    Part.INSTRUCTIONS: "too long to be read on a card",
    Part.PREMEDICATION: "for planned procedures only",
    Part.LANGUAGE: "the language of an interpreter is there",
    Part.NOT_ANSWERED: "less urgent than what else is not known",
}


@dataclass(frozen=True)
class Block:
    """Statements that stand together and are never parted by a panel's edge."""

    id: str
    kind: str
    statements: tuple[Statement, ...]
    heading: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Card:
    """A printed card of two, four or six panels.

    `moved` are the statements that found room only on the action plan.
    """

    pdf: bytes
    panels: int
    moved: tuple[Statement, ...]


def front(plan: Plan) -> Iterator[Block]:
    """Who, the signs, the first four steps, alerts, and what must not be given."""
    yield Block("who", "who", plan.of(*WHO))
    yield Block("signs", "signs", plan.of(Part.SIGNS))
    for step in plan.steps()[:STEPS_ON_FRONT]:
        yield from _step(step)
    yield from _for_staff(plan)


def front_with_headlines_first(plan: Plan) -> Iterator[Block]:
    """The same, with the details of the steps below all headlines."""
    yield Block("who", "who", plan.of(*WHO))
    yield from _signs_and_headlines(plan)
    yield from _details_apart(plan)
    yield from _for_staff(plan)


def front_with_name_last(plan: Plan) -> Iterator[Block]:
    """The same, with who the person is below the details."""
    yield from _signs_and_headlines(plan)
    yield from _details_apart(plan)
    yield Block("who", "who-late", plan.of(*WHO))
    yield from _for_staff(plan)


def front_with_name_before_details(plan: Plan) -> Iterator[Block]:
    """The same, for details that fill the whole card and would push the name off it."""
    yield from _signs_and_headlines(plan)
    yield Block("who", "who-late", plan.of(*WHO))
    yield from _details_apart(plan)
    yield from _for_staff(plan)


# The ways in which the front may stand: the first that has the headlines on its first panel does.
FRONTS: tuple[Callable[[Plan], Iterator[Block]], ...] = (
    front,
    front_with_headlines_first,
    front_with_name_last,
    front_with_name_before_details,
)


def _signs_and_headlines(plan: Plan) -> Iterator[Block]:
    yield Block("signs", "signs", plan.of(Part.SIGNS))
    for step in plan.steps()[:STEPS_ON_FRONT]:
        yield from _headline(step)


def _details_apart(plan: Plan) -> Iterator[Block]:
    """The details of the steps, each with its step's number."""
    for step in plan.steps()[:STEPS_ON_FRONT]:
        for line, detail in enumerate(_details(step)):
            yield replace(detail, kind="apart", number=None if line else step.number)


def _for_staff(plan: Plan) -> Iterator[Block]:
    for number, statement in enumerate(plan.of(Part.ALERT)):
        heading = "staff" if number == 0 else None
        yield Block(f"alert-{number}", "alert", (statement,), heading)
    for number, statement in enumerate(plan.of(Part.NEVER)):
        yield Block(f"never-{number}", "never", (statement,))


def back(plan: Plan) -> Iterator[Block]:
    """The step that is left, whom to call, what sets it off, what is safe, what is not known."""
    for step in plan.steps()[STEPS_ON_FRONT:]:
        yield from _step(step)
    yield Block("given-at", "given-at", ())
    for heading, parts, together in BACK:
        statements = plan.of(*parts)
        for start in range(0, len(statements), together):
            shown = heading if heading and start == 0 else None
            some = statements[start : start + together]
            yield Block(f"{parts[0].value}-{start}", "item", some, shown)


def _step(step: Step) -> Iterator[Block]:
    """A step and each line of its details, which may move on to the next panel."""
    yield from _headline(step)
    yield from _details(step)


def _headline(step: Step) -> Iterator[Block]:
    yield Block(f"step-{step.number}", "step", (step.statement,), number=step.number)


def _details(step: Step) -> Iterator[Block]:
    for number, line in enumerate(step.details):
        yield Block(f"step-{step.number}-{number}", "detail", line)


@dataclass(frozen=True)
class Band:
    """What the band at the top of the front says, and the number of a card that is kept."""

    answers_of: Statement
    number: int | None


@dataclass(frozen=True)
class _Side:
    """The front or the back: a run of panels in one type size, before it is put on a sheet."""

    name: str
    blocks: tuple[Block, ...]
    words: Words
    band: Band | None = None
    code: QrCode | None = None
    moved: tuple[Block, ...] = ()
    panels_before: int = 0

    def lay_out(self, size: float) -> Layout:
        """The run at a type size (pt), every panel a page of its own."""
        html = fill("card-side.html", self.words, side=self, size=size, spacious=size == SIZES[0])
        return lay_out(html, STYLES)

    def fitted(self, most: int) -> tuple[_Side, tuple[Panel, ...]]:
        """The side on at most so many panels, at the largest size that keeps most together.

        What is taller than a panel or finds no room is moved to the action plan.
        """
        size, laid = largest(SIZES, self.lay_out, self._beyond, self._least)
        side = self
        while gone := side._without_room(laid, most):
            side = replace(
                side,
                blocks=tuple(block for block in side.blocks if block not in gone),
                moved=side.moved + gone,
            )
            laid = side.lay_out(size)
        return side, tuple(
            Panel(
                side,
                size,
                tuple(one for one in side.blocks if one.id in page.anchors),
                _air(page),
                REST in page.anchors,
            )
            for page in laid.pages
        )

    def _beyond(self, laid: Layout) -> int:
        """How much the first panel cannot hold, in blocks, as each is vital; or folds of a back."""
        if self.name == "back":
            return self._folds(len(laid.pages))
        return sum(block.id not in laid.pages[0].anchors for block in self.blocks)

    @property
    def _least(self) -> int:
        """What `_beyond` can be at the least, however small the type."""
        return self._folds(1) if self.name == "back" else 0

    def _folds(self, pages: int) -> int:
        """Pairs of panels of the card, with so many of them on the back."""
        return (self.panels_before + pages + 1) // 2

    def _without_room(self, laid: Layout, most: int) -> tuple[Block, ...]:
        pages = [set(page.anchors) for page in laid.pages]
        gone = tuple(
            block
            for block in self.blocks
            if sum(block.id in page for page in pages) > 1
            or any(block.id in page for page in pages[most:])
        )
        # the line that says where the rest is may itself have slipped over the last panel's edge
        return gone or (self.blocks[-1:] if len(pages) > most else ())


def _air(page: Page) -> float:
    """How far apart (mm) the blocks of a panel may move further without leaving it."""
    bottom = max((bottom for _, _, _, bottom in page.anchors.values()), default=0.0)
    left = page.height_mm - MARGIN_MM - bottom
    return max(0.0, min(MOST_AIR_MM, left / max(1, len(page.anchors))))


@dataclass(frozen=True)
class Panel:
    """What stands on one ID-1 panel, in which type size (pt), and how far moved apart (mm).

    `says_rest` is whether it says where all else stands.
    """

    side: _Side
    size: float
    blocks: tuple[Block, ...]
    air: float
    says_rest: bool

    @property
    def spacious(self) -> bool:
        """Whether there is room for headings on lines of their own."""
        return self.size == SIZES[0]

    @property
    def is_first(self) -> bool:
        """Whether it is the first panel of its side."""
        return bool(self.blocks) and self.blocks[0] is self.side.blocks[0]


def left_mm(sheet: Sheet) -> float:
    """From the sheet's left edge to the panels, which stand two abreast in the middle, in mm."""
    return (sheet.width - 2 * PANEL_WIDTH_MM) / 2


def _front(plan: Plan, words: Words, band: Band) -> tuple[_Side, tuple[Panel, ...]]:
    """The front in the first way that keeps the vital lines where they must stand."""
    for arranged in FRONTS:
        side = _Side("front", tuple(arranged(plan)), words, band)
        side, panels = side.fitted(MOST_PANELS - 1)
        if _keeps_vital(side, panels[0]):
            break
    return side, panels


def _keeps_vital(side: _Side, first: Panel) -> bool:
    """Whether the headlines of the steps are on the first panel, and the name on any."""
    headlines = (one for one in (*side.blocks, *side.moved) if one.kind == "step")
    return all(one in first.blocks for one in headlines) and not any(
        one.id == "who" for one in side.moved
    )


def print_card(
    plan: Plan, words: Words, sheet: Sheet, code: QrCode | None, number: int | None = None
) -> Card:
    """The card on one sheet, with its number if it has one.

    Raises `walletcard.paper.pdf.RenderFailed`.
    """
    front_side, fronts = _front(plan, words, Band(plan.of(Part.ANSWERS_OF)[0], number))
    back_side, backs = _Side(
        "back",
        tuple(back(plan)),
        words,
        code=code,
        moved=front_side.moved,
        panels_before=len(fronts),
    ).fitted(MOST_PANELS - len(fronts))
    panels = fronts + backs
    rows = (len(panels) + 1) // 2
    html = fill(
        "card.html",
        words,
        panels=panels,
        rows=rows,
        sheet=sheet,
        left=left_mm(sheet),
        top=TOP_MM,
        panel_height=PANEL_HEIGHT_MM,
    )
    moved = tuple(statement for block in back_side.moved for statement in block.statements)
    return Card(lay_out(html, STYLES).pdf(), 2 * rows, moved)
