"""The wallet card: the Plan's first statements on panels of ID-1 size that fold to one card.

Panels fill a sheet column by column. Folded backwards along every dashed line, the first panel is
the front of the card and the second its back, with two, four or six panels alike. Where the answers
leave the last panel empty, it is for the doses given.

The front is one panel; what gives way on it is the list in `card_front`. All else is one run of
panels that begins with the back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from walletcard.clinical.statement import Part, Plan, Statement
from walletcard.paper import card_front
from walletcard.paper.card_back import Rows, Side, back
from walletcard.paper.card_blocks import Block
from walletcard.paper.card_front import STYLES, Band, front
from walletcard.paper.pages import fill
from walletcard.paper.pdf import lay_out
from walletcard.paper.qr import QrCode
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words
from walletcard.wording.sections import HOW_TO_USE, LeftOut

PANEL_WIDTH_MM, PANEL_HEIGHT_MM = 85.60, 53.98  # ISO/IEC 7810 ID-1
TOP_MM = 14.0  # from the sheet's edge to the panels
MOST_PANELS = 6

# What the back and further panels hold: heading, parts, and how many statements share a line.
BACK: Rows = (
    ("", (Part.CLINICIAN, Part.HOSPITAL), 1),
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
    **dict.fromkeys(HOW_TO_USE, "each device has it on its label; the plan has it with pictures"),
    Part.CONDITION: "too long: the alerts name those that change treatment",
    Part.TEST: "for the hospital",
    Part.HISTORY: "for the hospital",
    Part.INSTRUCTIONS: "too long to be read on a card",
    Part.PREMEDICATION: "for planned procedures only",
    Part.LANGUAGE: "the language of an interpreter is there",
    Part.NOT_ANSWERED: "less urgent than what else is not known",
}


@dataclass(frozen=True)
class Card:
    """A printed card of two, four or six panels.

    `moved` are the statements that found room only on the action plan.
    """

    pdf: bytes
    panels: int
    moved: tuple[Statement, ...]


def blocks(plan: Plan) -> Iterator[Block]:
    """All that a card has to hold, wherever it stands."""
    yield from front(plan)
    yield from back(plan, (), BACK)


def left_mm(sheet: Sheet) -> float:
    """From the sheet's left edge to the panels, which stand two abreast in the middle, in mm."""
    return (sheet.width - 2 * PANEL_WIDTH_MM) / 2


def print_card(
    plan: Plan, words: Words, sheet: Sheet, code: QrCode | None, number: int | None = None
) -> Card:
    """The card on one sheet, with its number if it has one.

    Raises `walletcard.paper.pdf.RenderFailed`.
    """
    first = card_front.fitted(plan, words, Band(plan.of(Part.ANSWERS_OF)[0], number))
    side = Side(tuple(back(plan, first.elsewhere, BACK)), words, code)
    side, further = side.fitted(MOST_PANELS - 1)
    panels = 1 + len(further)
    rows = (panels + 1) // 2
    html = fill(
        "card.html",
        words,
        code=code,
        front=first,
        further=further,
        panels=panels,
        rows=rows,
        sheet=sheet,
        left=left_mm(sheet),
        top=TOP_MM,
        panel_height=PANEL_HEIGHT_MM,
    )
    moved = tuple(statement for block in side.moved for statement in block.statements)
    return Card(lay_out(html, STYLES).pdf(), 2 * rows, moved)
