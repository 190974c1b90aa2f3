"""The action plan: the whole Plan on one page of A4 or US Letter, and as many more as it needs."""

from __future__ import annotations

from math import ceil

from walletcard.clinical.guidance import guidance_of
from walletcard.clinical.statement import Part, Plan
from walletcard.paper.fit import largest
from walletcard.paper.fonts import widest
from walletcard.paper.pages import fill
from walletcard.paper.pdf import Layout, lay_out
from walletcard.paper.qr import QrCode
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words
from walletcard.wording.sections import LeftOut, Sections, sections

STYLES = ("print/page.css", "print/plan.css")
SIZES = (10.0, 9.2, 8.5)  # pt; nothing on the plan is smaller
SIDE_MM = 10.0  # the margins at both sides
FOOT_SHARE = 0.82  # of the width that the name at the foot of a page takes
KERNING_MM = 2.0  # by which a line may be wider than its letters are one by one

# The sections: heading, parts, and whether each statement has a line of its own. The first stand
# beside the code, the others below the ladder.
BESIDE: Sections = (("call", (Part.CONTACT,), True), ("alerts", (Part.ALERT,), False))
BELOW: Sections = (
    ("never", (Part.NEVER, Part.GRAVE), True),
    ("reacted", (Part.REACTED,), True),
    ("advised", (Part.ADVISED,), False),
    ("safe", (Part.TOLERATED,), False),
    ("instructions", (Part.INSTRUCTIONS,), True),
    ("staff", (Part.STAFF,), True),
    # Heat, stress and the like: often long, and no reason to push the staff's box off page 1.
    ("sets-off", (Part.SETS_OFF,), False),
    ("medicines", (Part.MEDICATION,), False),
    ("devices", (Part.DEVICE,), False),
    ("conditions", (Part.CONDITION,), False),
    ("diagnosis", (Part.TEST,), False),
    ("history", (Part.HISTORY,), False),
    ("premedication", (Part.PREMEDICATION,), True),
    ("doctors", (Part.CLINICIAN, Part.HOSPITAL), False),
    ("confirmed", (Part.CONFIRMED,), False),
    ("person", (Part.LANGUAGE, Part.INTERPRETER), False),
    ("not-known", (Part.NOT_KNOWN, Part.NOT_ANSWERED), False),
    ("reviewed", (Part.REVIEW,), False),
)

# It says the whole Plan.
LEFT_OUT: LeftOut = {Part.SEE_PLAN: "the instructions themselves are here"}


def foot_lines(plan: Plan, words: Words, sheet: Sheet) -> int:
    """How many lines the name at the foot of each page may need; their room is kept beforehand."""
    said = [words.plain(one) for one in plan.of(Part.NAME, Part.BORN, Part.ANSWERS_OF)]
    room = FOOT_SHARE * (sheet.width - 2 * SIDE_MM) - KERNING_MM
    lines, used = 1, 0.0
    for word in ", ".join(said).split(" "):
        width = widest(f"{word} ", SIZES[-1])
        if used + width > room:
            lines, used = lines + ceil(width / room), 0.0
        used += width % room
    return lines


def plan_html(  # noqa: PLR0913, PLR0917 - all that the plan is made of
    plan: Plan, words: Words, sheet: Sheet, code: QrCode | None, photo: str | None, size: float
) -> str:
    """The action plan as HTML in a type size (pt); `photo` is a `data:` URI."""
    return fill(
        "plan.html",
        words,
        plan=plan,
        guidance=guidance_of(plan),
        Part=Part,
        beside=sections(plan, BESIDE),
        below=sections(plan, BELOW),
        sheet=sheet,
        code=code,
        photo=photo,
        size=size,
        foot_lines=foot_lines(plan, words, sheet),
    )


def print_plan(
    plan: Plan, words: Words, sheet: Sheet, code: QrCode | None, photo: str | None
) -> bytes:
    """The action plan as PDF; `photo` is a `data:` URI. Raises `RenderFailed`."""
    images = [photo] if photo else []

    def at(size: float) -> Layout:
        return lay_out(plan_html(plan, words, sheet, code, photo, size), STYLES, images)

    _, layout = largest(SIZES, at, lambda laid: len(laid.pages), least=1)
    return layout.pdf()
