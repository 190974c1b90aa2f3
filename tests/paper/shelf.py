"""A shelf of layouts: what one test had laid out, no other test lays out again.

The same document with the same styles has the same pages and the same bytes, as `test_pdf` shows,
and many tests print the same people. All processes of a run share the shelf. Only modules of the
package take from it: a test that calls `pdf.lay_out` itself gets a layout of its own.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Collection
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


class OffTheShelf(Layout):
    """A layout whose pages and PDF come from the shelf, if they are there."""

    def __init__(self, shelf: Path, name: str, lay_out: Callable[[], Layout]) -> None:
        self._shelf, self._name, self._lay_out = shelf, name, lay_out
        self.pages = self._kept("pages", lambda laid: laid.pages)

    def pdf(self) -> bytes:
        """The document as PDF."""
        printed: bytes = self._kept("pdf", Layout.pdf)
        return printed

    @cached_property
    def _laid(self) -> Layout:
        return self._lay_out()

    def _kept(self, kind: str, of: Callable[[Layout], Any]) -> Any:
        file = self._shelf / f"{self._name}.{kind}"
        if not file.exists():
            whole = file.with_suffix(f".{os.getpid()}")
            whole.write_bytes(pickle.dumps(of(self._laid)))
            whole.replace(file)  # another process may put the same one there now
        return pickle.loads(file.read_bytes())  # noqa: S301 - our own process wrote it


def keep_layouts(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the package take its layouts from a shelf, which is a folder."""

    def lay_out(
        html: str, stylesheets: tuple[str, ...] = (), images: Collection[str] = ()
    ) -> Layout:
        name = sha256(repr((html, stylesheets, sorted(images))).encode()).hexdigest()
        return OffTheShelf(shelf, name, lambda: pdf.lay_out(html, stylesheets, images))

    for module in MAKERS:
        monkeypatch.setattr(module, "lay_out", lay_out)
