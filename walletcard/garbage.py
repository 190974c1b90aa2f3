"""Holds back Python's search for garbage, which goes through all that a process holds."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def not_searched() -> Iterator[None]:
    """No search for garbage in this block; afterwards as before.

    While a catalogue is read or a document grows, nearly all that it goes through is in use: the
    searches took a sixth of the first, and a tenth of the second.
    """
    was_searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_searched:
            gc.enable()


@contextlib.contextmanager
def only_job() -> Iterator[None]:
    """No search in this block, which is all that a process does, and none when the process ends.

    The system takes back what is left; to search it all before took a fifth of a second.
    """
    with not_searched():
        try:
            yield
        finally:
            gc.freeze()


def keep_all() -> None:
    """Leave out of all later searches what the process holds now: it is loaded, and stays.

    A search after a print then takes 8 ms; it took 70.
    """
    gc.collect()
    gc.freeze()
