"""Chooses the largest type size that needs no more room than the smallest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Laid = TypeVar("Laid")


def largest(
    sizes: tuple[float, float, float],
    lay_out: Callable[[float], Laid],
    room: Callable[[Laid], int],
    at_least: Callable[[float], int],
) -> tuple[float, Laid]:
    """The largest of three type sizes (pt, largest first) that takes the least room; its layout.

    `room` measures a layout, such as its pages. `at_least` tells, without a layout, a room below
    which none in that size can go. So a size that cannot be the answer is not laid out, and the
    first layout that takes the least room that is possible at all ends the search.
    """
    small = sizes[-1]
    first = next(size for size in sizes if at_least(size) <= at_least(small))
    laid = {first: lay_out(first)}
    if room(laid[first]) <= at_least(small):
        return first, laid[first]
    laid[small] = laid.get(small) or lay_out(small)
    least = room(laid[small])
    for size in sizes:
        if at_least(size) <= least:
            found = laid.get(size) or lay_out(size)
            if room(found) <= least:
                return size, found
    return small, laid[small]
