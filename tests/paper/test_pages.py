"""Sentences on paper: words and amounts have boxes of their own only where these are needed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest
from markupsafe import Markup

from tests.paper.documents import a_page
from tests.paper.layer import pages_of
from walletcard.clinical.statement import Amount, Phone, Typed
from walletcard.paper.pages import in_few_boxes, on_one_line, without_marks
from walletcard.paper.pdf import lay_out
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words

PLAIN = (
    "red pouch in handbag",
    "Müller & Söhne (2. OG), <left>",
    "Ђорђе, \u0395\u03bb\u03ad\u03bd\u03b7",
    "10x20 -> “5”",
)
LONG = "Rindfleischetikettierungsgesetz"


def said(text: str) -> Markup:
    """Typed words as a sentence of paper has them."""
    return in_few_boxes(Words().value(Typed(text)))


@pytest.mark.parametrize(
    "text",
    PLAIN,
)
def test_words_that_no_box_changes_have_none(text: str) -> None:
    """Latin, Greek and Cyrillic words with single spaces stand in their sentence as they are."""
    assert said(text) == Markup.escape(text)


@pytest.mark.parametrize(
    "text",
    [
        "חגורה 5",
        "left\u202eright",
        "in the\u200fbag",
        "two  spaces",
        " before",
        "after ",
        "two\nlines",
        "tab\tstop",
        "漢字",
        "ไทย",
        "हिन्दी",
        "e\u0301",
        "\u0301e",
        "soft\u00adhyphen",
        f"in the {LONG}",
    ],
)
def test_words_that_a_box_changes_have_one(text: str) -> None:
    """Words from the right, joined signs, spaces and lines as typed, and long words that break."""
    assert said(text) == f'<bdi translate="no">{text}</bdi>'


def test_a_long_word_may_go_to_the_next_line() -> None:
    """There is a place for a break before it, in its box."""
    assert said(LONG) == f'<bdi translate="no">\u200b{LONG}</bdi>'


def test_a_phone_number_stays_on_one_line() -> None:
    """It has a box, which is not broken."""
    number = Words().value(Phone("+1 617 555 0134"))
    assert in_few_boxes(number) == number


def test_a_typed_number_stays_beside_its_unit() -> None:
    """The space between them does not end a line; the other spaces may."""
    assert said("10 mg at night, 25 000 units") == "10\u00a0mg at night, 25 000 units"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Amount(Decimal("48.2"), "ng/mL"), "48.2\u00a0ng/\u2060mL"),
        (Amount(Decimal(68), "kg"), "68\u00a0kg"),
        (Amount(Decimal(92), "10^9/L"), "92\u00a0×\u00a010⁹/\u2060L"),
        (Amount(Decimal(200), "G/L", comparator=">"), "more\u00a0than\u00a0200\u00a0G/\u2060L"),
    ],
)
def test_an_amount_stays_on_one_line_without_a_box(amount: Amount, shown: str) -> None:
    """Neither its spaces nor its slash end a line."""
    assert without_marks(in_few_boxes(Words().value(amount))) == shown


def test_a_sentence_stays_on_one_line() -> None:
    """Without a box if only its spaces could end a line."""
    assert (
        on_one_line(Markup("Passed out: on the side."))
        == "Passed\u00a0out:\u00a0on\u00a0the\u00a0side."
    )
    assert on_one_line(Markup("Half-sitting.")) == '<span class="whole">Half-sitting.</span>'


def test_words_without_a_box_are_printed_as_with_one() -> None:
    """Beside words from the right, too; only kerning at their ends moves what follows a little."""
    typed = [Words().value(Typed(text)) for text in (*PLAIN, "חגורה 5", *PLAIN)]
    boxed, plain = (_places(said) for said in (typed, map(in_few_boxes, typed)))
    assert [letter for letter, _ in plain] == [letter for letter, _ in boxed]
    assert [left for _, left in plain] == pytest.approx([left for _, left in boxed], abs=0.5)


def _places(said: Iterable[Markup]) -> list[tuple[str, float]]:
    """The characters of a long line, each with its left edge in mm."""
    line = f"<p>Kept in: {Markup(' 12 · ').join(said)}."
    (page,) = pages_of(lay_out(a_page(line, "@page { size: 600mm 40mm }")).pdf(), Sheet.A4)
    return [(one.text, one.box.left) for one in page.characters]
