"""Pictures of a card's panels for the screen: windows on one picture of the sheet."""

import base64
from dataclasses import dataclass

from walletcard.paper.card import TOP_MM, left_mm
from walletcard.paper.sheets import PANEL_HEIGHT_MM, PANEL_WIDTH_MM, Sheet

DPI = 200
SIDES = ("Front", "Back")
GAP_MM = 4.0  # between two panels of the picture


@dataclass(frozen=True)
class Window:
    """A part of the sheet: its left upper corner and its size, in mm."""

    left: float
    top: float
    width: float = PANEL_WIDTH_MM
    height: float = PANEL_HEIGHT_MM


@dataclass(frozen=True)
class Preview:
    """A picture of the sheet as a data: URI, and a window for each panel in reading order."""

    picture: str
    sheet: Sheet
    windows: tuple[Window, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each panel. The second is the back only if there are two."""
        if len(self.windows) == len(SIDES):
            return SIDES
        further = range(2, len(self.windows) + 1)
        return ("Panel 1, the front", *(f"Panel {number}" for number in further))


def preview(picture: bytes, panels: int, sheet: Sheet) -> Preview:
    """The preview of a card, from a picture of its sheet (PNG) and its number of panels."""
    uri = "data:image/png;base64," + base64.b64encode(picture).decode("ascii")
    return Preview(uri, sheet, windows(panels, sheet))


def windows(panels: int, sheet: Sheet) -> tuple[Window, ...]:
    """The places of the panels on the sheet: column by column, centred."""
    rows = (panels + 1) // 2
    places = [divmod(number, rows) for number in range(panels)]
    return tuple(
        Window(left_mm(sheet) + column * PANEL_WIDTH_MM, TOP_MM + row * PANEL_HEIGHT_MM)
        for column, row in places
    )


def front(sheet: Sheet, panels: int) -> tuple[float, float, float, float]:
    """The place of the front on the sheet: left, top, width, height in mm."""
    first = windows(panels, sheet)[0]
    return first.left, first.top, first.width, first.height


def picture(card: Preview) -> str:
    """All panels below each other as one SVG, with the picture of the sheet inside."""
    width, gap = PANEL_WIDTH_MM, GAP_MM
    height = len(card.windows) * (PANEL_HEIGHT_MM + gap) - gap
    panels = "".join(
        f'<svg y="{number * (PANEL_HEIGHT_MM + gap):g}" width="{width}" height="{PANEL_HEIGHT_MM}" '
        f'viewBox="{one.left:g} {one.top:g} {one.width:g} {one.height:g}"><use href="#s"/></svg>'
        for number, one in enumerate(card.windows)
    )
    sheet = f'width="{card.sheet.width:g}" height="{card.sheet.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}">'
        f'<defs><image id="s" {sheet} href="{card.picture}"/></defs>{panels}</svg>'
    )
