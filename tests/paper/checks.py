"""What must hold of the papers of anybody, checked on the finished PDF.

The property test and `script/soak` both ask `faults_of`: no fault is a pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tests.paper.layer import Box, Page, layer, letters, pages_of, reads_back
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part, Statement
from walletcard.paper.action_plan import foot_lines
from walletcard.paper.card import (
    TOP_MM,
    Card,
    blocks,
    lay_out_card,
    left_mm,
)
from walletcard.paper.fonts import FAMILIES
from walletcard.paper.papers import Order, Papers
from walletcard.paper.qr import qr_code
from walletcard.paper.sheets import PANEL_HEIGHT_MM, PANEL_WIDTH_MM, Sheet
from walletcard.wording import Words
from walletcard.wording.sections import PLAN_LEFT_OUT

LINK = "https://card.example.org/c#1391048265019384756102938475610293847560"
PLAIN_LINK = "https://card.example.org/c"  # as a record is printed with, without a server
SAFE_MM = 1.5  # inside a panel's edge: what a cut may be off
EDGE_MM = 4.3  # of a sheet, where a printer may leave ink out
APART_MM = 0.6  # the middles of pieces of text that are not on the same line
LEAST_ON_CARD, LEAST_ACTION, LEAST_ON_PLAN = 6.99, 9.0, 8.49  # pt
# Answers that are not free text: they print as terms, dates, numbers and units, each tested
# elsewhere. `photo` is the name of a file.
CODED = {
    "answered_on", "born", "on", "last", "expires", "review_by", "region", "languages",
    "interpreter", "subtype", "status", "kit_d816v", "device", "route", "unit", "value", "id",
    "reaction", "usual_signs", "answer", "answered_by", "comparator", "photo",
}  # fmt: skip


def typed_in(value: Any) -> list[str]:
    """The free text of a record."""
    if isinstance(value, dict):
        return [text for key, held in value.items() if key not in CODED for text in typed_in(held)]
    if isinstance(value, list):
        return [text for held in value for text in typed_in(held)]
    return [value] if isinstance(value, str) else []


def faults_of(patient: Patient, sheet: Sheet, link: str | None) -> list[str]:
    """Print a person's papers and name whatever is wrong with them."""
    papers = Order(patient, sheet, link=link).papers()
    card, on_plan = pages_of(papers.wallet_card, sheet), pages_of(papers.action_plan, sheet)
    return [
        *(f"card: {fault}" for fault in faults_of_card(patient, papers, sheet, card[0])),
        *(f"plan: {fault}" for fault in faults_of_plan(patient, sheet, on_plan)),
        *(f"code read: {page.code}" for page in (card[0], on_plan[0]) if page.code != link),
        *(f"font: {name}" for name in foreign_fonts(card + on_plan)),
        *(fault for page in card + on_plan for fault in hidden(page)),
        *(["card: more than one sheet"] if len(card) > 1 else []),
    ]


def card_of(
    patient: Patient, sheet: Sheet, link: str | None = LINK, number: int | None = None
) -> Card:
    """A person's card alone: what looks at no action plan need not wait for one."""
    code = qr_code(link, "The code of the card") if link else None
    return lay_out_card(plan(patient), Words(), sheet, code, number).printed()


def faults_of_card(
    patient: Patient, papers: Papers | Card, sheet: Sheet, page: Page
) -> Iterator[str]:
    """Statements missing though not told as moved, type too small, text near an edge."""
    there = tuple(blocks(plan(patient)))
    due = [one for block in there for one in block.statements if one not in papers.moved]
    yield from _missing(due, layer(page.characters))
    steps = [block.statements[0] for block in there if block.kind in {"first", "step"}]
    large = layer(one for one in page.characters if one.size >= LEAST_ACTION)
    yield from _missing((one for one in steps if one not in papers.moved), large, "not in 9 pt")
    yield from _too_small(page, LEAST_ON_CARD)
    areas = safe_areas(papers.panels, sheet)
    boxes = [one.box for one in page.characters] + [one.box for one in page.pieces]
    for box in boxes:
        if not any(box.is_inside(area) for area in areas):
            yield f"outside the safe areas: {box}"


def faults_of_plan(patient: Patient, sheet: Sheet, pages: list[Page]) -> Iterator[str]:
    """Answers and statements that are missing, type too small, text off the sheet."""
    foot = sheet.height - 6 - 3.8 * foot_lines(plan(patient), Words(), sheet)
    printed = layer(one for page in pages for one in page.characters if one.box.top < foot)
    said = [Words().plain(one) for one in plan(patient).statements]
    for text in typed_in(patient.model_dump(mode="json", exclude_none=True)):
        if not any(letters(text) in letters(sentence) for sentence in said):
            yield f"answer not in the Plan: {text!r}"
    told = [one for one in plan(patient).statements if one.part not in PLAN_LEFT_OUT]
    yield from _missing((one for one in told if not _goes_on(one, printed)), printed)
    area = Box(EDGE_MM, EDGE_MM, sheet.width - EDGE_MM, sheet.height - EDGE_MM)
    for page in pages:
        yield from _too_small(page, LEAST_ON_PLAN)
        for piece in page.pieces:
            if not piece.box.is_inside(area):
                yield f"off the sheet: {piece}"


def hidden(page: Page) -> Iterator[str]:
    """Pieces of text that the code or other text hides, or that hide it.

    Letters of neighbouring lines may touch. Marks are pieces of their own, over their letters: they
    have the font of a script with marks.
    """
    for number, one in enumerate(page.pieces):
        if page.code_box and page.code_box.covers(one.box):
            yield f"hidden by the code: {one}"
        for other in page.pieces[number + 1 :]:
            apart = abs(one.box.middle - other.box.middle) > APART_MM
            is_mark = one.font == other.font and "+Inter" not in one.font
            if apart and not is_mark and one.box.covers(other.box):
                yield f"over each other: {one}, {other}"


def _goes_on(statement: Statement, printed: str) -> bool:
    """Whether the doctor's instructions read back in two pieces: above and below the staff box."""
    said = Words().plain(statement)
    ends = (at for at, letter in enumerate(said) if letter.isspace())
    return statement.part is Part.INSTRUCTIONS and any(
        reads_back(said[:at], printed) and reads_back(said[at:], printed) for at in ends
    )


def _missing(statements: Iterable[Statement], printed: str, why: str = "missing") -> Iterator[str]:
    """Statements that a text layer does not give back."""
    for statement in statements:
        if not reads_back(said := Words().plain(statement), printed):
            yield f"{why}: {said!r}"


def _too_small(page: Page, least: float) -> Iterator[str]:
    """The characters under a size in pt."""
    yield from (f"too small: {one}" for one in page.characters if one.size < least)


def safe_areas(panels: int, sheet: Sheet) -> list[Box]:
    """Where text may be on the card's sheet: inside each panel, and below them all."""
    rows = panels // 2
    below = TOP_MM + rows * PANEL_HEIGHT_MM + 2
    areas = [Box(left_mm(sheet), below, sheet.width - EDGE_MM, sheet.height - EDGE_MM)]
    for column in range(2):
        for row in range(rows):
            left = left_mm(sheet) + column * PANEL_WIDTH_MM
            top = TOP_MM + row * PANEL_HEIGHT_MM
            right, bottom = left + PANEL_WIDTH_MM, top + PANEL_HEIGHT_MM
            areas.append(Box(left + SAFE_MM, top + SAFE_MM, right - SAFE_MM, bottom - SAFE_MM))
    return areas


def foreign_fonts(pages: list[Page]) -> set[str]:
    """The fonts of the pages that are not of our families."""
    ours = tuple(family.replace(" ", "-") for family in FAMILIES)
    names = {piece.font.partition("+")[2] or piece.font for page in pages for piece in page.pieces}
    return {name for name in names if not name.startswith(ours)}
