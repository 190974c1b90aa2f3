"""The action plan: the whole Plan on A4 or US Letter, on one page if it fits."""

from __future__ import annotations

from math import ceil

from markupsafe import Markup

from walletcard.clinical.guidance import guidance_of
from walletcard.clinical.statement import Part, Plan
from walletcard.paper.details_code import SIDE_MM
from walletcard.paper.fit import largest
from walletcard.paper.fonts import widest
from walletcard.paper.pages import fill
from walletcard.paper.pdf import Layout, lay_out
from walletcard.paper.qr import QrCode
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words
from walletcard.wording.sections import PLAN_BELOW, PLAN_BESIDE, sections

STYLES = ("paper/page.css", "paper/plan.css")
SIZES = (10.0, 9.2, 8.5)  # pt; nothing on the plan is smaller
MARGIN_MM = 10.0  # at both sides
FOOT_SHARE = 0.82  # of the page's width: the room for the name at its foot
KERNING_MM = 2.0  # by how much a line may be wider than its letters added up


def foot_lines(plan: Plan, words: Words, sheet: Sheet) -> int:
    """How many lines the name at the foot of each page needs at most.

    CSS must reserve the room before the page is laid out.
    """
    said = [words.plain(one) for one in plan.of(Part.NAME, Part.BORN, Part.ANSWERS_OF)]
    room = FOOT_SHARE * (sheet.width - 2 * MARGIN_MM) - KERNING_MM
    lines, used = 1, 0.0
    for word in ", ".join(said).split(" "):
        width = widest(f"{word} ", SIZES[-1])
        if used + width > room:
            lines, used = lines + ceil(width / room), 0.0
        used += width % room
    return lines


def plan_html(  # noqa: PLR0913, PLR0917 - all that the plan is made of
    plan: Plan,
    words: Words,
    sheet: Sheet,
    code: QrCode | None,
    photo: str | None,
    size: float,
    details_code: Markup | None = None,
) -> str:
    """The action plan as HTML in a type size (pt); `photo` is a `data:` URI.

    `details_code` stands in a place of its own, as wide as such a code.
    """
    return fill(
        "plan.html",
        words,
        plan=plan,
        guidance=guidance_of(plan),
        Part=Part,
        beside=sections(plan, PLAN_BESIDE),
        below=sections(plan, PLAN_BELOW),
        sheet=sheet,
        code=code,
        photo=photo,
        size=size,
        details_code=details_code,
        details_code_mm=SIDE_MM,
        foot_lines=foot_lines(plan, words, sheet),
    )


def print_plan(  # noqa: PLR0913, PLR0917 - all that the plan is made of
    plan: Plan,
    words: Words,
    sheet: Sheet,
    code: QrCode | None,
    photo: str | None,
    details_code: Markup | None = None,
) -> bytes:
    """The action plan as PDF, of what `plan_html` takes. Raises `RenderFailed`."""
    images = [photo] if photo else []

    def at(size: float) -> Layout:
        return lay_out(
            plan_html(plan, words, sheet, code, photo, size, details_code), STYLES, images
        )

    _, layout = largest(SIZES, at, lambda laid: len(laid.pages), least=1)
    return layout.pdf()
