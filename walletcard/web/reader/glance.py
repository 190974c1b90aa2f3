"""The line for staff at the top of a person's page: what changes treatment, in few words.

Every statement stands whole further down. What finds no room here is counted, so that nobody takes
the line for everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from walletcard.clinical.statement import Part, Phrase, Plan, Statement
from walletcard.wording import Words

# So many letters leave room for the headlines of the steps on a screen of 320 by 568 pixels.
MOST_LETTERS = 110
# The same in fewer words. Of an alert that applies, the name alone is true.
_SHORTER = {
    "alert.yes-facts": "alert.yes",
    "do-not-give": "glance.do-not-give",
    "do-not-use": "glance.do-not-use",
    "reacted": "glance.reacted",
}


@dataclass(frozen=True)
class Glance:
    """The line: what the person takes or has, then everything else."""

    has: tuple[Statement, ...]
    other: tuple[Statement | Phrase, ...]


def glance(plan: Plan, words: Words) -> Glance:
    """Alerts, what must not be given, baseline tryptase, and whether something is not known."""
    room, shown, left = MOST_LETTERS, list[Statement](), 0
    for one in plan.of(Part.ALERT, Part.NEVER):
        short = replace(one, id=_SHORTER.get(one.id, one.id))
        letters = len(words.plain(short))
        if letters <= room:
            shown.append(short)
            room -= letters
        else:
            left += 1
    has = tuple(one for one in shown if one.part is Part.ALERT)
    more = [Phrase("glance.more", {"count": left})] if left else []
    return Glance(has, (*shown[len(has) :], *more, *_always(plan)))


def _always(plan: Plan) -> Iterator[Statement | Phrase]:
    tryptase = next((one for one in plan.of(Part.TEST) if one.id == "tryptase"), None)
    yield tryptase or Phrase("glance.tryptase-not-known")
    if plan.of(Part.NOT_KNOWN):
        yield Phrase("glance.not-known")
