"""Every page can be read by a tired person of seventy.

The reading grade is taken over the sentences of every block of text, such as a paragraph, a hint or
a label; a block without a full stop counts as one sentence. A sentence that is repeated, such as
the hint in each row of a checklist, counts once. Short labels are left out, because they would make
any page easy. So is everything that is not the page's own words: the person's answers, names of
countries and clinics, lines for emergency staff, and the catalogue's sentences and sources, which
are measured elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from xml.etree.ElementTree import Element

import pytest

from tests.reading_grade import HIGHEST_GRADE, grade, is_label, plain
from tests.web.pages import Page
from tests.web.sight import Sight

MEDIAN_GRADE = 6
FEWEST_WORDS = 20  # fewer words say too little about a page
BLOCKS = {
    *("p", "li", "h1", "h2", "h3", "label", "legend", "button", "summary", "figcaption"),
    *("dt", "dd", "div", "section", "article", "form", "fieldset", "ul", "ol", "nav"),
}
NOT_OURS = {"bdi", "select", "textarea", "svg", "code", "article"}
NOT_FOR_THE_PERSON = {
    *("staff", "glance", "handover", "countries", "helpers", "story", "hidden", "marks", "letter"),
}


def sentences(page: Page) -> list[str]:
    """The sentences in a page's main part, block by block."""
    (main,) = page.all("main")
    lines = (" ".join("".join(texts).split()) for texts in blocks_of(main))
    return list(dict.fromkeys(plain(ended(line)) for line in lines if not is_label(line)))


def ended(line: str) -> str:
    """The line with a full stop, if it has no end mark."""
    return line if line.endswith((".", "?", "!")) else f"{line.rstrip(':;, ')}."


def blocks_of(element: Element) -> Iterator[list[str]]:
    """The texts of an element, one list for each block."""
    block = [element.text or ""]
    for one in element:
        if one.tag in BLOCKS or one.get("class") == "hint":
            yield block
            yield from () if is_left_out(one) else blocks_of(one)
            block = []
        elif one.tag == "br":
            block.append(". ")
        elif is_left_out(one):
            block.append("this" if one.tag == "bdi" else "")
        else:
            *inner, last = blocks_of(one)
            for part in inner:
                yield block + part
                block = []
            block += last
        block.append(one.tail or "")
    yield block


def is_left_out(element: Element) -> bool:
    """Whether the text is not ours, or not meant for the person."""
    classes = set((element.get("class") or "").split())
    return element.tag in NOT_OURS or bool(classes & NOT_FOR_THE_PERSON)


@pytest.fixture(scope="module")
def grades(sights: list[Sight]) -> dict[str, float]:
    """The reading grade of each page with enough words."""
    said = {one.name: " ".join(sentences(one.page)) for one in sights if one.is_page}
    return {name: grade(text) for name, text in said.items() if len(text.split()) >= FEWEST_WORDS}


def test_no_page_is_harder_than_grade_eight(grades: dict[str, float]) -> None:
    """This holds in every state; `pytest -rP` prints all grades, the hardest first."""
    for name, found in sorted(grades.items(), key=lambda one: -one[1]):
        print(f"{found:5.1f}  {name}")  # noqa: T201 - for whoever asks for it

    assert {name: found for name, found in grades.items() if found > HIGHEST_GRADE} == {}


def test_most_pages_are_much_easier(grades: dict[str, float]) -> None:
    """At least half of them are at grade 6 or below."""
    assert median(grades.values()) <= MEDIAN_GRADE


def test_every_way_to_print_a_sentence_is_measured() -> None:
    """Paragraphs, hints and questions; not the person's words, nor the letter to a doctor."""
    page = Page(
        "<!doctype html><title>t</title><main><h1>All that you wrote here</h1>"
        "<p>Copy <bdi>Maria Keller</bdi> and go on <a href='/'>from here</a></p>"
        "<label>Name</label><label>What is it called then? <span class='hint'>As it stands on "
        "the box</span></label><article>Dear doctor, please check all this</article></main>"
    )

    assert sentences(page) == [
        "All that you wrote here.",
        "Copy this and go on from here.",
        "What is it called then?",
        "As it stands on the box.",
    ]
