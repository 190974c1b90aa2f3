"""Loads parts of a library when they are used first, not when the library is loaded."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any


@contextlib.contextmanager
def loaded_later(modules: Mapping[str, Callable[[], Any]]) -> Iterator[None]:
    """What this block imports loads these modules at the first call into them.

    Each is named in full, with a function that imports and returns it. The block may take nothing
    but functions and classes from them.
    """
    missing = {
        name: _Later(name, load) for name, load in modules.items() if name not in sys.modules
    }
    sys.modules.update(missing)
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


class _Later(ModuleType):
    """Stands for a module until then."""

    def __init__(self, name: str, load: Callable[[], Any]) -> None:
        super().__init__(name)
        self._load = load

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*given: object, **named: object) -> object:
            """What the real function returns."""
            return getattr(self._load(), name)(*given, **named)

        return called
