"""Statements under the headings of a face, and what a face leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from walletcard.clinical.statement import Part, Plan, Statement

Sections = tuple[tuple[str, tuple[Part, ...], bool], ...]

# The parts of the Plan that a face leaves out, each with the reason. Every face has such a list
# beside its code, and must say all other parts.
LeftOut = Mapping[Part, str]


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
