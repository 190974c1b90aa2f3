"""What a card's blocks need is told before they are laid out, and the layout decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.paper.checks import LINK, card_of, faults_of_card
from tests.paper.layer import pages_of
from tests.people import PRINTED, a_patient, person
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part
from walletcard.paper.card_back import SIZES, Side, back, folds, folds_of
from walletcard.paper.card_front import Band, Front, NotSure, chosen, front
from walletcard.paper.card_height import FrontHeights
from walletcard.paper.card_lines import Break, Flow, Guess, Style, height
from walletcard.paper.card_panels import Panels
from walletcard.paper.card_type import READ
from walletcard.paper.qr import qr_code
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words
from walletcard.wording.sections import CARD_BACK

EIGHT = [file.stem[:2] for file in PRINTED]
LATIN = ["01", "02", "03", "04", "05", "08"]
SURE = ["01", "02", "04", "05", "08"]  # of 03, a line is full to a tenth of a millimetre
TYPED_BREAKS = "left pocket\nthen the grey rucksack " * 2


def band_of(patient: Patient) -> Band:
    """The corner of the front."""
    return Band(plan(patient).of(Part.ANSWERS_OF)[0], None)


def not_told(_front: Front, _words: Words) -> dict[str, Any]:
    """Heights that decide nothing."""
    raise NotSure


@pytest.mark.parametrize("number", LATIN)
def test_the_heights_told_of_the_front_are_those_of_the_layout(number: str) -> None:
    """Else the lengths in Python and in the style sheet have gone apart."""
    patient = person(number)
    stands = chosen(plan(patient), Words(), band_of(patient)).front
    there, told = stands.lay_out(Words()).heights, stands.told(Words())
    for id, one in told.items():
        assert one.least <= there[id] <= one.most, id
        assert one.likely == pytest.approx(there[id], abs=0.01), id


@pytest.mark.parametrize("number", ["06", "07"])
def test_what_is_not_sure_lies_between_the_least_and_the_most(number: str) -> None:
    """Letters of other scripts, and words longer than a line."""
    patient = person(number)
    stands = chosen(plan(patient), Words(), band_of(patient)).front
    there, told = stands.lay_out(Words()).heights, stands.told(Words())
    out = [id for id, one in told.items() if not one.least <= there[id] <= one.most]
    assert out == []


@pytest.mark.parametrize("number", EIGHT)
def test_what_gives_way_is_what_a_layout_would_decide(
    number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same blocks stay, in the same type, whether heights are told or measured."""
    patient, words = person(number), Words()
    told = chosen(plan(patient), words, band_of(patient))
    monkeypatch.setattr(Front, "told", not_told)
    measured = chosen(plan(patient), words, band_of(patient))
    assert told.front == measured.front
    assert told.elsewhere == measured.elsewhere


@pytest.mark.parametrize("number", EIGHT)
@pytest.mark.parametrize("link", [LINK, None])
def test_no_size_needs_fewer_folds_than_its_letters_tell(number: str, link: str | None) -> None:
    """So a size that is not laid out could not have been chosen."""
    code = qr_code(link, "code") if link else None
    side = Side(tuple(back(plan(person(number)), (), CARD_BACK)), Words(), code)
    for size in SIZES:
        laid = side.lay_out(size)
        assert folds_of(len(side.told(size, Guess.LEAST))) <= folds(laid)
        there = [list(page.anchors) for page in laid.pages]
        assert side.told(size, Guess.LIKELY) == there or number not in SURE


def scaled(of: Callable[..., float], share: float) -> Callable[..., float]:
    """Heights that are told too small or too large."""
    return lambda *given: share * of(*given)


def counted(monkeypatch: pytest.MonkeyPatch, of: type, name: str) -> list[tuple[Any, ...]]:
    """A list that gets what a method is given, each time that it is called."""
    given: list[tuple[Any, ...]] = []
    method = getattr(of, name)

    def counting(*args: Any) -> Any:
        given.append(args)
        return method(*args)

    monkeypatch.setattr(of, name, counting)
    return given


@pytest.mark.parametrize("share", [0.6, 1.6])
def test_a_wrong_guess_gives_no_wrong_card(monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """Heights told far too small or too large cost layouts and type, and nothing that is said."""
    monkeypatch.setattr(Panels, "height", scaled(Panels.height, share))
    monkeypatch.setattr(FrontHeights, "_guessed", scaled(FrontHeights._guessed, share))  # noqa: SLF001
    card = card_of(person("05"), Sheet.A4)
    (page,) = pages_of(card.pdf, Sheet.A4)
    assert list(faults_of_card(person("05"), card, Sheet.A4, page)) == []


def test_a_front_that_is_not_sure_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a place in a script whose letters join, the height is not told but laid out."""
    asked = counted(monkeypatch, Front, "measured")
    card_of(person("06"), Sheet.A4)
    assert asked


def test_a_long_place_in_its_label_is_not_sure() -> None:
    """Lines in it end where its words do: how many there are, the letters alone do not tell."""
    kept = "left outer pocket of the grey rucksack, " * 7
    patient = a_patient(epinephrine=[{"device": "neffy", "kept_at": kept}])
    band = band_of(patient)
    block = next(one for one in front(plan(patient)) if one.kind == "device")
    stands = Front((block,), READ, band)
    (told,), (there,) = stands.told(Words()).values(), stands.measured(Words()).values()
    assert told.least <= there.likely <= told.most
    assert not told.is_sure


def test_lines_end_where_words_and_typed_lines_do() -> None:
    """At spaces, after hyphens perhaps, and where somebody typed it."""
    flow = Flow()
    flow.add("one two-three\n\nfour", Style(7.0, 1.0, typed=True))
    before = [one.before for one in flow.pieces]
    assert before == [Break.SURE, Break.SURE, Break.MAYBE, Break.TYPED, Break.TYPED]
    kept = Flow()
    kept.add("one two-three", Style(7.0, 1.0, kept=True))
    assert len(kept.pieces) == 1


def height_in(text: str, width: float, style: Style) -> float:
    """How high a text most likely is in lines of a width, in mm."""
    flow = Flow()
    flow.add(text, style)
    return height(flow.pieces, style, lambda _top, _line: width, 0.0, Guess.LIKELY)


@pytest.mark.parametrize("text", ["Maria Keller", "עברית", "あいう", "W" * 90, TYPED_BREAKS])
def test_the_narrower_a_line_the_higher_the_text(text: str) -> None:
    """In every script, and for words that are wider than the line."""
    style = Style(7.0, 1.05)
    heights = [height_in(text, width, style) for width in (200.0, 40.0, 15.0, 4.0)]
    assert heights == sorted(heights)
    assert heights[0] < heights[-1]


def test_a_list_that_goes_on_has_its_heading_when_it_is_first_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Which of many foods begins a panel is known before the layout."""
    foods = [{"name": f"Abcdef ghijk lmnop {n}"} for n in range(60)]
    side = Side(tuple(back(plan(a_patient(tolerated=foods)), (), CARD_BACK)), Words(), None)
    laid = counted(monkeypatch, Side, "lay_out")
    headed, pages = side.fitted(5)
    assert len(laid) == 1
    assert headed != side
    assert headed.headed(pages) == headed
