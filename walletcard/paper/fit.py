"""Chooses the largest type size that needs no more room than the smallest."""

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
    """The largest of three type sizes (pt, largest first) that takes the least room; its layout.

    `room` measures a layout, such as its pages. `least` is the room that no layout can go below: if
    the largest size reaches it, no other is laid out. Otherwise the smallest size shows the least
    room, and the middle one is tried if the largest needs more.
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
