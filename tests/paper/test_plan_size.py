"""The action plan's type is chosen before it is laid out, and the layout decides."""

from __future__ import annotations

import re

import pytest

from tests.paper.checks import LINK
from tests.people import PRINTED, person
from walletcard.clinical.plan import plan
from walletcard.paper.action_plan import ActionPlan
from walletcard.paper.fonts import MM
from walletcard.paper.plan_around import LINE, Paragraph, around
from walletcard.paper.plan_fit import LEAST
from walletcard.paper.plan_height import Heights
from walletcard.paper.plan_lines import end_of_line, measured
from walletcard.paper.qr import qr_code
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words

EIGHT = [file.stem[:2] for file in PRINTED]


def plan_of(number: str, sheet: Sheet = Sheet.A4) -> ActionPlan:
    """The action plan of one of the eight."""
    return ActionPlan(plan(person(number)), Words(), sheet, qr_code(LINK, "The code"))


def layouts(action_plan: ActionPlan) -> int:
    """How many layouts it takes until one fits."""
    tried = enumerate(action_plan.tried(), 1)
    return next(number for number, (shape, layout) in tried if shape.fits(layout))


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("number", EIGHT)
def test_the_first_layout_fits(number: str, sheet: Sheet) -> None:
    """It was chosen by the widths of the letters; one more may be needed, but seldom."""
    assert layouts(plan_of(number, sheet)) <= (2 if number == "07" else 1)


@pytest.mark.parametrize("number", ["01", "02", "04", "05", "08"])
def test_the_heights_told_are_those_of_the_layout(number: str) -> None:
    """Within a line: else the lengths in Python and in the style sheet have gone apart."""
    action_plan = plan_of(number)
    shape, layout = next(action_plan.tried())
    heights, there = Heights(action_plan.plan, Words(), Sheet.A4, action_plan.code), layout.pages[0]
    told = {
        "who": heights.who(shape.size, photo=True),
        "red": heights.red(shape.size),
        "mild": heights.mild(shape.size),
        "person": heights.person(shape.size, code=False),
        "staff": heights.staff(shape.size, code=True),
    }
    for zone, height in told.items():
        _, top, _, bottom = there.anchors[zone]
        assert bottom - top == pytest.approx(height - 1.2, abs=5.2), zone


@pytest.mark.parametrize("share", [0.6, 1.6])
def test_a_wrong_guess_gives_no_wrong_plan(monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """Heights that are told far too small or too large cost layouts, and nothing else.

    The first layout that does not fit shows how high the zone is, so two more are enough.
    """
    right = Heights.red
    monkeypatch.setattr(
        Heights, "red", lambda self, size, **more: share * right(self, size, **more)
    )
    assert layouts(plan_of("01")) <= 3
    layout = plan_of("01").lay_out()

    first, *_ = layout.pages
    assert len(layout.pages) == 2
    assert "staff" in first.anchors
    assert not any("staff-first" in page.anchors for page in layout.pages[1:])


def test_a_word_too_wide_to_stand_beside_the_code_is_told_below_it() -> None:
    """Where WeasyPrint puts it; letters of scripts without spaces stand beside the code."""
    heights = [
        around(48.0, [Paragraph("safe", measured(text), 0.0, 0.5)], 190.0, 10.0)
        for text in ("a " * 50, "漢" * 50, "m" * 50)
    ]
    assert heights == pytest.approx([48.0, 48.0, 48.0 + 0.5 + 10.0 * LINE * MM])


def test_short_answers_have_larger_type_than_long_ones() -> None:
    """Type grows into what room is left, and is never under its least."""
    sizes = {number: next(plan_of(number).tried())[0].size for number in ("02", "03")}
    assert LEAST <= sizes["03"] < sizes["02"]


def test_text_is_broken_where_its_letters_fill_the_line() -> None:
    """Lines that were typed are kept, and a word wider than the line takes several."""
    assert measured("one two three").lines_in(1000, 10) == 1
    assert measured("one\ntwo").lines_in(1000, 10) == 2
    assert measured("x" * 100).lines_in(50, 10) > 3
    assert measured("<b>wide</b>").width(10) > measured("wide").width(10)


def test_the_end_of_a_line_parts_no_word_and_loses_no_letter() -> None:
    """Both halves together are the text."""
    text = "Some words to be broken,\nand others " * 5
    end = end_of_line(text, 60, 9, 3)
    assert 0 < end < len(text)
    assert re.search(r"\s", text[end - 1 : end + 1])
    assert end_of_line(text, 60, 9, 99) == len(text)


def test_a_text_without_spaces_is_parted_between_two_of_its_letters() -> None:
    """A number keeps its unit, and no line begins with the sign that ends a sentence."""
    text = "まずアドレナリン0.3mgを筋肉内に注射する。「次に」横になる。" * 9
    ends = {end_of_line(text, room, 9, 1) for room in range(20, 120)}
    assert len(ends) > 20
    for end in ends:
        assert not re.match(r".[。」]|「|[0.3m][.3mg]", text[end - 1 : end + 1]), text[:end]
