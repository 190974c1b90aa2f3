"""A Plan as plain text for the boxes of a phone's own emergency page.

iPhones call it Medical ID, Android phones call it medical or emergency information; both have a box
for each of these. Every statement is a line, and nothing is cut.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from markupsafe import Markup

from walletcard.clinical.statement import Part, Plan, Step
from walletcard.wording import Words
from walletcard.wording.sections import PHONE_BOXES, PhoneRow

# About so many letters fit on a line of a narrow phone; it decides how high a box must be.
LINE_CHARACTERS = 30
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = {"R", "AL"}
_TYPED = re.compile("<bdi[^>]*>(.*?)</bdi>", re.DOTALL)
_TAG = re.compile("<[^>]*>")


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
        PhoneText(id, box, "\n".join(line for row in rows for line in _lines(plan, words, row)))
        for id, box, rows in PHONE_BOXES
    )


def _lines(plan: Plan, words: Words, row: PhoneRow) -> list[str]:
    heading, parts = row
    if parts == (Part.STEP,):
        return [_step(words, step) for step in plan.steps()]
    said = [as_text(words.say(one)) for one in plan.of(*parts)]
    if not heading or not said:
        return said
    return [f"{as_text(words.sentence(f'heading.{heading}'))}:", *said]


def _step(words: Words, step: Step) -> str:
    """A step with its details, as it stands on the card."""
    said = [step.statement, *(one for line in step.details for one in line)]
    return f"{step.number}. {' '.join(as_text(words.say(one)) for one in said)}"


def as_text(said: Markup) -> str:
    """A sentence without markup; typed words keep their spaces, lines and direction."""
    return Markup(_TAG.sub("", _TYPED.sub(_isolated, said))).unescape()  # noqa: S704 - unescaped


def _isolated(typed: re.Match[str]) -> str:
    """Right-to-left words in isolates, so that they do not reorder a number after them."""
    words = typed[1]
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in words):
        return f"{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}"
    return words
