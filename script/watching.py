"""Which functions of the package run, which it has, and what it keeps in caches."""

from __future__ import annotations

import functools
import gc
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

from script.changes import ROOMS, ROOT

PREFIXES = tuple(f"{ROOT}/walletcard/{room}/" for room in ROOMS)


@dataclass
class Watch:
    """Which functions of the package run, as the interpreter tells it."""

    cached: set[CodeType] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    cold: set[str] = field(default_factory=set)  # that fill a cache which is kept all along
    _filling: int = 0

    def called(self, frame: FrameType, _event: str, _: object) -> Any:
        """Note a call; of a function that fills a cache, what it calls as well."""
        code = frame.f_code
        if not code.co_filename.startswith(PREFIXES):
            return None
        name = f"{Path(code.co_filename).stem}.{_outer(code.co_qualname)}"
        self.seen.add(name)
        if code in self.cached:
            self._filling += 1
            frame.f_trace_lines = False
        if self._filling:
            self.cold.add(name)
        return self._returned if code in self.cached else None

    def _returned(self, _frame: FrameType, event: str, _: object) -> None:
        self._filling -= event == "return"

    def take(self) -> frozenset[str]:
        """What ran since this was asked last."""
        seen = frozenset(self.seen)
        self.seen.clear()
        return seen


def _outer(qualname: str) -> str:
    """The function or method that a comprehension, a lambda or an inner function stands in."""
    return qualname.partition(".<locals>")[0]


def caches() -> list[Any]:
    """Every cached function of the package and of the tests."""
    kind = type(functools.lru_cache(_outer))
    ours = ("walletcard.", "tests.")
    found = [one for one in gc.get_objects() if isinstance(one, kind)]
    return [one for one in found if str(one.__module__).startswith(ours)]


def live_functions() -> dict[str, list[FunctionType]]:
    """Every function of the package by its module and name."""
    found = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(PREFIXES):
            stem = Path(one.__code__.co_filename).stem
            found[f"{stem}.{_outer(one.__code__.co_qualname)}"].append(one)
    return found
