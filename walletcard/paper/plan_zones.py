"""What stands in the zones of the action plan, and the pictures beside it.

A picture never stands without its words, and says nothing that they do not: to a screen reader it
is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from walletcard.clinical.statement import Part, Plan, Statement, Typed
from walletcard.paper import card_blocks

# The pictures of `static/css/paper/pictograms/` beside the steps of how to use a device.
USE_PICTURES = {
    "use.blue-cap": "use-cap-off",
    "use.yellow-cap": "use-cap-off",
    "use.orange-end": "use-thigh",
    "use.orange-end-click": "use-thigh",
    "use.black-end": "use-thigh",
    "use.black-end-click": "use-thigh",
    "use.red-guard": "use-guard-off",
    "use.hold-leg": "use-hold-leg",
    "use.hold": "use-hold",
    "use.hold-label": "use-hold",
    "use.rub": "use-rub",
    "use.needle-cap": "use-needle-cap",
    "use.needle-in": "use-needle-in",
    "use.plunger-click": "use-plunger",
    "use.grip": "use-grip",
    "use.nozzle": "use-nozzle",
    "use.press-plunger": "use-press",
    "use.own-label": "use-label",
}
_LATER = ("staff.flat", "staff.tryptase", "staff.pain")  # lines that change no treatment


@dataclass(frozen=True)
class Pictured:
    """A statement, and the picture that stands beside it."""

    statement: Statement
    picture: str


@dataclass(frozen=True)
class PicturedStep:
    """A step, what is said of all devices beside its headline, its other lines, its picture."""

    number: int
    statement: Statement
    general: tuple[Statement, ...]
    lines: tuple[tuple[Statement, ...], ...]
    picture: str | None


@dataclass(frozen=True)
class DeviceUse:
    """How to use a device: its name, and the steps of its instructions."""

    what: Statement
    steps: tuple[Pictured, ...]


@dataclass(frozen=True)
class Staff:
    """The lines for emergency staff. The first change treatment: page 1 has them."""

    first: tuple[Statement, ...]
    rest: tuple[Statement, ...]


def steps(plan: Plan) -> Iterator[PicturedStep]:
    """The five steps with their pictures, which are those of the card."""
    for step in plan.steps():
        head = card_blocks.headline(plan, step)
        lines = tuple(one.statements for one in card_blocks.details(step))
        yield PicturedStep(step.number, step.statement, head.statements[1:], lines, head.picture)


def uses(plan: Plan) -> Iterator[DeviceUse]:
    """How to use each device."""
    said = plan.of(Part.USE, Part.USE_STEP)
    starts = [n for n, one in enumerate(said) if one.part is Part.USE]
    for start, end in pairwise([*starts, len(said)]):
        pictured = (Pictured(one, USE_PICTURES[one.id]) for one in said[start + 1 : end])
        yield DeviceUse(said[start], tuple(pictured))


def never(plan: Plan) -> Iterator[Pictured]:
    """What the person reacted to with anaphylaxis, with a sign beside what must not be given."""
    for one in plan.of(Part.NEVER, Part.GRAVE):
        yield Pictured(one, card_blocks.forbidden(one) or "")


def staff(plan: Plan) -> Staff:
    """The line on epinephrine and those that the answers call for come first."""
    lines = plan.of(Part.STAFF)
    epinephrine = [one for one in lines if one.id.startswith("staff.epinephrine")]
    changing = [one for one in lines[:-1] if one.cause and not one.id.startswith(_LATER)]
    first = (*epinephrine, *(one for one in changing if one not in epinephrine))
    return Staff(first, tuple(one for one in lines if one not in first))


def typed_text(said: Statement) -> str:
    """The words of a statement that is nothing but typed words."""
    return next(one.text for one in said.values.values() if isinstance(one, Typed))


def parted(said: Statement, at: int) -> tuple[Statement, Statement]:
    """Such a statement as two: the words before a place, and those from there on."""
    text = typed_text(said)
    before, after = Typed(text[:at]), Typed(text[at:])
    return replace(said, values={"text": before}), replace(said, values={"text": after})
