"""Pictures of the panels, which are windows onto a picture of the sheet."""

import base64
import io

import pytest
from PIL import Image

from tests.people import person
from walletcard.paper.papers import Order
from walletcard.paper.pictures import page_pictures
from walletcard.paper.sheets import PANEL_HEIGHT_MM as HEIGHT
from walletcard.paper.sheets import PANEL_WIDTH_MM as WIDTH
from walletcard.paper.sheets import Sheet
from walletcard.web.making.preview import DPI, Window, preview, windows


@pytest.mark.parametrize("sheet", Sheet)
def test_a_window_shows_its_panel_and_nothing_beside_it(sheet: Sheet) -> None:
    """The frame of the signs and step 1 fills the first window from edge to edge."""
    card = Order(person("02"), sheet).card()
    shown = preview(page_pictures(card.pdf, DPI)[0], card.panels, sheet)

    picture = Image.open(io.BytesIO(base64.b64decode(shown.picture.partition(",")[2])))
    front = shown.windows[0]
    dots = picture.width / sheet.width
    left, right = front.left + 1, front.left + front.width - 1
    colours = [
        picture.convert("RGB").getpixel((round(x * dots), round((front.top + 22) * dots)))
        for x in (left, right, left - 2, right + 2)
    ]
    red, white = (0xA3, 0x0D, 0x22), (255, 255, 255)
    assert colours == [red, red, white, white]


def test_panels_fill_the_sheet_column_by_column() -> None:
    """Five panels: three in the first column, two in the second."""
    left = (210 - 2 * WIDTH) / 2

    assert windows(5, Sheet.A4) == (
        Window(left, 14),
        Window(left, 14 + HEIGHT),
        Window(left, 14 + 2 * HEIGHT),
        Window(left + WIDTH, 14),
        Window(left + WIDTH, 14 + HEIGHT),
    )
