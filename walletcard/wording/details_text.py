"""The details as plain text, for a code that needs no server and no network.

Some phones show only the first words of such a code, or offer to search the web for them: the first
line names nobody and no disease, and is of use to whoever reads no further.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from walletcard.clinical.statement import Part, Phrase, Plan, Statement
from walletcard.wording.plain_text import in_letters
from walletcard.wording.sections import HEADINGS, SIGNS_OF_A_REACTION, LeftOut
from walletcard.wording.words import NO_BREAK, Words

DETAILS_LEFT_OUT: LeftOut = {
    **dict.fromkeys(
        (Part.SIGNS, *SIGNS_OF_A_REACTION, Part.DETAIL, Part.CALL_SCRIPT),
        "whoever scans it holds the plan, which says it in large letters",
    ),
    **dict.fromkeys(
        (Part.STAFF, Part.INSTRUCTIONS, Part.PREMEDICATION, Part.USE, Part.USE_STEP),
        "too long for a code: the plan has a place for it",
    ),
    **dict.fromkeys(
        (Part.CLINICIAN, Part.HOSPITAL, Part.SETS_OFF, Part.CONFIRMED, Part.FIRST_SIGNS),
        "changes less than what would have to give way to it",
    ),
    **dict.fromkeys(
        (Part.DEVICE, Part.CONDITION, Part.HISTORY, Part.REVIEW, Part.NOT_ANSWERED),
        "changes less than what would have to give way to it",
    ),
    Part.SEE_PLAN: "the last line says that there is more on paper",
}
# Those whose statements do not explain themselves, or would seem to go on with the list before.
HEADED = ("alerts", "call", "reacted", "safe", "medicines", "diagnosis", "not-known")
_HEADINGS = {part: heading for heading in HEADINGS for part in HEADINGS[heading]}


@dataclass(frozen=True)
class DetailsText:
    """A text, and how many of the lines that it could have are left off at its end."""

    text: str
    left_off: int


def details_text(plan: Plan, words: Words, most_bytes: int) -> DetailsText:
    """The details of a Plan in its order, a line for each statement, in at most so many bytes.

    No statement is cut: the first that does not fit is left off, with all after it, and the last
    line says how many.
    """
    told = list(_lines(plan, words))
    lengths = [0, *accumulate(len(line.encode()) + 1 for line in told)]
    for held in range(len(told), -1, -1):
        end = _end(words, len(told) - held)
        if held == 0 or lengths[held] + len(end.encode()) <= most_bytes:
            break
    return DetailsText("\n".join((*told[:held], end)), len(told) - held)


def _lines(plan: Plan, words: Words) -> Iterator[str]:
    """The first line, and every statement, with a heading or a gap before the first of its kind."""
    numbers = {id(step.statement): step.number for step in plan.steps()}
    last: str | None = None
    begin = [_said(words, Phrase("details.begin"))]
    for one in plan.statements:
        if one.part in DETAILS_LEFT_OUT:
            continue
        heading = _HEADINGS.get(one.part)
        if heading != last:
            shown = f"{_said(words, Phrase(f'heading.{heading}'))}:" if heading in HEADED else ""
            begin.append(shown)
        number = numbers.get(id(one))
        yield "\n".join((*begin, f"{number}. " * bool(number) + _said(words, one)))
        begin, last = [], heading


def _end(words: Words, left_off: int) -> str:
    if left_off:
        return _said(words, Phrase("details.end-left-off", {"count": left_off}))
    return _said(words, Phrase("details.end"))


def _said(words: Words, said: Statement | Phrase) -> str:
    return in_letters(words, said).replace(NO_BREAK, " ")
