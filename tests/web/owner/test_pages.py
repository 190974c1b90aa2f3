"""The owner's pages: entered by a link, changed by forms with a token; no typed answer is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.conftest import client_of
from tests.people import answers
from tests.web.keeping import (
    TODAY,
    KeptCard,
    break_database,
    enter,
    make,
    read,
    record,
    rows,
    store_of,
)
from tests.web.owner.forms import POSTS, changing
from tests.web.pages import SecureClient, page_of
from tests.web.walking import Walk, start
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import OwnerSecret
from walletcard.web.site.current import NAME, Site


def test_the_link_leads_to_a_clean_address_with_a_cookie_for_this_site_alone(
    keeper: SecureClient, card: KeptCard
) -> None:
    """The cookie holds no part of the link, needs https, and no script can read it."""
    answer = keeper.post("/owner", data={"digits": card.owner})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/owner/card")
    cookie = answer.headers["Set-Cookie"]
    assert re.fullmatch(
        r"__Host-walletcard=[0-9]{40}; Secure; HttpOnly; Path=/; SameSite=Strict", cookie
    )
    assert card.owner not in cookie


def test_on_plain_http_the_cookie_has_no_prefix(keeper: SecureClient, card: KeptCard) -> None:
    """A browser would refuse the prefix there."""
    site = keeper.application.extensions["walletcard"]
    client = client_of(replace(site.settings, public_url="http://127.0.0.1:8000"))
    client.base_url = "http://127.0.0.1:8000"

    answer = client.post("/owner", data={"digits": card.owner})

    cookie = answer.headers["Set-Cookie"]
    assert re.fullmatch(r"walletcard=[0-9]{40}; HttpOnly; Path=/; SameSite=Strict", cookie)
    assert page_of(client.get("/owner/card")).heading == "Your card"


def test_the_page_shows_what_helpers_see_and_every_way_on(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """Answers, papers, change, save, lost card, delete, log out."""
    page = page_of(keeper.get("/owner/card"))

    assert answers("02")["name"] in page.text
    assert "The card may not have room for all answers." in page.text
    assert page.typed["code"] == [card.code]
    sent_to = {one.get("action") for one in page.all("form")}
    sent_to |= {one.get("formaction") for one in page.all("button")} & set(POSTS)
    elsewhere = {"/owner/card/resume", "/owner/card/sibling"}  # of a paused card, of a child's card
    assert sent_to == {"/papers/wallet-card.pdf", "/record", *POSTS} - elsewhere
    assert card.owner not in keeper.get("/owner/card").text
    assert token in page.typed["token"]


@pytest.mark.parametrize(
    ("digits", "status", "said"),
    [
        ("", 422, "Type the 40 digits"),
        (" # ", 422, "Type the 40 digits"),
        ("12", 422, "These are 2."),
        ("0" * 39 + "1", 422, "One of these digits is wrong."),
        ("0" * 40, 404, "We know no card with these digits."),
    ],
)
def test_wrong_digits_are_named(keeper: SecureClient, digits: str, status: int, said: str) -> None:
    """At the top and at the box, which still has them: they are to be compared with the link."""
    answer = keeper.post("/owner", data={"digits": digits})

    assert answer.status_code == status
    page = page_of(answer)
    (problem,) = page.problems.items()
    assert said in problem[0]
    assert problem[1] == "digits"
    assert page.errors == {"digits": problem[0]}
    assert page.typed["digits"] == [digits]
    assert "Set-Cookie" not in answer.headers


def test_the_code_of_a_card_is_no_owner_link(keeper: SecureClient, card: KeptCard) -> None:
    """A person who finds a card can read it, but change nothing."""
    assert keeper.post("/owner", data={"digits": card.code}).status_code == 404


def test_the_owner_sees_when_the_code_was_opened(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """To ten minutes; wrong digits and the owner's own visits do not count."""
    assert token
    assert "Not in the last two months" in page_of(keeper.get("/owner/card")).text
    before = datetime.now(UTC)
    read(keeper, card.code).close()
    read(keeper, card.code[:-1]).close()
    site: Site = keeper.application.extensions[NAME]
    site.notes.wait()

    (line,) = re.findall(r"(\d+ \w+ \d{4}), (\d\d:\d)0 to", page_of(keeper.get("/owner/card")).text)
    moments = (before, datetime.now(UTC))
    assert line in {(one.strftime("%-d %b %Y"), one.strftime("%H:%M")[:-1]) for one in moments}


def test_logging_out_ends_the_session_here_and_in_the_browser(
    keeper: SecureClient, token: str
) -> None:
    """The browser is told to drop what it stored of these pages."""
    answer = keeper.post("/owner/card/leave", data={"token": token})

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "__Host-walletcard=;" in answer.headers["Set-Cookie"]
    assert page_of(answer).heading == "You are logged out"
    assert keeper.get("/owner/card").status_code == 403


def test_a_log_out_leaves_what_belongs_to_other_cards(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """The card's own changes wait too, closed to all but its owner; the last page says so."""
    other = start(keeper, name="Zoë Wu")
    changes = changing(keeper, token)
    changes.send("/hospital", {"name": "Blue Hill Hospital"})

    left = keeper.post("/owner/card/leave", data={"token": token})

    assert "Other answers are still on this device" in page_of(left).text
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert other.saved["name"] == "Zoë Wu"
    assert keeper.get("/owner/card").status_code == 403
    assert changes.client.get(f"{changes.path}/hospital").status_code == 403
    assert "Li Wu" not in page_of(keeper.get("/make")).text
    enter(keeper, card)
    assert changes.saved["hospital"] == {"name": "Blue Hill Hospital"}


def test_pressed_twice_a_log_out_is_not_said_to_have_failed(
    keeper: SecureClient, token: str
) -> None:
    """The second press finds nobody logged in, with another draft here or without one."""
    for _ in range(2):
        again = keeper.post("/owner/card/leave", data={"token": token})

    assert "That was not done" not in page_of(again).text


def test_the_page_says_what_stays_after_a_log_out_only_if_something_does(
    keeper: SecureClient,
) -> None:
    """What shows the card that was just made goes with the log-out; another draft stays."""
    stays = "Answers that are on no card yet stay on this device."
    enter(keeper, make(keeper, record("02")))
    assert stays not in page_of(keeper.get("/owner/card")).text

    start(keeper, name="Zoë Wu")

    assert stays in page_of(keeper.get("/owner/card")).text


def test_an_erased_card_takes_its_changes_along_and_no_others(
    keeper: SecureClient, token: str
) -> None:
    """The drafts of other people in the same browser stay."""
    other, changes = start(keeper, name="Zoë Wu"), changing(keeper, token)

    keeper.post("/owner/card/erase", data={"token": token, "erase": "y"})

    assert other.saved["name"] == "Zoë Wu"
    assert keeper.get(f"{changes.path}/").status_code == 404


def test_nothing_happens_by_opening_an_address(keeper: SecureClient, token: str) -> None:
    """A chat program may open every address it finds, to show a preview."""
    before = rows(keeper.application)

    for path in ["/owner", "/owner/card", "/c", *POSTS]:
        keeper.get(path, query_string={"token": token, "erase": "y", "lost": "y", "number": "1"})

    assert rows(keeper.application) == before
    door = page_of(keeper.get("/owner?digits=12&sent=a&to=owning.erase"))
    assert (door.typed["sent"], door.typed["to"]) == ([""], [""])


def test_a_record_that_is_damaged_can_be_replaced_and_erased(keeper: SecureClient) -> None:
    """Even if this release cannot read the record."""
    owner, store = OwnerSecret.fresh(), store_of(keeper.application)
    cards.keep(store, owner, KeptRecord('{"version": 0}'), TODAY)
    card = KeptCard(owner.digits, owner.card(1).digits)

    token = enter(keeper, card)

    page = page_of(keeper.get("/owner/card"))
    assert "We cannot read your answers." in page.text
    assert read(keeper, card.code).status_code == 503
    keeper.post("/owner/card/renew", data={"token": token, "lost": "y", "number": "1"})
    assert read(keeper, card.code).status_code == 410
    erased = keeper.post("/owner/card/erase", data={"token": token, "erase": "y"})
    assert page_of(erased).heading == "Everything is deleted"


def test_a_store_that_is_down_is_reported(keeper: SecureClient, card: KeptCard, token: str) -> None:
    """A database failure loses nothing."""
    break_database(keeper.application)

    for answer in (
        keeper.post("/owner", data={"digits": card.owner}),
        keeper.get("/owner/card"),
        keeper.post("/owner/card/answers", data={"token": token}),
        keeper.post("/papers/wallet-card.pdf", data={"code": card.code}),
    ):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert page_of(answer).heading == "We cannot reach the stored cards"


def test_a_restart_loses_nothing(keeper: SecureClient, card: KeptCard, token: str) -> None:
    """Cookie, token, draft and code still work afterwards."""
    walk = changing(keeper, token)
    page = walk.get("/hospital")
    cookie = keeper.get_cookie("__Host-walletcard", domain="card.example.org")
    assert cookie
    after = client_of(keeper.application.extensions["walletcard"].settings)
    after.set_cookie("__Host-walletcard", cookie.value, domain="card.example.org", secure=True)

    there = Walk(after, walk.number)
    there.send("/hospital", {"name": "Blue Hill Hospital"}, page=page)

    assert "Your answers are changed." in there.send("/check").text
    assert "Blue Hill Hospital" in page_of(read(after, card.code)).text
