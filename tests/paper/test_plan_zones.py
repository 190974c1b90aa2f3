"""The zones of the action plan, read back from the printed pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from markupsafe import Markup

from tests.paper.checks import hidden
from tests.paper.layer import layer, letters, pages_of
from tests.paper.reading import read
from tests.people import a_patient, answers, person
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import patient_from
from walletcard.clinical.statement import Part
from walletcard.paper import plan_zones
from walletcard.paper.action_plan import STYLES, ActionPlan
from walletcard.paper.papers import Order
from walletcard.paper.pdf import lay_out
from walletcard.paper.sheets import Sheet
from walletcard.wording import Words

LONG = " ".join(f"Line {n}: watch the pulse and give fluid early." for n in range(40))
EPIPEN = {"device": "epipen", "kept_at": "bag"}


def first_page(patient: Patient, sheet: Sheet = Sheet.A4) -> str:
    """The letters of the first page."""
    return layer(pages_of(Order(patient, sheet).action_plan(), sheet)[0].characters)


def all_pages(patient: Patient) -> str:
    """The letters of all pages."""
    pages = pages_of(Order(patient, Sheet.A4).action_plan(), Sheet.A4)
    return "".join(layer(page.characters) for page in pages)


def with_instructions(text: str, **more: Any) -> Patient:
    """Somebody with a doctor's instructions."""
    by = {"text": text, "by": "Dr. Ito", "on": "2026-05-01"}
    return a_patient(instructions=by, epinephrine=[EPIPEN], **more)


def test_the_zones_stand_in_their_order() -> None:
    """Red, how to use, mild, this person, emergency staff, medicines, signature."""
    text = all_pages(person("01"))
    order = [
        "Anaphylaxis action plan: mastocytosis",
        "RED: ANY ONE",
        "How to use EpiPen",
        "MILD OR MODERATE",
        "Reacted to NSAID",
        "FOR EMERGENCY STAFF",
        "MEDICINES",
        "Clinician: name, signature",
    ]
    places = [text.casefold().index(letters(words).casefold()) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("subtype", "title"),
    [
        ("mastocytoma", "Anaphylaxis action plan: mastocytosis"),
        ("mcas", "Anaphylaxis action plan"),
        ("hereditary-alpha-tryptasemia", "Anaphylaxis action plan"),
        (None, "Anaphylaxis action plan"),
    ],
)
def test_the_title_names_mastocytosis_only_for_who_has_it(subtype: str | None, title: str) -> None:
    """As the words for the call: not for its neighbours, and not if the form is not known."""
    told = ActionPlan(plan(a_patient(subtype=subtype)), Words(), Sheet.A4)
    assert told.title == title


def test_the_lines_that_change_treatment_come_first_in_the_box_for_staff() -> None:
    """Epinephrine, steroids, beta-blocker and blood thinner before what holds for everybody."""
    first = [one.id for one in plan_zones.staff(plan(person("05"))).first]
    assert first[0] == "staff.epinephrine"
    assert [id.split(".")[1] for id in first[1:3]] == ["long-term-steroids", "beta-blocker"]
    text = first_page(person("05"))
    assert text.index("metoprolol50mg") < text.index(letters("collapse alone can be"))


@pytest.mark.parametrize("sheet", Sheet)
def test_long_instructions_begin_above_the_box_for_staff_and_go_on_below(sheet: Sheet) -> None:
    """Whose words they are stands above too, and no word is lost."""
    crowded = answers("03")
    crowded["instructions"]["text"] = "Before all  else:\n" + LONG
    text = first_page(patient_from(crowded), sheet)
    staff = text.index(letters("FOR EMERGENCY STAFF"))
    for above in ("Line 0: watch", "Goes on below the box", "Words of Dr. Hyacinth"):
        assert text.index(letters(above)) < staff
    whole = all_pages(patient_from(crowded))
    assert "Doctor’sinstructions,continued".casefold() in whole.casefold()
    assert [n for n in range(40) if letters(f"Line {n}: watch") not in whole] == []


@pytest.mark.parametrize("text", ["Give fluid early. Keep overnight.", LONG])
def test_instructions_for_which_there_is_room_are_not_parted(text: str) -> None:
    """They stand above the box for staff whole."""
    printed = first_page(with_instructions(text))
    assert letters(text) in printed
    assert letters("Goes on below") not in printed


def test_the_box_for_staff_begins_on_page_1_however_long_the_places_of_devices_are() -> None:
    """Step 1 keeps the first device with its place; the others stand below the box."""
    pens = [
        {"device": "jext", "kept_at": f"{name} " + "漢" * 290} for name in ("coat", "car", "desk")
    ]
    contact = {"name": "漢" * 90, "relation": "漢" * 90, "phone": "+44 20 7946 0018"}
    patient = a_patient(name="漢" * 90, epinephrine=pens, contacts=[contact])
    text = first_page(patient)
    staff = text.index(letters("FOR EMERGENCY STAFF"))
    assert text.index("coat漢") < text.index(letters("Goes on below the box")) < staff
    whole = all_pages(patient)
    continued = whole.casefold().index(letters("Step 1, continued").casefold())
    assert continued < whole.index("car漢") < whole.index("desk漢")


@pytest.mark.parametrize("number", ["01", "04", "08"])
def test_the_photo_has_a_place(number: str) -> None:
    """A photo can be glued in where none was given."""
    assert "Photo" in first_page(person(number))


def test_with_much_to_say_strips_and_photo_give_way_to_the_box_for_staff() -> None:
    """They are below it, on the next page; the place without a photo is dropped."""
    first = first_page(person("03"))
    assert letters("FOR EMERGENCY STAFF").casefold() in first.casefold()
    assert letters("Takes avapritinib 25 mg") in first
    assert letters("How to use EpiPen") not in first
    assert letters("How to use EpiPen") in all_pages(person("03"))
    assert "Photo" not in first


def test_each_device_has_a_strip_with_its_steps() -> None:
    """Every step is printed with its number."""
    text = all_pages(person("03"))
    for said in plan(person("03")).of(Part.USE, Part.USE_STEP):
        assert letters(Words().plain(said)) in text
    assert letters("3 Hold it there for 3 seconds.") in text


def test_a_long_name_of_a_device_takes_lines_as_wide_as_the_page() -> None:
    """A strip without steps is a line of text, and everything up to the staff is on page 1."""
    name = "Adrenaline pen of a maker that is not listed here, " * 5
    device = {"device": "other", "name": name.strip(), "route": "intramuscular"}
    first = first_page(a_patient(epinephrine=[device]))
    assert letters(f"How to use {name}") in first
    assert letters("Once well, watch at least 4 h") in first


@pytest.mark.parametrize("name", ["น้ำ ที่นี่", "क्षत्रिय श्रीनिवास", "عَلَاءُ الدِّين", "נְתַנְאֵל"])
def test_the_marks_of_a_name_in_two_lines_touch_no_other_line(name: str) -> None:
    """They stand far above and below their letters."""
    ann = {"name": "Ann", "phone": "+1 212 555 0100"}
    long_name = f"Adrenalinpen lidocaine with epinephrine hydrocortisone {name}"
    patient = a_patient(name=long_name, contacts=[ann])
    pages = pages_of(Order(patient, Sheet.A4).action_plan(), Sheet.A4)
    assert [fault for page in pages for fault in hidden(page)] == []


@pytest.mark.parametrize("name", ["น้ำ ที่นี่", "क्षत्रिय श्री"])
def test_the_marks_of_a_device_stand_below_the_headline(name: str) -> None:
    """Of two devices that go to different places, each line says where; no line stands above."""
    pen = {"device": "other", "name": name, "route": "intramuscular"}
    spray = {"device": "other", "name": "Spray", "route": "nasal"}
    plan_of_it = Order(a_patient(epinephrine=[pen, spray]), Sheet.A4).action_plan()
    pieces = [one for one in pages_of(plan_of_it, Sheet.A4)[0].pieces if one.box.left > 80]
    headline = max(pieces, key=lambda one: one.box.bottom - one.box.top)
    words = [
        one for one in pieces if "+Inter" not in one.font and one.box.top < headline.box.bottom + 4
    ]
    assert words
    assert min(one.box.top for one in words) > headline.box.bottom


def test_a_second_code_has_a_place_of_its_own() -> None:
    """What is given for it is printed once, and the plan still takes one leaf."""
    mark = Markup('<p style="height: 60mm">details in full</p>')
    pdf = ActionPlan(plan(person("01")), Words(), Sheet.A4, None, None, mark).lay_out().pdf()
    pages = read(pdf)
    assert len(pages) == 2
    assert "".join(page.text for page in pages).count("details in full") == 1


def test_the_crowded_person_s_words_are_all_there() -> None:
    """In case anything was lost between the zones."""
    words = {word for entry in answers("03")["triggers"] for word in entry.get("name", "").split()}
    text = all_pages(person("03"))
    assert [word for word in words if letters(word) not in text] == []


def test_every_picture_is_drawn() -> None:
    """Beside the steps, how to use each device, and what must not be given: none is lost in CSS."""
    devices = [EPIPEN, {"device": "jext", "kept_at": "desk"}]
    never = [{"id": "aspirin", "reaction": "anaphylaxis"}]
    patient = a_patient(region="US", epinephrine=devices, triggers=never)
    made = ActionPlan(plan(patient), Words(), Sheet.A4, None)
    html = made.html(next(made.tried())[0])
    drawn = lay_out(html, STYLES).pdf()
    pictures = set(re.findall(r'class="(?:one|step|never|do|use own) ([\w-]+)"', html))
    assert {"pen-outer-thigh", "lie-adult", "use-thigh", "use-label", "do-not"} <= pictures
    for one in pictures:
        assert lay_out(html.replace(f' {one}"', '"'), STYLES).pdf() != drawn, one
