"""Pages as pictures."""

import io

import pytest
from PIL import Image

from walletcard.paper.pdf import lay_out
from walletcard.paper.pictures import page_pictures

PAGES = """<html lang=en><title>Two pages</title>
<style>@page { size: 85.6mm 53.98mm; margin: 0 } body { margin: 0 } p { margin: 0; height: 53.98mm }
.red { background: #b00020; color: #fff }</style>
<p class=red>First</p><p>Second"""


@pytest.fixture(name="pictures", scope="module")
def _pictures() -> list[Image.Image]:
    return [Image.open(io.BytesIO(png)) for png in page_pictures(lay_out(PAGES).pdf(), 144)]


def test_every_page_is_a_png_of_its_size(pictures: list[Image.Image]) -> None:
    """An ID-1 panel at 144 dpi has 486 x 306 pixels, one more where a part begins."""
    assert [picture.format for picture in pictures] == ["PNG", "PNG"]
    assert {picture.size for picture in pictures} == {(486, 307)}


def test_colours_are_those_of_the_page(pictures: list[Image.Image]) -> None:
    """The palette holds the accent, white and black as they are."""
    first, second = (picture.convert("RGB") for picture in pictures)
    assert first.getpixel((480, 300)) == (0xB0, 0x00, 0x20)
    assert second.getpixel((480, 300)) == (255, 255, 255)
    assert (0, 0, 0) in [colour for _, colour in second.getcolors() or []]


def test_text_pages_are_small_files() -> None:
    """A page of text on A4 stays under 60 KB."""
    text = "Inject epinephrine into the outer thigh. " * 60
    (png,) = page_pictures(lay_out(f"<html lang=en><title>t</title><p>{text}").pdf(), 110)
    assert len(png) < 60_000
