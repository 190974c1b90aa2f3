"""The code that holds the details: read from the printed plan, it is the text, byte for byte."""

from __future__ import annotations

from functools import lru_cache

import pypdfium2
import pytest
import zxingcpp

from tests.paper.layer import QR_ALONE
from tests.people import PRINTED, person
from walletcard.clinical.plan import plan
from walletcard.paper.details_code import MOST_BYTES, codewords, details_code, modules
from walletcard.paper.papers import Order
from walletcard.paper.sheets import DETAILS_CODE_MM, Sheet
from walletcard.wording import Words

LINK = "https://card.example.org/c#1391048265019384756102938475610293847560"
EIGHT = [file.stem[:2] for file in PRINTED]


@lru_cache
def pages(
    case: str, sheet: Sheet = Sheet.A4, link: str | None = None
) -> list[list[zxingcpp.Barcode]]:
    """The codes on each page of a plan, read from a 300 dpi raster."""
    pdf = Order(person(case), sheet, link=link, details_code=True).action_plan()
    with pypdfium2.PdfDocument(pdf) as document:
        rasters = [
            page.render(scale=300 / 72, grayscale=True).to_numpy().squeeze() for page in document
        ]
    return [zxingcpp.read_barcodes(one, formats=QR_ALONE) for one in rasters]


def read(case: str, sheet: Sheet = Sheet.A4, link: str | None = None) -> list[zxingcpp.Barcode]:
    """All codes of a plan."""
    return [code for page in pages(case, sheet, link) for code in page]


@pytest.mark.parametrize("case", EIGHT)
def test_a_printed_code_reads_as_the_text(case: str) -> None:
    """In all scripts."""
    expected = details_code(plan(person(case)), Words()).text

    (found,) = read(case)

    assert found.text == expected
    assert found.bytes == expected.encode()
    assert found.ec_level == "M"


def test_it_stands_beside_the_code_that_opens_a_page() -> None:
    """Of a kept card, on either sheet."""
    for sheet in Sheet:
        texts = {found.text for found in read("01", sheet, LINK)}

        assert texts == {LINK, details_code(plan(person("01")), Words()).text}


def test_letters_beyond_ascii_are_said_to_be_utf_8() -> None:
    """By an ECI (0111, then 26, then 0100 for bytes), for readers that do not guess."""
    assert codewords("Łucja", 2)[:2] == [0b0111_0001, 0b1010_0100]
    assert codewords("Lucja", 2)[0] >> 4 == 0b0100


def test_a_short_text_has_larger_modules() -> None:
    """Its code is as wide, and coarser."""
    assert len(modules("plain " * 40)) < len(modules("plain " * 120))


def test_it_is_as_large_as_it_was_measured() -> None:
    """At the most bytes a module is half a millimetre."""
    assert len(modules("a" * MOST_BYTES)) == 125
    assert pytest.approx(0.496, abs=0.001) == DETAILS_CODE_MM / (125 + 8)


def test_without_the_choice_there_is_none() -> None:
    """And the plan says that it was made without a code only if that is true."""
    plain = Order(person("02"), Sheet.A4).action_plan()
    chosen = Order(person("02"), Sheet.A4, details_code=True).action_plan()
    said = [_text(pdf) for pdf in (plain, chosen)]

    assert ["Made without a code." in one for one in said] == [True, False]
    assert ["Details as text" in one for one in said] == [False, True]


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)
