"""Paragraphs that are the same for everybody are laid out once, and hold no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
import weasyprint

from tests.people import person
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.plan import plan
from walletcard.paper import general, pdf
from walletcard.paper.action_plan import ActionPlan
from walletcard.paper.papers import Order
from walletcard.paper.sheets import Sheet
from walletcard.places import TEMPLATES
from walletcard.wording import Words

WORD = re.compile(r"\w+")
# The last four place boxes that stand apart: no line is broken by them, but for its width.
TOLD_BY_THE_KEY = {"font-size", "width", "height", "left", "top", "bottom"}
LINK = "https://cards.example.org/c#" + "1234567890" * 4


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with nothing kept."""
    pdf.warm()
    monkeypatch.setattr(general, "kept", {})


def marked(number: str, sheet: Sheet = Sheet.A4) -> Iterator[str]:
    """The text of each paragraph of a plan that is marked as general."""
    made = ActionPlan(plan(person(number)), Words("en"), sheet)
    shape, _ = next(made.tried())
    page = ElementTree.fromstring(made.html(shape).strip())  # noqa: S314 - our own template
    for one in page.iter():
        if general.MARK in one.attrib:
            yield " ".join(one.itertext())


def laid_out_anew(order: Order, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The plan as WeasyPrint makes it, with each paragraph laid out."""
    block: Any = weasyprint.layout.block
    with monkeypatch.context() as patch:
        patch.setattr(block, "iter_line_boxes", block.iter_line_boxes.__wrapped__)
        return order.action_plan()


def test_a_plan_with_kept_lines_is_the_same_to_the_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    """After others: the same person again, another sheet, and no code beside the lines."""
    first = Order(person("01"), Sheet.A4, link=LINK)
    orders = (
        first,
        first,
        Order(person("01"), Sheet.LETTER),
        Order(person("06"), Sheet.A4, link=LINK),
    )
    for order in orders:
        assert order.action_plan() == laid_out_anew(order, monkeypatch)
    assert len(general.kept) > 60


def test_the_same_paragraph_elsewhere_has_lines_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its style follows from where it stands, from its type, and from a picture beside it."""
    words = "Lie flat. " * 30
    page = (
        '<html lang="en"><title>-</title><style>@page { size: 80mm } .b + p, .c p { color: red }'
        ".c { font-size: 9pt } .d { float: left; width: 3cm; height: 1cm }</style>"
        "<body>{}</body></html>"
    )
    p = f'<p data-general="">{words}</p>'
    floating = f'<p data-general=""><b class="d">-</b>{words}</p>'
    inside = f'<div class="c">{p}</div><div class="d">-</div>{p}{p}'
    body = f'{floating}{p}{floating}<div class="b">-</div>{p}{inside}'
    html = page.replace("{}", body)
    block: Any = weasyprint.layout.block
    ours = pdf.lay_out(html).pdf(), pdf.lay_out(html).pdf()
    monkeypatch.setattr(block, "iter_line_boxes", block.iter_line_boxes.__wrapped__)
    assert {pdf.lay_out(html).pdf()} == set(ours)


def test_words_of_another_size_within_a_paragraph_make_other_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The headline of step 1 is larger on one card than on another, and the rest is not."""
    p = '<p data-general=""><span class="big">Epinephrine now:</span><br/>outer thigh.</p>'
    pages = [
        f'<html lang="en"><title>-</title><style>.big {{ font-size: {size}pt }}</style>'
        f"<body>{p}</body></html>"
        for size in (14, 10)
    ]
    block: Any = weasyprint.layout.block
    ours = [pdf.lay_out(page).pdf() for page in pages]
    monkeypatch.setattr(block, "iter_line_boxes", block.iter_line_boxes.__wrapped__)
    assert [pdf.lay_out(page).pdf() for page in pages] == ours


def test_a_document_sets_nothing_of_its_own_but_sizes_and_places() -> None:
    """A rule that differs from document to document must be told by the key of kept lines.

    Style sheets are the same for all; in the key are the sizes of the type and the width.
    """
    for template in sorted((TEMPLATES / "paper").glob("*.html")):
        for style in re.findall(r"<style>(.*?)</style>", template.read_text("utf-8"), re.DOTALL):
            rules = re.sub(r"@page[^{]*\{(?:[^{}]|\{\{.*?\}\})*\}", "", style)
            assert set(re.findall(r"([a-z-]+): ", rules)) <= TOLD_BY_THE_KEY, template.name


@pytest.mark.parametrize("number", ["01", "03", "04", "05", "06", "07", "08"])
def test_a_marked_paragraph_has_no_word_but_those_of_the_catalogue(number: str) -> None:
    """So no name, no medicine, no day and no place is kept."""
    told = " ".join(re.sub(r"{\w+}", "", one.text) for one in catalogue().statements.values())
    for text in marked(number):
        assert set(WORD.findall(text)) <= {*WORD.findall(told), "1", "2", "3"}


@pytest.mark.usefixtures("laid_out_anew")  # a layout that was kept is not made again
def test_no_more_is_kept_than_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """So a process does not grow with the number of type sizes."""
    monkeypatch.setattr(general, "MOST", 5)
    Order(person("01"), Sheet.A4).action_plan()
    assert len(general.kept) == 5
