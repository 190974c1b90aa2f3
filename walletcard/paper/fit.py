"""The largest type that needs no more room than the smallest does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Laid = TypeVar("Laid")


def largest(
    sizes: tuple[float, float, float],
    lay_out: Callable[[float], Laid],
    room: Callable[[Laid], int],
    least: int,
) -> tuple[float, Laid]:
    """The largest of three type sizes (pt, largest first) that takes the least room.

    `least` is the room that no size can do with less than: if the largest takes no more, it is the
    only one that is laid out. Otherwise the smallest says how little room there can be, and the
    middle one is tried where the largest takes more. Returns the size and its layout.
    """
    great, middle, small = sizes
    first = lay_out(great)
    if room(first) <= least:
        return great, first
    tightest = lay_out(small)
    if room(first) <= room(tightest):
        return great, first
    laid = lay_out(middle)
    return (middle, laid) if room(laid) <= room(tightest) else (small, tightest)
