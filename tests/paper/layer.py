"""The text layer of a printed PDF: what a copy, a search or a screen reader gets, and where it is.

PDFium gives it, the reader of Chrome and Edge.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import category, normalize

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

from walletcard.paper.sheets import Sheet

MM = 25.4 / 72
_SEEN_MM = 0.5
DPI = 200  # of the raster that the code is read from
QR_ALONE = zxingcpp.BarcodeFormats(
    zxingcpp.BarcodeFormat.QRCode
)  # lines of text can look like bars

_RIGHT_TO_LEFT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_BREAKS_ANYWHERE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_ONE_DIRECTION = re.compile(f"[{_RIGHT_TO_LEFT}]+|[^{_RIGHT_TO_LEFT}]+")


@dataclass(frozen=True)
class Box:
    """Where something is on a sheet, in mm from its top left."""

    left: float
    top: float
    right: float
    bottom: float

    def is_inside(self, other: Box) -> bool:
        """Whether all of it is in another box."""
        return (
            other.left <= self.left <= self.right <= other.right
            and other.top <= self.top <= self.bottom <= other.bottom
        )

    def covers(self, other: Box) -> bool:
        """Whether it hides a part of another that can be seen: half of the height of either."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        least = min(self.bottom - self.top, other.bottom - other.top)
        return wide > _SEEN_MM and high > least / 2

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Character:
    """A character that leaves ink, with its box and its size in pt."""

    text: str
    box: Box
    size: float


@dataclass(frozen=True)
class Piece:
    """A stretch of text as it is drawn, whatever the text layer says of it, and its font."""

    box: Box
    font: str


@dataclass(frozen=True)
class Page:
    """A page: its characters in the order in which a copy gives them, and its pieces of text.

    `code` is what its code says, and `code_box` where its modules are.
    """

    characters: tuple[Character, ...]
    pieces: tuple[Piece, ...]
    code: str | None
    code_box: Box | None


def pages_of(pdf: bytes, sheet: Sheet) -> list[Page]:
    """The pages of a PDF; the code is that of a raster."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            Page(tuple(_characters(page, sheet)), tuple(_pieces(page, sheet)), *_code(page))
            for page in document
        ]


def _characters(page: Any, sheet: Sheet) -> Iterator[Character]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        if letter in "\x02\ufffe":  # PDFium's sign for a hyphen at the end of a line
            letter = "-"
        if not letter.isspace():
            box = _box(text.get_charbox(index), sheet)
            yield Character(letter, box, pdfium.FPDFText_GetFontSize(text, index))


def _pieces(page: Any, sheet: Sheet) -> Iterator[Piece]:
    for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        name = ctypes.create_string_buffer(100)
        font = pdfium.FPDFTextObj_GetFont(piece)
        pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
        yield Piece(_box(piece.get_bounds(), sheet), name.value.decode())


def _box(edges: tuple[float, float, float, float], sheet: Sheet) -> Box:
    left, bottom, right, top = (edge * MM for edge in edges)
    return Box(left, sheet.height - top, right, sheet.height - bottom)


def _code(page: Any) -> tuple[str | None, Box | None]:
    raster = page.render(scale=DPI / 72, grayscale=True).to_numpy().squeeze()
    codes = zxingcpp.read_barcodes(raster, formats=QR_ALONE)
    if not codes:
        return None, None
    first, last = codes[0].position.top_left, codes[0].position.bottom_right
    return codes[0].text, Box(*(dots * 25.4 / DPI for dots in (first.x, first.y, last.x, last.y)))


def layer(characters: Iterable[Character]) -> str:
    """Characters as a text to look in."""
    return letters("".join(one.text for one in characters))


def letters(text: str) -> str:
    """A text without white space and characters that show nothing, composed (NFC).

    PDFium spells the one sign of joined letters (ﬁ, ﻻ) as its letters; so does this.
    """
    spelled = re.sub(r"[\ufb00-\ufdff\ufe70-\ufefc]", _spelled, text)
    shown = (one for one in spelled if not one.isspace() and category(one) != "Cf")
    return normalize("NFC", "".join(shown))


def _spelled(sign: re.Match[str]) -> str:
    return normalize("NFKC", sign[0])


def reads_back(text: str, printed: str) -> bool:
    """Whether a text layer, as `layer` gives it, has a text letter by letter.

    On papers without right-to-left words every letter has to follow the one before it, combining
    ones too. A line that has such words comes in an order of PDFium's own: words, numbers and
    brackets may change places with others of the line, and the marks on right-to-left letters
    come before or after them all; words with marks on letters from left to right, such as Thai
    ones, come turned around. So on papers that have any, a text may also be there word by
    word, parted where the direction changes, a number begins or ends, or a line ends, and each of
    its marks somewhere.
    """
    wanted = letters(text)
    if wanted in printed:
        return True
    if not re.search(f"[{_RIGHT_TO_LEFT}]", printed):
        return False
    marks = {one for one in wanted if category(one) == "Mn"}
    bare = "".join(one for one in printed if category(one) != "Mn")
    return marks <= set(printed) and all(
        _in_lines(run, printed) or _in_lines(run, bare) or _is_turned_around(run, bare)
        for run in _runs(text)
    )


def _is_turned_around(run: str, bare: str) -> bool:
    """Whether a run with marks is there from its end to its beginning, without its marks."""
    letters_alone = "".join(one for one in run if category(one) != "Mn")
    return letters_alone != run and letters_alone[::-1] in bare


def _in_lines(run: str, printed: str) -> bool:
    """Whether a run is there in one piece, or in pieces of four letters or more but the last.

    Chinese, Japanese and Korean lines may end after any letter.
    """
    least = 1 if re.match(f"[{_BREAKS_ANYWHERE}]", run) else 4
    while run:
        length = len(run)
        while run[:length] not in printed:
            length -= 1
        if length < min(least, len(run)):
            return False
        run = run[length:]
    return True


def _runs(text: str) -> Iterator[str]:
    """The words and numbers of a text; those from right to left without their marks."""
    for run in _ONE_DIRECTION.findall(text):
        from_right = re.match(f"[{_RIGHT_TO_LEFT}]", run)
        kept = "".join(one for one in run if not (from_right and category(one) == "Mn"))
        words = "".join(one if category(one)[0] in "LMN" else " " for one in kept)
        yield from map(letters, re.findall(r"\d+|[^\d\s]+", words))
