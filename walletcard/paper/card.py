"""The wallet card: panels of the size of a bank card (ID-1), on a sheet to cut and fold.

Panels fill the sheet column by column. Folded backwards along every dashed line, the first panel is
the front of the card and the second its back, whether there are two, four or six. If the answers
leave the last panel empty, it has lines for the doses given.

`card_front` lays out the front, `card_back` all other panels. Each panel is a page, which is moved
to its place on the sheet and not laid out again.
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
from walletcard.paper.pdf import Layout, lay_out
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

    `moved` are the statements that are only on the action plan, for lack of room.
    """

    pdf: bytes
    panels: int
    moved: tuple[Statement, ...]


def blocks(plan: Plan) -> Iterator[Block]:
    """All blocks of a card, on whichever panel."""
    yield from front(plan)
    yield from back(plan, (), CARD_BACK)


def left_mm(sheet: Sheet) -> float:
    """From the sheet's left edge to the panels, in mm: two columns in the middle of the sheet."""
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
    first = choice.grown(words, unfold=len(further.pages) > 1)
    if first.late:
        first = choice.grown(words, unfold=True)
        side, further = _behind(plan, words, code, (*first.late, *choice.elsewhere))
    panels = 1 + len(further.pages)
    laid = _sheet(words, sheet, code, panels)
    laid.put("panel-0", first.laid, 0, first.padding)
    for place, page in enumerate(further.pages):
        laid.put(f"panel-{place + 1}", further, place, padding(page))
    moved = tuple(statement for block in side.moved for statement in block.statements)
    return Card(laid.pdf(), panels + panels % 2, moved)


def _behind(
    plan: Plan, words: Words, code: QrCode | None, gone: tuple[Block, ...]
) -> tuple[Side, Layout]:
    """The back and the inner panels; `gone` is what gave way on the front."""
    return Side(tuple(back(plan, gone, CARD_BACK)), words, code).fitted(MOST_PANELS - 1)


def _sheet(words: Words, sheet: Sheet, code: QrCode | None, panels: int) -> Layout:
    """The sheet with its lines to cut and fold, and an empty element for each panel."""
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
