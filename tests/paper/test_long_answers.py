"""A card of very long answers: what has no room is known before anything is laid out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.paper.checks import card_of, faults_of_card
from tests.paper.layer import pages_of
from tests.people import PRINTED, a_patient, person
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.paper import card_back, card_front
from walletcard.paper.card_back import SIZES, Side, back
from walletcard.paper.card_blocks import least_mm
from walletcard.paper.fonts import narrowest, widest
from walletcard.paper.pdf import Layout
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words
from walletcard.wording.sections import CARD_BACK

MOST_PAGES = 30  # of one layout; those of a whole record of long answers were 60
MOST_LAYOUTS = 12
SCRIPTS = {
    "Japanese": "あ" * 280,
    "directions": "a ש 1 ع " * 35,
    "Hindi": "क्षेत्र " * 35,
    "lines": "\n".join("a" * 30),
    "words": "some plain words " * 16,
}


def long_answers(text: str) -> Patient:
    """Somebody who says as much as can be said, in more than one place."""
    line = " ".join(text.split())
    return a_patient(
        name=line,
        epinephrine=[{"device": "other", "name": line, "route": "nasal", "kept_at": line}] * 4,
        contacts=[{"name": line, "relation": line, "phone": "999"}] * 4,
        triggers=[
            {"name": f"{number} x", "reaction": "anaphylaxis", "note": text} for number in range(20)
        ],
        medications=[{"name": f"{number} y", "note": line} for number in range(10)],
    )


def pages_laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that gets the pages of each layout of a front or a run of panels."""
    pages: list[int] = []

    def counting(of: Callable[..., Layout]) -> Callable[..., Layout]:
        def lay_out(*given: Any) -> Layout:
            laid = of(*given)
            pages.append(len(laid.pages))
            return laid

        return lay_out

    for module in (card_front, card_back):
        monkeypatch.setattr(module, "lay_out", counting(module.lay_out))
    return pages


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_however_long_the_answers_are_little_is_laid_out(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few layouts of a few panels; what does not fit is on the action plan."""
    pages = pages_laid_out(monkeypatch)
    patient = long_answers(text.strip())
    card = card_of(patient, Sheet.A4)
    assert card.moved
    assert len(pages) <= MOST_LAYOUTS
    assert max(pages) <= MOST_PAGES
    (page,) = pages_of(card.pdf, Sheet.A4)
    assert list(faults_of_card(patient, card, Sheet.A4, page)) == []


@pytest.mark.parametrize("number", [file.stem[:2] for file in PRINTED])
def test_no_block_is_lower_than_its_letters_tell(number: str) -> None:
    """What is taken to be too tall is too tall: no answer that fits is moved to the plan."""
    side = Side(tuple(back(plan(person(number)), (), CARD_BACK)), Words(), None)
    heights = dict.fromkeys([one.id for one in side.blocks], 0.0)
    for page in side.lay_out(SIZES[-1]).pages:
        for id, (_, top, _, bottom) in page.anchors.items():
            heights[id] = heights.get(id, 0.0) + bottom - top
    low = [one.id for one in side.blocks if heights[one.id] < least_mm([one], side.words)]
    assert low == []


@pytest.mark.parametrize("text", ["Maria Keller", "عبد الرحمن", "あいう", "ก็", "क्षेत्र", "W" * 30])
def test_the_least_width_is_no_more_than_the_most(text: str) -> None:
    """Of every script; a letter of Chinese or Japanese is nearly as wide as it is high."""
    assert 0 < narrowest(text, 7.0) <= widest(text, 7.0)
    assert narrowest("あ", 72.0) == pytest.approx(25.4 * 0.95)


def test_rows_that_a_layout_finds_too_tall_take_no_others_with_them() -> None:
    """Only once they are gone is it seen what has no room."""
    tall = "\n".join(str(number) for number in range(19))
    triggers = [
        *({"name": f"Abc {n}", "reaction": "anaphylaxis", "note": tall} for n in range(3)),
        *({"name": f"Xyz {n}", "reaction": "moderate"} for n in range(20)),
    ]
    moved = [str(one.values) for one in card_of(a_patient(triggers=triggers), Sheet.A4).moved]
    assert not any("Xyz" in one for one in moved)


def test_rows_that_are_taller_than_a_panel_push_no_others_off_the_card() -> None:
    """What stands after them has its place on the card, though they have none."""
    tall = "\n".join(str(number) for number in range(30))
    triggers = [
        *({"name": f"Abc {n}", "reaction": "anaphylaxis", "note": tall} for n in range(8)),
        {"name": "Xyz", "reaction": "moderate"},
    ]
    moved = [str(one.values) for one in card_of(a_patient(triggers=triggers), Sheet.A4).moved]
    assert sum("Abc" in one for one in moved) == len(triggers) - 1
    assert not any("Xyz" in one for one in moved)


def test_few_layouts_are_tried_for_ordinary_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """One for the front and one for all that follows.

    What gives way, the size and the headings at the tops of panels are known beforehand.
    """
    pages = pages_laid_out(monkeypatch)
    for number in ("01", "02", "04", "05", "08"):
        card_of(person(number), Sheet.A4)
        assert len(pages) == 2
        pages.clear()
