"""Records which functions of the package run; lists its functions and its cached ones."""

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
    """Records the package's functions that run; `called` is a trace function."""

    cached: set[CodeType] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    cold: set[str] = field(default_factory=set)  # run while a lasting cache is filled
    _filling: int = 0

    def called(self, frame: FrameType, _event: str, _: object) -> Any:
        """Note a call. Functions that run while a cache is filled are noted as cold."""
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
        """The functions that ran since the last call of `take`."""
        seen = frozenset(self.seen)
        self.seen.clear()
        return seen


def _outer(qualname: str) -> str:
    """The function or method around a comprehension, a lambda or an inner function."""
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
