"""Two shortcuts through WeasyPrint 70, for time. Every page is the same to the byte.

Each replaces a method that is called thousands of times for a document. `docs/new-weasyprint.md`
says what to look at when the release changes.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

# Properties whose value also depends on other properties, or on an ancestor although not inherited.
_NOT_ALONE = frozenset({"page", "position", "float", "display"})
_PASSED_ON = "text_decoration_"


def install(weasyprint: Any) -> None:
    """Take both shortcuts in WeasyPrint, given as a module."""
    _hand_down_styles(weasyprint.css)
    _keep_shaped_lines(weasyprint.text.line_break.Layout)


def _hand_down_styles(css: Any) -> None:
    """Take a property that no rule sets straight from the parent, or from its initial value.

    WeasyPrint asks each time whether it is logical, pending, a sum, or depends on another.
    """
    alone = {
        key: value
        for key, value in css.INITIAL_VALUES.items()
        if key not in _NOT_ALONE and not key.startswith(_PASSED_ON)
    }
    inherited = alone.keys() & css.INHERITED
    initial = {
        key: value
        for key, value in alone.items()
        if key not in css.INHERITED and key not in css.INITIAL_NOT_COMPUTED
    }
    # The logical names under which a rule may set it, such as margin-inline-start.
    logical = {
        key: {named(block="ttb", inline=inline) for inline in ("ltr", "rtl")}
        for key, named in css.PHYSICAL_FUNCTIONS.items()
    }
    asked = css.ComputedStyle.__missing__

    @wraps(asked)
    def missing(style: Any, key: str) -> Any:
        """The computed value of a property that was not asked for before."""
        rules = style.cascaded
        if key in rules or not logical.get(key, set()).isdisjoint(rules):
            return asked(style, key)
        if key in initial:
            value = initial[key]
        elif key in inherited and style.parent_style is not None:
            value = style.parent_style[key]
        else:
            return asked(style, key)
        style[key] = value
        return value

    css.ComputedStyle.__missing__ = missing


def _keep_shaped_lines(layout: Any) -> None:
    """Draw a line as it was shaped for its width. WeasyPrint forgets it and shapes it once more.

    A justified line still is shaped again, as its spaces grow.
    """
    forgotten, shaped_again = layout.deactivate, layout.reactivate

    @wraps(forgotten)
    def deactivate(_: Any) -> None:
        """Keep the line for drawing."""

    @wraps(shaped_again)
    def reactivate(line: Any, style: Any) -> None:
        """Make a line ready to be drawn."""
        if line.justification_spacing:
            shaped_again(line, style)

    layout.deactivate, layout.reactivate = deactivate, reactivate
