"""The shortcuts through WeasyPrint change no byte of a paper."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint

from tests.people import person
from walletcard.clinical.plan import plan
from walletcard.paper import pdf, text_layer
from walletcard.paper.action_plan import STYLES, ActionPlan
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words

# Logical properties, justified lines, and paragraphs that Pango would draw on lines of their own.
PAGE = """<html lang=en><title>-</title><style>@page { size: 80mm } p { text-align: justify }
.start { margin-inline-start: 5mm } .rtl { direction: rtl } .old { text-decoration: underline }
b { float: left; margin-block: 1em; border-inline-end: 1pt solid } i { white-space: pre-wrap }
</style><p class=start>One, and two, and three, and four, and five, and six, and seven, and eight.
<p class="start rtl">ימין <b>לשמאל</b> <span class=old>ושוב</span><p><i>one\u2029two\n\nthree</i>"""


def plan_of(number: str) -> str:
    """The plan of a person, as HTML."""
    made = ActionPlan(plan(person(number)), Words("en"), Sheet.A4, None)
    shape, _ = next(made.tried())
    return made.html(shape)


def without_shortcuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give WeasyPrint its own methods back."""
    line: Any = weasyprint.text.line_break.Layout
    styles: Any = weasyprint.css.ComputedStyle
    replaced = (
        (line, "deactivate"),
        (line, "reactivate"),
        (styles, "__missing__"),
        (weasyprint.layout.block, "iter_line_boxes"),  # or forgotten lines would be kept
    )
    for owner, name in replaced:
        monkeypatch.setattr(owner, name, getattr(owner, name).__wrapped__)
    monkeypatch.setattr(text_layer, "_PARAGRAPH_ENDS", frozenset(map(chr, range(0x3100))))


@pytest.mark.parametrize("number", ["06", None], ids=["scripts", "odd styles"])
def test_a_page_is_the_same_without_them(
    number: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where scripts are mixed, lines are justified or a style is named logically."""
    html, styles = (plan_of(number), STYLES) if number else (PAGE, ())
    ours = pdf.lay_out(html, styles).pdf()
    without_shortcuts(monkeypatch)
    assert pdf.lay_out(html, styles).pdf() == ours
