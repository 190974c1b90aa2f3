"""The result: the card as a picture, both papers, and the answers to save."""

import json
from typing import Any

import pypdfium2
import pytest

from tests.clinical.saying import quoted
from tests.paper.reading import missing_words, read
from tests.people import PATIENTS, answers
from tests.web.pages import Page, PageClient, text_of
from tests.web.walking import Walk, start, start_from_file
from walletcard.web.downloads import initials

LEAST = (PATIENTS / "02-least.json").read_text("utf-8")


def made(client: PageClient, **changes: Any) -> Page:
    """The result page of the form, with some of the first answers changed."""
    walk = start(client, **changes)
    return card_of(walk)


def card_of(walk: Walk) -> Page:
    """The result page of a draft."""
    return walk.send("/check")


def from_file(client: PageClient, number: str) -> Page:
    """The result page of a record file."""
    (file,) = PATIENTS.glob(f"{number}-*.json")
    return card_of(start_from_file(client, file.read_bytes()))


def buttons(page: Page) -> dict[str, str]:
    """The buttons of the page: text -> where they post to."""
    forms = {form.get("id"): form for form in page.all("form")}
    inside = {button: form for form in page.all("form") for button in form.iter("button")}
    found = {
        button: inside.get(button, forms.get(button.get("form"))) for button in page.all("button")
    }
    return {
        text_of(button): button.get("formaction") or form.get("action") or ""
        for button, form in found.items()
        if form is not None
    }


def test_it_shows_the_card_and_offers_both_papers(client: PageClient) -> None:
    """Each panel is a picture; the buttons lead to the papers, the file and the form."""
    page = from_file(client, "02")

    assert page.heading == "Your card and plan are ready"
    assert "Nothing is kept behind a code." in page.text
    panels = [one for one in page.all("svg") if one.get("role") == "img"]
    assert [one.get("aria-label") for one in panels] == [
        "Picture of panel 1 of your card: who you are, the signs, and what to do",
        "Picture of panel 2 of your card",
    ]
    (picture,) = page.all("image")
    assert (picture.get("href") or "").startswith("data:image/png;base64,")
    assert "The card has 2 panels" in page.text
    assert buttons(page) == {
        "Download the wallet card (PDF)": "/papers/wallet-card.pdf",
        "Download the action plan (PDF)": "/papers/action-plan.pdf",
        "Both in one file (PDF)": "/papers/both.pdf",
        "Save my answers": "/record",
        "Letter to my doctor": "/help/doctor",
        "Letter for a flight or a school": "/help/letter",
        "Texts for my phone": "/help/phone",
        "What to say on the phone": "/help/call",
    }


@pytest.mark.parametrize(
    ("case", "names"),
    [
        ("02", ["Front", "Back"]),
        ("03", ["Panel 1, the front", *(f"Panel {number}" for number in range(2, 7))]),
    ],
)
def test_each_panel_is_called_what_it_is(client: PageClient, case: str, names: list[str]) -> None:
    """Only with two panels is the second the back; otherwise the front may continue there."""
    (panels,) = [one for one in from_file(client, case).all("ol") if one.get("class") == "panels"]

    assert [text_of(one) for one in panels.iter("span")] == names


def test_the_papers_say_what_was_typed(client: PageClient) -> None:
    """Both PDFs have the name, the device and the medicine that was typed."""
    walk = start(client, region="US")
    walk.send("/pens/1?brand=epipen", {"sold": "epipen 0.3 mg", "kept_at": "blue bag"})
    walk.send("/medicines/2", {"name": "Quercetin", "looked": "Quercetin"})
    sent = card_of(walk).typed

    for path, words in {
        "/papers/wallet-card.pdf": ["Li Wu", "0.3 mg", "blue bag"],
        "/papers/action-plan.pdf": ["Li Wu", "0.3 mg", "blue bag", "Quercetin"],
    }.items():
        answer = client.post(path, data={"record": sent["record"]})
        assert missing_words(words, read(answer.data)) == []


@pytest.mark.parametrize("name", ["wallet-card.pdf", "action-plan.pdf"])
def test_a_paper_is_a_file_of_its_name_on_the_sheet_asked_for(
    client: PageClient, name: str
) -> None:
    """A4 or Letter; if none is asked for, the paper of the person's country."""
    widths = {}
    for paper in ("a4", "letter", ""):
        answer = client.post(f"/papers/{name}", data={"record": LEAST, "paper": paper})
        assert answer.mimetype == "application/pdf"
        told = name.replace(".", f"_{json.loads(LEAST)['answered_on']}.")
        assert answer.headers["Content-Disposition"] == f"attachment; filename={told}"
        widths[paper] = round(read(answer.data)[0].width_mm, 1)

    assert widths == {"a4": 210.0, "letter": 215.9, "": 210.0}


@pytest.mark.parametrize(
    ("name", "chosen", "marks"),
    [
        ("Maria Keller", "MK_", "MK"),
        ("Alexandrina Wilhelmina Konstantinopoulou-Featherstonehaugh", "AK_", "AK"),
        ("Zoë", "Z_", "Z"),
        ("陳大文", "%E9%99%B3_", "陳"),
        ("-", "", ""),
    ],
)
def test_a_file_has_initials_only_if_that_was_chosen(
    client: PageClient, name: str, chosen: str, marks: str
) -> None:
    """A file's name never holds a person's name; day and card number tell files apart."""
    record = json.dumps(json.loads(LEAST) | {"name": name})
    day = json.loads(LEAST)["answered_on"]
    told = [
        client.post("/record", data={"record": record} | more).headers["Content-Disposition"]
        for more in ({}, {"initials": "y"})
    ]

    assert told[0] == f"attachment; filename=walletcard-record_{day}.json"
    assert f"walletcard-record_{chosen}{day}.json" in told[1]
    assert initials(name) == marks


def test_both_papers_come_in_one_file(client: PageClient) -> None:
    """The card comes first, then the plan; the title names both."""
    record = {"record": LEAST, "paper": "a4"}
    alone = [
        [page.text for page in read(client.post(f"/papers/{name}.pdf", data=record).data)]
        for name in ("wallet-card", "action-plan")
    ]

    both = client.post("/papers/both.pdf", data=record)

    assert [page.text for page in read(both.data)] == alone[0] + alone[1]
    assert both.headers["Content-Disposition"].startswith("attachment; filename=card-and-plan_")
    with pypdfium2.PdfDocument(both.data) as document:
        assert document.get_metadata_value("Title") == quoted("face.both-title")
        assert document.is_tagged()


@pytest.mark.parametrize(("region", "paper"), [("GB", "a4"), ("MX", "letter")])
def test_the_paper_of_the_country_is_chosen_already(
    client: PageClient, region: str, paper: str
) -> None:
    """A person in Mexico, for example, has Letter paper."""
    assert made(client, region=region).typed["paper"] == [paper]


def test_the_answers_are_saved_exactly_as_they_are(client: PageClient) -> None:
    """The file is the record, and makes the same card again."""
    (record,) = from_file(client, "01").typed["record"]

    saved = client.post("/record", data={"record": record})

    disposition = "attachment; filename=walletcard-record_2026-10-01.json"
    assert saved.headers["Content-Disposition"] == disposition
    assert saved.mimetype == "application/json"
    assert json.loads(saved.data) == json.loads((PATIENTS / "01-typical.json").read_bytes())


def test_the_answers_can_be_changed_and_printed_again(client: PageClient) -> None:
    """They stay here for 30 days; the card carries the day on which it was made."""
    walk = start_from_file(client, answers("08"))
    first = card_of(walk)
    assert "Change my answers" in [text_of(one) for one in first.all("a")]

    walk.send("/kind", {"subtype": "mcas"})
    again = card_of(walk)

    assert json.loads(again.typed["record"][0])["subtype"] == "mcas"


def test_a_photo_is_said_to_be_missing(client: PageClient) -> None:
    """A record file holds no photo; the person is told, and can add it."""
    page = card_of(start_from_file(client, answers("02") | {"photo": "me.jpg"}))

    assert "Your file names a photo, which is not in it. Add the photo" in page.text
    assert "Your file names a photo" not in from_file(client, "02").text


def test_hostile_answers_are_shown_as_text(client: PageClient) -> None:
    """None of the record's markup is in the page, and the record is sent complete."""
    page = from_file(client, "07")

    (record,) = page.typed["record"]
    assert json.loads(record) == json.loads((PATIENTS / "07-hostile.json").read_bytes())


@pytest.mark.parametrize("chosen", [True, False])
def test_the_plan_has_a_code_that_holds_the_details_if_that_was_chosen(
    client: PageClient,
    chosen: bool,  # noqa: FBT001
) -> None:
    """Nothing has to be kept for this code; the page says who can read it."""
    page = from_file(client, "02")
    assert "Whoever scans it can read it." in page.text
    (offered,) = [one for one in page.all("input") if one.get("name") == "details-code"]
    assert offered.get("checked") is None
    sent = {"record": page.typed["record"][0]} | ({"details-code": "y"} if chosen else {})

    pages = read(client.post("/papers/action-plan.pdf", data=sent).data)

    assert any("Details as text" in page.text for page in pages) is chosen
    codes = [page.code or "" for page in pages]
    assert any(code.startswith("Is this anaphylaxis?") for code in codes) is chosen
