"""The clinical notes in the catalogue, as they were read."""

from __future__ import annotations

from walletcard.cautions.suggest import suggest
from walletcard.clinical.catalogue import catalogue

READ = catalogue()


def chosen(typed: str, kind: str) -> str | None:
    """The entry that is offered first for what was typed."""
    found = suggest(typed, kinds=(kind,), limit=1)
    return found[0].id if found else None
