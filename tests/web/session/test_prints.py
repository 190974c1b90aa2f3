"""Prints: made once per visitor, forgotten in time, and put off while the press is busy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.people import PATIENTS
from tests.web.keeping import enter, make
from tests.web.pages import Page, PageClient, SecureClient, page_of
from tests.web.walking import Walk, start_from_file
from walletcard.paper.press import PressBusy, RenderStopped
from walletcard.paper.printer import NobodyWaits
from walletcard.sharing.secret import SessionSecret
from walletcard.web.site.current import NAME
from walletcard.web.site.shelf import Shelf

LEAST = (PATIENTS / "02-least.json").read_bytes()


class Counting:
    """A press that prints in this process and counts the jobs, or fails."""

    is_busy = False

    def __init__(self, failure: Exception | None = None) -> None:
        self.jobs: list[str] = []
        self.failure = failure

    def run(self, is_wanted: Callable[[], bool], job: Callable[..., Any], *given: object) -> Any:
        """Run the job and return its result."""
        assert is_wanted()
        if self.failure:
            raise self.failure
        self.jobs.append(job.__name__)
        return job(*given)


@pytest.fixture
def press(app: Flask) -> Counting:
    """Put the counting press into the application."""
    press = Counting()
    app.extensions[NAME] = replace(app.extensions[NAME], press=press)
    return press


def prints_all(client: PageClient, walk: Walk) -> Page:
    """The check page's picture, the result and both papers, as a person would take them."""
    assert client.get(f"{walk.path}/card.svg").status_code == 200
    page = walk.send("/check")
    form = {"record": page.typed["record"][0], "paper": "a4"}
    for paper in ("wallet-card", "action-plan"):
        assert client.post(f"/papers/{paper}.pdf", data=form).status_code == 200
    return page


def test_the_same_answers_are_printed_once(client: PageClient, press: Counting) -> None:
    """Preview, result and two downloads each: one card, one plan and one picture in all."""
    walk = start_from_file(client, LEAST)
    prints_all(client, walk)
    prints_all(client, walk)
    assert sorted(press.jobs) == ["action_plan", "card", "page_pictures"]


@pytest.mark.parametrize("change", ["changed", "deleted", "left"])
@pytest.mark.usefixtures("press")
def test_what_was_printed_is_forgotten(change: str, client: PageClient) -> None:
    """After the answers change, the draft is deleted, or the person leaves a shared computer."""
    walk = start_from_file(client, LEAST)
    prints_all(client, walk)
    shelf = client.application.extensions[NAME].shelf
    assert len(shelf) == 3
    if change == "changed":
        walk.send("/about", {"name": "Li Wang", "answered_by": "patient"})
    elif change == "deleted":
        walk.press("/delete")
    else:
        client.post("/make/leave", data={"token": walk.token, "sure": str(walk.number)})
    assert len(shelf) == 0


def test_once_the_code_is_withdrawn_what_was_printed_with_it_is_forgotten(
    keeper: SecureClient,
) -> None:
    """Under a new owner's cookie, nothing is found that was printed under the old one."""
    shelf = keeper.application.extensions[NAME].shelf
    token = enter(keeper, make(keeper, LEAST.decode()))
    assert len(shelf) == 0
    code = page_of(keeper.get("/owner/card")).typed["code"][0]
    assert keeper.post("/papers/wallet-card.pdf", data={"code": code}).status_code == 200
    assert len(shelf) == 1
    sent = {"token": token, "stop": "y", "number": "1"}
    assert keeper.post("/owner/card/withdraw", data=sent).status_code == 303
    assert len(shelf) == 0
    assert keeper.post("/papers/wallet-card.pdf", data={"code": code}).status_code == 410


@pytest.mark.usefixtures("press")
def test_looking_and_going_on_forgets_nothing(client: PageClient) -> None:
    """Sending a page without a change leaves the answers as they were."""
    walk = start_from_file(client, LEAST)
    prints_all(client, walk)
    walk.send("/hospital")
    walk.get("/check")
    assert len(client.application.extensions[NAME].shelf) == 3


def test_another_visitor_has_it_printed_anew(
    app: Flask, client: PageClient, press: Counting
) -> None:
    """Prints of another browser with the same answers are not shared."""
    prints_all(client, start_from_file(client, LEAST))
    other = app.test_client()
    assert isinstance(other, PageClient)
    prints_all(other, start_from_file(other, LEAST))
    assert sorted(press.jobs) == sorted(["action_plan", "card", "page_pictures"] * 2)


def test_a_record_that_comes_without_a_cookie_is_kept_nowhere(
    client: PageClient, press: Counting
) -> None:
    """Without a cookie there is no key to seal the print under."""
    for _ in range(2):
        assert client.post("/papers/wallet-card.pdf", data={"record": LEAST.decode()}).data
    assert press.jobs == ["card", "card"]
    assert len(client.application.extensions[NAME].shelf) == 0


@pytest.mark.parametrize("failure", [PressBusy(), NobodyWaits()])
def test_when_the_press_is_busy_nothing_that_was_sent_is_lost(
    failure: Exception, client: PageClient, press: Counting
) -> None:
    """The page says when to come again, and can send the same form once more."""
    press.failure = failure
    sent = {"record": LEAST.decode(), "paper": "letter"}
    answer = client.post("/papers/action-plan.pdf", data=sent)
    page = Page(answer.text)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert page.heading == "We are busy. Try again in a moment"
    assert {name: values[0].replace("\r\n", "\n") for name, values in page.typed.items()} == sent
    (form,) = page.all("form")
    assert (form.get("action"), form.get("method")) == ("/papers/action-plan.pdf", "post")
    press.failure = None
    assert client.post("/papers/action-plan.pdf", data=page.typed).data.startswith(b"%PDF")


def test_when_the_press_is_busy_a_draft_stays(client: PageClient, press: Counting) -> None:
    """Its result can be asked for again at the same address."""
    walk = start_from_file(client, LEAST)
    walk.post("/check")
    press.failure = PressBusy()
    answer = client.get(f"{walk.path}/card")
    assert answer.status_code == 503
    links = [one.get("href") for one in Page(answer.text).all("a")]
    assert f"{walk.path}/card" in links
    press.failure = None
    assert walk.get("/card").heading == "Your card and plan are ready"


def test_a_stopped_render_is_reported_in_a_sentence(client: PageClient, press: Counting) -> None:
    """A stopped print and one with layout warnings are both refused: they may be incomplete."""
    press.failure = RenderStopped(("TimeoutError",))
    answer = client.post("/papers/wallet-card.pdf", data={"record": LEAST.decode()})
    assert answer.status_code == 500
    assert Page(answer.text).heading == "Your papers could not be printed"


def test_a_server_that_is_busy_gives_back_any_form(app: Flask) -> None:
    """Before the server does anything with it."""
    client = app.test_client()
    busy = {"walletcard.is_busy": True}
    answer = client.post("/make/new", data={"name": "Li & Wu"}, environ_overrides=busy)
    assert answer.status_code == 503
    assert Page(answer.text).typed == {"name": ["Li & Wu"]}
    assert "This server has too much to do" in Page(answer.text).text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/make/1/medicines/5?to=check", "You sent the page “Your medicines”."),
        ("/make/3/first", "You sent the page “What helpers need to know”."),
        ("/make/1/contacts/2/remove", "You sent the page “Who to call”."),
        ("/make/leave", "You asked to delete all answers from this device."),
        ("/papers/both.pdf", "You asked to get the card and the plan."),
    ],
)
def test_the_busy_page_says_what_it_sends_again(app: Flask, path: str, said: str) -> None:
    """A page of the form by its heading, all else by what it asks for; and which button it is."""
    busy = {"walletcard.is_busy": True}
    page = Page(app.test_client().post(path, data={"name": "Li"}, environ_overrides=busy).text)
    assert said in page.text
    assert "Then press “Send it again”." in page.text
    unknown = app.test_client().post("/make/x", data={"name": "Li"}, environ_overrides=busy)
    assert "You " not in Page(unknown.text).text


def test_a_server_that_stopped_midway_says_so_and_gives_back_the_form(app: Flask) -> None:
    """It does not say that too much is asked."""
    cut_off = {"walletcard.is_busy": True, "walletcard.was_cut_off": True}
    answer = app.test_client().post("/make/new", data={"name": "Noor"}, environ_overrides=cut_off)
    page = Page(answer.text)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert page.typed == {"name": ["Noor"]}
    assert "stopped while it answered you" in page.text
    assert "Too many" not in page.text


VISITOR, OTHER = SessionSecret(b"v" * 16), SessionSecret(b"o" * 16)


def test_a_shelf_returns_prints_to_their_visitor_alone() -> None:
    """No other visitor can find it, and what is stored cannot be read."""
    shelf = Shelf()
    shelf.put(VISITOR, b"card", b"the words of a card")
    assert shelf.find(VISITOR, b"card") == b"the words of a card"
    assert shelf.find(OTHER, b"card") is None
    assert shelf.find(VISITOR, b"plan") is None
    assert b"words" not in repr(vars(shelf)).encode()
    shelf.empty(OTHER)
    assert shelf.find(VISITOR, b"card")
    shelf.empty(VISITOR)
    assert shelf.find(VISITOR, b"card") is None


def test_a_full_shelf_drops_the_oldest_print() -> None:
    """However much is printed."""
    shelf = Shelf(most_bytes=20_000)
    for number in range(10):
        shelf.put(VISITOR, str(number).encode(), b"x" * 3000)
    assert shelf.held_bytes <= 20_000
    assert shelf.find(VISITOR, b"9")
    assert shelf.find(VISITOR, b"0") is None


def test_a_shelf_forgets_after_some_minutes() -> None:
    """Even if nobody asks for the print."""
    shelf = Shelf(seconds=-1)
    shelf.put(VISITOR, b"card", b"words")
    assert len(shelf) == 0
