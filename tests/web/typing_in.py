"""What a person types into the form."""

from typing import Any

Typed = dict[str, Any]


def typed(**changes: Any) -> Typed:
    """The least that must be answered, in the boxes of the form, and some boxes changed.

    A double underscore stands for the hyphen in a box's name: `pens__1__device`.
    """
    least: Typed = {
        "name": "Li Wu",
        "born": ["30", "11", "2001"],
        "region": "GB",
        "answered_on": ["10", "11", "2026"],
    }
    return least | {name.replace("__", "-"): value for name, value in changes.items()}


def a_pen(number: int = 1, **boxes: Any) -> Typed:
    """The boxes of one device."""
    pen = {"device": "epipen", "strength": "0.3", "unit": "mg", "expires": ["", ""]} | boxes
    return {f"pens-{number}-{box}": value for box, value in pen.items()}
