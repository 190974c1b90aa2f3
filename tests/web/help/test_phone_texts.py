"""The texts to copy into a phone: emergency card, contacts and lock screen."""

from __future__ import annotations

import pytest

from tests.clinical.saying import quoted
from tests.people import a_patient, person
from tests.web.help.own_words import READABLE, own, said
from tests.web.pages import Page, PageClient, text_of
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part
from walletcard.wording import Words
from walletcard.wording.details_text import details_text
from walletcard.wording.plain_text import in_letters, lines
from walletcard.wording.sections import HANDOVER_THEN
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
        "Cetirizine, 10 mg, twice a day\n"
        "Famotidine, 20 mg, twice a day\n"
        "Cromolyn (cromoglicate), 200 mg, four times a day\n"
        "Montelukast, 10 mg, at night\n"
        "Omalizumab, 300 mg, every 4 weeks"
    )
    assert texts["Emergency contacts"].startswith("Jonas Keller, husband, +1 617 555 0134\n")
    assert "3. Call 911. Say “anaphylaxis”." in texts["Medical notes"]


def without_isolates(text: str) -> str:
    """The words without the marks around those that run right to left."""
    return text.replace("\u2068", "").replace("\u2069", "")


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
    whole = said(without_isolates(copied))

    for part in PARTS_ON_PHONE:
        place = 0
        for one in plan(person(number)).of(part):
            place = whole.find(said(without_isolates(in_letters(Words(), one))), place)
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

    assert texts_in(page)["Medications"] == f"<i>X</i>  &amp;, {note}"


def test_what_was_not_answered_leaves_no_box_and_none_is_said(client: PageClient) -> None:
    """The answer "none" is not the same as an answer that is not known."""
    unknown = own(client, "/help/phone", "02")
    none = own(client, "/help/phone", "02", medications=[])

    assert "Medications" not in texts_in(unknown)
    assert "Medications: you have not answered this yet" in unknown.text
    assert texts_in(none)["Medications"] == quoted("none.medications")


SAFE = [{"id": "fentanyl"}, {"name": "Propofol"}]


@pytest.mark.parametrize("tolerated", [SAFE, [{"id": "alcohol", "note": "a glass of wine"}]])
def test_what_was_tolerated_is_not_in_the_box_for_allergies(
    client: PageClient, tolerated: list[dict[str, str]]
) -> None:
    """A phone may cut that box or join its lines, and then it would read as an allergy."""
    texts = texts_in(own(client, "/help/phone", "01", tolerated=tolerated))

    notes = texts["Medical notes"].split("\n")
    held = notes[notes.index("Has taken safely:") + 1 :][: len(tolerated)]
    assert held
    assert not set(held) & set(texts["Allergies and reactions"].split("\n"))
    assert "Has taken safely" not in texts["Allergies and reactions"]


def test_two_devices_in_two_places_are_two_lines(client: PageClient) -> None:
    """Or the place of the first would seem to go on with the name of the second."""
    notes = texts_in(own(client, "/help/phone", "03"))["Medical notes"].replace(NO_BREAK, " ")

    assert "in the yellow insulated case\nneffy NOSE SPRAY 2 mg, carries 2" in notes
    assert "\n2. Lie flat, legs up. Do not stand or walk. Hard to breathe" in notes


@pytest.mark.parametrize(
    ("name", "dose"), [("Pancreatin 25 000", "2 capsules"), ("Vitamin B12", "1000 micrograms")]
)
def test_a_name_with_a_number_at_its_end_does_not_run_into_the_dose(
    client: PageClient, name: str, dose: str
) -> None:
    """Wherever there is no bold type between them: phone, words to hand over, code with text."""
    taken = [{"name": name, "dose": dose}]
    texts = texts_in(own(client, "/help/phone", "02", medications=taken))
    told = plan(a_patient(medications=taken))
    handed = "\n".join(lines(told, Words(), HANDOVER_THEN))

    assert texts["Medications"] == f"{name}, {dose}"
    assert f"\n{name}, {dose}\n" in handed
    assert f"\n{name}, {dose}\n" in details_text(told, Words(), 10**5).text
