"""A shelf of layouts: what one test had laid out, no other test lays out again.

The same document with the same styles has the same pages and the same bytes, as `test_pdf` shows,
and many tests print the same people. All processes of a run share the shelf. Only modules of the
package take from it: a test that calls `pdf.lay_out` itself gets a layout of its own.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import walletcard.paper.papers  # noqa: F401 - loads every module that has a document laid out
from walletcard.paper import pdf
from walletcard.paper.pdf import Layout

MAKERS = [
    module
    for name, module in sys.modules.items()
    if name.startswith("walletcard.") and module is not pdf and hasattr(module, "lay_out")
]


Padding = Mapping[str, tuple[float, float]]


class OffTheShelf(Layout):
    """A layout whose pages and PDF come from the shelf, if they are there."""

    def __init__(self, shelf: Path, name: str, lay_out: Callable[[], Layout]) -> None:
        self._shelf, self.name, self._lay_out = shelf, name, lay_out
        self._moved: list[tuple[str, OffTheShelf, int, Padding]] = []
        self.pages = self._kept("pages", lambda laid: laid.pages)

    def pdf(self) -> bytes:
        """The document as PDF."""
        printed: bytes = self._kept("pdf", self._printed)
        return printed

    def put(self, id: str, other: Layout, number: int, padding_mm: Padding) -> None:
        """Move a page of another layout into an element, when this one is printed."""
        assert isinstance(other, OffTheShelf)
        self._moved.append((id, other, number, padding_mm))
        self.name = _digest(self.name, id, other.name, number, padding_mm)

    def with_pages_of(self, other: Layout, title: str) -> Layout:
        """One document of both."""
        assert isinstance(other, OffTheShelf)
        both = lambda: self._whole().with_pages_of(other._whole(), title)  # noqa: E731, SLF001
        return OffTheShelf(self._shelf, _digest(self.name, other.name, title), both)

    def _printed(self, _: Layout) -> bytes:
        return self._whole().pdf()

    def _whole(self) -> Layout:
        for id, other, number, padding_mm in self._moved:
            self.laid.put(id, other.laid, number, padding_mm)
        return self.laid

    @cached_property
    def laid(self) -> Layout:
        """The layout itself."""
        return self._lay_out()

    def _kept(self, kind: str, of: Callable[[Layout], Any]) -> Any:
        file = self._shelf / f"{self.name}.{kind}"
        if not file.exists():
            whole = file.with_suffix(f".{os.getpid()}")
            whole.write_bytes(pickle.dumps(of(self.laid)))
            whole.replace(file)  # another process may put the same one there now
        return pickle.loads(file.read_bytes())  # noqa: S301 - our own process wrote it


def _digest(*of: object) -> str:
    return sha256(repr(of).encode()).hexdigest()


def _named(*what: object) -> str:
    return sha256(repr(what).encode()).hexdigest()


def keep_layouts(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the package take its layouts from a shelf, which is a folder."""

    def lay_out(
        html: str, stylesheets: tuple[str, ...] = (), images: Collection[str] = ()
    ) -> Layout:
        name = _digest(html, stylesheets, sorted(images))
        return OffTheShelf(shelf, name, lambda: pdf.lay_out(html, stylesheets, images))

    for module in MAKERS:
        monkeypatch.setattr(module, "lay_out", lay_out)
