"""Statements as sentences: what was typed stays as typed, what was measured keeps its digits."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from markupsafe import escape

from tests.people import PRINTED
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.plan import plan
from walletcard.clinical.record import read_record
from walletcard.clinical.statement import (
    Amount,
    Date,
    Device,
    Language,
    Listed,
    Part,
    Phone,
    Term,
    Typed,
    Value,
    statement,
)
from walletcard.wording import Words
from walletcard.wording.words import NO_BREAK

WORDS = Words()
SPRAY = Device(Term("device", "eurneffy"), None, Amount(Decimal(2), "mg"))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Date("1984-03-09"), "9 Mar 1984"),
        (Date("2023-08"), "Aug 2023"),
        (Date("2012"), "2012"),
        (Amount(Decimal("0.3"), "mg"), "0.3 mg"),
        (Amount(Decimal("0.15"), "mg"), "0.15 mg"),
        (Amount(Decimal(300), "micrograms"), "300 micrograms"),
        (Amount(Decimal("48.2"), "ng/mL", "2026-04-02"), "48.2 ng/mL (2 Apr 2026)"),
        (Amount(Decimal("0.0001234"), "ng/mL"), "0.0001234 ng/mL"),
        (Amount(Decimal(150000), "/uL"), "150000 per microlitre"),
        (Amount(Decimal(61), "10^9/L"), "61 × 10⁹/L"),
        (Amount(Decimal(200), "ng/mL", "2026", ">"), "more than 200 ng/mL (2026)"),
        (Amount(Decimal(10_000), "/uL", None, "<"), "less than 10000 per microlitre"),
        (Language("ar"), "Arabic"),
        (Language("sm"), "Samoan"),
        (Language("ase"), "American Sign Language"),
        (Language("bfi"), "British Sign Language"),
        (Language("cmn"), "Mandarin Chinese"),
        (Language("tw"), "Twi"),
        (Language("fa-AF"), "Dari"),
        (Language("ar-EG"), "Arabic (Egypt)"),
        (Language("sr-Latn-RS"), "Serbian (Latin, Serbia)"),
        (Language("iw"), "Hebrew"),
        (Language("deu"), "German"),
        (Language("qqq"), "a language with the code “qqq”"),
        (SPRAY, "EURneffy NOSE SPRAY 2 mg"),
        (Device(Term("device", "epipen"), None, Amount(Decimal("0.3"), "mg")), "EpiPen 0.3 mg"),
        (Device(Term("device", "jext")), "Jext pen"),
        (Listed((Typed("a"), Typed("b"))), "a, b"),
    ],
)
def test_a_value_reads_as_a_person_would_write_it(value: Value, said: str) -> None:
    """Months in letters, no digit rounded or grouped, the form of a device that is no pen."""
    assert WORDS.value(value).striptags().replace(NO_BREAK, " ") == said


def test_a_device_with_its_form_and_strength_never_breaks() -> None:
    """Name, form and strength are one run."""
    assert " " not in re.sub("<[^>]*>", "", WORDS.value(SPRAY))


@pytest.mark.parametrize("id", ["amneal-epinephrine", "epipen-generic"])
def test_a_long_device_breaks_between_its_words_but_not_before_its_unit(id: str) -> None:
    """As one run it would be wider than a panel."""
    device = Device(Term("device", id), None, Amount(Decimal("0.3"), "mg"))
    runs = re.sub("<[^>]*>", "", WORDS.value(device)).split(" ")
    assert max(map(len, runs)) < 20
    assert runs[-1] == f"0.3{NO_BREAK}mg"


@pytest.mark.parametrize("text", ["<b>x</b>", "{0} {name}", "**bold**", "a  b\nc", "&amp;", "%s"])
def test_typed_words_are_never_read_as_anything_else(text: str) -> None:
    """Markup, placeholders and stars of the catalogue mean nothing in typed words."""
    said = WORDS.say(statement(Part.NAME, "name", name=Typed(text)))
    assert said == f'<bdi translate="no">{escape(text)}</bdi>'


def test_a_phone_number_stays_as_typed() -> None:
    """It is neither formatted nor broken."""
    said = WORDS.value(Phone("(617) 555-0134"))
    assert said == '<bdi class="phone" translate="no">(617) 555-0134</bdi>'


@pytest.mark.parametrize(
    "value",
    [
        Typed("Rose Hill"),
        Phone("112"),
        SPRAY,
        Device(None, "Pluma Roja"),
        Device(None, "Pluma Roja", Amount(Decimal(1), "mg")),
        Term("device", "jext"),
        Term("medicine", "famotidine"),
        Amount(Decimal("48.2"), "ng/mL"),
    ],
)
def test_a_browser_translates_no_name_and_no_number(value: Value) -> None:
    """Rose Hill is a person or a street, and no hill with roses."""
    rest = re.sub(r'<(bdi|span)[^>]* translate="no">.*?</\1>', "", WORDS.value(value))
    assert rest.strip() == ""


def test_a_browser_may_translate_what_is_a_word() -> None:
    """A trigger of the catalogue, a sign, a date, a language."""
    for value in (Term("trigger", "alcohol"), Date("2023-08"), Language("ar")):
        assert "translate" not in WORDS.value(value)
    measured = Amount(Decimal("48.2"), "ng/mL", "2026-04-02")
    assert str(WORDS.value(measured)).endswith(f"</span> ({WORDS.date('2026-04-02')})")
    more = str(WORDS.value(Amount(Decimal(200), "ng/mL", comparator=">")))
    assert f'<span class="unit">more{NO_BREAK}than{NO_BREAK}</span><span' in more


def test_a_term_that_begins_a_statement_gets_a_capital_and_typed_words_never_do() -> None:
    """Alcohol is capital at the start of a line; a typed iPod strap stays as it is."""
    term = statement(Part.TOLERATED, "tolerated", what=Term("trigger", "alcohol"))
    own = statement(Part.TOLERATED, "tolerated", what=Typed("iPod strap"))
    assert WORDS.plain(term) == "Alcohol"
    assert WORDS.plain(own) == "iPod strap"


def test_a_language_that_is_not_spoken_is_refused() -> None:
    """A card in the wrong language is never made in silence."""
    with pytest.raises(ValueError, match="not translated"):
        Words("xx")


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: file.stem)
def test_every_statement_of_every_plan_can_be_said(file: object) -> None:
    """No placeholder is left and no star is seen."""
    statements = plan(read_record(file.read_bytes())).statements  # type: ignore[attr-defined]
    for one in statements:
        typed = any(isinstance(value, Typed) for value in one.values.values())
        said = WORDS.plain(one)
        assert said
        assert typed or "{" not in said
        assert typed or "**" not in said


def test_every_sentence_of_the_catalogue_is_well_formed() -> None:
    """Stars come in pairs, and there are no straight quotes and no double spaces."""
    for sentence in catalogue().statements.values():
        assert sentence.text.count("**") % 2 == 0, sentence.id
        assert '"' not in sentence.text, sentence.id
        assert "  " not in sentence.text, sentence.id
        assert sentence.text == sentence.text.strip(), sentence.id


@pytest.mark.parametrize(
    ("text", "is_run"),
    [
        ("+44 20 7946 0958", True),
        ("0303 123 4567, then ask for Ward 7 (day)", True),
        ("0303 123 4567, then ask for Ward 7 (days)", False),
        ("a " * 149 + "a", False),
    ],
)
def test_a_number_that_cannot_stay_on_one_line_is_words(text: str, *, is_run: bool) -> None:
    """All of it is printed either way; what is kept together takes the layout time."""
    said = WORDS.value(Phone(text))
    assert said.striptags() == text
    assert ('class="phone"' in said) == is_run
