"""The wallet card's panels: nothing leaves its panel, and nothing is smaller than promised."""

from __future__ import annotations

from functools import cache

import pytest
from markupsafe import Markup

from tests.clinical.saying import quoted
from tests.paper.checks import LINK, PLAIN_LINK, card_of, faults_of, faults_of_card, safe_areas
from tests.paper.layer import Box, Character, Page, layer, letters, pages_of
from tests.people import PRINTED, a_patient, person
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.paper.card import Card
from walletcard.paper.card_back import Side, back
from walletcard.paper.pages import is_long
from walletcard.paper.papers import Order
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words
from walletcard.wording.sections import CARD_BACK

LONGEST_TYPED = 140  # characters; longer addresses give way to their codes
EIGHT = [file.stem[:2] for file in PRINTED]


@cache
def card(number: str, sheet: Sheet) -> tuple[Card, Page]:
    """A person's card, and what is read back of it."""
    printed = card_of(person(number), sheet)
    (page,) = pages_of(printed.pdf, sheet)
    return printed, page


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("number", EIGHT)
def test_a_card_has_all_its_lines_in_the_safe_area_at_sizes_that_can_be_read(
    number: str, sheet: Sheet
) -> None:
    """A cut that is a millimetre off takes no ink away; 7 pt or more, the steps 9 pt or more."""
    printed, page = card(number, sheet)
    assert list(faults_of_card(person(number), printed, sheet, page)) == []


@pytest.mark.parametrize("length", [14, 26, 60, 100, 140, 203])
@pytest.mark.parametrize("number", ["01", "03"])
def test_a_link_without_digits_of_any_length_stays_in_its_panel(number: str, length: int) -> None:
    """The last lengths leave no room for the address below the code; the action plan has it."""
    link = f"https://{'card' * 50}"[:length]
    assert faults_of(person(number), Sheet.A4, link) == []
    printed = card_of(person(number), Sheet.A4, link)
    (page,) = pages_of(printed.pdf, Sheet.A4)
    assert (letters(link[8:]) in letters(layer(page.characters))) == (length < LONGEST_TYPED)
    plan_pages = pages_of(Order(person(number), Sheet.A4, link=link).action_plan(), Sheet.A4)
    assert letters(link[8:]) in letters("".join(layer(one.characters) for one in plan_pages))


def test_ordinary_answers_take_two_panels_with_any_code() -> None:
    """With the digits of a card below it or not, and without a code."""
    for link in (LINK, PLAIN_LINK, None):
        assert card_of(person("01"), Sheet.A4, link).panels == 2


def test_faults_of_a_card_are_reported() -> None:
    """The check can fail: a line that is missing, too small or over a fold has its fault."""
    printed, page = card("01", Sheet.A4)
    steps = "".join(one.text for one in page.characters if one.size >= 9)
    assert letters("Call 911.") in letters(steps)
    over = Character("x", Box(105.0, 20.0, 106.0, 22.0), 6.5)
    worse = Page((*page.characters[50:], over), page.pieces, page.code, page.code_box)
    faults = list(faults_of_card(person("01"), printed, Sheet.A4, worse))
    assert any(fault.startswith("missing: 'Maria Keller'") for fault in faults)
    assert sum(fault.startswith("too small") for fault in faults) == 1
    assert sum(fault.startswith("outside the safe areas") for fault in faults) == 1


def test_safe_areas_are_inside_the_panels() -> None:
    """Each of four panels has one, 1.5 mm inside its edges, and one is below the card."""
    below, *panels = safe_areas(4, Sheet.A4)
    assert {round(area.right - area.left, 2) for area in panels} == {82.6}
    assert {round(area.bottom - area.top, 2) for area in panels} == {50.98}
    assert len(panels) == 4
    assert below.top > max(area.bottom for area in panels)


def test_few_answers_make_two_panels_and_many_make_more() -> None:
    """The answers decide how often the card folds: always into an even number of panels."""
    assert card("02", Sheet.A4)[0].panels == 2
    assert {card(number, Sheet.A4)[0].panels for number in EIGHT} == {2, 4, 6}


def test_a_card_of_more_than_two_panels_says_unfold_on_the_first() -> None:
    """Whoever finds the card folded knows that there is more."""
    assert "unfold" not in layer(card("01", Sheet.A4)[1].characters).casefold()
    said = layer(card("03", Sheet.A4)[1].characters).casefold()
    assert said.index("unfold") < said.index("alexandrina")


def test_the_panels_of_the_eight_do_not_grow() -> None:
    """A card that folds once more is one more fold to open in an emergency.

    Case 07, with markup in every field, has four with digits under its code: its back was full
    without the line that points to the doctor's instructions.
    """
    panels = [card(number, Sheet.A4)[0].panels for number in EIGHT]
    assert panels == [2, 2, 6, 4, 4, 4, 4, 4]


def test_a_sting_with_anaphylaxis_stands_before_all_else_that_sets_it_off() -> None:
    """Whoever reads "sets it off" reads it first; what may be a medicine is on the front."""
    triggers = [
        {"id": "stress", "reaction": "moderate"},
        {"id": "wasp-venom", "reaction": "anaphylaxis"},
        {"name": "Xyzzy", "reaction": "anaphylaxis"},
    ]
    printed = card_of(a_patient(triggers=triggers), Sheet.A4)
    (page,) = pages_of(printed.pdf, Sheet.A4)
    said = layer(page.characters).casefold()
    heading = letters("Sets it off").casefold()
    assert f"{heading}wasporyellowjacketvenom:anaphylaxis" in said
    assert said.index("reactedtoxyzzy:anaphylaxis") < said.index(heading)


def test_a_card_that_is_kept_has_its_number_beside_the_day_of_the_answers() -> None:
    """Of two cards found, it tells which is the newer; a card that is not kept has none."""
    crowded = card_of(person("03"), Sheet.A4, number=1234)
    (page,) = pages_of(crowded.pdf, Sheet.A4)
    assert "as of 25 Oct 2026 · card 1234".replace(" ", "") in layer(page.characters)
    assert list(faults_of_card(person("03"), crowded, Sheet.A4, page)) == []
    assert letters("· card") not in layer(card("03", Sheet.A4)[1].characters)


def test_alerts_are_no_list_of_what_to_give_or_to_avoid() -> None:
    """Nobody takes them for something more to give after the fourth step, or for a reaction.

    Where the front has room for their names alone, it says that the person takes or has them; the
    facts stand on the back, for staff.
    """
    said = layer(card("05", Sheet.A4)[1].characters).casefold()
    assert said.count("foremergencystaff") == 2  # the second where they go on, on the next panel
    names = "Beta-blocker·Long-termsteroids·Bloodthinner·Lowplatelets·Reactedtocontrastmedia"
    assert letters(f"takesorhas{names}").casefold() in said
    assert letters("staffBeta-blocker:takesmetoprolol").casefold() in said
    assert "foremergencystaff" not in layer(card("01", Sheet.A4)[1].characters).casefold()


@pytest.mark.parametrize(
    "patient",
    [person("03"), a_patient(tolerated=[{"name": f"Abcdef ghijk lmnop {n}"} for n in range(30)])],
    ids=["crowded", "much taken safely"],
)
def test_a_list_that_goes_on_has_its_heading_again_at_the_top_of_a_panel(patient: Patient) -> None:
    """A panel is seen alone: a name without its heading could be safe or forbidden."""
    side = Side(tuple(back(plan(patient), (), CARD_BACK)), Words(), None)
    side, laid = side.fitted(5)
    shown = {one.id: one for one in side.blocks}
    tops = [shown[next(iter(page.anchors))] for page in laid.pages[1:]]
    again = [one.heading for one in tops if one.kind == "item"]
    assert again
    assert all(again)


def test_an_alert_that_is_not_sure_is_asked_where_its_name_stands_alone() -> None:
    """Who takes prednisone and did not answer may not have taken it for long."""
    takes = [{"id": "prednisone"}]
    triggers = [{"name": f"Trigger {n}", "reaction": "anaphylaxis"} for n in range(4)]
    printed = card_of(a_patient(medications=takes, triggers=triggers), Sheet.A4)
    (page,) = pages_of(printed.pdf, Sheet.A4)
    said = layer(page.characters).casefold()

    assert letters("Takes or has Long-term steroids?").casefold() in said


def test_a_panel_that_the_answers_leave_empty_is_for_the_doses_given() -> None:
    """Three panels of answers have a fourth to write on; four have none."""
    assert letters("Dose 4:") in layer(card("04", Sheet.A4)[1].characters)
    assert letters("Dose 1:") not in layer(card("05", Sheet.A4)[1].characters)


def test_the_line_about_the_rest_stands_once() -> None:
    """However the last panels break, a card without a code says once where the rest is."""
    for names in range(1, 9):
        triggers = [{"name": f"Trigger {n} " + "long " * 20} for n in range(names)]
        printed = card_of(a_patient(triggers=triggers), Sheet.A4, link=None)
        (page,) = pages_of(printed.pdf, Sheet.A4)
        assert layer(page.characters).count(letters("on the action plan")) == 1


@pytest.mark.parametrize(
    ("changes", "told", "silent"),
    [
        ({"born": "2026-02-01"}, ["Pale, floppy", quoted("step.flat.small-child")], ["Pregnant"]),
        ({"born": "2018"}, [quoted("step.flat")], ["Pregnant", quoted("step.flat.small-child")]),
        (
            {"conditions": [{"name": "schwanger", "note": "32. Woche"}]},
            [quoted("step.flat.left"), "Pregnant: 32. Woche (said on 10 Nov 2026)"],
            [quoted("step.flat")],
        ),
        (
            {"instructions": {"text": "No CPR.", "by": "Dr. A"}},
            [quoted("instructions.see-plan"), quoted("step.cpr")],
            ["No CPR."],
        ),
    ],
)
def test_the_card_has_the_words_that_age_pregnancy_and_instructions_call_for(
    changes: dict[str, object], told: list[str], silent: list[str]
) -> None:
    """And none that belong to other people."""
    printed = card_of(a_patient(**changes), Sheet.A4)
    (page,) = pages_of(printed.pdf, Sheet.A4)
    said = letters("".join(one.text for one in page.characters))
    assert [words for words in told if letters(words) not in said] == []
    assert [words for words in silent if letters(words) in said] == []


def test_a_long_sentence_is_not_kept_on_one_line() -> None:
    """Beside the code, and on a panel, it would run over the edge; short ones are kept whole."""
    assert not is_long(Markup("Passed out: on the <b>side</b>."))
    assert is_long(Markup("Only if hard to breathe: sitting, legs out, not held upright."))
