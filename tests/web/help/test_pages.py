"""Help pages for after the card is made: guides, and pages with the person's own words."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

import html5lib
import pytest
from icalendar import Calendar

from tests.clinical.saying import quoted
from tests.people import person
from tests.web.help.own_words import OFFERED, READABLE, own, said
from tests.web.keeping import enter, keep, record
from tests.web.pages import PageClient, SecureClient, page_of, text_of
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.guidance import guidance_of
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part
from walletcard.web.site.current import NAME
from walletcard.wording import Words

GUIDES = {
    "/help": "What to do now",
    "/help/print": "Print, cut and fold",
    "/help/owner-link": "Your owner link",
    "/help/doctor": "A letter to my doctor",
    "/help/letter": "A letter for a flight or a school",
    "/help/phone": "Put it on your phone",
    "/help/call": "What to say on the phone",
    "/help/find": "People who know the disease",
}


@pytest.mark.parametrize(("path", "heading"), GUIDES.items())
def test_every_guide_opens_by_its_address(client: PageClient, path: str, heading: str) -> None:
    """This also holds for people who have not made a card."""
    page = page_of(client.get(path))

    assert page.heading == heading


@pytest.mark.parametrize("path", GUIDES)
def test_every_link_of_a_guide_leads_somewhere(client: PageClient, path: str) -> None:
    """To one of our pages, and to an id that is on it."""
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
    """It has a size and a text alternative, and loads no other file."""
    for one in page_of(client.get(path)).all("img"):
        picture = client.get(one.get("src") or "")
        assert picture.mimetype == "image/svg+xml"
        drawn = html5lib.parse(picture.text, namespaceHTMLElements=False).find("body/*")
        assert drawn is not None
        assert (drawn.get("width"), drawn.get("height")) == (one.get("width"), one.get("height"))
        assert len(one.get("alt") or "") > 40
        assert "href" not in picture.text


def test_what_to_do_now_leads_to_every_guide(client: PageClient) -> None:
    """No guide is hidden behind another page."""
    page = page_of(client.get("/help"))

    linked = {(one.get("href") or "").partition("#")[0] for one in page.all("a")}
    assert set(GUIDES) <= linked
    for path in GUIDES:
        back = [one.get("href") for one in page_of(client.get(path)).all("a")]
        assert path == "/help" or "/help" in back


def test_the_reminders_are_a_calendar_file(client: PageClient) -> None:
    """Phones open it with their calendar; its file name says nothing about the person."""
    answer = client.post("/reminders.ics", data={"record": record("01")})

    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == "attachment; filename=reminders.ics"
    read = Calendar.from_ical(answer.data)
    assert isinstance(read, Calendar)
    assert len(read.events) == 2


def test_two_servers_give_an_event_two_names(client: PageClient, keeper: SecureClient) -> None:
    """The server's secret is part of the id; otherwise anybody could find out whose it is."""
    site = keeper.application.extensions[NAME]
    other = replace(site.settings, server_secret="1" * 64)
    keeper.application.extensions[NAME] = replace(site, settings=other)
    files = [
        one.post("/reminders.ics", data={"record": record("01")}).data for one in (client, keeper)
    ]

    assert files[0] != files[1]


def test_the_digits_of_a_code_give_the_same_as_the_record(keeper: SecureClient) -> None:
    """A person whose details are kept sends the digits instead of the record."""
    kept = keep(keeper, record("01"))

    for path in OFFERED.values():
        by_code = keeper.post(path, data={"code": kept.code})
        assert by_code.status_code == 200
        assert by_code.data == keeper.post(path, data={"record": record("01")}).data


def test_a_code_that_opens_nothing_is_reported(keeper: SecureClient) -> None:
    """Withdrawn or mistyped; or with an invalid record, or none at all."""
    kept = keep(keeper, record("01"))
    token = enter(keeper, kept)
    keeper.post("/owner/card/renew", data={"token": token, "lost": "y", "number": "1"})

    for path in OFFERED.values():
        assert keeper.post(path, data={"code": kept.code}).status_code == 410
        assert keeper.post(path, data={"code": kept.code[:-1]}).status_code == 400
        assert keeper.post(path, data={"record": "{}"}).status_code == 422
        assert keeper.post(path, data={"x": "y"}).status_code == 400


@pytest.mark.parametrize("path", ["/help/doctor", "/help/letter", "/help/phone", "/help/call"])
def test_what_holds_a_person_s_words_is_neither_kept_nor_compressed(
    client: PageClient, path: str
) -> None:
    """Nobody can read it from a cache, or guess it from its compressed length."""
    sent = {"Accept-Encoding": "br, gzip"}
    answer = client.post(path, data={"record": record("01")}, headers=sent)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer.headers


def test_a_letter_without_a_card_has_lines_to_fill_in(client: PageClient) -> None:
    """Name, birth and illness can be written by hand."""
    page = page_of(client.get("/help/doctor"))

    filled = [text_of(one) for one in page.all("p") if one.get("class") == "fill"]
    assert filled[:3] == ["Name", "Born", "Illness"]
    assert "sign the action plan" in page.text


@pytest.mark.parametrize("number", READABLE)
def test_a_letter_names_the_person_and_asks_for_what_is_not_known(
    client: PageClient, number: str
) -> None:
    """The same name and diagnosis as on the card, and everything that was not answered."""
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


def test_the_letter_of_a_parent_does_not_speak_of_the_parent_s_illness(client: PageClient) -> None:
    """Whoever made the card may have made it for somebody else."""
    page = own(client, "/help/doctor", "04")
    letter = text_of(page.all("article")[0])
    assert "my" not in letter.split()
    assert "what emergency staff should know" in letter


@pytest.mark.parametrize("number", READABLE)
def test_a_letter_for_a_trip_says_what_is_carried_and_why(client: PageClient, number: str) -> None:
    """Each device and medicine, and the sentences with their sources, but no reactions."""
    page = own(client, "/help/letter", number)
    told = plan(person(number))

    for one in told.of(Part.NAME, Part.DIAGNOSIS, Part.DEVICE, Part.MEDICATION):
        assert said(Words().plain(one)) in page.text
    for id in ("letter.at-once", "letter.two", "letter.flight", "letter.school"):
        assert said(quoted(id)) in page.text
    for one in told.of(Part.CONTACT, Part.NEVER, Part.TEST):
        assert said(Words().plain(one)) not in page.text


def test_the_letter_of_somebody_without_medicines_says_that_there_are_none(
    client: PageClient,
) -> None:
    """Not "takes these medicines: takes no medicines"."""
    page = own(client, "/help/letter", "02", medications=[])
    assert "Takes no medicines" in page.text
    assert "takes these medicines" not in page.text


def test_a_letter_for_a_trip_can_be_written_by_hand(client: PageClient) -> None:
    """Without a card, and if no device or medicine is known."""
    for page in (page_of(client.get("/help/letter")), own(client, "/help/letter", "02")):
        filled = [text_of(one) for one in page.all("p") if one.get("class") == "fill"]
        assert "Epinephrine" in filled
        assert filled[-2] == "Signed by, as a doctor"


def test_without_a_card_the_call_is_what_holds_for_everybody(client: PageClient) -> None:
    """No emergency number is guessed, and no form of the disease."""
    page = page_of(client.get("/help/call"))

    assert quoted("step.call.no-number") in page.text
    assert "“Anaphylaxis. Mast cell disease. The address is …”" in page.text


@pytest.mark.parametrize("number", READABLE)
def test_the_call_has_the_steps_of_the_card(client: PageClient, number: str) -> None:
    """The same words in the same order, with the person's devices and places."""
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
    """A tap calls that number."""
    page = own(client, "/help/call", "01", region=region)

    assert [one.get("href") for one in page.all("a")][2] == f"tel:{number}"


def test_everything_that_an_ambulance_asks_for_rests_on_a_source(client: PageClient) -> None:
    """Each sentence of the call is in the catalogue, and was read at the authority itself."""
    asked = [one for one in catalogue().statements.values() if one.id.startswith("calling.")]
    page = page_of(client.get("/help/call"))

    assert len(asked) == 8
    for one in asked:
        assert one.text in page.text
        assert set(one.sources).isdisjoint({"form", "answers"})
        assert catalogue().may_print(one)


def test_societies_and_clinics_stand_under_each_country_that_they_serve(
    client: PageClient,
) -> None:
    """With its address, and with a phone number only if one is known."""
    known = catalogue().help.values()
    (chosen,) = page_of(client.get("/help/find")).all("nav")
    pages = {address.rpartition("=")[2]: client.get(address) for _, address in listed(chosen)}

    assert len(known) > 10
    assert set(pages) == {code for one in known for code in one.regions}
    for country, answer in pages.items():
        sections = {one.get("aria-labelledby"): one for one in page_of(answer).all("section")}
        assert list(sections)[:2] == [country, "everywhere"]
        for one in known:
            if not one.regions or country in one.regions:
                section = sections[country if one.regions else "everywhere"]
                assert (one.name, one.address) in listed(section)
                assert one.phone is None or one.phone in text_of(section)


def test_a_country_without_help_says_so_and_leads_to_the_others(client: PageClient) -> None:
    """Those who help in every country stand on every page; nobody scrolls past other countries."""
    page = page_of(client.get("/help/find?country=IN"))

    assert "We know nobody in India yet" in page.text
    assert next(one.get("aria-labelledby") for one in page.all("section")) == "everywhere"
    (others,) = page.all("nav")
    assert "Germany" in text_of(others)


def listed(section: Element) -> list[tuple[str, str]]:
    """The text and the address of each link."""
    return [(text_of(one), one.get("href") or "") for one in section.iter("a")]


@pytest.mark.parametrize(
    ("devices", "lines"),
    [
        ([{"device": "epipen", "kept_at": place} for place in ("bag", "desk")], ["2 × EpiPen"]),
        (
            [
                {"device": "neffy", "expires": "2027-08"},
                {"device": "jext", "expires": "2028-01"},
                {"device": "jext", "expires": "2028-01"},
            ],
            ["1 × neffy NOSE SPRAY: use by Aug 2027", "2 × Jext"],
        ),
    ],
)
def test_a_letter_for_a_trip_counts_the_devices_and_keeps_medicines_apart(
    client: PageClient, devices: list[dict[str, str]], lines: list[str]
) -> None:
    """An airline counts them; what a clinic injects is taken, and not carried."""
    clinic = [{"id": "omalizumab", "schedule": "every 4 weeks, at the clinic"}]
    page = own(client, "/help/letter", "02", epinephrine=devices, medications=clinic)
    carried, taken = page.text.split("carries those that are needed on the way")

    counted = [text_of(one) for one in page.all("li") if "×" in text_of(one)]
    assert len(counted) == len(lines)
    assert all(one.startswith(line) for one, line in zip(counted, lines, strict=True))
    assert "Omalizumab" in taken
    assert "Omalizumab" not in carried
