"""How high the blocks of a card come out, told before they are laid out.

It reads the page that would be laid out. The lengths, all in mm, are those of
`static/css/paper/card.css`; `tests/paper/test_card_height.py` holds them to the layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from walletcard.paper import card_lines
from walletcard.paper.card_inline import flow_of
from walletcard.paper.card_lines import Flow, Guess, Room, Style, text
from walletcard.paper.card_type import Type
from walletcard.paper.fonts import MM
from walletcard.paper.sheets import PANEL_WIDTH_MM

_BLOCKS = re.compile(
    r'<div class="block ([^"]*)" id="([^"]*)">(.*?)</div>'
    r'|<p class="on-plan" id="(on-plan)">(.*?)</p>|<div class="(code)"',
    re.DOTALL,
)
_PARAGRAPHS = re.compile(r'<p(?: class="([^"]*)")?[^>]*>(.*?)</p>', re.DOTALL)
INDENTS = {"first": 10.5, "step": 10.6}  # how much longer the first line is, to its number
LEAST_ROOM = 4.0  # of a line beside anything, so that each line holds something
ROUNDED = 0.002  # as the heights of a layout are


@dataclass(frozen=True)
class Height:
    """How high (mm) something is at the least, at the most, and most likely."""

    least: float
    most: float
    likely: float

    @property
    def is_sure(self) -> bool:
        """Whether it is known, but for what is rounded."""
        return self.most - self.least <= 3 * ROUNDED


@dataclass(frozen=True)
class Told:
    """A block of a page: its kind with further classes, its HTML, and the kind before it."""

    id: str
    classes: tuple[str, ...]
    html: str
    before: str = ""

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.classes[0]

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """The class of each paragraph, and its HTML."""
        return _PARAGRAPHS.findall(self.html)


def blocks_of(page: str) -> Iterator[Told]:
    """The blocks of a page, in order; the code is one without text."""
    before = ""
    for kind, id, html, on_plan, line, code in _BLOCKS.findall(page):
        shown = f"<p>{line}</p>" if on_plan else html
        one = Told(id or on_plan or code, tuple((kind or on_plan or code).split()), shown, before)
        before = one.kind
        yield one


@dataclass(frozen=True)
class Edges:
    """What a block has beside its text on each side, and the least height of its text."""

    above: float = 0.0
    below: float = 0.0
    left: float = 0.0
    right: float = 0.0
    least: float = 0.0


@dataclass(frozen=True)
class Float:
    """What stands at the right of lines, from a height to another, and how wide it is."""

    top: float
    bottom: float
    width: float


def beside(floats: list[Float], width: float, begin: float) -> Room:
    """The room of lines of a width that begin at a height."""

    def room(top: float, line: float) -> float:
        at = begin + top
        there = [one.width for one in floats if at < one.bottom and at + line > one.top]
        return max(LEAST_ROOM, width - max(there, default=0.0))

    return room


_EDGES = {
    "who": Edges(0.7, 0.2, 2.0, 2.0),
    "corner": Edges(0.7, 0.2, 2.0, 2.0),
    "signs": Edges(0.8, 0.25, 2.0, 1.75),
    "first": Edges(0.2, 0.05, 12.5, 1.5),
    "device": Edges(0.05, 0.3, 12.5, 1.5),
    "step": Edges(0.4, 0.15, 12.5, 1.5, 3.5),
    "detail": Edges(0.0, 0.1, 12.5, 1.5),
    "alerts": Edges(0.75, 0.15, 2.0, 1.8),
    "names": Edges(0.75, 0.15, 2.0, 1.8),
    "never": Edges(0.75, 0.15, 2.0, 1.8),
}


class FrontHeights:
    """The heights of the blocks of the front in some type."""

    def __init__(self, type: Type) -> None:
        """Take the type."""
        self._type = type

    def height(self, block: Told) -> Height:
        """The height of a block."""
        flows = [
            (name, style, flow_of(html, block.kind, style, self._type))
            for name, html in block.paragraphs
            if name not in {"day", "unfold"}
            for style in (self._style(block, name),)
        ]
        least, likely, most = (self._guessed(block, flows, one) for one in Guess)
        every = least, likely, most
        return Height(min(every) - ROUNDED, max(every) + ROUNDED, likely)

    def _guessed(self, block: Told, flows: list[tuple[str, Style, Flow]], guess: Guess) -> float:
        edges, floats, top = self._edges(block), self._floats(block), 0.0
        width = PANEL_WIDTH_MM - edges.left - edges.right
        indent = INDENTS.get(block.kind, 0.0)
        for name, style, flow in flows:
            room = beside(
                [] if name == "question" else floats, width, 0.0 if name == "rash" else top
            )
            top += card_lines.height(flow.pieces, style, room, indent, guess)
        if block.kind in {"who", "corner"}:
            top = max(top, *(one.bottom for one in floats))
        return edges.above + max(top, edges.least) + edges.below

    def _edges(self, block: Told) -> Edges:
        edges = _EDGES[block.kind]
        if block.id == "step-2":  # the red above it is its line
            return replace(edges, above=0.15)
        if "do-not" in block.classes:
            edges = replace(edges, left=5.6, least=2.8)
        return replace(edges, above=0.45) if block.kind == block.before == "never" else edges

    def _floats(self, block: Told) -> list[Float]:
        """The day and "Unfold" beside the name, or "Emergency" beside what it can be."""
        floats, top = [], 0.0
        for name, html in block.paragraphs:
            if name == "day":
                rest = Style(self._type.rest, 1.0)
                top = 0.0 if block.kind == "corner" else rest.size * MM
                floats.append(Float(0.0, rest.size * MM, _width(html, rest) + 1.0))
            elif name == "unfold":
                width = _width(html.upper(), Style(7.0, 0.9, "Bold", 0.03)) + 3.1
                floats.append(Float(top, top + 0.9 + 6.3 * MM, width))
            elif name == "rash":
                word = html.partition("</b>")[0]
                width = _width(word, Style(7.0, 1.0, "Bold", 0.03)) + 2.4
                floats.append(Float(0.0, 0.25 + 7.0 * MM, width))
        return floats

    def _style(self, block: Told, name: str) -> Style:
        sizes = self._type
        known = {
            "question": Style(sizes.signs, 1.03, "Bold"),
            "rash": Style(sizes.rash, 1.03, "Bold"),
            "diagnosis": Style(sizes.rest, 1.04, "SemiBold", -0.012),
            "who": Style(sizes.rest, 1.04),
            "first": Style(sizes.where, 1.07, "Bold"),
            "step-4": Style(sizes.fourth, 1.03, "Bold"),
            "step": Style(sizes.steps, 1.03, "Bold"),
            "device": Style(sizes.rest, 1.07, "SemiBold"),
            "detail": Style(sizes.rest, 1.07, "SemiBold"),
        }
        found = next((one for one in (name, block.id, block.kind) if one in known), "")
        return known.get(found, Style(sizes.rest, 1.07))


def _width(html: str, style: Style) -> float:
    return text(unescape(re.sub("<[^>]*>", "", html)), style).width(Guess.LIKELY)
