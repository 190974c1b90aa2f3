"""Holds back Python's search for garbage."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def not_searched() -> Iterator[None]:
    """No search for garbage in this block; afterwards as before.

    A search goes through all that the process holds. While a catalogue is read or a document grows,
    nearly all of it is in use: the searches took a sixth of the first, and a tenth of the second.
    """
    was_searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_searched:
            gc.enable()
