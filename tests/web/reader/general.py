"""The general text that stands on every page behind the code, and the sentence about the digits."""

import re

from tests.clinical.saying import quoted
from tests.web.pages import Page, text_of

SHOWN = "The link was changed on its way here, and its digits could be read there."
ENOUGH = "Treat the patient; the printed side is enough."
# What must stand on the page whatever happens.
COMPLETE = [
    *map(quoted, ("reading.for-whom", "signs.question", "signs.no-rash")),
    *map(quoted, ("step.epinephrine.either", "reading.where", "step.flat", "step.call.no-number")),
    "No better: a second dose, as the label says.",
    *map(quoted, ("step.cpr", "reading.doubt", "reading.staff")),
]
IN_FIRST_PACKETS = 14_000  # bytes that a server sends before it waits for an answer


def said(page: Page) -> str:
    """The sentence about the digits."""
    return text_of(page.by_id("said"))


def in_fours(digits: str) -> str:
    """The digits as on the card."""
    return " ".join(re.findall("....", digits))


def lacking(page: Page) -> list[str]:
    """What the page lacks of the general text."""
    return [sentence for sentence in COMPLETE if sentence not in page.text]
