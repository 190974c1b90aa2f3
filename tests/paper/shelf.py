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
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import walletcard.paper.papers  # noqa: F401 - loads every module that has a document laid out
from walletcard.paper import pdf
from walletcard.paper.pdf import Layout, Page

Padding = Mapping[str, tuple[float, float]]

MAKERS = [
    module
    for name, module in sys.modules.items()
    if name.startswith("walletcard.") and module is not pdf and hasattr(module, "lay_out")
]


@dataclass(frozen=True)
class StandIn:
    """Stands for a page of WeasyPrint: it is laid out only if a new PDF needs it."""

    layout: OffTheShelf
    number: int


class OffTheShelf(Layout):
    """A layout whose pages and PDF come from the shelf, if they are there."""

    def __init__(self, shelf: Path, name: str, lay_out: Callable[[], Layout]) -> None:
        self._shelf, self.name, self._lay_out = shelf, name, lay_out
        self._put: list[tuple[str, Page, Padding]] = []
        self.pages = tuple(
            Page(width, height, anchors, StandIn(self, number))
            for number, (width, height, anchors) in enumerate(self._kept("pages", _pages))
        )

    def put(self, id: str, page: Page, padding_mm: Padding) -> None:
        """Move a page of another layout into this one, once a PDF is made of it."""
        told = (self.name, id, page.box.layout.name, page.box.number, sorted(padding_mm.items()))
        self.name = _digest(told)
        self._put.append((id, page, padding_mm))

    def pdf(self) -> bytes:
        """The document as PDF."""
        printed: bytes = self._kept("pdf", self._printed)
        return printed

    @cached_property
    def laid(self) -> Layout:
        """The layout itself."""
        return self._lay_out()

    def _printed(self, laid: Layout) -> bytes:
        for id, page, padding_mm in self._put:
            laid.put(id, page.box.layout.laid.pages[page.box.number], padding_mm)
        return laid.pdf()

    def _kept(self, kind: str, of: Callable[[Layout], Any]) -> Any:
        file = self._shelf / f"{self.name}.{kind}"
        if not file.exists():
            whole = file.with_suffix(f".{os.getpid()}")
            whole.write_bytes(pickle.dumps(of(self.laid)))
            whole.replace(file)  # another process may put the same one there now
        return pickle.loads(file.read_bytes())  # noqa: S301 - our own process wrote it


def _pages(laid: Layout) -> list[tuple[float, float, dict[str, tuple[float, ...]]]]:
    return [(page.width_mm, page.height_mm, dict(page.anchors)) for page in laid.pages]


def _digest(told: object) -> str:
    return sha256(repr(told).encode()).hexdigest()


def keep_layouts(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the package take its layouts from a shelf, which is a folder."""

    def lay_out(
        html: str, stylesheets: tuple[str, ...] = (), images: Collection[str] = ()
    ) -> Layout:
        name = _digest((html, stylesheets, sorted(images)))
        return OffTheShelf(shelf, name, lambda: pdf.lay_out(html, stylesheets, images))

    for module in MAKERS:
        monkeypatch.setattr(module, "lay_out", lay_out)
