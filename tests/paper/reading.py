"""Reading a printed PDF back, as a scanner and a reader would."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2
import zxingcpp

from tests.paper.layer import QR_ALONE

MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True)
class Printed:
    """A page: its size in mm, its text, and the code on it, read from a 300 dpi raster."""

    width_mm: float
    height_mm: float
    text: str
    code: str | None


@lru_cache(maxsize=64)
def read(pdf: bytes) -> tuple[Printed, ...]:
    """The pages of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(_page(page) for page in document)


def _page(page: pypdfium2.PdfPage) -> Printed:
    width, height = page.get_size()
    raster = page.render(scale=300 / 72, grayscale=True).to_numpy().squeeze()
    codes = zxingcpp.read_barcodes(raster, formats=QR_ALONE)
    text = page.get_textpage().get_text_range()
    return Printed(
        width * MM_PER_POINT, height * MM_PER_POINT, text, codes[0].text if codes else None
    )


def letters(text: str) -> str:
    """A text without white space and direction marks, as it reads however its lines break."""
    return re.sub(r"[\s\u00ad\u200e\u200f\ufffe]+", "", unicodedata.normalize("NFKC", text))


def missing_words(typed: list[str], pages: tuple[Printed, ...]) -> list[str]:
    """The words of typed texts that are not on the pages.

    Word by word: a PDF reader puts the words of right-to-left text in an order of its own.
    """
    text = letters(" ".join(page.text for page in pages))
    return [word for one in typed for word in one.split() if letters(word) not in text]
