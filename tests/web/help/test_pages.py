"""What a person does once the card is made: the guides, and the pages with their own words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from icalendar import Calendar

from tests.clinical.saying import quoted
from tests.people import PATIENTS, a_patient, answers, person
from tests.web.keeping import enter, keep, record
from tests.web.pages import Page, PageClient, SecureClient, page_of, text_of
from tests.web.walking import start_from_file
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.guidance import guidance_of
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part
from walletcard.paper.card import PANEL_HEIGHT_MM, PANEL_WIDTH_MM
from walletcard.paper.sheets import Sheet
from walletcard.places import STATIC
from walletcard.web.help.reminders import AHEAD
from walletcard.web.making.preview import windows
from walletcard.web.site.current import NAME, today
from walletcard.wording import Words
from walletcard.wording.words import NO_BREAK

GUIDES = {
    "/help": "What to do now",
    "/help/print": "Print, cut and fold",
    "/help/owner-link": "Your owner link",
    "/help/doctor": "A letter to my doctor",
    "/help/phone": "Put it on your phone",
    "/help/call": "What to say on the phone",
    "/help/find": "People who know the disease",
}
READABLE = sorted(file.name[:2] for file in PATIENTS.glob("0[1-8]-*.json"))


def own(client: PageClient, path: str, number: str, **changes: object) -> Page:
    """A page with the words of a person of `tests/patients`."""
    sent = json.dumps(answers(number) | changes, default=float)
    answer = client.post(path, data={"record": sent})
    assert answer.status_code == 200, answer.text
    return page_of(answer)


def said(text: str) -> str:
    """A text as `Page.text` has it."""
    return " ".join(text.split())


@pytest.mark.parametrize(("path", "heading"), GUIDES.items())
def test_every_guide_opens_by_its_address(client: PageClient, path: str, heading: str) -> None:
    """Also for somebody who has made no card yet."""
    page = page_of(client.get(path))

    assert page.heading == heading


@pytest.mark.parametrize("path", GUIDES)
def test_every_link_of_a_guide_leads_somewhere(client: PageClient, path: str) -> None:
    """To a page of ours, and to a place that is on it."""
    for link in page_of(client.get(path)).all("a"):
        address, _, place = (link.get("href") or "").partition("#")
        if address.startswith("https:") or not address:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, address
        if place:
            page_of(answer).by_id(place)


@pytest.mark.parametrize("path", GUIDES)
def test_every_picture_of_a_guide_is_there(client: PageClient, path: str) -> None:
    """With its own size, in words too, and no other file inside."""
    for one in page_of(client.get(path)).all("img"):
        picture = client.get(one.get("src") or "")
        assert picture.mimetype == "image/svg+xml"
        drawn = html5lib.parse(picture.text, namespaceHTMLElements=False).find("body/*")
        assert drawn is not None
        assert (drawn.get("width"), drawn.get("height")) == (one.get("width"), one.get("height"))
        assert len(one.get("alt") or "") > 40
        assert "href" not in picture.text


def test_what_to_do_now_leads_to_every_guide(client: PageClient) -> None:
    """Nothing is hidden behind another page."""
    page = page_of(client.get("/help"))

    linked = {(one.get("href") or "").partition("#")[0] for one in page.all("a")}
    assert set(GUIDES) <= linked
    for path in GUIDES:
        back = [one.get("href") for one in page_of(client.get(path)).all("a")]
        assert path == "/help" or "/help" in back


# One card on the table: for each place of it the layers there, from the one on top to the one that
# lies on the table, as (panel, whether its print looks up).
Place = tuple[int, int]
Paper = dict[Place, list[tuple[int, bool]]]


def printed(panels: int) -> Paper:
    """The card as it was cut out: each panel at its row and column, its print up."""
    places = windows(panels + panels % 2, Sheet.A4)
    left, top = places[0].left, places[0].top
    return {
        (round((one.top - top) / PANEL_HEIGHT_MM), round((one.left - left) / PANEL_WIDTH_MM)): [
            (number, True)
        ]
        for number, one in enumerate(places, 1)
    }


def behind(paper: Paper, moves: Callable[[Place], bool], to: Callable[[Place], Place]) -> Paper:
    """Fold some places behind others: their layers turn over, and come to lie below."""
    folded = {place: layers for place, layers in paper.items() if not moves(place)}
    for place, layers in paper.items():
        if moves(place):
            folded[to(place)] += [(panel, not up) for panel, up in reversed(layers)]
    return folded


def right_half_behind(paper: Paper) -> Paper:
    """As step 1 says."""
    return behind(paper, lambda place: place[1] == 1, lambda place: (place[0], 0))


def bottom_row_behind(paper: Paper) -> Paper:
    """As the steps after it say."""
    last = max(row for row, _ in paper)
    return behind(paper, lambda place: place[0] == last, lambda place: (last - 1, place[1]))


@pytest.mark.parametrize("panels", [2, 3, 4, 5, 6])
def test_the_way_to_fold_brings_front_and_back_outside(client: PageClient, panels: int) -> None:
    """Paper folded step by step as the guide says ends with panel 1 up and panel 2 down."""
    guide = page_of(client.get("/help/print"))
    (main,) = guide.all("main")
    after = list(main.iter())[list(main.iter()).index(guide.by_id(f"fold-{panels + panels % 2}")) :]
    steps = [text_of(step) for step in next(one for one in after if one.tag == "ol")]

    paper = printed(panels)
    for step in steps:
        assert step.startswith(("Fold the right half behind", "Fold the bottom"))
        paper = right_half_behind(paper) if "right half" in step else bottom_row_behind(paper)

    ((place, layers),) = paper.items()
    assert place == (0, 0)
    assert (layers[0], layers[-1]) == ((1, True), (2, False))


def test_the_other_way_round_would_hide_the_back() -> None:
    """So the guide says which fold comes first."""
    ((_, layers),) = right_half_behind(bottom_row_behind(printed(4))).items()

    assert layers[-1] != (2, False)


@pytest.mark.parametrize("panels", [2, 4, 6])
def test_the_picture_of_folding_begins_with_the_card_as_it_prints(panels: int) -> None:
    """As many panels as the sheet has, each at its place and of the right shape."""
    drawn = html5lib.parse(
        (STATIC / f"img/help/fold-{panels}.svg").read_text("utf-8"), namespaceHTMLElements=False
    )
    (flat,) = [one for one in drawn.iter() if one.get("id") == "flat"]
    boxes = [
        tuple(float(one.get(name) or "") for name in ("x", "y", "width", "height"))
        for one in flat.iter()
        if one.get("class") == "panel"
    ]
    places = windows(panels, Sheet.A4)
    scale = boxes[0][2] / places[0].width

    for (x, y, width, height), place in zip(boxes, places, strict=True):
        assert x - boxes[0][0] == pytest.approx((place.left - places[0].left) * scale, abs=0.2)
        assert y - boxes[0][1] == pytest.approx((place.top - places[0].top) * scale, abs=0.2)
        assert width / height == pytest.approx(place.width / place.height, rel=0.01)


OFFERED = {
    "Letter to my doctor": "/help/doctor",
    "Texts for my phone": "/help/phone",
    "What to say on the phone": "/help/call",
    "Reminders for my calendar": "/reminders.ics",
}


def what_now(app: Flask, patient: Patient, panels: int | None = 2) -> Element:
    """The section of the page with the card that says what to do now."""
    with app.test_request_context():
        macros: Any = app.jinja_env.get_template("macros/help.html").module
        section: Element = html5lib.parseFragment(
            str(macros.what_now(patient, panels)), namespaceHTMLElements=False
        )
    return section


def buttons(section: Element) -> dict[str, str]:
    """What each button says -> where it posts the hidden field of the papers to."""
    found = list(section.iter("button"))
    assert {one.get("form") for one in found} == {"papers"}
    return {text_of(one): one.get("formaction") or "" for one in found}


def links(section: Element) -> dict[str, str]:
    """What each link says -> where it leads."""
    return {text_of(one): one.get("href") or "" for one in section.iter("a")}


def test_the_page_with_the_card_leads_on_with_the_person_s_own_words(app: Flask) -> None:
    """A button for each page; how many panels it has is said where it is known."""
    section = what_now(app, person("01"), None)

    assert buttons(section) == OFFERED
    assert "panels" not in text_of(section)
    assert links(section)["How to do it, with pictures"] == "/help/print"


def test_the_page_with_the_card_shows_what_to_do_now(client: PageClient) -> None:
    """Its form carries the record to each page, and the pages take it."""
    result = start_from_file(client, record("01").encode()).send("/check")

    (section,) = [one for one in result.all("section") if one.get("aria-labelledby") == "what-now"]
    assert buttons(section) == OFFERED
    boxes = result.by_id("papers").iter("input")
    sent = {one.get("name"): one.get("value") for one in boxes if one.get("type") == "hidden"}
    for path in OFFERED.values():
        assert client.post(path, data=sent).status_code == 200


@pytest.mark.parametrize(
    ("panels", "place"), [(2, "fold-2"), (3, "fold-4"), (4, "fold-4"), (5, "fold-6"), (6, "fold-6")]
)
def test_the_link_goes_to_the_way_to_fold_just_this_card(
    app: Flask, panels: int, place: str
) -> None:
    """Nobody has to find out how many panels there are."""
    section = what_now(app, person("01"), panels)

    assert links(section)["How to do it, with pictures"] == f"/help/print#{place}"
    assert f"It has {panels} panels" in text_of(section)


def test_the_link_to_help_goes_to_the_country_if_there_is_any(app: Flask) -> None:
    """There is no empty section to jump to."""
    helped = {code for one in catalogue().help.values() for code in one.regions}
    without = next(code for code in catalogue().regions if code not in helped)

    for region, address in {"US": "/help/find#US", without: "/help/find"}.items():
        assert links(what_now(app, a_patient(region=region)))["Societies and clinics"] == address


def test_without_a_date_no_reminders_are_offered(app: Flask, client: PageClient) -> None:
    """The page says what to add instead, and a file that is asked for all the same says so."""
    section = what_now(app, person("02"))

    assert set(OFFERED) - set(buttons(section)) == {"Reminders for my calendar"}
    assert "Look at the month on your epinephrine." in text_of(section)
    answer = client.post("/reminders.ics", data={"record": record("02")})
    assert answer.status_code == 422
    assert page_of(answer).heading == "There is no date in your answers"


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (["2020-01"], "One date is past or near. You will be reminded of it on"),
        (["2020-01", "2021-05"], "2 dates are past or near. You will be reminded of them on"),
        (["2090-01"], None),
    ],
)
def test_the_page_says_when_a_late_reminder_comes(
    app: Flask, months: list[str], said: str | None
) -> None:
    """The usual day of a date that is past or near lies behind."""
    pens = [{"device": "epipen", "expires": month} for month in months]
    section = text_of(what_now(app, a_patient(epinephrine=pens)))

    day = Words().date((today() + AHEAD).isoformat()).replace(NO_BREAK, " ")
    assert (f"{said} {day}." in section) if said else ("past or near" not in section)


def test_an_owner_finds_the_same_on_the_page_of_their_card(keeper: SecureClient) -> None:
    """A year later the owner link still leads to the letter and the reminders."""
    enter(keeper, keep(keeper, record("01")))

    page = page_of(keeper.get("/owner/card"))

    (section,) = [one for one in page.all("section") if one.get("aria-labelledby") == "what-now"]
    assert buttons(section) == OFFERED
    boxes = page.by_id("papers").iter("input")
    sent = {one.get("name"): one.get("value") for one in boxes if one.get("type") == "hidden"}
    assert keeper.post("/help/call", data=sent).status_code == 200


def test_the_reminders_are_a_calendar_file(client: PageClient) -> None:
    """A phone opens it with its calendar; nothing of the person is in its name."""
    answer = client.post("/reminders.ics", data={"record": record("01")})

    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="reminders.ics"'
    read = Calendar.from_ical(answer.data)
    assert isinstance(read, Calendar)
    assert len(read.events) == 2


def test_two_servers_give_an_event_two_names(client: PageClient, keeper: SecureClient) -> None:
    """The secret of the server is in it, or anybody could find out whose it is."""
    site = keeper.application.extensions[NAME]
    other = replace(site.settings, server_secret="1" * 64)
    keeper.application.extensions[NAME] = replace(site, settings=other)
    files = [
        one.post("/reminders.ics", data={"record": record("01")}).data for one in (client, keeper)
    ]

    assert files[0] != files[1]


def test_the_digits_of_a_code_give_the_same_as_the_record(keeper: SecureClient) -> None:
    """Who keeps their details sends the digits instead."""
    kept = keep(keeper, record("01"))

    for path in OFFERED.values():
        by_code = keeper.post(path, data={"code": kept.code})
        assert by_code.status_code == 200
        assert by_code.data == keeper.post(path, data={"record": record("01")}).data


def test_a_code_that_opens_nothing_is_reported(keeper: SecureClient) -> None:
    """Withdrawn or mistyped; and a record that is not valid, or none at all."""
    kept = keep(keeper, record("01"))
    token = enter(keeper, kept)
    keeper.post("/owner/card/renew", data={"token": token, "lost": "y", "number": "1"})

    for path in OFFERED.values():
        assert keeper.post(path, data={"code": kept.code}).status_code == 410
        assert keeper.post(path, data={"code": kept.code[:-1]}).status_code == 400
        assert keeper.post(path, data={"record": "{}"}).status_code == 422
        assert keeper.post(path, data={"x": "y"}).status_code == 400


@pytest.mark.parametrize("path", ["/help/doctor", "/help/phone", "/help/call"])
def test_what_holds_a_person_s_words_is_neither_kept_nor_compressed(
    client: PageClient, path: str
) -> None:
    """Nobody reads it from a cache, or learns it from its length."""
    sent = {"Accept-Encoding": "br, gzip"}
    answer = client.post(path, data={"record": record("01")}, headers=sent)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer.headers


def test_a_letter_without_a_card_has_lines_to_fill_in(client: PageClient) -> None:
    """Name, birth and illness are written by hand."""
    page = page_of(client.get("/help/doctor"))

    filled = [text_of(one) for one in page.all("p") if one.get("class") == "fill"]
    assert filled[:3] == ["My name", "Born", "My illness"]
    assert "sign the action plan" in page.text


@pytest.mark.parametrize("number", READABLE)
def test_a_letter_names_the_person_and_asks_for_what_is_not_known(
    client: PageClient, number: str
) -> None:
    """As the card does: the same name, the same diagnosis, everything that was not answered."""
    page = own(client, "/help/doctor", number)
    told = plan(person(number))

    for one in told.of(Part.NAME, Part.BORN, Part.DIAGNOSIS, Part.ANSWERS_OF):
        assert said(Words().plain(one)) in page.text
    for one in told.of(Part.NOT_KNOWN, Part.NOT_ANSWERED):
        assert said(Words().plain(one)) in page.text
    assert ("I could not answer these" in page.text) is bool(
        told.of(Part.NOT_KNOWN, Part.NOT_ANSWERED)
    )
    assert said(Words().plain(guidance_of(told))) in page.text


def test_without_a_card_the_call_is_what_holds_for_everybody(client: PageClient) -> None:
    """No number is guessed, and no form of the disease."""
    page = page_of(client.get("/help/call"))

    assert quoted("step.call.no-number") in page.text
    assert "“Anaphylaxis. Mast cell disease. The address is …”" in page.text


@pytest.mark.parametrize("number", READABLE)
def test_the_call_has_the_steps_of_the_card(client: PageClient, number: str) -> None:
    """The same words in the same order, with the person's own devices and places."""
    page = own(client, "/help/call", number)

    expected = [Words().plain(one) for one in plan(person(number)).of(Part.STEP, Part.DETAIL)]
    steps = text_of(next(one for one in page.all("ol") if one.get("class") == "steps"))
    assert "".join(steps.split()) == "".join(" ".join(expected).split())
    (script,) = plan(person(number)).of(Part.CALL_SCRIPT)
    assert said(Words().plain(script)) in page.text


@pytest.mark.parametrize(("region", "number"), [("NO", "113"), ("DE", "112"), ("US", "911")])
def test_the_call_goes_to_the_number_of_the_country(
    client: PageClient, region: str, number: str
) -> None:
    """A tap calls it."""
    page = own(client, "/help/call", "01", region=region)

    assert [one.get("href") for one in page.all("a")][2] == f"tel:{number}"


def test_everything_that_an_ambulance_asks_for_rests_on_a_source(client: PageClient) -> None:
    """Each sentence of the call is one of the catalogue's, read at the authority itself."""
    asked = [one for one in catalogue().statements.values() if one.id.startswith("calling.")]
    page = page_of(client.get("/help/call"))

    assert len(asked) == 8
    for one in asked:
        assert one.text in page.text
        assert set(one.sources).isdisjoint({"form", "answers"})
        assert catalogue().may_print(one)


def texts_in(page: Page) -> dict[str, str]:
    """The boxes to copy: what the label says -> the text, as a browser has it."""
    labels = {one.get("for"): text_of(one) for one in page.all("label")}
    return {labels[one.get("id")]: "".join(one.itertext()) for one in page.all("textarea")}


def test_the_phone_has_a_text_for_each_of_its_boxes(client: PageClient) -> None:
    """A line for each statement of the card, and the person's words as entered."""
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
    """Markup and templates that somebody typed are text, and nothing is cut or in another order."""
    copied = "\n".join(texts_in(own(client, "/help/phone", number)).values())
    whole = said(copied.replace("\u2068", "").replace("\u2069", ""))

    for part in PARTS_ON_PHONE:
        place = 0
        for one in plan(person(number)).of(part):
            place = whole.find(said(Words().plain(one)), place)
            assert place >= 0, one


def test_right_to_left_words_keep_the_number_after_them(client: PageClient) -> None:
    """Each stands in an isolate; words of other scripts need none."""
    contacts = texts_in(own(client, "/help/phone", "06"))["Emergency contacts"]

    assert contacts.split("\n")[:2] == [
        "\u2068يوسف الحسيني\u2069, \u2068أخ\u2069, +49 30 5550 0112",
        "山田 花子, 友人, +81 3 5550 0113",
    ]


def test_words_are_copied_with_every_space_and_line(client: PageClient) -> None:
    """As typed, and not as a browser would show them."""
    note = "first  line,  two spaces\nsecond line"
    page = own(client, "/help/phone", "02", medications=[{"name": "<i>X</i>  &amp;", "note": note}])

    assert texts_in(page)["Medications"] == f"<i>X</i>  &amp; {note}"


def test_what_was_not_answered_leaves_no_box_and_none_is_said(client: PageClient) -> None:
    """Not known is not the same as none."""
    unknown = own(client, "/help/phone", "02")
    none = own(client, "/help/phone", "02", medications=[])

    assert "Medications" not in texts_in(unknown)
    assert "Medications: you have not answered this yet" in unknown.text
    assert texts_in(none)["Medications"] == quoted("none.medications")


def test_societies_and_clinics_stand_under_each_country_that_they_serve(
    client: PageClient,
) -> None:
    """With the address, and a phone number only where one is known."""
    page = page_of(client.get("/help/find"))
    sections = {one.get("aria-labelledby") or "": one for one in page.all("section")}
    known = catalogue().help.values()

    assert len(known) > 10
    for one in known:
        for place in one.regions or ("everywhere",):
            assert (one.name, one.address) in listed(sections[place])
            assert one.phone is None or one.phone in text_of(sections[place])
    countries = {code for one in known for code in one.regions}
    (chosen,) = page.all("nav")
    assert {address[1:] for _, address in listed(chosen)} == countries


def listed(section: Element) -> list[tuple[str, str]]:
    """The name and the address of each link."""
    return [(text_of(one), one.get("href") or "") for one in section.iter("a")]
