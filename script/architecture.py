"""Draws `docs/architecture.svg` from the imports of the code; `script/architecture` runs it.

A box is a room, as a folder of `walletcard/` is called; the largest room, `web/`, has one box for
each of its folders and modules. An arrow leads from a box to one that it imports, unless other
arrows lead there already. No arrow points up.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from html import escape

from tests.test_architecture import PACKAGE, files, imports_of

FILE = PACKAGE.parent / "docs" / "architecture.svg"

WIDTH, MARGIN = 1256, 12
BOX_WIDTH, BOX_HEIGHT, ROW = 284, 46, 84

Graph = Mapping[str, set[str]]

STYLE = """
rect { fill: #fff; stroke: #7a1f1f; stroke-width: 1.5; rx: 6px }
rect.paper { fill: #f7f3f0; stroke: none; rx: 0 }
path { fill: none; stroke: #555; stroke-width: 1.2; marker-end: url(#tip) }
path.tip { fill: #555; stroke: none; marker-end: none }
text { font: 13px system-ui, sans-serif; text-anchor: middle; fill: #222 }
text.name { font-weight: 600 }
"""
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>The rooms of walletcard, and which imports which</title>
<style>{style}</style>
<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
<path class="tip" d="M0 0L8 4L0 8z"/></marker>
<rect class="paper" width="{width}" height="{height}"/>
{inside}
</svg>
"""


def picture() -> str:
    """The whole picture as SVG."""
    graph = without_detours(imports())
    rows = in_rows(graph)
    places = {name: _place(rows, name) for row in rows for name in row}
    arrows = [_arrow(places[one], places[other]) for one in graph for other in sorted(graph[one])]
    boxes = [_box(name, *place) for name, place in places.items()]
    height = len(rows) * ROW + MARGIN
    return FRAME.format(
        width=WIDTH, height=height, style=STYLE, inside="\n".join([*arrows, *boxes])
    )


def imports() -> dict[str, set[str]]:
    """Each box with the boxes that it imports."""
    graph: dict[str, set[str]] = {}
    for file in files():
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] == "__init__" or parts == ("web", "__init__"):
            continue
        here = _box_of(parts)
        ours = (name.split(".")[1:] for name in imports_of(file) if name.startswith("walletcard."))
        graph.setdefault(here, set()).update(
            there for name in ours if (there := _box_of(name)) not in {here, "web"}
        )
    return graph


def _box_of(parts: tuple[str, ...] | list[str]) -> str:
    return "/".join(parts[:2]) if parts[0] == "web" else parts[0]


def reached(graph: Graph, start: str) -> set[str]:
    """All boxes that can be reached from `start` along arrows."""
    found: set[str] = set()
    to_do = [start]
    while to_do:
        new = graph.get(to_do.pop(), set()) - found
        found |= new
        to_do += new
    return found


def without_detours(graph: Graph) -> dict[str, set[str]]:
    """The graph without arrows whose end can also be reached along other arrows."""
    return {
        one: {
            other
            for other in others
            if not any(other in reached(graph, third) for third in others - {other})
        }
        for one, others in graph.items()
    }


def in_rows(graph: Graph) -> list[list[str]]:
    """The rows of boxes, from the top; each box stands above all that it imports."""
    level: dict[str, int] = {}

    def level_of(name: str) -> int:
        if name not in level:
            level[name] = max((level_of(one) + 1 for one in graph.get(name, ())), default=0)
        return level[name]

    top = max(map(level_of, graph))
    rows = [sorted(name for name in graph if level[name] == at) for at in range(top, -1, -1)]
    return _with_fewer_crossings(rows, graph)


def _with_fewer_crossings(rows: list[list[str]], graph: Graph) -> list[list[str]]:
    """Sort each row by the average place of the boxes that import its boxes."""
    middle: dict[str, float] = {}
    for row in rows:
        for name in row:
            above = [middle[one] for one in middle if name in graph[one]]
            middle[name] = sum(above) / len(above) if above else WIDTH / 2
        row.sort(key=lambda name: (middle[name], name))
        for at, name in enumerate(row):
            middle[name] = _x(len(row), at)
    return rows


def _x(count: int, at: int) -> float:
    """The x of a box's middle, by its place in a row of `count` boxes."""
    return WIDTH / 2 + (at - (count - 1) / 2) * (BOX_WIDTH + 24)


def _place(rows: list[list[str]], name: str) -> tuple[float, float]:
    """The middle of a box's upper edge."""
    (row,) = [row for row in rows if name in row]
    return _x(len(row), row.index(name)), MARGIN + rows.index(row) * ROW


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    y1 += BOX_HEIGHT
    bend = (y2 - y1) / 2
    return f'<path d="M{x1:g} {y1:g}C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2:g}"/>'


def _box(name: str, x: float, y: float) -> str:
    return (
        f'<rect x="{x - BOX_WIDTH / 2:g}" y="{y:g}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}"/>'
        f'<text class="name" x="{x:g}" y="{y + 19:g}">{escape(name)}</text>'
        f'<text x="{x:g}" y="{y + 36:g}">{escape(what_it_is(name))}</text>'
    )


def what_it_is(name: str) -> str:
    """The first words of a room's docstring."""
    place = PACKAGE / name
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    words = said.replace("`", "")
    for end in (".", ":", ",", ";"):
        words = words.partition(end)[0]
    return words


if __name__ == "__main__":
    FILE.write_text(picture(), "utf-8")
