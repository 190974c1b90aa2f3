"""The largest type that needs no more room than the smallest does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Laid = TypeVar("Laid")


def largest(
    sizes: tuple[float, float, float],
    lay_out: Callable[[float], Laid],
    room: Callable[[Laid], int],
) -> tuple[float, Laid]:
    """The largest of three type sizes (pt, largest first) that takes the fewest pages.

    At most three layouts: the smallest says how few pages there can be, the largest is tried
    next, then the middle one. Returns the size and its layout.
    """
    great, middle, small = sizes
    fewest = lay_out(small)
    for size in (great, middle):
        laid = lay_out(size)
        if room(laid) <= room(fewest):
            return size, laid
    return small, fewest
