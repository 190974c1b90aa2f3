"""How high the zones of the action plan come out in a type size, told before they are laid out.

The lengths, all in mm, are those of `static/css/paper/plan.css`. They only choose what is laid out:
the layout is checked. `tests/paper/test_plan_size.py` holds them to the layout.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from walletcard.clinical.guidance import guidance_of, limits_of
from walletcard.clinical.statement import Part, Plan, Statement
from walletcard.paper import plan_zones as zones
from walletcard.paper.fonts import MM, Weight
from walletcard.paper.pages import first_and_rest
from walletcard.paper.plan_around import LINE, Paragraph, around
from walletcard.paper.plan_heads import Heads, OneLine
from walletcard.paper.plan_lines import TextWidths, measured
from walletcard.paper.qr import QrCode
from walletcard.paper.sheets import DETAILS_CODE_MM, Sheet
from walletcard.wording import Words
from walletcard.wording.sections import (
    PLAN_ALERTS,
    PLAN_BELOW,
    PLAN_PERSON,
    Section,
    sections,
)

SIDE_MM = 10.0  # the margins at both sides
SMALL = 8.5  # pt; nothing on the plan is smaller
TITLE = 7.3  # with the day beside it
DOSES = 8.6  # the boxes for the doses given


@dataclass(frozen=True)
class _StepTexts:
    """The headline of step 1, where, its devices with their places, the other steps, and then."""

    first: TextWidths
    where: TextWidths | None
    devices: list[tuple[TextWidths, TextWidths | None]]
    others: list[tuple[TextWidths, list[TextWidths]]]
    then: TextWidths


class Heights:
    """The heights (mm) of a plan's zones in a type size (pt)."""

    def __init__(self, plan: Plan, words: Words, sheet: Sheet, code: QrCode | None) -> None:
        """Take what the plan is made of."""
        self._plan, self._words, self._code = plan, words, code
        self._width = sheet.width - 2 * SIDE_MM
        self._signs_width = 0.31 * (self._width - 1.4)
        self._steps_width = self._width - 1.4 - self._signs_width - 3.8

    def heads(self, size: float) -> Heads:
        """The headlines as large as one line holds, within limits."""
        return self._heads.beside(size)

    @cached_property
    def _heads(self) -> OneLine:
        return OneLine.of(self._plan, self._words, self._steps_width - 24.0)

    def who(self, size: float, *, photo: bool, contacts: int | None = None) -> float:
        """Who it is, and whom to call: all, or the first `contacts`."""
        name, others = self._who
        called = self._call[:contacts] if self._plan.of(Part.CONTACT) else []
        room = self._width - (23.0 if photo else 0.0) - (68.0 if called else 0.0)
        heads = self.heads(size)
        who = name.height(room, heads.name, heads.name_line)
        who += sum(one.height(room, size, LINE) for one in others)
        call = 0.0
        for number, one in enumerate(called):
            factor, phone = (0.18, 1.05) if number else (0.48, 1.1)  # for the larger phone number
            call += (LINE * one.lines_in(62.8, phone * size) + factor) * size * MM
        return 1.2 + max(who, call + 3.4, 23.5 if photo else 0.0)

    @cached_property
    def _who(self) -> tuple[TextWidths, list[TextWidths]]:
        (name,) = self._plan.of(Part.NAME)
        born, diagnosis = self._plan.of(Part.BORN)[0], self._plan.of(Part.DIAGNOSIS)[0]
        return self._text(name, weight="Bold"), [
            self._text(born),
            self._text(diagnosis, weight="Bold"),
        ]

    @cached_property
    def _call(self) -> list[TextWidths]:
        contacts = [self._words.say(one) for one in self._plan.of(Part.CONTACT)]
        return [measured(self._label("call"), *contacts[:1]), *map(measured, contacts[1:])]

    def alerts(self, size: float) -> float:
        """What changes treatment, in a row."""
        return sum(1.2 + one.height(self._width - 3.1, size, LINE) for one in self._alerts)

    @cached_property
    def _alerts(self) -> list[TextWidths]:
        return [self._row(one) for one in sections(self._plan, PLAN_ALERTS)]

    def red(self, size: float, *, all_devices: bool = True) -> float:
        """The signs beside the steps, and the boxes for doses."""
        return 2.6 + max(self._signs(size), self._steps(size, all_devices=all_devices)) + DOSES

    def _signs(self, size: float) -> float:
        question, rash, head, red, own = self._sign_texts
        room = self._signs_width
        height = 1.8 + question.height(room, 1.2 * size, 1.1) + 0.3 + rash.height(room, size, LINE)
        height += 2.6 + head.height(room - 3.2, 1.04 * size, 1.1)
        height += sum(one.height(room - 3.0, size, LINE) + 0.5 for one in red)
        return height + sum(one.height(room, size, LINE) + 1.55 for one in own)

    @cached_property
    def _sign_texts(
        self,
    ) -> tuple[TextWidths, TextWidths, TextWidths, list[TextWidths], list[TextWidths]]:
        plan, label = self._plan, self._words.sentence
        question, *rash = plan.of(Part.SIGNS)
        own = f"<b>{label('heading.own-signs')}</b>"
        return (
            self._text(question, weight="Bold"),
            self._text(*rash, weight="SemiBold"),
            measured(str(label("heading.red")).upper(), weight="Bold"),
            [self._text(one) for one in plan.of(Part.RED)],
            [measured(own, self._words.say(one)) for one in plan.of(Part.FIRST_SIGNS)],
        )

    def _steps(self, size: float, *, all_devices: bool) -> float:
        room, heads = self._steps_width - 24.0, self.heads(size)
        said = self._step_texts
        height = 2.1 + said.first.height(room, heads.first, 1.08)
        height += said.where.height(room, 1.25 * size, 1.15) if said.where else 0.7
        shown = said.devices if all_devices else said.devices[:1]
        height += sum(_with_place(what, place, room, size) for what, place in shown)
        for head, details in said.others:
            lines = 0.3 + head.height(room, heads.steps, 1.1)
            lines += sum(one.height(room, size, LINE) for one in details)
            height += 1.65 + max(6.7, lines)
        return height + 1.4 + said.then.height(self._steps_width - 4.0, size, LINE)

    @cached_property
    def _step_texts(self) -> _StepTexts:
        first, *others = zones.steps(self._plan)
        begin, rest = first_and_rest(self._words.say(first.statement))
        general = [self._words.say(one) for one in first.general]
        where = measured(rest, *general, weight="Bold") if rest or general else None
        devices = [self._device(line) for line in first.lines]
        heads = [
            (self._text(one.statement, weight="Bold"), [self._whole(line) for line in one.lines])
            for one in others
        ]
        then = self._text(*self._plan.of(Part.RED_THEN, Part.CALL_SCRIPT))
        return _StepTexts(measured(begin, weight="Bold"), where, devices, heads, then)

    def _device(self, line: tuple[Statement, ...]) -> tuple[TextWidths, TextWidths | None]:
        """What is said of a device, and where it is kept, which stands in a label of its own."""
        what, _, place = " ".join(self._words.say(one) for one in line).partition("<b>")
        return measured(what, weight="SemiBold"), measured(place, weight="Bold") if place else None

    def _whole(self, line: tuple[Statement, ...]) -> TextWidths:
        """Sentences of which the general ones are not broken."""
        said = [(one, self._words.say(one)) for one in line]
        return measured(*(s.replace(" ", "\u00a0") if one.is_general else s for one, s in said))

    def uses(self, size: float) -> float:
        """How to use each device."""
        return sum(self._use(what, steps, size) for what, steps in self._uses)

    def _use(self, what: TextWidths, steps: list[TextWidths], size: float) -> float:
        if not steps:  # the device's own label, named on the same line
            return 1.2 + max(8.4, 2.1 + what.height(self._width - 16.0, size, 1.3))
        name_width = 0.14 * (self._width - 0.8)
        room = (self._width - 0.8 - name_width - 3.4) / len(steps) - 14.0
        height = max(one.height(room, size, LINE) for one in steps)
        return 3.4 + max(8.2, height, what.height(name_width, size, LINE))

    @cached_property
    def _uses(self) -> list[tuple[TextWidths, list[TextWidths]]]:
        """What is said of each device, and its steps if there are several."""
        return [self._use_texts(one) for one in zones.uses(self._plan)]

    def _use_texts(self, use: zones.DeviceUse) -> tuple[TextWidths, list[TextWidths]]:
        what = self._words.say(use.what).replace("\u00a0", " ")
        steps = [self._words.say(one.statement) for one in use.steps]
        if len(steps) == 1:
            return measured(f"{what}:", *steps), []
        return measured(what), [measured("<b>1</b>", one) for one in steps]

    def moved(self, size: float, below: tuple[str, ...]) -> float:
        """What gave way to the box for staff, and stands below it."""
        person = self.person(size, code=False) - self.person(size, code=False, below=below)
        devices = self._further_devices(size) if "devices" in below else 0.0
        return person + (self.mild(size) if "mild" in below else 0.0) + devices

    def _further_devices(self, size: float) -> float:
        """The devices of step 1 but the first."""
        further = self._step_texts.devices[1:]
        return sum(_with_place(what, place, self._width, size) for what, place in further)

    def mild(self, size: float) -> float:
        """The mild or moderate signs."""
        room = 0.88 * (self._width - 0.8) - 9.2
        text = sum(one.height(room, size, LINE) for one in self._mild)
        return 2.0 + 1.3 + max(text, 2 * 1.04 * size * 1.1 * MM)

    @cached_property
    def _mild(self) -> list[TextWidths]:
        mild = self._text(*self._plan.of(Part.MILD), sign="; ")
        return [mild, self._text(*self._plan.of(Part.MILD_DO))]

    def person(
        self, size: float, *, code: bool, below: tuple[str, ...] = (), lines: int = 2
    ) -> float:
        """What this person reacted to and takes well, and the doctor's instructions.

        Without what stands below the box for staff; of the instructions some lines stay.
        """
        shown = [one for one in self._person if one.may_go_on or one.heading not in below]
        most = (lines + 1) * size * LINE * MM if "instructions" in below else math.inf
        return 1.2 + around(self._code_height if code else 0.0, shown, self._width, size, most)

    @cached_property
    def _person(self) -> list[Paragraph]:
        never = [
            Paragraph("never", self._text(one.statement), 8.9 if one.picture else 3.5, 1.3, 1.15)
            for one in zones.never(self._plan)
        ]
        return [*never, *map(self._person_line, self._person_texts())]

    def _person_texts(self) -> Iterator[tuple[str, int, TextWidths]]:
        instructions = self._plan.of(Part.INSTRUCTIONS)
        boxed = [Section("instructions", instructions, own_lines=True)] if instructions else []
        for section in (*sections(self._plan, PLAN_PERSON), *boxed):
            for number, text in self._numbered(section):
                yield section.heading, number, text

    def _person_line(self, said: tuple[str, int, TextWidths]) -> Paragraph:
        heading, number, text = said
        barred = heading == "instructions"
        above = 0.0 if number else (1.4 if barred else 0.5)
        return Paragraph(
            heading, text, 2.6 if barred else 0.0, above, may_go_on=barred and not number
        )

    @property
    def _code_height(self) -> float:
        if self._code is None:
            return 0.0
        rows = (len(self._code.groups) + 4) // 5 + (3 if self._code.reach.caution else 2)
        return self._code.side_mm + rows * SMALL * 1.2 * MM + 0.6

    def staff_first(self, size: float, *, code: bool) -> float:
        """The heading of the box for staff, and the lines that change treatment."""
        return 0.6 + self._staff(size, self._staff_texts[0], code=code)

    def staff(self, size: float, *, code: bool) -> float:
        """The whole box for staff."""
        return 0.6 + self._staff(size, [*self._staff_texts[0], *self._staff_texts[1]], code=code)

    def _staff(self, size: float, lines: list[Paragraph], *, code: bool) -> float:
        head = 1.2 + 1.2 + 1.2 + 1.1 * size * 1.15 * MM
        return head + around(self._code_height if code else 0.0, lines, self._width, size)

    @cached_property
    def _staff_texts(self) -> tuple[list[Paragraph], list[Paragraph]]:
        staff = zones.staff(self._plan)
        first, rest = (
            [Paragraph("staff", self._text(one), 8.6, 0.5) for one in said]
            for said in (staff.first, staff.rest)
        )
        return first, rest

    def rest(self, size: float, *, roomy: bool, details: bool = False) -> float:
        """Medicines, tests and all that follows, and the line for a signature."""
        height, beside = 1.2, DETAILS_CODE_MM + 8.0 if details else 0.0
        for number, text in self._rows[roomy]:
            room = self._width - (DETAILS_CODE_MM + 3.0 if height < beside else 0.0)
            if number == 0:
                height += 1.85 + 9.5 * LINE * MM if roomy else 0.5
            height += text.height(room, size, LINE)
        small = self._small.height(self._width, SMALL, 1.15)
        return max(height, beside) + 8.65 + size * LINE * MM + 0.6 + small

    @cached_property
    def _small(self) -> TextWidths:
        also = self._code.reach.caution if self._code else "face.no-code"
        said = map(self._words.say, (guidance_of(self._plan), limits_of(self._plan)))
        return measured(*said, *([self._words.sentence(also)] if also else []))

    @cached_property
    def _rows(self) -> tuple[list[tuple[int, TextWidths]], list[tuple[int, TextWidths]]]:
        """The rows of what follows, and the same with a line for each medicine."""
        rows: list[tuple[int, TextWidths]] = []
        roomy: list[tuple[int, TextWidths]] = []
        for one in sections(self._plan, PLAN_BELOW):
            rows += (said := list(self._numbered(one)))
            roomy += self._numbered(one, on_lines=True) if one.heading == "medicines" else said
        return rows, roomy

    def _numbered(
        self, section: Section, *, on_lines: bool = False
    ) -> Iterator[tuple[int, TextWidths]]:
        if section.own_lines or on_lines:
            yield from enumerate(self._lines(section))
        else:
            yield 0, self._row(section)

    def _lines(self, section: Section) -> list[TextWidths]:
        """Statements on a line each; the first stands beside the heading."""
        first, *others = section.statements
        said = measured(self._label(section.heading), self._words.say(first))
        return [said, *(self._text(one) for one in others)]

    def _row(self, section: Section) -> TextWidths:
        joined = "\u00a0· ".join(self._words.say(one) for one in section.statements)
        return measured(self._label(section.heading), joined)

    def _label(self, id: str) -> str:
        return f"<b>{str(self._words.sentence(f'heading.{id}')).upper()}</b>"

    def _text(self, *said: Statement, sign: str = " ", weight: Weight = "Regular") -> TextWidths:
        return measured(*map(self._words.say, said), sign=sign, weight=weight)


def _with_place(what: TextWidths, place: TextWidths | None, room: float, size: float) -> float:
    """The height of a device's line, whose place may need a line of its own."""
    if place is None:
        return what.height(room, size, LINE)
    label = place.height(room - 5.8, 1.25 * size, 1.1) + 1.5
    together = what.width(size) + place.width(1.25 * size) + 7.0
    if together <= room:
        return label
    return what.height(room, size, LINE) + label
