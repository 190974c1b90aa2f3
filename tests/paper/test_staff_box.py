"""The box for emergency staff begins on the plan's first page, and may go on to the next."""

from __future__ import annotations

import pytest

from tests.paper.checks import LINK, hidden
from tests.paper.layer import Box, Page, Piece, layer, letters, pages_of
from tests.people import a_patient, person
from walletcard.clinical.patient import Patient
from walletcard.paper.papers import Order
from walletcard.paper.sheets import Sheet

ABOVE_FOOT = 0.95  # of the sheet; below stand the name and the number of the page


def crowded() -> Patient:
    """Somebody with much to tell above the box, and more below it than the page has left."""
    triggers = [{"name": f"Thing {n} " + "told " * 12, "reaction": "mild"} for n in range(9)]
    medicines = [{"name": f"Tablet {n}", "note": "told " * 30} for n in range(20)]
    return a_patient(triggers=triggers, medications=medicines)


@pytest.mark.parametrize("patient", [person("03"), crowded()], ids=["03", "crowded"])
@pytest.mark.parametrize("sheet", Sheet)
def test_the_staff_box_begins_on_the_first_page(patient: Patient, sheet: Sheet) -> None:
    """The first page is filled, and there is another."""
    first, *more = pages_of(Order(patient, sheet).action_plan(), sheet)

    assert more
    assert letters("FOR EMERGENCY STAFF").casefold() in layer(first.characters).casefold()
    bottoms = [one.box.bottom for one in first.characters]
    filled = max(bottom for bottom in bottoms if bottom < ABOVE_FOOT * sheet.height)
    assert filled > 0.8 * sheet.height


@pytest.mark.parametrize("sheet", Sheet)
def test_a_page_of_words_for_a_contact_gives_way(sheet: Sheet) -> None:
    """Nobody has such a name, but the box still begins on page 1, and all of it is printed."""
    long, stop = "漢" * 300, "停" * 300
    contact = {"name": stop, "relation": stop, "phone": "+1 617 555 0134"}
    signs = {"usual_signs": ["sense-of-doom", "throat-tightness"]}
    patient = a_patient(name=long, region="IQ", contacts=[contact], reactions=signs)
    first, *more = pages_of(Order(patient, sheet, link=LINK).action_plan(), sheet)

    assert letters("FOR EMERGENCY STAFF").casefold() in layer(first.characters).casefold()
    assert "".join(layer(page.characters) for page in (first, *more)).count("停") == 600


TOLD = "told " * 40
CONTACTS = [{"name": TOLD, "relation": TOLD, "phone": "+1 617 555 0134"}] * 4
TRIGGERS = [{"name": f"Thing {n} {TOLD}", "reaction": "mild"} for n in range(30)]


@pytest.mark.parametrize("answers", [{"contacts": CONTACTS}, {"triggers": TRIGGERS}], ids=list)
@pytest.mark.parametrize("sheet", Sheet)
def test_nothing_is_behind_a_code_that_stands_alone(
    answers: dict[str, object], sheet: Sheet
) -> None:
    """All that stands between the mild signs and the box is the code: the box begins below it."""
    plan = Order(a_patient(**answers), sheet, link=LINK).action_plan()
    assert [fault for page in pages_of(plan, sheet) for fault in hidden(page)] == []


def test_what_is_hidden_is_found() -> None:
    """The check can fail: text over text of another line, and text behind the code."""
    line, other = (Piece(Box(0.0, top, 30.0, top + 3.0), "A+Inter") for top in (10.0, 11.0))
    apart = Piece(Box(0.0, 12.6, 30.0, 15.6), "A+Inter")
    assert list(hidden(Page((), (line, apart), None, Box(40.0, 0.0, 60.0, 20.0)))) == []
    assert len(list(hidden(Page((), (line, other), None, None)))) == 1
    assert len(list(hidden(Page((), (line,), None, Box(25.0, 0.0, 60.0, 20.0))))) == 1
