"""Statements under the headings of a face."""

from __future__ import annotations

from dataclasses import dataclass

from walletcard.clinical.statement import Part, Plan, Statement

Sections = tuple[tuple[str, tuple[Part, ...], bool], ...]


@dataclass(frozen=True)
class Section:
    """Statements under one heading."""

    heading: str
    statements: tuple[Statement, ...]
    own_lines: bool


def sections(plan: Plan, which: Sections) -> list[Section]:
    """The sections that have something to say."""
    return [
        Section(heading, statements, own_lines)
        for heading, parts, own_lines in which
        if (statements := plan.of(*parts))
    ]
