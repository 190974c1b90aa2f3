"""What gives way on the card's front, in the order of its list, and that nothing of it is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.paper.checks import card_of, safe_areas
from tests.paper.layer import letters, pages_of
from tests.people import PRINTED, a_patient, answers, person
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import patient_from
from walletcard.clinical.statement import Part
from walletcard.paper.card_blocks import PICTURES, headline
from walletcard.paper.card_front import NOTHING, Band, Way, chosen, elsewhere, front
from walletcard.paper.card_type import LEAST, MOST, READ, as_many_lines, one_line
from walletcard.paper.fonts import widest
from walletcard.paper.plan_zones import USE_PICTURES
from walletcard.paper.sheets import Sheet
from walletcard.places import FONTS, STATIC
from walletcard.wording import Words

DOCS = Path(__file__).parent.parent.parent / "docs"
PICTOGRAMS = STATIC / "css" / "paper" / "pictograms"
LEAST_LINE_MM, WIDTH_MM = 0.4, {44: 6.8, 24: 2.7, 18: 2.25}  # by the width of the drawing


def said_first(patient: Patient) -> str:
    """What stands on the first panel."""
    card = card_of(patient, Sheet.A4)
    (page,) = pages_of(card.pdf, Sheet.A4)
    first = safe_areas(card.panels, Sheet.A4)[1]
    return letters("".join(one.text for one in page.characters if one.box.is_inside(first)))


@pytest.mark.parametrize("way", Way)
def test_what_gives_way_stands_elsewhere(way: Way) -> None:
    """Every statement of the front is on it, or on the back and the inner panels."""
    statements = plan(person("03"))
    whole = {one.id for block in front(statements) for one in block.statements}
    given = frozenset({way})
    left = {one.id for block in front(statements, given) for one in block.statements}
    gone = {one.id for block in elsewhere(statements, given) for one in block.statements}
    assert left | gone == whole
    assert not any(True for _ in elsewhere(statements, NOTHING))


def test_the_guide_to_looking_lists_the_same_order() -> None:
    """Whoever looks at a card knows from it what should have given way before what."""
    guide = " ".join((DOCS / "looking-at-paper.md").read_text("utf-8").split())
    places = [guide.find(way.value) for way in Way]
    assert -1 not in places
    assert places == sorted(places)


def test_names_of_alerts_stay_when_their_facts_go() -> None:
    """Staff see what changes treatment at once, and the facts on the back."""
    first = said_first(person("05"))
    assert letters("Beta-blocker · Long-term steroids · Blood thinner · Low platelets") in first
    assert letters("takes metoprolol") not in first


@pytest.mark.parametrize("number", [file.stem[:2] for file in PRINTED])
def test_a_full_front_still_says_to_sit_if_it_is_hard_to_breathe(number: str) -> None:
    """Whoever lays a person flat must see at once that a gasping one sits."""
    assert letters("ard to breathe: sit, legs out.") in said_first(person(number))


@pytest.mark.parametrize("number", ["05", "08"])
def test_the_other_lines_below_the_headlines_go_before_what_staff_must_know(number: str) -> None:
    """How to lay who passed out stands on the back."""
    assert letters("Passed out") not in said_first(person(number))


@pytest.mark.parametrize("number", ["01", "03", "04", "05", "07", "08"])
def test_the_first_device_its_place_and_the_name_stand_on_the_front(number: str) -> None:
    """Whoever has the card in hand knows where to look, and whose it is."""
    patient, words = person(number), Words()
    statements = plan(patient)
    device = statements.steps()[0].details[0][-1]
    first = said_first(patient)
    for one in (device, *statements.of(Part.NAME, Part.DIAGNOSIS), *statements.of(Part.SIGNS)):
        assert letters(words.plain(one)) in first


@pytest.mark.parametrize(
    ("born", "picture"), [("2026-02-01", "hold-flat"), ("2018", "lie-child"), ("1990", "lie-adult")]
)
def test_each_age_has_its_own_picture_of_lying(born: str, picture: str) -> None:
    """A small child is held, a child is small."""
    statements = plan(a_patient(born=born, epinephrine=[{"device": "jext"}]))
    assert headline(statements, statements.steps()[1]).picture == picture


def test_every_picture_has_its_drawing_and_its_rule() -> None:
    """A name that is nowhere drawn would print nothing."""
    rules = "".join(one.read_text() for one in (STATIC / "css" / "paper").glob("*.css"))
    others = ("second-pen", "second-spray", "lie-child", "do-not", "place")
    for name in (*PICTURES.values(), *USE_PICTURES.values(), *others):
        assert (PICTOGRAMS / f"{name}.svg").is_file()
        assert f"url(pictograms/{name}.svg)" in rules
    assert {one.stem for one in PICTOGRAMS.glob("*.svg")} == set(
        re.findall(r"pictograms/(.*?)\.svg", rules)
    )


@pytest.mark.parametrize("file", sorted(PICTOGRAMS.glob("*.svg")), ids=lambda file: file.stem)
def test_no_line_of_a_drawing_is_finer_than_a_copier_keeps(file: Path) -> None:
    """0.4 mm at the size at which it is printed."""
    drawing = (PICTOGRAMS / f"{file.stem}.svg").read_text()
    across = int(re.findall(r'viewBox="0 0 (\d+)', drawing)[0])
    strokes = [float(one) for one in re.findall(r'stroke-width="([\d.]+)"', drawing)]
    printed = 9.2 if "#fff" in drawing else WIDTH_MM[across]
    if file.stem == "telephone":
        printed = 3.7
    assert all(one * printed / across >= LEAST_LINE_MM for one in strokes)


def test_no_size_is_under_its_least() -> None:
    """Headlines 9 pt, all else 7 pt; what is read at arm's length lies between least and most."""
    for least in (READ, LEAST):
        assert min(least.first, least.where, least.steps, least.fourth, least.rash) >= 9
        assert min(least.place, least.name, least.rest) >= 7
        assert least.at_most(MOST) == least
    assert READ.grown(1, MOST).rest == MOST.rest
    assert READ.grown(0.5, MOST).rest == READ.rest


def test_a_line_is_as_wide_as_its_letters() -> None:
    """The largest size of a line is measured in the font that prints it."""
    with TTFont(FONTS / "inter" / "Inter-Bold.ttf") as font:
        em = font["head"].unitsPerEm
        width = sum(font["hmtx"][font.getBestCmap()[ord(one)]][0] for one in "Call 911.") / em
    assert widest("Call 911.", 72.0, "Bold") == pytest.approx(width * 25.4)
    size = one_line("Call 911.", 30.0)
    assert widest("Call 911.", size, "Bold") == pytest.approx(30.0)
    assert as_many_lines("Call 911.", 30.0, 9.0) == size
    assert as_many_lines("Call 911. " * 5, 30.0, 9.0) < 5 * size


def test_the_type_grows_where_there_is_room() -> None:
    """Few answers are printed larger than many."""
    words = Words()
    few, many = (
        chosen(plan(one), words, Band(plan(one).of(Part.ANSWERS_OF)[0], None))
        .grown(words, unfold=True)
        .front.type
        for one in (person("02"), person("05"))
    )
    assert few.first >= many.first
    assert few.steps > many.steps


def test_many_contacts_with_long_names_push_no_alert_off_the_card() -> None:
    """What changes treatment, and what must not be given, is more than a fifth number to call."""
    contacts = [
        {"name": f"{'Konstantinopoulou ' * 14}{number}", "phone": "999"} for number in range(12)
    ]
    many = patient_from(answers("03") | {"contacts": contacts})
    moved = {one.part for one in card_of(many, Sheet.A4).moved}
    assert Part.CONTACT in moved
    assert not moved & {Part.ALERT, Part.NEVER, Part.STEP}
