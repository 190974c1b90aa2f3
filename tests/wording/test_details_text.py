"""The details as plain text: in the Plan's order, bounded, and never cut within a statement."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from tests.people import PRINTED, a_patient, person
from tests.strategies import patients
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part
from walletcard.wording import Words
from walletcard.wording.details_text import DETAILS_LEFT_OUT, DetailsText, details_text
from walletcard.wording.plain_text import in_letters

EIGHT = [file.stem[:2] for file in PRINTED]
NO_LIMIT = 10**6
MOST = 1123  # bytes, as the code on the plan has
BEGIN = "Is this anaphylaxis? Do this now, in this order:"


def told(patient: Patient, most: int = MOST) -> DetailsText:
    """The text of somebody."""
    return details_text(plan(patient), Words(), most)


def is_beginning(text: str, whole: str) -> bool:
    """Whether all but a text's last line is how the whole begins, up to the end of a line."""
    held, _, end = text.rpartition("\n")
    return end.startswith("More on paper") and f"{whole}\n".startswith(f"{held}\n" if held else "")


@pytest.mark.parametrize("case", EIGHT)
def test_what_has_no_room_is_left_off_at_the_end_and_the_text_says_so(case: str) -> None:
    """At every limit the text is how the whole begins, and no statement is cut."""
    whole = told(person(case), NO_LIMIT)
    statements = [one for one in plan(person(case)).statements if one.part not in DETAILS_LEFT_OUT]
    assert whole.text.endswith("\nMore on paper.")

    for most in range(60, len(whole.text.encode()), 37):
        short = told(person(case), most)
        assert len(short.text.encode()) <= most
        assert is_beginning(short.text, whole.text)
        assert short.text.endswith(f"More on paper: lines that did not fit here: {short.left_off}.")
        assert 0 < short.left_off <= len(statements)


@settings(max_examples=50)
@given(patients())
def test_anybody_s_text_is_bounded_and_whole_at_its_end(patient: Patient) -> None:
    """Whatever was typed, however long, in whatever script."""
    short, whole = told(patient), told(patient, NO_LIMIT)

    assert len(short.text.encode()) <= MOST
    assert is_beginning(short.text, whole.text)


def without_marks(text: str) -> str:
    """A text without the marks around right-to-left words, and without no-break spaces."""
    return re.sub("[\u2068\u2069]", "", text).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("case", EIGHT)
def test_statements_stand_in_the_order_of_the_plan(case: str) -> None:
    """Each on a line of its own, which a nurse can copy."""
    text = without_marks(told(person(case), NO_LIMIT).text)
    at = 0
    for one in plan(person(case)).statements:
        if one.part not in DETAILS_LEFT_OUT:
            said = without_marks(in_letters(Words(), one))
            at = text.index(said, at) + len(said)
            assert text[at] == "\n"


@pytest.mark.parametrize("case", EIGHT)
def test_the_first_line_names_nobody_and_no_disease(case: str) -> None:
    """Some phones show only that, or search the web for it."""
    assert told(person(case)).text.partition("\n")[0] == BEGIN


@pytest.mark.parametrize(
    "name", ["https://other.example/x", "BEGIN:VCARD", "<b>Li</b> & Wu", "tel:112", "WIFI:S:x;;"]
)
def test_it_is_never_a_link_or_markup(name: str) -> None:
    """What a name looks like makes no phone open anything: it stands as it was typed, as text."""
    text = told(a_patient(name=name)).text

    assert text.startswith(BEGIN)
    assert name in text.split("\n")
    assert "<b>Epi" not in text
    assert "&amp;" not in text


@pytest.mark.parametrize("case", ["01", "04"])
def test_ordinary_answers_fit_whole(case: str) -> None:
    """Who, what to do, what never, whom to call, medicines, and the baseline tryptase."""
    text = told(person(case))

    assert text.left_off == 0
    assert "Own baseline tryptase" in text.text
    assert "\nMedicines:\nCetirizine" in text.text


def test_a_tryptase_that_could_not_be_measured_further_is_said_so() -> None:
    """As on the papers."""
    own = {"value": 200, "unit": "ng/mL", "comparator": ">"}
    text = told(a_patient(diagnosis={"baseline_tryptase": own})).text

    assert "Own baseline tryptase more than 200 ng/mL" in text.replace("\u00a0", " ")


def test_of_many_medicines_the_alerts_and_the_first_ones_fit() -> None:
    """Case 05 takes nine; the last line says that there is more on paper."""
    text = told(person("05"))

    assert text.left_off > 0
    for said in ("metoprolol", "apixaban", "contrast media", "+46 8 555 010 12", "Midostaurin"):
        assert said in text.text


def test_a_part_that_is_not_on_the_list_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of what is left out decides, and nothing else."""
    monkeypatch.delitem(DETAILS_LEFT_OUT, Part.CLINICIAN)

    assert "Dr. Amina Osei, allergist" in told(person("01"), NO_LIMIT).text
