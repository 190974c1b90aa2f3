"""The action plan: the whole Plan on A4 or US Letter, in zones, on one page or two if it can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from markupsafe import Markup

from walletcard.clinical.guidance import guidance_of, limits_of
from walletcard.clinical.statement import Part, Plan, Statement
from walletcard.paper import plan_zones as zones
from walletcard.paper.fonts import widest
from walletcard.paper.pages import fill
from walletcard.paper.pdf import Layout, lay_out
from walletcard.paper.plan_fit import FOOT_MM, LEAST, Arrangement, Fit
from walletcard.paper.plan_height import SIDE_MM, Heights
from walletcard.paper.plan_lines import end_of_line
from walletcard.paper.qr import QrCode
from walletcard.paper.sheets import DETAILS_CODE_MM, Sheet
from walletcard.wording import Words
from walletcard.wording.sections import PLAN_ALERTS, PLAN_BELOW, PLAN_PERSON, sections

STYLES = ("paper/page.css", "paper/plan.css")
FOOT_SHARE = 0.82  # of the page's width: the room for the name at its foot
FOOT_LINE_MM = 3.8
KERNING_MM = 2.0  # by how much a line may be wider than its letters added up


@dataclass(frozen=True)
class SplitInstructions:
    """A doctor's instructions: what stands above the box for staff, whose words, and the rest."""

    first: Statement
    later: Statement | None
    whose: tuple[Statement, ...]


@dataclass(frozen=True)
class ActionPlan:
    """What an action plan is made of. `photo` is a `data:` URI.

    `details_code` stands in a place of its own, `DETAILS_CODE_MM` wide, on the page that has the
    medicines.
    """

    plan: Plan
    words: Words
    sheet: Sheet
    code: QrCode | None = None
    photo: str | None = None
    details_code: Markup | None = None

    def html(self, shape: Arrangement) -> str:
        """The whole document in an arrangement."""
        contacts = self.plan.of(Part.CONTACT)
        first = contacts[: shape.contacts_above]
        return fill(
            "plan.html",
            self.words,
            shape=shape,
            heads=self._heights.heads(shape.size),
            plan=self.plan,
            title=self.title,
            Part=Part,
            guidance=guidance_of(self.plan),
            limits=limits_of(self.plan),
            contacts=first,
            further_contacts=contacts[len(first) :],
            alert_sections=sections(self.plan, PLAN_ALERTS),
            steps=list(zones.steps(self.plan)),
            uses=list(zones.uses(self.plan)),
            never_lines=list(zones.never(self.plan)),
            person=sections(self.plan, PLAN_PERSON),
            instructions=self._instructions(shape),
            staff=zones.staff(self.plan),
            rest=sections(self.plan, PLAN_BELOW),
            sheet=self.sheet,
            code=self.code,
            photo=self.photo,
            details_code=self.details_code,
            details_code_mm=DETAILS_CODE_MM,
            foot_mm=self._foot_mm,
        )

    def lay_out(self) -> Layout:
        """The document as it is printed. Raises `RenderFailed`."""
        for shape, layout in self.tried():
            if shape.fits(layout):
                break
        return layout

    def tried(self) -> Iterator[tuple[Arrangement, Layout]]:
        """The arrangements from the best on, each laid out; normally the first fits."""
        details = self.details_code is not None
        return Fit(self._heights, self.sheet, self._foot_mm, details=details).tried(self._laid_out)

    def _laid_out(self, shape: Arrangement) -> Layout:
        return lay_out(self.html(shape), STYLES, [self.photo] if self.photo else [])

    @property
    def title(self) -> str:
        """Its heading; it names mastocytosis if the words for the call do."""
        (call,) = self.plan.of(Part.CALL_SCRIPT)
        has_it = call.id == "call.script"
        return str(self.words.sentence("heading.plan" if has_it else "heading.plan.any-disease"))

    @cached_property
    def _heights(self) -> Heights:
        return Heights(self.plan, self.words, self.sheet, self.code)

    @cached_property
    def _foot_mm(self) -> float:
        return FOOT_MM + FOOT_LINE_MM * (foot_lines(self.plan, self.words, self.sheet) - 1)

    def _instructions(self, shape: Arrangement) -> SplitInstructions | None:
        """All of them above the box for staff, or the first lines of long ones."""
        if not (said := self.plan.of(Part.INSTRUCTIONS)):
            return None
        first, *whose = said
        if "instructions" not in shape.below:
            return SplitInstructions(first, None, tuple(whose))
        room = self.sheet.width - 2 * SIDE_MM - 60.0
        text = zones.typed_text(first)
        end = end_of_line(text, room, shape.size, shape.instruction_lines)
        if end == len(text):
            return SplitInstructions(first, None, tuple(whose))
        first, later = zones.parted(first, end)
        return SplitInstructions(first, later, tuple(whose))


def foot_lines(plan: Plan, words: Words, sheet: Sheet) -> int:
    """How many lines the name at the foot of each page needs at most.

    CSS must reserve the room before the page is laid out.
    """
    said = [words.plain(one) for one in plan.of(Part.NAME, Part.BORN, Part.ANSWERS_OF)]
    room = FOOT_SHARE * (sheet.width - 2 * SIDE_MM) - KERNING_MM
    lines, used = 1, 0.0
    for word in ", ".join(said).split(" "):
        width = widest(f"{word} ", LEAST)
        if used + width > room:
            lines, used = lines + ceil(width / room), 0.0
        used += width % room
    return lines
