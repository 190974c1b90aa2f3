"""A Plan as plain text for the boxes of a phone's own emergency page.

iPhones call it Medical ID, Android phones call it medical or emergency information; both have a box
for each of these. Every statement is a line, and nothing is cut.
"""

from __future__ import annotations

from dataclasses import dataclass

from walletcard.clinical.statement import Plan
from walletcard.wording import Words
from walletcard.wording.plain_text import lines
from walletcard.wording.sections import PHONE_BOXES

# About so many letters fit on a line of a narrow phone; it decides how high a box must be.
LINE_CHARACTERS = 30


@dataclass(frozen=True)
class PhoneText:
    """The text to paste into one box; empty if nothing was answered."""

    id: str
    box: str
    text: str

    @property
    def rows(self) -> int:
        """How many lines the text needs on a narrow phone."""
        lines = self.text.split("\n")
        return sum(1 + len(line) // LINE_CHARACTERS for line in lines)


def phone_texts(plan: Plan, words: Words) -> tuple[PhoneText, ...]:
    """The texts of a Plan for each box, in the Plan's order."""
    return tuple(
        PhoneText(id, box, "\n".join(lines(plan, words, rows))) for id, box, rows in PHONE_BOXES
    )
