"""Reading a printed PDF back, as a scanner and a reader would."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pypdfium2
import zxingcpp

from tests.paper.layer import MM, QR_ALONE


@dataclass(frozen=True)
class Printed:
    """A page of a PDF: its size in mm and its text."""

    width_mm: float
    height_mm: float
    text: str
    pdf: bytes = field(repr=False)
    number: int

    @cached_property
    def code(self) -> str | None:
        """The code on it, read from a 300 dpi raster."""
        with pypdfium2.PdfDocument(self.pdf) as document:
            page = document[self.number]
            raster = page.render(scale=300 / 72, grayscale=True).to_numpy().squeeze()
        codes = zxingcpp.read_barcodes(raster, formats=QR_ALONE)
        return codes[0].text if codes else None


@lru_cache(maxsize=64)
def read(pdf: bytes) -> tuple[Printed, ...]:
    """The pages of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(_page(document[number], pdf, number) for number in range(len(document)))


def _page(page: pypdfium2.PdfPage, pdf: bytes, number: int) -> Printed:
    width, height = page.get_size()
    text = page.get_textpage().get_text_range()
    return Printed(width * MM, height * MM, text, pdf, number)


def letters(text: str) -> str:
    """A text without white space and direction marks, as it reads however its lines break."""
    hyphens = text.replace("\ufffe", "-")  # PDFium's sign for a hyphen at the end of a line
    return re.sub(r"[\s\u00ad\u200e\u200f]+", "", unicodedata.normalize("NFKC", hyphens))


def missing_words(typed: Sequence[str], pages: tuple[Printed, ...]) -> list[str]:
    """The words of typed texts that are not on the pages.

    Word by word: a PDF reader puts the words of right-to-left text in an order of its own.
    """
    text = letters(" ".join(page.text for page in pages))
    return [word for one in typed for word in one.split() if letters(word) not in text]
