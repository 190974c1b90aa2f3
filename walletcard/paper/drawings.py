"""Our drawings as PDF operators: the pictograms, and codes of black modules.

WeasyPrint 70 reads an SVG anew for each document, and draws it step by step. Here each pictogram is
drawn once in the life of a process, and a code never is an SVG at all. They are in the dictionary
that WeasyPrint asks for an image before it opens it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from walletcard.paper.own_files import CSS_FOLDER

PICTOGRAMS = CSS_FOLDER / "paper" / "pictograms"
_CODE = "code:"  # how the URL of a code begins
_OPAQUE = {"a1.0", "A1.0"}  # the names of graphics states with nothing transparent, as at the start


class Drawing:
    """Operators that draw in a field of a width and a height, as an image of WeasyPrint's."""

    def __init__(self, operators: bytes, width: float, height: float) -> None:
        self._operators, self._width, self._height = operators, width, height

    def get_intrinsic_size(self, _resolution: object, _font: object) -> tuple[float, float, float]:
        """Its width, its height, and the ratio of both."""
        return self._width, self._height, self._width / self._height

    def draw(self, stream: Any, width: float, height: float, _style: object) -> None:
        """Draw it in so many pixels."""
        stream.transform(a=width / self._width, d=height / self._height)
        stream.stream.append(self._operators)


class Images(dict[str, Any]):
    """The images of one document by their URLs, with our drawings."""

    def __init__(self, weasyprint: Any) -> None:
        super().__init__()
        self._weasyprint = weasyprint

    def __contains__(self, url: object) -> bool:
        ours = str(url).startswith(_CODE) or url in _pictograms()
        return ours or super().__contains__(url)

    def __missing__(self, url: str) -> Drawing:
        if url.startswith(_CODE):
            return _code(url)
        return _drawn(self._weasyprint, _pictograms()[url])


def code_url(rows: list[list[bool]], quiet: int, side_mm: float) -> str:
    """The URL of an image of a square code, which says which of its modules are dark.

    `quiet` is how many modules are white around it, `side_mm` the side of all.
    """
    said = "-".join("".join("1" if dark else "0" for dark in row) for row in rows)
    return f"{_CODE}{side_mm}-{quiet}-{said}"


def _code(url: str) -> Drawing:
    """The code as one stroked path, which printers and viewers draw fast and without seams."""
    side, quiet, *rows = url.removeprefix(_CODE).split("-")
    edge, pixels = int(quiet), float(side) * 96 / 25.4
    size = len(rows) + 2 * edge
    path = "\n".join(
        f"{edge + dark.start()} {edge + number}.5 m {edge + dark.end()} {edge + number}.5 l"
        for number, row in enumerate(rows)
        for dark in re.finditer("1+", row)
    )
    scale = f"{pixels / size:.6f}"
    white = f"q {scale} 0 0 {scale} 0 0 cm 1 1 1 rg 0 0 {size} {size} re f"
    return Drawing(f"{white} 0 0 0 RG 1 w\n{path}\nS Q".encode(), pixels, pixels)


@cache
def _pictograms() -> dict[str, Path]:
    return {file.as_uri(): file for file in PICTOGRAMS.glob("*.svg")}


@cache
def _drawn(weasyprint: Any, file: Path) -> Drawing:
    """A pictogram as WeasyPrint draws it. Raises ValueError if a part of it is transparent."""
    picture = weasyprint.images.SVGImage(ElementTree.parse(file).getroot(), None, None, None)  # noqa: S314 - our own file
    width, height, _ = picture.get_intrinsic_size(1, 16)
    states: dict[str, object] = {}
    stream = weasyprint.pdf.stream.Stream({}, None, {"ExtGState": states}, {}, None, {}, None)
    picture.draw(stream, width, height, None)
    if states.keys() - _OPAQUE:
        raise ValueError("a pictogram is transparent")
    return Drawing(b"\n".join(one for one in stream.stream if one[-3:] != b" gs"), width, height)
