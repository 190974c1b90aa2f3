"""The texts to copy into a phone: emergency card, contacts and lock screen."""

from __future__ import annotations

import pytest

from tests.clinical.saying import quoted
from tests.people import person
from tests.web.help.own_words import READABLE, own, said
from tests.web.pages import Page, PageClient, text_of
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part
from walletcard.wording import Words
from walletcard.wording.words import NO_BREAK


def texts_in(page: Page) -> dict[str, str]:
    """The boxes to copy from: label -> text, as a browser has it."""
    labels = {one.get("for"): text_of(one) for one in page.all("label")}
    return {labels[one.get("id")]: "".join(one.itertext()) for one in page.all("textarea")}


def test_the_phone_has_a_text_for_each_of_its_boxes(client: PageClient) -> None:
    """One line for each statement of the card, with the person's words as typed."""
    texts = texts_in(own(client, "/help/phone", "01"))

    assert list(texts) == [
        "Medical conditions",
        "Medical notes",
        "Allergies and reactions",
        "Medications",
        "Emergency contacts",
    ]
    assert texts["Medications"].replace(NO_BREAK, " ") == (
        "Cetirizine 10 mg, twice a day\n"
        "Famotidine 20 mg, twice a day\n"
        "Cromolyn (cromoglicate) 200 mg, four times a day\n"
        "Montelukast 10 mg, at night\n"
        "Omalizumab 300 mg, every 4 weeks"
    )
    assert texts["Emergency contacts"].startswith("Jonas Keller, husband, +1 617 555 0134\n")
    assert "3. Call 911. Say “anaphylaxis”." in texts["Medical notes"]


PARTS_ON_PHONE = (
    *(Part.DIAGNOSIS, Part.ALERT, Part.CONDITION, Part.SIGNS, Part.STEP, Part.DETAIL),
    *(Part.CALL_SCRIPT, Part.FIRST_SIGNS, Part.NEVER, Part.GRAVE, Part.REACTED, Part.SETS_OFF),
    *(Part.ADVISED, Part.TOLERATED, Part.MEDICATION),
    *(Part.CONTACT, Part.CLINICIAN, Part.HOSPITAL),
)


@pytest.mark.parametrize("number", READABLE)
def test_nothing_of_the_card_is_missing_on_the_phone(client: PageClient, number: str) -> None:
    """Typed markup is shown as text; nothing is cut or reordered."""
    copied = "\n".join(texts_in(own(client, "/help/phone", number)).values())
    whole = said(copied.replace("\u2068", "").replace("\u2069", ""))

    for part in PARTS_ON_PHONE:
        place = 0
        for one in plan(person(number)).of(part):
            place = whole.find(said(Words().plain(one)), place)
            assert place >= 0, one


def test_right_to_left_words_keep_the_number_after_them(client: PageClient) -> None:
    """Each is isolated by Unicode marks; words of other scripts need none."""
    contacts = texts_in(own(client, "/help/phone", "06"))["Emergency contacts"]

    assert contacts.split("\n")[:2] == [
        "\u2068يوسف الحسيني\u2069, \u2068أخ\u2069, +49 30 5550 0112",
        "山田 花子, 友人, +81 3 5550 0113",
    ]


def test_words_are_copied_with_every_space_and_line(client: PageClient) -> None:
    """As typed, not as a browser would collapse them."""
    note = "first  line,  two spaces\nsecond line"
    page = own(client, "/help/phone", "02", medications=[{"name": "<i>X</i>  &amp;", "note": note}])

    assert texts_in(page)["Medications"] == f"<i>X</i>  &amp; {note}"


def test_what_was_not_answered_leaves_no_box_and_none_is_said(client: PageClient) -> None:
    """The answer "none" is not the same as an answer that is not known."""
    unknown = own(client, "/help/phone", "02")
    none = own(client, "/help/phone", "02", medications=[])

    assert "Medications" not in texts_in(unknown)
    assert "Medications: you have not answered this yet" in unknown.text
    assert texts_in(none)["Medications"] == quoted("none.medications")
