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
from walletcard.paper.card_back import Side, back, padding
from walletcard.paper.card_blocks import Block
from walletcard.paper.card_front import STYLES, Band, front
from walletcard.paper.pages import fill
from walletcard.paper.pdf import Layout, Page, lay_out
from walletcard.paper.qr import QrCode
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words
from walletcard.wording.sections import CARD_BACK

PANEL_WIDTH_MM, PANEL_HEIGHT_MM = 85.60, 53.98  # ISO/IEC 7810 ID-1
TOP_MM = 14.0  # from the sheet's edge to the panels
MOST_PANELS = 6


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
    yield from back(plan, (), CARD_BACK)


def left_mm(sheet: Sheet) -> float:
    """From the sheet's left edge to the panels, which stand two abreast in the middle, in mm."""
    return (sheet.width - 2 * PANEL_WIDTH_MM) / 2


def print_card(
    plan: Plan, words: Words, sheet: Sheet, code: QrCode | None, number: int | None = None
) -> Card:
    """The card on one sheet, with its number if it has one.

    Raises `walletcard.paper.pdf.RenderFailed`.
    """
    band = Band(plan.of(Part.ANSWERS_OF)[0], number)
    choice = card_front.chosen(plan, words, band)
    side, further = _behind(plan, words, code, choice.elsewhere)
    first = choice.grown(words, unfold=len(further) > 1)
    if first.late:
        first = choice.grown(words, unfold=True)
        side, further = _behind(plan, words, code, (*first.late, *choice.elsewhere))
    rows = (len(further) + 2) // 2
    laid = _sheet(words, sheet, code, 1 + len(further))
    laid.put("panel-0", first.page, first.padding)
    for place, page in enumerate(further, 1):
        laid.put(f"panel-{place}", page, padding(page))
    moved = tuple(statement for block in side.moved for statement in block.statements)
    return Card(laid.pdf(), 2 * rows, moved)


def _behind(
    plan: Plan, words: Words, code: QrCode | None, gone: tuple[Block, ...]
) -> tuple[Side, tuple[Page, ...]]:
    """The back and the inner panels, where what gave way on the front stands too."""
    return Side(tuple(back(plan, gone, CARD_BACK)), words, code).fitted(MOST_PANELS - 1)


def _sheet(words: Words, sheet: Sheet, code: QrCode | None, panels: int) -> Layout:
    """The sheet with its lines to cut and fold, and an empty place for each panel of answers."""
    html = fill(
        "card.html",
        words,
        code=code,
        panels=panels,
        rows=(panels + 1) // 2,
        sheet=sheet,
        left=left_mm(sheet),
        top=TOP_MM,
        panel_height=PANEL_HEIGHT_MM,
    )
    return lay_out(html, STYLES)
