"""Forms need the token of their session; what was typed can be sent again."""

from __future__ import annotations

import pytest

from tests.conftest import client_of
from tests.web.keeping import (
    KeptCard,
    enter,
    keep,
    read,
    record,
    rows,
    store_of,
)
from tests.web.owner.forms import POSTS, changing
from tests.web.pages import Page, PageClient, SecureClient, page_of, text_of
from walletcard.sharing import sessions
from walletcard.sharing.secret import SessionSecret
from walletcard.web.session.visit import OWNER_SECONDS
from walletcard.web.site.current import now


@pytest.mark.parametrize("forged", ["", "0" * 64, "é"])
@pytest.mark.parametrize("path", POSTS)
def test_a_form_without_the_session_s_token_changes_nothing(
    keeper: SecureClient, token: str, path: str, forged: str
) -> None:
    """The page says what to do."""
    before = rows(keeper.application)
    ticks = {"lost": "y", "number": "1", "erase": "y"}

    answer = keeper.post(path, data={"token": forged, **ticks})

    assert answer.status_code == 403
    assert page_of(answer).heading == "We could not be sure that you sent this"
    assert rows(keeper.application) == before
    assert token != forged


@pytest.mark.usefixtures("token")
def test_a_token_belongs_to_one_session(keeper: SecureClient) -> None:
    """Another owner's token is refused like a missing one."""
    other = client_of(keeper.application.extensions["walletcard"].settings)
    theirs = enter(other, keep(other, record("08")))

    answer = keeper.post("/owner/card/erase", data={"token": theirs, "erase": "y"})

    assert answer.status_code == 403


def again(page: Page) -> tuple[str, dict[str, list[str]]]:
    """The address to which the page sends again what was typed, and the fields that it sends."""
    (form,) = page.all("form")
    assert "Send it again" in text_of(form)
    return form.get("action") or "", page.typed


def test_after_a_forged_token_what_was_typed_can_be_sent_again(
    keeper: SecureClient, token: str
) -> None:
    """Every field, even several with one name."""
    walk = changing(keeper, token)
    boxes = {"note": "blue <bag>", "usual_signs": ["collapse", "hives"], "token": "0" * 64}

    path, kept = again(page_of(walk.post("/reactions", boxes)))

    assert kept["token"] == [token]
    assert kept["usual_signs"] == ["collapse", "hives"]
    assert keeper.post(path, data=kept).status_code == 303
    assert walk.saved["reactions"] == {"usual_signs": ["collapse", "hives"], "note": "blue <bag>"}


def test_after_the_owner_s_time_what_was_typed_can_be_sent_again(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """Two hours after login the page asks for the link again, and still has the answers."""
    walk = changing(keeper, token)
    page = walk.get("/hospital")
    end_owner_time(keeper)

    answer = walk.post("/hospital", {"name": "Zoë’s Hospital"}, page=page)

    page = page_of(answer)
    assert (answer.status_code, page.heading) == (403, "You were logged out")
    assert "What you typed is not lost." in page.text
    slip = page_of(keeper.post("/owner", data=page.typed | {"digits": "12"}))
    path, kept = again(page_of(keeper.post("/owner", data=slip.typed | {"digits": card.owner})))
    assert keeper.post(path, data=kept).status_code == 303
    assert walk.saved["hospital"] == {"name": "Zoë’s Hospital"}


def end_owner_time(keeper: SecureClient) -> None:
    """Let the owner's two hours pass."""
    cookie = keeper.get_cookie("__Host-walletcard", domain="card.example.org")
    assert cookie
    secret = SessionSecret.read(cookie.value)
    with sessions.changing(store_of(keeper.application), secret, now()) as session:
        assert now() < session.owner_until <= now() + OWNER_SECONDS
        session.owner_until = now()


SHUTS = {
    "erase": "delete everything",
    "withdraw": "stop the code for good",
    "pause": "switch the code off",
    "renew": "replace this card",
}


@pytest.mark.parametrize(("form", "asked"), SHUTS.items())
def test_what_deletes_or_switches_off_is_named_and_never_sent_again(
    keeper: SecureClient, card: KeptCard, token: str, form: str, asked: str
) -> None:
    """Neither a forged token nor a login carries it along; it has to be asked for anew."""
    sent = {"lost": "y", "stop": "y", "erase": "y", "pause": "y", "number": "1"}
    forged = page_of(keeper.post(f"/owner/card/{form}", data=sent | {"token": "0" * 64}))
    end_owner_time(keeper)

    over = page_of(keeper.post(f"/owner/card/{form}", data=sent | {"token": token}))

    for page in (forged, over):
        assert f"You asked to {asked}. That was not done." in page.text
    assert not [one for one in forged.all("form") if "/owner/card" in (one.get("action") or "")]
    assert (over.heading, over.typed["sent"]) == ("You were logged out", [""])
    packed = over.typed | {"digits": card.owner, "sent": "lost=y&number=1"}
    assert keeper.post("/owner", data=packed).location == "/owner/card"
    assert read(keeper, card.code).status_code == 200


def test_a_page_that_sends_again_names_what_waits(keeper: SecureClient, token: str) -> None:
    """A page of questions by its heading, a form of the owner by what it asks for."""
    walk = changing(keeper, token)
    forged = {"token": "0" * 64}

    typed = page_of(walk.post("/hospital", forged | {"name": "Blue Hill Hospital"})).text
    asked = page_of(keeper.post("/owner/card/resume", data=forged | {"number": "1"})).text

    assert "What you typed on the page “Your hospital” is still here." in typed
    assert "You asked to switch the code on again. That was not done." in asked


def test_who_never_logged_in_is_not_told_of_a_log_out(client: PageClient) -> None:
    """They opened an address of the owner's pages."""
    page = page_of(client.get("/owner/card"))

    assert page.heading == "Open your owner link"
    assert "Only your owner link opens this page, and for two hours at most." in page.text


@pytest.mark.parametrize(
    "to", ["", "/owner/card/leave", "/make/1/delete", "https://evil.example/make/1/about"]
)
def test_after_logging_in_nothing_else_is_sent_anywhere(
    keeper: SecureClient, card: KeptCard, to: str
) -> None:
    """Only the owner's own changes can be sent again."""
    answer = keeper.post("/owner", data={"digits": card.owner, "to": to, "sent": "a=b"})

    assert answer.headers["Location"] == "/owner/card"
