"""Chooses the largest type size that needs no more room than the smallest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Laid = TypeVar("Laid")


def largest(
    sizes: tuple[float, float, float],
    lay_out: Callable[[float], Laid],
    room: Callable[[Laid], int],
    least: int = 1,
    at_least: Callable[[float], int] | None = None,
) -> tuple[float, Laid]:
    """The largest of three type sizes (pt, largest first) that takes the least room; its layout.

    `room` measures a layout, such as its pages. No layout takes less than `least`, and none in a
    size takes less than `at_least` says of it; so a size that cannot be chosen is not laid out.
    """
    small, at_least = sizes[-1], at_least or (lambda _: least)
    first = next(size for size in sizes if at_least(size) <= at_least(small))
    laid = {first: lay_out(first)}
    if room(laid[first]) <= at_least(small):
        return first, laid[first]
    laid[small] = laid.get(small) or lay_out(small)
    fewest = room(laid[small])
    for size in sizes:
        if at_least(size) <= fewest:
            found = laid.get(size) or lay_out(size)
            if room(found) <= fewest:
                return size, found
    return small, laid[small]
