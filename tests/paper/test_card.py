"""The wallet card's panels: nothing leaves its panel, and nothing is smaller than promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.people import PRINTED, person
from walletcard.paper.card import PANEL_HEIGHT_MM, PANEL_WIDTH_MM, TOP_MM, left_mm
from walletcard.paper.papers import print_papers
from walletcard.paper.sheets import Sheet

MM = 25.4 / 72
SAFE_MM = 1.5
LINK = "https://card.example.org/c#1391048265019384756102938475610293847560"
EIGHT = [file.stem[:2] for file in PRINTED]


@dataclass(frozen=True)
class Character:
    """A printed character with its box in mm from the sheet's top left, and its size in pt."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@cache
def card(number: str, sheet: Sheet) -> tuple[int, tuple[Character, ...]]:
    """The number of panels, and every character on the sheet of a person's card."""
    papers = print_papers(person(number), sheet, link=LINK)
    return papers.panels, tuple(characters(papers.wallet_card, sheet))


def characters(pdf: bytes, sheet: Sheet) -> Iterator[Character]:
    """Every character of a one-page PDF that leaves ink."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        for index in range(text.count_chars()):
            letter = chr(pdfium.FPDFText_GetUnicode(text, index))
            if letter.isspace():
                continue
            left, bottom, right, top = (edge * MM for edge in text.get_charbox(index))
            size = pdfium.FPDFText_GetFontSize(text, index)
            yield Character(letter, left, sheet.height - top, right, sheet.height - bottom, size)


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("number", EIGHT)
def test_every_character_is_inside_the_safe_area_of_a_panel(number: str, sheet: Sheet) -> None:
    """A cut that is a millimetre off takes no ink away."""
    panels, printed = card(number, sheet)
    rows = (panels + 1) // 2
    bottom_of_cut = TOP_MM + rows * PANEL_HEIGHT_MM
    for one in printed:
        if one.top > bottom_of_cut + 2:
            continue  # how to cut and fold, below the card
        column = int((one.left - left_mm(sheet)) // PANEL_WIDTH_MM)
        row = int((one.top - TOP_MM) // PANEL_HEIGHT_MM)
        left = left_mm(sheet) + column * PANEL_WIDTH_MM
        top = TOP_MM + row * PANEL_HEIGHT_MM
        assert 0 <= column < 2, one
        assert 0 <= row < rows, one
        assert one.left >= left + SAFE_MM, one
        assert one.right <= left + PANEL_WIDTH_MM - SAFE_MM, one
        assert one.top >= top + SAFE_MM, one
        assert one.bottom <= top + PANEL_HEIGHT_MM - SAFE_MM, one


@pytest.mark.parametrize("number", EIGHT)
def test_no_character_is_smaller_than_seven_points(number: str) -> None:
    """Type on the card is 7 pt or more."""
    _, printed = card(number, Sheet.A4)
    assert min(one.size for one in printed) >= 6.99


@pytest.mark.parametrize("number", EIGHT)
def test_action_lines_are_nine_points_or_more(number: str) -> None:
    """The numbers of the steps, and with them the steps, are set in 9 pt or more."""
    _, printed = card(number, Sheet.A4)
    assert sum(one.size >= 9 and one.text in "12345" for one in printed) >= 4


def test_few_answers_make_two_panels_and_many_make_more() -> None:
    """The answers decide how often the card folds."""
    assert card("02", Sheet.A4)[0] == 2
    assert 3 <= card("03", Sheet.A4)[0] <= 6
