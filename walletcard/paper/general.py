"""Lays out once what every plan says.

Half of a plan's paragraphs hold no answer: the signs, the steps, the words for emergency staff. In
the same type and width their lines are always the same. So a process keeps these lines, and a later
plan gets copies of them, moved to their place. Templates mark the paragraphs; what a person has
entered is never kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import wraps
from typing import Any
from xml.etree import ElementTree

MARK = "data-general"
MOST = 1000  # paragraphs, the latest used: those of some twenty plans, in 40 MB
_TYPE = ("font_size", "font_weight", "line_height", "color", "lang", "direction")
_EXACT = 3  # decimals of a pixel in which floats beside a paragraph must agree

Line = tuple[Any, Any]  # a line, and where the next one begins
kept: dict[object, tuple[Line, ...]] = {}


def tell_places(element: ElementTree.Element, around: str = "") -> None:
    """Write into each marked paragraph all that a style sheet can ask of where it stands.

    That is the elements around it, and before each of these the last one.
    """
    before = ""
    for child in element:
        its = f"{child.tag}.{child.get('class')}#{child.get('id')}"
        place = f"{around} {before}+{its}"
        if MARK in child.attrib:
            child.set(MARK, place)
        tell_places(child, place)
        before = its


def install(weasyprint: Any) -> None:
    """Have WeasyPrint 70, given as a module, keep the lines of marked paragraphs."""
    block = weasyprint.layout.block
    laid_out = block.iter_line_boxes

    @wraps(laid_out)
    def lines(  # noqa: PLR0913, PLR0917 - as WeasyPrint calls it
        context: Any, box: Any, top: float, bottom_space: float, skip: Any, around: Any, *more: Any
    ) -> Iterator[Line]:
        """The lines of a paragraph from `top` on, inside the box `around`."""
        made: Iterator[Line] = laid_out(context, box, top, bottom_space, skip, around, *more)
        if skip is not None or box.element is None or not box.element.get(MARK):
            return made
        left = around.content_box_x()
        key = _key(context, box, around.width, left, top)
        if there := kept.pop(key, None):
            kept[key] = there  # as the latest used
            return _moved(there, left, top)
        return _keeping(key, made, context, left, top)

    block.iter_line_boxes = lines


def _key(context: Any, box: Any, width: float, left: float, top: float) -> object:
    """All that the lines of a paragraph depend on."""
    floats = tuple(
        tuple(round(number, _EXACT) for number in (*_place(one, left, top), *_size(one)))
        for one in context.excluded_shapes
        if one.position_y + one.margin_height() > top
    )
    type_ = tuple(one.style[name] for one in box.descendants() for name in _TYPE)
    root = box.style.root_style["font_size"]
    return ElementTree.tostring(box.element), box.element_tag, width, root, type_, floats


def _place(box: Any, left: float, top: float) -> tuple[float, float]:
    return box.position_x - left, box.position_y - top


def _size(box: Any) -> tuple[float, float]:
    return box.margin_width(), box.margin_height()


def _keeping(
    key: object, made: Iterator[Line], context: Any, left: float, top: float
) -> Iterator[Line]:
    """The lines as they are made; once all are there, copies are kept, at the origin.

    None are kept of a paragraph with a float, which also takes room from those after it.
    """
    copies, floats = [], len(context.excluded_shapes)
    for line, rest in made:
        copies.append((line.deepcopy(), rest))
        yield line, rest
        if rest is None and len(context.excluded_shapes) == floats:
            if len(kept) >= MOST:
                del kept[next(iter(kept))]
            kept[key] = tuple(_moved(copies, -left, -top))


def _moved(lines: Iterable[Line], right: float, down: float) -> Iterator[Line]:
    """Copies of lines at another place, in pixels."""
    for line, rest in lines:
        copy = line.deepcopy()
        copy.translate(right, down)
        yield copy, rest
