"""A page that was moved into an element of another page looks as it did, and reads in its order."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image, ImageChops

from walletcard.paper.pdf import Layout, lay_out
from walletcard.paper.pictures import page_pictures

DPI = 96  # a dot is a pixel of CSS
LEFT, TOP, WIDTH, HEIGHT = 130, 60, 240, 160  # px
INSIDE = """
<div id="a" style="background: #a30d22; color: #fff; padding: 2px">Ünit 1 שלום</div>
<div style="background: #ddd">
 <div id="b" style="border: 2px solid #000; background: #fff">two</div>
</div>
<div style="float: right; width: 60px; background: #0a0; border-radius: 9px">beside</div>
<p>many words that go around the float, <b style="display: inline-block; background: #ff0">and</b>
more words, until there is no more to be said here</p>
<p style="position: absolute; bottom: 4px; left: 4px; margin: 0">at the foot</p>
"""


def page() -> Layout:
    """A page with a background, a border, a float, and what stands at its foot."""
    size = f"@page {{ size: {WIDTH}px {HEIGHT}px; margin: 6px 5px }}"
    return lay_out(
        f"<html lang=en><title>-</title><style>{size} body {{ margin: 0 }}</style>{INSIDE}"
    )


def sheet() -> Layout:
    """A larger page with an empty element of the same size."""
    place = (
        f"position: absolute; left: {LEFT}px; top: {TOP}px; width: {WIDTH}px; height: {HEIGHT}px"
    )
    return lay_out(
        "<html lang=en><title>-</title><style>@page { size: 500px 300px; margin: 0 }</style>"
        f"<p>before</p><section id=x style='box-sizing: border-box; padding: 3px; {place}'>"
        "</section>"
    )


def picture(layout: Layout) -> Image.Image:
    """The page as it is printed."""
    return Image.open(io.BytesIO(page_pictures(layout.pdf(), DPI)[0])).convert("RGB")


def moved(padding_mm: dict[str, tuple[float, float]]) -> Layout:
    """The sheet with the page."""
    target = sheet()
    target.put("x", page(), 0, padding_mm)
    return target


def test_a_moved_page_looks_the_same() -> None:
    """Dot by dot: text, backgrounds, borders, floats, and what is positioned."""
    there = picture(moved({})).crop((LEFT, TOP, LEFT + WIDTH, TOP + HEIGHT))
    assert ImageChops.difference(there, picture(page())).getbbox() is None


def test_padding_moves_what_follows_down() -> None:
    """The padded element grows with its background, and so does what holds it."""
    plain, padded = picture(moved({})), picture(moved({"a": (25.4 / 96 * 10, 25.4 / 96 * 4)}))
    red, grey, x = (163, 13, 34), (221, 221, 221), LEFT + 6

    def rows(of: Image.Image, colour: tuple[int, ...]) -> list[int]:
        return [y for y in range(of.height) if of.getpixel((x, y)) == colour]

    assert len(rows(padded, red)) == len(rows(plain, red)) + 14
    assert rows(padded, grey) == [y + 14 for y in rows(plain, grey)]


def words_of(layout: Layout) -> list[str]:
    """The words that a reader finds, in order."""
    with pypdfium2.PdfDocument(layout.pdf()) as document:
        words: list[str] = document[0].get_textpage().get_text_range().split()
    return words


def test_a_moved_page_is_read_after_what_stands_before_it() -> None:
    """Each word once, in the order that the page had."""
    assert words_of(moved({})) == ["before", *words_of(page())]


def test_an_element_that_is_not_there_is_an_error() -> None:
    """A panel that has no place is never left out in silence."""
    with pytest.raises(StopIteration):
        sheet().put("y", page(), 0, {})
