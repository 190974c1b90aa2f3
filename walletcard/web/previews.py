"""The panels of a printed card as pictures for a screen: windows on one picture of its sheet."""

import base64
from dataclasses import dataclass

from walletcard.paper.papers import Papers
from walletcard.paper.pictures import page_pictures
from walletcard.paper.sheets import Sheet

DPI = 200
# Where static/css/print/card.css puts the panels on a sheet, in mm.
TOP = 14.0
WIDTH, HEIGHT = 85.6, 53.98
COLUMNS = 2


@dataclass(frozen=True)
class Window:
    """A part of the sheet: its left upper corner and its size, in mm."""

    left: float
    top: float
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True)
class Preview:
    """A picture of the sheet as a data: URI, and a window for each panel in reading order."""

    picture: str
    sheet: Sheet
    windows: tuple[Window, ...]


def preview(papers: Papers, sheet: Sheet) -> Preview:
    """The card as it will print."""
    (picture,) = page_pictures(papers.wallet_card, DPI)
    uri = "data:image/png;base64," + base64.b64encode(picture).decode("ascii")
    return Preview(uri, sheet, windows(papers.panels, sheet))


def windows(panels: int, sheet: Sheet) -> tuple[Window, ...]:
    """The panels' places: they fill the sheet column by column, in the middle of its width."""
    rows = (panels + 1) // COLUMNS
    left = (sheet.width - COLUMNS * WIDTH) / 2
    places = [divmod(number, rows) for number in range(panels)]
    return tuple(Window(left + column * WIDTH, TOP + row * HEIGHT) for column, row in places)
