"""Which blocks of the back and the inner panels stand on which panel, told before any layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from walletcard.paper import card_lines
from walletcard.paper.card_height import INDENTS, ROUNDED, Edges, Float, Told, beside
from walletcard.paper.card_inline import flow_of
from walletcard.paper.card_lines import Flow, Guess, Style
from walletcard.paper.fonts import MM

WIDTH_MM = 81.2  # of the text of a panel
_HEADING = '<b class="heading">'
_EDGES = {
    "step": Edges(0.0, 0.7, 10.3, -0.7, 3.5),
    "contact": Edges(0.35, 0.1, 0.0, -0.4),
    "detail": Edges(0.0, 0.1, 12.5, 1.5),
    "apart": Edges(0.2, 0.0, 4.4, 0.0),
    "alert": Edges(0.2, 0.0, 2.3, 0.0),
    "never": Edges(0.9, 0.1, 0.0, 1.4),
    "on-plan": Edges(0.4),
}


@dataclass(frozen=True)
class Panels:
    """The panels of a type size (pt): how high the first one and the others are, and the code.

    `spacious` headings have a line of their own. Lengths in mm; the code has a height and a width.
    """

    size: float
    spacious: bool
    first: float
    others: float
    code: tuple[float, float] = (0.0, 0.0)
    _flows: dict[tuple[str, str], Flow] = field(default_factory=dict, compare=False)

    def filled(self, blocks: Iterable[Told], guess: Guess) -> list[list[str]]:
        """The blocks of each panel by their ids, by a guess."""
        panels: list[list[str]] = [[]]
        top, room, code = 0.0, self.first, None
        for block in blocks:
            if block.kind == "code":
                code = Float(top, top + self.code[0], self.code[1])
                height = 0.0
            else:
                height = self.height(block, guess, top, code)
            if top and top + height > room + ROUNDED:
                panels.append([])
                top, room, code = 0.0, self.others, None
                height = self.height(block, guess, top, code)
            panels[-1].append(block.id)
            top += height
        return panels

    def height(self, block: Told, guess: Guess, top: float, code: Float | None) -> float:
        """The height (mm) of a block that begins at a height, beside the code or not."""
        edges, style = self._edges(block), self._style(block)
        begin = end = top + edges.above
        width = WIDTH_MM - edges.left - edges.right
        floats = [replace(code, width=code.width - edges.right)] if code else []
        for _, html in block.paragraphs:
            if self.spacious and block.kind == "item" and _HEADING in html:
                end += 7.0 * 1.2 * MM
                html = html.partition("</b>")[2].lstrip()  # noqa: PLW2901 - what is below it
            room, indent = beside(floats, width, end), INDENTS.get(block.kind, 0.0)
            pieces = self._flow(html, block.kind, style).pieces
            end += card_lines.height(pieces, style, room, indent, guess)
        return edges.above + max(end - begin, edges.least) + edges.below

    def _flow(self, html: str, kind: str, style: Style) -> Flow:
        """The pieces of a paragraph, which are the same for each guess."""
        known = self._flows.get((kind, html))
        return known or self._flows.setdefault((kind, html), flow_of(html, kind, style))

    def _edges(self, block: Told) -> Edges:
        edges = _EDGES.get(block.kind, Edges(0.2))
        if block.kind == block.before == "never":
            edges = replace(edges, above=0.6)
        return replace(edges, left=3.6, least=2.8) if "do-not" in block.classes else edges

    def _style(self, block: Told) -> Style:
        known = {
            "step": Style(9.0, 1.05, "Bold"),
            "contact": Style(7.4, 1.05),
            "detail": Style(self.size, 1.05, "SemiBold"),
            "on-plan": Style(self.size, 1.1),
        }
        return known.get(block.kind, Style(self.size, 1.05))
