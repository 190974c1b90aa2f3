"""The page that checks the answers, the choice whether to keep them, and the finished card."""

from __future__ import annotations

import base64
import logging
import re
from dataclasses import replace
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from tests.conftest import client_of
from tests.paper.layer import QR_ALONE
from tests.paper.reading import missing_words
from tests.paper.reading import read as read_pdf
from tests.people import answers
from tests.web.keeping import break_database, enter, keep, make, read, record, rows
from tests.web.owner.forms import changing
from tests.web.pages import PageClient, SecureClient, page_of, text_of
from tests.web.walking import ABOUT, start, start_from_file
from walletcard.clinical.catalogue import catalogue
from walletcard.form.outline import TOPICS
from walletcard.paper.printer import Here
from walletcard.settings import Settings
from walletcard.web.site.current import NAME, Site


def test_every_answer_stands_there_with_its_way_back(client: PageClient) -> None:
    """Each link leads to a page that shows the answer, and that page leads back."""
    walk = start_from_file(client, answers("01"))
    page = walk.get("/check")

    for said in ("Maria Keller", "68", "Indolent", "EpiPen", "Montelukast", "ibuprofen", "Jonas"):
        assert said in page.text
    changes = {one.get("href") or "" for one in page.all("a") if text_of(one).startswith("Change")}
    assert len(changes) > 15
    for address in changes:
        assert address.endswith("?to=check")
        assert client.get(address).status_code == 200
    sent = walk.post("/medicines/3?to=check", {"dose": "20 mg"}, page=walk.get("/medicines/3"))
    assert sent.location == f"{walk.path}/check"


def test_what_was_not_answered_is_said(client: PageClient) -> None:
    """The words "not known" and "none" say different things."""
    walk = start(client)
    walk.send("/medicines/usual", {"answer": "none"})

    text = walk.get("/check").text

    assert "Your medicines: none Your medicines I take no medicines" in text
    assert "What sets it off: not known What sets it off Not known" in text
    assert "Your hospital Not answered" in text


def test_a_doubt_is_said_as_it_was_picked(client: PageClient) -> None:
    """Somebody who said "not sure" did answer; the card then says "not known"."""
    walk = start(client)
    walk.send("/kind", {"subtype": ""})
    walk.send("/staff", {"alerts-asthma-answer": ""})

    text = walk.get("/check").text

    assert "Which kind of mastocytosis do you have? Not sure" in text
    assert "Do you have asthma? Not sure" in text
    assert "subtype" not in walk.saved
    assert "alerts" not in walk.saved


def test_what_should_be_looked_at_again_leads_there(client: PageClient) -> None:
    """It is said in plain words, and the card can still be made."""
    record = answers("02") | {"region": "GB", "medications": [{"name": "Zzyzxol"}]}
    walk = start_from_file(client, record)

    page = walk.get("/check")

    (section,) = [one for one in page.all("section") if one.get("aria-labelledby") == "look-again"]
    assert "No adrenaline is listed." in text_of(section)
    links = [one.get("href") for one in section.iter("a")]
    assert f"{walk.path}/pens/2?to=check" in links
    assert f"{walk.path}/medicines/1?to=check" in links
    assert "Make my card and plan" in [text_of(one) for one in page.all("button")]


def test_numbers_of_another_country_are_named_after_a_change_of_country(
    client: PageClient,
) -> None:
    """A tap on one would call somebody else, or nobody."""
    walk = start(client, region="FR")
    walk.send("/contacts/1", {"name": "Jo Wu", "phone": "06 12 34 56 78"})
    walk.send("/doctors/2", {"name": "Dr. Roux", "phone": "01 42 34 56 78"})
    walk.send("/hospital", {"name": "St. <b>", "phone": "+33 1 42 34 56 79"})
    assert "no longer France" not in walk.get("/check").text

    walk.send("/about", {"region": "DE"})

    page = walk.get("/check")
    lines = {text_of(one): one for one in page.all("li") if "no longer France" in text_of(one)}
    of_jo, of_roux = lines
    assert of_jo == (
        "“06 12 34 56 78” (Jo Wu) is +49 6123 45678 now, as the country is no longer France. "
        "Write it with + and the code of its country; if it is of France: +33 6 12 34 56 78. "
        "Change this"
    )
    assert of_roux == (
        "“01 42 34 56 78” (Dr. Roux) is no number that can be called now, as the country is no "
        "longer France. Write it with + and the code of its country; if it is of France: "
        "+33 1 42 34 56 78. Change this"
    )
    links = [link.get("href") for one in lines.values() for link in one.iter("a")]
    assert links == [f"{walk.path}/contacts/1?to=check", f"{walk.path}/doctors/2?to=check"]


@pytest.mark.parametrize(
    ("phone", "is_odd"),
    [
        ("020 7946 001", True),
        ("ask Jo", True),
        ("020 7946 0018", False),
        ("020 7946 0018 (evenings)", False),
        ("999", False),
        ("111", False),
        ("116 123", False),
        ("1234", True),
        ("+1 617 555 0134", False),
    ],
)
def test_a_number_that_no_phone_can_call_is_named(
    client: PageClient, phone: str, *, is_odd: bool
) -> None:
    """A digit is missing, and the five-minute card leads past the list that says so."""
    walk = start(client)
    walk.send("/first", {"contact-name": "Jo", "contact-phone": phone})

    said = f"“{phone}” (Jo): check this number. A phone may not be able to call it."

    assert (said in walk.get("/check").text) == is_odd


@pytest.mark.parametrize(("count", "said", "folded"), [(1, "1 thing", 0), (12, "12 things", 2)])
def test_the_button_says_how_many_things_to_look_at_again(
    client: PageClient, count: int, said: str, folded: int
) -> None:
    """The link beside it leads to them; up to ten are all in sight."""
    # One warning is that an answer says no against a list.
    unknown = [{"name": f"Zzyz{number}ol"} for number in range(count - 1)]
    settled = {id: {"answer": "no"} for id in catalogue().alerts}
    record = answers("01") | {"alerts": settled, "medications": unknown}
    page = start_from_file(client, record).get("/check")

    (link,) = [one for one in page.all("a") if one.get("href") == "#look-again"]
    assert text_of(link) == f"{said} to look at again"
    assert page.by_id("look-again") is not None
    (section,) = [one for one in page.all("section") if one.get("aria-labelledby") == "look-again"]
    assert len(list(section.iter("li"))) == count
    assert [len(list(one.iter("li"))) for one in section.iter("details")] == [folded][:folded]


def test_the_picture_is_the_card_as_it_prints(client: PageClient) -> None:
    """The front is on the check page, all panels one tap away; each picture is its own request."""
    walk = start(client)
    (front,) = walk.get("/check").all("img")
    (sides,) = walk.get("/so-far").all("img")

    png = client.get(front.get("src"))
    answer = client.get(sides.get("src"))

    assert png.mimetype == "image/png"
    picture = Image.open(BytesIO(png.data))
    assert abs(picture.width / picture.height - 85.60 / 53.98) < 0.01
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.count("<use ") == 2
    assert "data:image/png;base64," in answer.text


def test_the_front_fills_up_as_one_answers(client: PageClient) -> None:
    """Every page links to it; its address and its copies tell nothing about the person."""
    walk = start(client)
    before = client.get(f"{walk.path}/front.png")
    walk.send("/pens/1?brand=epipen", {"sold": "epipen 0.3 mg", "kept_at": "blue bag"})

    after = client.get(f"{walk.path}/front.png")

    assert before.data != after.data
    assert after.headers["Cache-Control"] == "no-store"
    for path in ("/", "/about", "/medicines/usual", "/pens/", "/pens/9", "/check"):
        assert walk.get(path).by_id("live").get("href") == f"{walk.path}/so-far"


def test_a_busy_press_draws_no_card_beside_the_questions(client: PageClient) -> None:
    """Prints have priority over it; the page that checks the answers waits for its picture."""
    walk = start(client)
    site: Site = client.application.extensions[NAME]
    client.application.extensions[NAME] = replace(site, press=Busy())

    assert client.get(f"{walk.path}/front.png").status_code == 503
    assert client.get(f"{walk.path}/front.png?wait=y").status_code == 200


class Busy(Here):
    """A press without a free renderer."""

    is_busy = True


@pytest.mark.parametrize(("case", "medicines"), [("03", 22), ("01", 5)])
def test_each_topic_is_one_row_that_opens(client: PageClient, case: str, medicines: int) -> None:
    """The row says how much is answered, and is closed at first."""
    page = start_from_file(client, answers(case)).get("/check")
    rows_ = [one for one in page.all("details") if one.get("class") == "answers"]

    assert f"Your medicines: {medicines}" in [text_of(one[0]) for one in rows_]
    assert len(rows_) == len(TOPICS)
    assert not [one for one in rows_ if one.get("open") is not None]
    buttons = [text_of(one) for one in page.all("button")]
    assert buttons.count("Make my card and plan") == 2


def test_open_questions_are_counted_and_not_named(client: PageClient) -> None:
    """The link to them says how long they take."""
    page = start(client).get("/check")
    (section,) = [one for one in page.all("section") if one.get("aria-labelledby") == "look-again"]

    assert re.search(r"\d+ questions that emergency staff ask are open", text_of(section))
    assert re.search(r"Answer them \(\d+ minutes\)", text_of(section))
    assert "Mastocytosis" not in text_of(section)
    assert "beta-blocker" not in text_of(section).lower()


def test_an_owner_sees_the_real_card(keeper: SecureClient) -> None:
    """With its code and number, before the changes are kept."""
    card = keep(keeper, record("02"))
    walk = changing(keeper, enter(keeper, card))

    drawn = keeper.get(f"{walk.path}/card.svg").text

    png = base64.b64decode(drawn.partition("base64,")[2].partition('"')[0])
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(png)).convert("L"), formats=QR_ALONE)
    assert code.text == f"https://card.example.org/c#{card.code}"


def test_a_card_without_a_name_cannot_be_made(client: PageClient) -> None:
    """The page says what is missing and links to it."""
    walk = start_from_file(client, {"version": 1, "subtype": "mcas"})

    page = walk.get("/check")

    assert "We still need the name" in page.text
    assert page.all("button") == []
    assert walk.press("/check", keep="print").status_code == 422
    (way,) = [one for one in walk.get("/so-far").all("a") if one.get("class") == "go"]
    assert text_of(way) == "Fill them in"
    assert walk.send("/about?to=check", ABOUT).heading == "Check your answers"
    assert walk.get("/so-far").all("img")


def test_the_choice_says_what_is_kept_and_nothing_is_chosen_yet(keeper: SecureClient) -> None:
    """One question: what is kept, where, for whom, how long. Without an answer nothing is made."""
    walk = start(keeper)
    page = walk.send("/check")
    assert page.heading == "Keep your details behind the code?"

    for said in ("What is kept:", "Where:", "Who can read it:", "Until when:", "Mast Cell Society"):
        assert said in page.text
    assert "at the moment it is made or read, and at no other" in page.text
    assert "keep" not in page.typed

    answer = walk.post("/keep", page=page)

    assert answer.status_code == 422
    assert page_of(answer).problems == {"Choose whether we keep your details.": "keep"}
    assert len(rows(keeper.application)) == 1


def test_without_keeping_there_is_no_code_and_the_answers_stay_here(keeper: SecureClient) -> None:
    """The papers are the same; only the draft remains."""
    walk = start(keeper)

    page = walk.send("/keep", {"keep": "print"})

    assert page.heading == "Your card and plan are ready"
    assert "Nothing is kept behind a code." in page.text
    pdf = keeper.post("/papers/wallet-card.pdf", data={"record": page.typed["record"][0]}).data
    assert {one.code for one in read_pdf(pdf)} == {None}
    assert len(rows(keeper.application)) == 1
    assert walk.saved["name"] == "Li Wu"


def test_with_consent_the_code_opens_the_details(keeper: SecureClient) -> None:
    """Afterwards the draft no longer has the answers."""
    card = make(keeper, record("01"))

    assert "Maria Keller" in page_of(read(keeper, card.code)).text
    pdf = keeper.post("/papers/wallet-card.pdf", data={"code": card.code}).data
    assert {one.code for one in read_pdf(pdf)} == {f"https://card.example.org/c#{card.code}"}
    assert missing_words(["Maria", "Keller"], read_pdf(pdf)) == []
    gone = page_of(keeper.get("/make/1/about"))
    assert gone.heading == "You have kept these answers"
    assert "/make/1/card" in [one.get("href") for one in gone.all("a")]
    assert "See the card of Maria Keller that you just made" in page_of(keeper.get("/make")).text


def test_the_button_pressed_twice_makes_one_card(keeper: SecureClient) -> None:
    """Whichever response the browser shows, it leads to the owner link of that card."""
    walk = start(keeper)
    page = walk.get("/keep")

    first = walk.post("/keep", {"keep": "keep"}, page=page)
    second = walk.post("/keep", {"keep": "keep"}, page=page)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location == "/make/1/card"
    assert keeper.get("/make/1/card").location == "/make/1/owner-link"
    assert len(rows(keeper.application)) == 3  # one card, one owner, one visit


def test_a_database_that_is_down_keeps_nothing_and_loses_nothing(
    keeper: SecureClient, caplog: pytest.LogCaptureFixture
) -> None:
    """The choice can be sent again."""
    walk = start(keeper, name="Zebedee Quux")
    page = walk.get("/keep")
    break_database(keeper.application)

    with caplog.at_level(logging.ERROR):
        answer = walk.post("/keep", {"keep": "keep"}, page=page)

    assert answer.status_code == 503
    assert page_of(answer).typed["keep"] == ["keep"]
    assert "Zebedee" not in caplog.text


@pytest.mark.parametrize("url", [None, "http://127.0.0.1:8000"])
def test_where_no_phone_could_open_a_code_there_is_no_choice(
    settings: Settings, url: str | None
) -> None:
    """The page of the card says why, in words for the person who holds it."""
    client = client_of(replace(settings, public_url=url))
    client.base_url = "http://localhost"
    walk = start(client)
    assert "keep" not in [one.get("name") for one in walk.get("/check").all("input")]

    page = walk.send("/check")

    assert "This server makes no such codes" in page.text
    assert "PUBLIC_URL" not in page.text


def test_a_file_leads_to_the_choice_too(keeper: SecureClient) -> None:
    """The form and the file both lead to it."""
    file = (BytesIO(record("01").encode()), "record.json")
    answer = keeper.post("/make/file", data={"file": file})

    assert page_of(keeper.get(answer.location)).heading == "Check your answers"


def test_a_name_that_is_asked_about_is_answered_by_one_tap(client: PageClient) -> None:
    """Other answers of the entry stay; a name that was changed meanwhile is not touched."""
    walk = start_from_file(client, answers("02") | {"medications": [{"name": "propanolol 40 mg"}]})
    page = walk.get("/check")
    button = next(one for one in page.all("button") if one.get("name") == "is")
    assert text_of(button) == "Yes, it is propranolol"

    wrong = {"is": "propranolol", "name": "something else", "token": page.typed["token"]}
    walk.client.post(f"{walk.path}/medicines/1?to=check", data=wrong)
    walk.client.post(f"{walk.path}/medicines/1?to=check", data=wrong | {"is": "x"})
    assert walk.saved["medications"] == [{"name": "propanolol 40 mg"}]

    right = wrong | {"name": "propanolol 40 mg"}
    assert walk.client.post(f"{walk.path}/medicines/1?to=check", data=right).location == (
        f"{walk.path}/check"
    )
    assert walk.saved["medications"] == [{"id": "propranolol", "dose": "40 mg"}]
    assert "Yes, it is" not in walk.get("/check").text


def test_a_name_of_two_things_offers_both_and_one_that_says_no_offers_none(
    client: PageClient,
) -> None:
    """A brand of two medicines offers both; a medicine that was stopped offers nothing."""
    medicines = [{"name": "Benadryl"}, {"name": "stopped metoprolol 2023"}]
    walk = start_from_file(client, answers("02") | {"region": "GB", "medications": medicines})
    buttons = [text_of(one) for one in walk.get("/check").all("button") if one.get("name") == "is"]
    assert buttons == ["Yes, it is acrivastine", "Yes, it is cetirizine"]


def test_a_close_match_is_asked_with_nothing_picked_before(client: PageClient) -> None:
    """A person who goes on without an answer keeps their words; the check page asks again."""
    walk = start(client)
    asked = walk.post("/medicines/1", {"name": "propanolol"})
    picks = [one for one in page_of(asked).all("input") if one.get("name") == "meant"]
    assert len(picks) > 1
    assert not [one for one in picks if one.get("checked") is not None]
    walk.send("/medicines/1", {}, page=page_of(asked))
    assert walk.saved["medications"] == [{"name": "propanolol"}]
    assert "propanolol: is this propranolol?" in walk.get("/check").text
