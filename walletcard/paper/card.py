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
from walletcard.paper.card_front import STYLES, Band, Grown, front
from walletcard.paper.pages import fill
from walletcard.paper.pdf import Layout, lay_out
from walletcard.paper.qr import QrCode
from walletcard.paper.sheets import PANEL_HEIGHT_MM, PANEL_WIDTH_MM, Sheet
from walletcard.wording import Words
from walletcard.wording.sections import CARD_BACK

TOP_MM = 14.0  # from the sheet's edge to the panels
MOST_PANELS = 6
PHOTO_MM = (15.0, 31.5)  # the least and the most height of a photo on the back
PHOTO_SHAPE = 35 / 45  # width by height
PHOTO_EDGE_MM = 1.8  # from the edge of its panel
PHOTO_GAP_MM = 0.8  # below the last line


@dataclass(frozen=True)
class PlacedPhoto:
    """A photo (a `data:` URI) at the foot of a panel after the front, which is page 0.

    Lengths in mm; `foot_mm` is what stands below it.
    """

    uri: str
    page: int
    height_mm: float
    foot_mm: float

    @property
    def width_mm(self) -> float:
        """Its width."""
        return round(self.height_mm * PHOTO_SHAPE, 2)


@dataclass(frozen=True)
class Card:
    """A printed card of two, four or six panels.

    `moved` are the statements that are only on the action plan, for lack of room, and `named` those
    of them whose names are on the card.
    """

    pdf: bytes
    panels: int
    moved: tuple[Statement, ...]
    named: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class LaidCard:
    """A card that is laid out, with what `Card` says of it."""

    layout: Layout
    panels: int
    moved: tuple[Statement, ...]
    named: tuple[Statement, ...]

    def printed(self) -> Card:
        """The card as PDF. Raises `walletcard.paper.pdf.RenderFailed`."""
        return Card(self.layout.pdf(), self.panels, self.moved, self.named)


def blocks(plan: Plan) -> Iterator[Block]:
    """All blocks of a card, on whichever panel."""
    yield from front(plan)
    yield from back(plan, (), CARD_BACK)


def left_mm(sheet: Sheet) -> float:
    """From the sheet's left edge to the panels, in mm: two columns in the middle of the sheet."""
    return (sheet.width - 2 * PANEL_WIDTH_MM) / 2


def lay_out_card(  # noqa: PLR0913, PLR0917 - all that a card is made of
    plan: Plan,
    words: Words,
    sheet: Sheet,
    code: QrCode | None,
    number: int | None = None,
    photo: str | None = None,
) -> LaidCard:
    """The card on one sheet, with its number and the person's photo if it has them.

    Raises `walletcard.paper.pdf.RenderFailed`.
    """
    band = Band(plan.of(Part.ANSWERS_OF)[0], number)
    first, side, further = _faces(plan, words, code, band)
    panels = 1 + len(further.pages)
    placed = _placed(photo, side, further) if photo else None
    laid = _sheet(words, sheet, code, panels, placed)
    laid.put("panel-0", first.laid, 0, first.padding)
    for place, page in enumerate(further.pages):
        air = {} if placed and placed.page == place else padding(page)
        laid.put(f"panel-{place + 1}", further, place, air)
    moved = tuple(statement for block in side.moved for statement in block.statements)
    stands = *(one for one in first.front.blocks if one not in first.late), *side.blocks
    on_card = [one for block in stands for one in block.statements]
    named = tuple(one for one in moved if one in on_card)
    return LaidCard(laid, panels + panels % 2, moved, named)


def _faces(
    plan: Plan, words: Words, code: QrCode | None, band: Band, *, measure: bool = False
) -> tuple[Grown, Side, Layout]:
    """The front, and the back with the inner panels.

    If the heights that were told for the front are not those of its layout, they are measured.
    """
    choice = card_front.chosen(plan, words, band, measure=measure)
    side, further = _behind(plan, words, code, choice.elsewhere)
    first = choice.grown(words, unfold=len(further.pages) > 1)
    if first.late and not measure:
        return _faces(plan, words, code, band, measure=True)
    if first.late:
        first = choice.grown(words, unfold=True)
        side, further = _behind(plan, words, code, (*first.late, *choice.elsewhere))
    return first, side, further


def _behind(
    plan: Plan, words: Words, code: QrCode | None, gone: tuple[Block, ...]
) -> tuple[Side, Layout]:
    """The back and the inner panels; `gone` is what gave way on the front."""
    return Side(tuple(back(plan, gone, CARD_BACK)), words, code).fitted(MOST_PANELS - 1)


def _placed(photo: str, side: Side, further: Layout) -> PlacedPhoto | None:
    """The photo at the foot of the first panel with room for it: nothing gives way to it."""
    for number, page in enumerate(further.pages):
        foot = side.foot_mm if number == 0 else 0.0
        bottom = max((bottom for _, _, _, bottom in page.anchors.values()), default=0.0)
        room = page.height_mm - foot - bottom - PHOTO_EDGE_MM - PHOTO_GAP_MM
        if room >= PHOTO_MM[0]:
            return PlacedPhoto(photo, number, round(min(room, PHOTO_MM[1]), 2), foot)
    return None


def _sheet(
    words: Words, sheet: Sheet, code: QrCode | None, panels: int, photo: PlacedPhoto | None
) -> Layout:
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
        panel_width=PANEL_WIDTH_MM,
        panel_height=PANEL_HEIGHT_MM,
        photo=photo,
        photo_edge=PHOTO_EDGE_MM,
    )
    return lay_out(html, STYLES, [photo.uri] if photo else [])
