"""Drafts: several people on one device, for 30 days, or until they are deleted."""

from __future__ import annotations

import logging
import re
from unittest.mock import Mock

import pytest

from tests.conftest import client_of
from tests.web.keeping import break_database, rows, store_of
from tests.web.pages import PageClient, SecureClient, page_of, text_of
from tests.web.walking import ABOUT, start, start_from_file
from walletcard.form.drafts import Draft
from walletcard.sharing import sessions
from walletcard.sharing.secret import SessionSecret
from walletcard.web.session.visit import DAY_SECONDS, DRAFT_SECONDS
from walletcard.web.site.current import now


def cookie_of(keeper: SecureClient) -> str:
    """The value of the visitor's cookie."""
    cookie = keeper.get_cookie("__Host-walletcard", domain="card.example.org")
    assert cookie
    return cookie.value


def test_the_first_answers_begin_a_draft_with_a_cookie_for_30_days(keeper: SecureClient) -> None:
    """Random digits, for this site only; scripts cannot read them."""
    answer = keeper.post("/make/new", data=ABOUT)

    assert answer.status_code == 303
    cookie = answer.headers["Set-Cookie"]
    assert f"Max-Age={DRAFT_SECONDS}; Secure; HttpOnly; Path=/; SameSite=Strict" in cookie
    assert "Li" not in cookie


def test_looking_sets_no_cookie_and_keeps_nothing(keeper: SecureClient) -> None:
    """Only sending a form starts a draft."""
    for path in ("/", "/make", "/make/new", "/make/file", "/privacy"):
        assert "Set-Cookie" not in keeper.get(path).headers
    assert rows(keeper.application) == []


def test_two_people_on_one_device_are_told_apart_by_name(client: PageClient) -> None:
    """Each person continues where they stopped."""
    ann, ben = start(client, name="Ann Lee"), start(client, name="Ben Lee")
    ben.send("/hospital", {"name": "General"})

    page = page_of(client.get("/make"))

    links = {text_of(one): one.get("href") for one in page.all("a")}
    assert links["Continue where you left off: Ann Lee"] == f"{ann.path}/"
    assert links["Continue where you left off: Ben Lee"] == f"{ben.path}/"
    assert ("hospital" in ann.saved, "hospital" in ben.saved) == (False, True)


def test_each_page_says_whose_it_is_where_there_are_several(client: PageClient) -> None:
    """Never in a title, which browsers keep in their history; a single card needs no such line."""
    ann = start(client, name="Ann Lee")
    paths = ("/", "/kind", "/medicines/usual", "/check", "/so-far", "/photo", "/pens/1")
    said = "The card of Ann Lee"
    assert [path for path in paths if said in ann.get(path).text] == ["/"]
    start(client, name="Ben Lee")
    for path in paths:
        page = ann.get(path)
        assert page.text.count(said) == 1, path
        assert "Ann" not in page.title
    ann.post("/check", {"keep": "print"})
    assert said in page_of(client.get(f"{ann.path}/card")).text
    assert said not in page_of(client.get("/make")).text


def test_a_page_of_many_drafts_reads_each_a_few_times(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not once for each other one: nobody counts the drafts of a browser."""
    number = 12
    for at in range(number):
        start(client, name=f"Ann Lee {at}")
    with monkeypatch.context() as patch:
        reads = Mock(wraps=Draft.from_json)
        patch.setattr(Draft, "from_json", reads)
        client.get("/make")

    assert number <= reads.call_count <= 4 * number


def test_two_people_of_the_same_name_are_told_apart(client: PageClient) -> None:
    """By their dates of birth, wherever a card is chosen or deleted; others need none."""
    father = start(client, name="Li Wu", born__year="1950")
    start(client, name="Li Wu", born__year="1981")
    start(client, name="Ann Lee", born__year="1960")

    for page in (
        page_of(client.get("/")),
        page_of(client.get("/make")),
        page_of(client.post("/make/leave", data=page_of(client.get("/make")).typed)),
        father.get("/delete"),
    ):
        text = page.text.replace("\xa0", " ")
        assert {"Li Wu, born 30 Nov 1950", "Li Wu, born 30 Nov 1981"} <= set(
            re.findall(r"Li Wu, born [\w ]{11}", text)
        ), page.heading
        assert "Ann Lee, born" not in text
    assert "The card of Li Wu, born 30" in father.get("/kind").text


def test_a_draft_is_deleted_after_a_question(client: PageClient) -> None:
    """The other draft stays."""
    ann, ben = start(client, name="Ann Lee"), start(client, name="Ben Lee")
    page = ann.get("/delete")
    assert "The answers of Ann Lee that are saved here will be deleted." in page.text
    assert "What else is on this device Answers of Ben Lee Delete all 2" in page.text
    assert "Ben Lee" in client.post("/make/leave", data=page.typed).text

    ann.post("/delete", page=page)

    assert client.get(f"{ann.path}/").status_code == 404
    assert ben.saved["name"] == "Ben Lee"


def test_with_the_last_draft_all_of_it_ends(keeper: SecureClient) -> None:
    """Who deletes one card on a shared computer leaves nothing there, and is told so."""
    walk = start(keeper)
    page = walk.get("/delete")
    assert "What else" not in page.text

    answer = walk.post("/delete", page=page)

    assert page_of(answer).heading == "Your answers are deleted here"
    assert rows(keeper.application) == []


def test_on_a_shared_computer_all_of_it_ends(keeper: SecureClient) -> None:
    """The browser drops its data, and the store has no row left."""
    walk = start(keeper)
    asked = keeper.post("/make/leave", data={"token": walk.token})
    assert walk.saved["name"] == "Li Wu"

    answer = keeper.post("/make/leave", data=page_of(asked).typed)

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert page_of(answer).heading == "Your answers are deleted here"
    assert rows(keeper.application) == []
    assert keeper.get(f"{walk.path}/").status_code == 403


def test_whoever_deletes_all_reads_whose_answers_go(client: PageClient) -> None:
    """One press deletes none of three drafts, and there is a way back."""
    walks = [start(client, name=name) for name in ("Ann Lee", "Ben Lee")]
    walks.append(start_from_file(client, {"version": 1, "subtype": "mcas"}))
    page = page_of(client.get("/make"))

    asked = page_of(client.post("/make/leave", data=page.typed))

    assert asked.heading == "Delete all of these?"
    (named,) = asked.all("main")[0].iter("ul")
    assert [text_of(one) for one in named.iter("li")] == [
        "Answers of Ann Lee",
        "Answers of Ben Lee",
        "Answers without a name yet",
    ]
    assert [text_of(one) for one in asked.all("button")] == ["Delete all 3"]
    (way,) = [one for one in asked.all("a") if text_of(one) == "No, keep them"]
    assert "Ben Lee" in client.get(way.get("href")).text
    assert [walk.saved.get("name") for walk in walks] == ["Ann Lee", "Ben Lee", None]


def test_a_card_started_meanwhile_is_not_deleted_with_the_others(client: PageClient) -> None:
    """Another window started it after the page was shown, so the page asks again."""
    start(client, name="Ann Lee")
    asked = page_of(client.post("/make/leave", data=page_of(client.get("/make")).typed))
    ben = start(client, name="Ben Lee")

    again = page_of(client.post("/make/leave", data=asked.typed))

    assert ben.saved["name"] == "Ben Lee"
    assert "Answers of Ann Lee Answers of Ben Lee" in again.text
    left = client.post("/make/leave", data=again.typed)
    assert page_of(left).heading == "Your answers are deleted here"


def test_a_browser_without_cookies_is_told_what_to_do(client: PageClient) -> None:
    """The first answers lead to a page that explains it."""
    answer = client.post("/make/new", data=ABOUT)
    client.delete_cookie("walletcard")

    page = page_of(client.get(answer.location))

    assert page.heading == "We can’t find your answers"
    assert "Your browser blocked our cookie." in page.text


def test_a_clinic_has_many_drafts_in_one_browser(client: PageClient) -> None:
    """More than nine work; the same form sent twice is one draft. The cookie holds only a key."""
    assert start(client).number == start(client).number == 1
    for number in range(12):
        walk = start(client, name=f"Person {number}")

    answer = client.post(f"{walk.path}/about", data=ABOUT | {"token": walk.token})
    assert len(answer.headers["Set-Cookie"]) < 4096
    assert "Person 0" in page_of(client.get("/make")).text


def test_drafts_have_a_limit(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """One too many is refused with an explanation; the others stay."""
    start(client, name="Person 0")
    monkeypatch.setattr(sessions, "MOST_BYTES", 300)

    answer = client.post("/make/new", data=ABOUT | {"name": "One more"})

    assert answer.status_code == 422
    assert page_of(answer).heading == "There is no room for another card here"
    assert "Person 0" in page_of(client.get("/make")).text


@pytest.mark.parametrize("forged", ["", "0" * 64, "é"])
@pytest.mark.parametrize("path", ["/hospital", "/pens/", "/pens/1", "/medicines/usual", "/check"])
def test_a_form_without_the_visit_s_token_changes_nothing(
    client: PageClient, path: str, forged: str
) -> None:
    """What was typed can be sent again, but only by the person's own press."""
    walk = start(client)

    answer = walk.post(path, {"token": forged, "name": "General", "note": "x"})

    page = page_of(answer)
    assert (answer.status_code, page.heading) == (403, "We could not be sure that you sent this")
    assert page.typed["name"] == ["General"]
    assert set(walk.saved) == {"version", "answered_on", "answered_by", "name", "born", "region"}


def test_another_visitor_s_draft_cannot_be_opened(keeper: SecureClient) -> None:
    """Knowing a draft's number is not enough."""
    walk = start(keeper)
    other = client_of(keeper.application.extensions["walletcard"].settings)
    start(other)

    assert other.get("/make/2/").status_code == 404
    for path in ("/", "/check", "/about", "/card", "/card.svg", "/front.png", "/so-far", "/keep"):
        assert walk.get("/about").typed["name"] == ["Li Wu"]
        assert (
            client_of(keeper.application.extensions["walletcard"].settings)
            .get(f"{walk.path}{path}")
            .status_code
            == 403
        )


def test_a_draft_that_is_read_lasts_for_30_days_more(keeper: SecureClient) -> None:
    """A person who comes back once a month loses nothing."""
    walk = start(keeper)
    secret, store = SessionSecret.read(cookie_of(keeper)), store_of(keeper.application)
    with sessions.changing(store, secret, now()) as session:
        session.expires = now() + DRAFT_SECONDS - 2 * DAY_SECONDS

    answer = keeper.get(f"{walk.path}/")

    assert f"Max-Age={DRAFT_SECONDS}" in answer.headers["Set-Cookie"]
    assert sessions.read(store, secret, now()).expires >= now() + DRAFT_SECONDS - 5


def test_after_30_days_the_draft_is_gone(keeper: SecureClient) -> None:
    """The page says so."""
    walk = start(keeper)
    secret, store = SessionSecret.read(cookie_of(keeper)), store_of(keeper.application)
    with sessions.changing(store, secret, now()) as session:
        session.expires = now()

    answer = keeper.get(f"{walk.path}/")

    assert answer.status_code == 403
    assert "More than 30 days passed" in page_of(answer).text


def test_a_store_that_is_down_loses_nothing_that_was_typed(keeper: SecureClient) -> None:
    """The page still holds it, to be sent again in a minute."""
    walk = start(keeper)
    page = walk.get("/hospital")
    break_database(keeper.application)

    answer = walk.post("/hospital", {"name": "General"}, page=page)

    again = page_of(answer)
    assert (answer.status_code, again.heading) == (503, "We cannot reach the stored cards")
    assert again.typed["name"] == ["General"]
    (form,) = again.all("form")
    assert form.get("action") == f"{walk.path}/hospital"


def test_no_answer_is_in_the_log_the_address_or_the_title(
    keeper: SecureClient, caplog: pytest.LogCaptureFixture
) -> None:
    """No answer appears where other people might look."""
    with caplog.at_level(logging.DEBUG):
        walk = start(keeper, name="Zebedee Quux")
        walk.send("/medicines/1", {"name": "Zzyzxol", "looked": "Zzyzxol"})
        for path in walk.pages():
            page = walk.get(path)
            assert "Zebedee" not in page.title + path
            assert "Zzyzxol" not in page.title + path

    assert "Zebedee" not in caplog.text
    assert "Zzyzxol" not in caplog.text
