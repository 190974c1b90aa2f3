"""The type of the headlines on the action plan: as large as one line holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from walletcard.clinical.statement import Part, Plan
from walletcard.paper.card_type import one_line
from walletcard.paper.fonts import is_tall
from walletcard.paper.pages import first_and_rest
from walletcard.wording import Words

KERNING_MM = 1.5  # by how much a line may be wider than its letters added up
NAME_LINES = 1.7  # that are filled by the words of two


@dataclass(frozen=True)
class Heads:
    """The sizes (pt) of the headlines: of step 1, of the others, and of the name.

    The lines of a name stand further apart if its letters are tall.
    """

    first: float
    steps: float
    name: float
    tall_name: bool = False

    @property
    def name_line(self) -> float:
        """The line height of the name, in sizes."""
        return 1.35 if self.tall_name else 1.08


@dataclass(frozen=True)
class OneLine:
    """The sizes (pt) in which the same are as wide as their lines."""

    first: float
    steps: float
    name: float
    tall_name: bool

    @classmethod
    def of(cls, plan: Plan, words: Words, room: float) -> Self:
        """In lines of a width (mm); a name takes two of about that width."""
        first, *others, _ = plan.steps()
        begin, _ = first_and_rest(words.plain(first.statement))
        least = room - KERNING_MM
        steps = min(one_line(words.plain(one.statement), least) for one in others)
        name = words.plain(plan.of(Part.NAME)[0])
        name_size = one_line(name, NAME_LINES * least)
        return cls(one_line(begin, least), steps, name_size, is_tall(name))

    def beside(self, size: float) -> Heads:
        """The headlines beside type of a size (pt), within limits.

        A name takes more lines only in the size of the text.
        """
        return Heads(
            round(min(max(self.first, 1.5 * size), 2.1 * size), 2),
            round(min(max(self.steps, 1.3 * size), 1.6 * size), 2),
            round(min(max(self.name, size), 1.8 * size), 2),
            self.tall_name,
        )
