"""The sizes of paper: the sheets that people have at home, a panel of the card, a large code."""

from __future__ import annotations

from enum import Enum

PANEL_WIDTH_MM, PANEL_HEIGHT_MM = 85.60, 53.98  # ISO/IEC 7810 ID-1, as bank cards are
DETAILS_CODE_MM = 66.0  # a side of the code that holds the details, with the quiet zone


class Sheet(Enum):
    """A sheet by name, with its width and height in mm."""

    A4 = ("a4", 210.0, 297.0)
    LETTER = ("letter", 215.9, 279.4)

    def __init__(self, key: str, width: float, height: float) -> None:
        """Take the name used in options and the catalogue, and the size in mm."""
        self.key = key
        self.width = width
        self.height = height

    @classmethod
    def named(cls, key: str) -> Sheet:
        """The sheet of a name, `a4` or `letter`. Raises `ValueError` for another."""
        for sheet in cls:
            if sheet.key == key:
                return sheet
        raise ValueError(f"'{key}' is not a paper size. Sizes: a4, letter.")
