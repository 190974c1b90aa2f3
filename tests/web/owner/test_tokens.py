"""Forms need the token of their session; what was typed can be sent again."""

from __future__ import annotations

import pytest

from tests.conftest import client_of
from tests.web.keeping import (
    KeptCard,
    enter,
    keep,
    record,
    rows,
    store_of,
)
from tests.web.owner.forms import POSTS, changing
from tests.web.pages import Page, SecureClient, page_of, text_of
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


@pytest.mark.parametrize(
    "to", ["", "/owner/card/leave", "/make/1/delete", "https://evil.example/make/1/about"]
)
def test_after_logging_in_nothing_else_is_sent_anywhere(
    keeper: SecureClient, card: KeptCard, to: str
) -> None:
    """Only the owner's own changes can be sent again."""
    answer = keeper.post("/owner", data={"digits": card.owner, "to": to, "sent": "a=b"})

    assert answer.headers["Location"] == "/owner/card"
