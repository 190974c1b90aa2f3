"""The blocks of the card: statements that stand together, with a picture beside some.

A picture says nothing that the words beside it do not, so screen readers skip it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from math import ceil

from markupsafe import Markup

from walletcard.clinical.statement import Part, Plan, Statement, Step
from walletcard.paper.fonts import MM, narrowest
from walletcard.paper.pages import name_in
from walletcard.wording import Words

LEAST_PT = 7.0  # the smallest type on the card
LEAST_LINE = 1.03  # the lowest line, as a multiple of its type size
LONGEST_LINE_MM = 82.0 + 0.7  # one space may hang over the end
STEPS_ON_FRONT = 4
WHO = (Part.NAME, Part.BORN, Part.DIAGNOSIS)

# The pictures of `static/css/paper/pictograms/`, by the step whose words they stand beside.
PICTURES = {
    "step.epinephrine.intramuscular": "pen-outer-thigh",
    "step.epinephrine.nasal": "nose-spray",
    "step.epinephrine.either": "pen-or-spray",
    "step.flat": "lie-adult",
    "step.flat.small-child": "hold-flat",
    "step.flat.left": "lie-left",
    "step.call": "phone-call",
    "step.call.no-number": "phone-call",
    "step.cpr": "press-chest",
}
_NAMES = ("alert.yes", "alert.condition")  # alerts that say a name and nothing else
_BREATHING = "step.flat.breathing"  # when not to lie flat
_ORDERS = ("do-not-give", "do-not-use")  # sentences that get the "do not" sign


@dataclass(frozen=True)
class Block:
    """Statements that stand together on one panel.

    `kind` chooses the template and style, `picture` names a drawing. `goes_on` says that the next
    block continues the same run of statements.
    """

    id: str
    kind: str
    statements: tuple[Statement, ...]
    heading: str | None = None
    number: int | None = None
    picture: str | None = None
    goes_on: bool = False


def least_mm(some: Iterable[Block], words: Words, size: float = LEAST_PT) -> float:
    """The least height (mm) of blocks in a type size (pt), from the widths of their letters.

    Without a layout, so that what cannot fit need not be laid out.
    """
    lines = sum(_least_lines(_printed(block, words), size) for block in some)
    return lines * size * LEAST_LINE * MM


def _least_lines(text: str, size: float) -> int:
    lines = (" ".join(typed.split()) for typed in text.split("\n"))
    return sum(max(1, ceil(narrowest(one, size) / LONGEST_LINE_MM)) for one in lines)


def _printed(block: Block, words: Words) -> str:
    """The text that a block prints, with the line breaks that were typed."""
    said = map(words.say, block.statements)
    shown = map(name_in, said) if block.kind == "names" else said
    return unescape(re.sub("<[^>]*>", "", Markup(" ").join(shown)))


def who(plan: Plan, kind: str = "who") -> Block:
    """Who the person is."""
    return Block("who", kind, plan.of(*WHO))


def headline(plan: Plan, step: Step) -> Block:
    """A step's headline. In step 1 what holds for every device stands beside it."""
    kind = "first" if step.number == 1 else "step"
    statements = (step.statement, *_general(step))
    picture = _picture(plan, step)
    return Block(f"step-{step.number}", kind, statements, number=step.number, picture=picture)


def details(step: Step, kind: str = "") -> Iterator[Block]:
    """The lines below a step's headline; in step 1 each is a device and where it is kept."""
    beside = _general(step)
    for number, line in enumerate(step.details):
        rest = tuple(one for one in line if one not in beside)
        shown = kind or ("device" if step.number == 1 else "detail")
        if rest:
            yield Block(f"step-{step.number}-{number}", shown, rest, number=step.number)


def parted(line: Block, breathing: bool, rest: bool) -> Iterator[Block]:  # noqa: FBT001 - two parts
    """A line of details: all of it, what it says of breathing alone, or the rest of it."""
    wanted = {True: breathing, False: rest}
    kept = tuple(one for one in line.statements if wanted[one.id.startswith(_BREATHING)])
    if kept == line.statements:
        yield line
    elif kept:
        part = "breathing" if breathing else "else"
        yield replace(line, id=f"{line.id}-{part}", statements=kept)


def alerts(plan: Plan, *, names_said: bool) -> Iterator[Block]:
    """The alerts, each in a block.

    With `names_said`, when the names stand on the front, without alerts that are only a name.
    """
    told = [one for one in plan.of(Part.ALERT) if not (names_said and one.id in _NAMES)]
    for number, statement in enumerate(told):
        yield Block(f"alert-{number}", "alert", (statement,), None if number else "staff")


def never(plan: Plan) -> Iterator[Block]:
    """What must not be given, each in a block."""
    for number, statement in enumerate(plan.of(Part.NEVER)):
        yield Block(f"never-{number}", "never", (statement,), picture=forbidden(statement))


def alerts_together(plan: Plan) -> Iterator[Block]:
    """All alerts in one block."""
    if statements := plan.of(Part.ALERT):
        yield Block("alerts", "alerts", statements, "staff")


def names(plan: Plan, *parts: Part) -> Iterator[Block]:
    """The names alone of the statements of some parts, in one block."""
    if statements := tuple(one for part in parts for one in plan.of(part)):
        name = "-".join(("names", *parts))
        yield Block(name, "names", statements, picture=forbidden(statements[0]))


def _general(step: Step) -> tuple[Statement, ...]:
    """The first detail of step 1, if it is general."""
    line = step.details[0] if step.number == 1 and step.details else ()
    return tuple(one for one in line[:1] if one.is_general)


def _picture(plan: Plan, step: Step) -> str | None:
    if step.statement.id.startswith("step.second"):
        sprays_only = plan.steps()[0].statement.id == "step.epinephrine.nasal"
        return "second-spray" if sprays_only else "second-pen"
    said = {one.id for line in step.details for one in line}
    if step.statement.id == "step.flat" and "step.flat.pregnant" not in said:
        return "lie-child"
    return PICTURES.get(step.statement.id)


def forbidden(statement: Statement) -> str | None:
    """The picture beside what must not be given."""
    return "do-not" if statement.id in _ORDERS else None
