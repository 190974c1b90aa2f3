"""Moves what WeasyPrint 70 laid out on one page into an element of another.

So a panel that was laid out to see whether it fits is printed as it is, and not laid out again. A
laid-out page is a tree of boxes; all that its boxes know of where they are is their position and
the areas of their backgrounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Padding = Mapping[str, tuple[float, ...]]


def put(weasyprint: Any, sheet: Any, id: str, page: Any, padding: Padding) -> None:
    """Move what `page` holds into the element `id` of `sheet`, which is empty and as large.

    Both are WeasyPrint's page boxes. `padding` is what elements of the page, by their ids, get
    above and below what they hold, in pixels; those after them move down.
    """
    place = next(box for box in _boxes(sheet) if _id(box) == id)
    body = next(box for box in _boxes(page) if box.element_tag == "body")
    if padding:
        _pad(body, padding)
    place.children = body.children
    for child in body.children:
        child.translate(place.border_box_x(), place.border_box_y())
        for box in _boxes(child):
            _place_background(weasyprint, sheet, box)


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in box.all_children():
        yield from _boxes(child)


def _id(box: Any) -> str | None:
    return None if box.element is None else box.element.get("id")


def _pad(box: Any, padding: Padding) -> float:
    """Pad the elements in a box; returns by how much it grew."""
    grown = 0.0
    for child in box.children:
        child.translate(0, grown)
        is_line = child.element is box.element  # a line has the element whose text it holds
        above, below = (0.0, 0.0) if is_line else padding.get(_id(child) or "", (0.0, 0.0))
        for held in child.children:
            held.translate(0, above)
        within = _pad(child, padding) if child.element_tag == "div" and not is_line else 0.0
        child.height += within
        child.padding_top += above
        child.padding_bottom += below
        grown += above + within + below
    return grown


def _place_background(weasyprint: Any, page: Any, box: Any) -> None:
    """Position a box's background again, with the images that it has."""
    if box.background:
        images = (layer.image for layer in box.background.layers if layer.image)
        weasyprint.layout.background.layout_box_backgrounds(
            page, box, lambda **_: next(images), layout_children=False
        )
