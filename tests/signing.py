"""A copy of the clinical data files in which a test can sign sentences, and change them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.review import sign


@dataclass(frozen=True)
class DataFiles:
    """The folder that `catalogue()` reads; each change is read at once."""

    folder: Path

    def sign(self, *ids: str, by: str = "Dr A. Example", on: str = "2026-02-03") -> None:
        """Sign some sentences."""
        for id in ids:
            sign(self.folder, id, by, date.fromisoformat(on))
        catalogue.cache_clear()

    def change(self, old: str, new: str) -> None:
        """Put other words in place of some, wherever they stand."""
        for file in self.folder.glob("*.toml"):
            file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
        catalogue.cache_clear()

    def add(self, text: str) -> None:
        """Add a file with more entries."""
        (self.folder / "added.toml").write_text(text, "utf-8")
        catalogue.cache_clear()
