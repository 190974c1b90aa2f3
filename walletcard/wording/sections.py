"""Which parts of the Plan stand under which heading on every face, and what a face leaves out.

Each face has its headings in its own order. What it leaves out is in its `LeftOut`, with the
reason; `tests/test_faces.py` checks that it says everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from walletcard.clinical.statement import Part, Plan, Statement

# The rows of a face: heading, parts, and whether each statement has a line of its own.
Sections = tuple[tuple[str, tuple[Part, ...], bool], ...]
# The rows of the card: the number is how many statements at the most share a line.
CardRows = tuple[tuple[str, tuple[Part, ...], int], ...]
# The parts of the Plan that a face leaves out, each with the reason. It must say all other parts.
LeftOut = Mapping[Part, str]

HEADINGS: Mapping[str, tuple[Part, ...]] = {
    "alerts": (Part.ALERT,),
    "never": (Part.NEVER, Part.GRAVE),
    "call": (Part.CONTACT,),
    "doctors": (Part.CLINICIAN, Part.HOSPITAL),
    "instructions": (Part.INSTRUCTIONS,),
    "staff": (Part.STAFF,),
    "reacted": (Part.REACTED,),
    "sets-off": (Part.SETS_OFF,),
    "advised": (Part.ADVISED,),
    "safe": (Part.TOLERATED,),
    "first-signs": (Part.FIRST_SIGNS,),
    "medicines": (Part.MEDICATION,),
    "devices": (Part.DEVICE,),
    "conditions": (Part.CONDITION,),
    "diagnosis": (Part.TEST,),
    "history": (Part.HISTORY,),
    "premedication": (Part.PREMEDICATION,),
    "confirmed": (Part.CONFIRMED,),
    "person": (Part.LANGUAGE, Part.INTERPRETER),
    "not-known": (Part.NOT_KNOWN, Part.NOT_ANSWERED),
    "reviewed": (Part.REVIEW,),
}
HOW_TO_USE = (Part.USE, Part.USE_STEP)
SIGNS_OF_A_REACTION = (Part.RED, Part.RED_THEN, Part.MILD, Part.MILD_DO)


def parts_under(*headings: str) -> tuple[Part, ...]:
    """The parts of one or more headings."""
    return tuple(part for heading in headings for part in HEADINGS[heading])


def _on_lines(heading: str, *also: str) -> tuple[str, tuple[Part, ...], bool]:
    """A heading, under which the parts of others may stand too; a line for each statement."""
    return heading, parts_under(heading, *also), True


def _in_a_row(heading: str) -> tuple[str, tuple[Part, ...], bool]:
    """A heading whose statements stand one after the other."""
    return heading, parts_under(heading), False


# The card's back and inner panels, below the contacts. The front, and what gives way on it, are in
# `paper/card_front.py`.
CARD_BACK: CardRows = (
    ("", (Part.CLINICIAN, Part.HOSPITAL), 1),
    ("reacted", (Part.REACTED,), 1),
    ("sets-off", (Part.GRAVE, Part.SETS_OFF), 4),
    ("advised", (Part.ADVISED,), 4),
    ("safe", (Part.TOLERATED,), 4),
    ("first-signs", (Part.FIRST_SIGNS,), 1),
    ("not-known", (Part.NOT_KNOWN,), 8),
    ("", (Part.INTERPRETER, Part.SEE_PLAN, Part.REVIEW), 2),
)
# All of it is on the action plan.
CARD_LEFT_OUT: LeftOut = {
    Part.CALL_SCRIPT: "the step says whom to call, and the one word that matters",
    Part.CONFIRMED: "changes nothing at the roadside",
    **dict.fromkeys(
        SIGNS_OF_A_REACTION,
        "a whole page of signs: the card has those on which to act",
    ),
    Part.STAFF: "for those who have time to read: the alerts name what changes treatment",
    Part.MEDICATION: "too long: the alerts name those that change treatment",
    Part.DEVICE: "use-by dates: the steps say what there is and where",
    **dict.fromkeys(HOW_TO_USE, "each device has it on its label; the plan has it with pictures"),
    Part.CONDITION: "too long: the alerts name those that change treatment",
    Part.TEST: "for the hospital",
    Part.HISTORY: "for the hospital",
    Part.INSTRUCTIONS: "too long to be read on a card",
    Part.PREMEDICATION: "for planned procedures only",
    Part.LANGUAGE: "the language of an interpreter is there",
    Part.NOT_ANSWERED: "less urgent than what else is not known",
}

# The action plan: the alerts below the name, the person, and what follows the box for staff.
PLAN_ALERTS: Sections = (_in_a_row("alerts"),)
PLAN_PERSON: Sections = (
    _on_lines("reacted"),
    _in_a_row("sets-off"),
    _in_a_row("advised"),
    _in_a_row("safe"),
)
PLAN_BELOW: Sections = (
    _in_a_row("medicines"),
    _in_a_row("devices"),
    _in_a_row("conditions"),
    _in_a_row("diagnosis"),
    _in_a_row("history"),
    _on_lines("premedication"),
    _in_a_row("doctors"),
    _in_a_row("confirmed"),
    _in_a_row("person"),
    _in_a_row("not-known"),
    _in_a_row("reviewed"),
)
PLAN_LEFT_OUT: LeftOut = {Part.SEE_PLAN: "the instructions themselves are here"}

# The page behind the code: what follows the steps.
PAGE_BELOW: Sections = (
    _on_lines("alerts"),
    _on_lines("never"),
    _on_lines("staff"),
    _on_lines("reacted"),
    _on_lines("safe"),
    _on_lines("advised"),
    _on_lines("instructions"),
    _on_lines("call", "doctors"),
    _on_lines("medicines"),
    _on_lines("diagnosis"),
    _on_lines("conditions"),
    _on_lines("history"),
    _on_lines("first-signs"),
    _on_lines("sets-off"),
    _on_lines("devices"),
    _on_lines("premedication"),
    _on_lines("confirmed"),
    _on_lines("person"),
    _in_a_row("not-known"),
    _on_lines("reviewed"),
)
PAGE_LEFT_OUT: LeftOut = {
    **dict.fromkeys(
        SIGNS_OF_A_REACTION,
        "whoever opens the page has seen the signs; the ladder is on the action plan",
    ),
    **dict.fromkeys(HOW_TO_USE, "each device has it on its label; the plan has it with pictures"),
    Part.SEE_PLAN: "the instructions themselves are here",
}

# A face of plain text: parts whose lines do not explain themselves have a heading.
TextRow = tuple[str, tuple[Part, ...]]

# The boxes of a phone, in its order: id, name, and rows. What was tolerated is not in the box for
# allergies: a phone may cut that box, or join its lines, and then it would read as an allergy.
PHONE_BOXES: tuple[tuple[str, str, tuple[TextRow, ...]], ...] = (
    (
        "conditions",
        "Medical conditions",
        (("", (Part.DIAGNOSIS, *parts_under("alerts", "conditions"))),),
    ),
    (
        "notes",
        "Medical notes",
        (
            ("", (Part.SIGNS,)),
            ("", (Part.STEP,)),
            ("", (Part.CALL_SCRIPT,)),
            ("first-signs", parts_under("first-signs")),
            ("safe", parts_under("safe")),
            ("", (Part.INTERPRETER, Part.ANSWERS_OF)),
        ),
    ),
    (
        "allergies",
        "Allergies and reactions",
        (
            ("", parts_under("never", "reacted")),
            ("sets-off", parts_under("sets-off")),
            ("", parts_under("advised")),
        ),
    ),
    ("medicines", "Medications", (("", parts_under("medicines")),)),
    ("contacts", "Emergency contacts", (("", parts_under("call", "doctors")),)),
)
PHONE_LEFT_OUT: LeftOut = {
    **dict.fromkeys((Part.NAME, Part.BORN), "the phone has boxes of its own for it"),
    **dict.fromkeys(
        SIGNS_OF_A_REACTION,
        "a whole page of signs: the notes have those on which to act",
    ),
    **dict.fromkeys(
        parts_under("staff", "diagnosis", "history", "instructions", "premedication"),
        "too long for a box: it is behind the code and on the action plan",
    ),
    **dict.fromkeys(
        (*parts_under("confirmed", "devices", "reviewed"), Part.LANGUAGE, Part.NOT_ANSWERED),
        "changes nothing before the ambulance is there",
    ),
    **dict.fromkeys(HOW_TO_USE, "each device has it on its label; the plan has it with pictures"),
    Part.NOT_KNOWN: "an empty box says it",
    Part.SEE_PLAN: "there is no plan beside a phone",
}

# The handover, in the order of ATMIST: age, time, medical problem, illness, signs, treatment. Then
# come allergies, medicines, background and the rest. A row without parts is filled in by hand.
HANDOVER_FIRST: tuple[TextRow, ...] = (
    ("handover-age", (Part.NAME, Part.BORN)),
    ("handover-time", ()),
    ("handover-problem", (Part.DIAGNOSIS,)),
    ("handover-illness", parts_under("first-signs")),
    ("handover-signs", ()),
    ("handover-treatment", ()),
)
HANDOVER_THEN: tuple[TextRow, ...] = (
    *(
        (heading, parts_under(heading))
        for heading in (
            *("alerts", "never", "reacted", "safe", "advised", "sets-off", "medicines"),
            *("conditions", "diagnosis", "history", "instructions", "premedication", "call"),
            *("doctors", "person", "devices", "confirmed", "not-known"),
        )
    ),
    ("reviewed", (*parts_under("reviewed"), Part.ANSWERS_OF)),
)
HANDOVER_LEFT_OUT: LeftOut = {
    **dict.fromkeys(
        (*SIGNS_OF_A_REACTION, Part.SIGNS, Part.STEP, Part.DETAIL, Part.CALL_SCRIPT, Part.STAFF),
        "what to do; a handover says what was found and done",
    ),
    **dict.fromkeys(HOW_TO_USE, "the device was used, or there is none"),
    Part.SEE_PLAN: "the instructions themselves are here",
}


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
