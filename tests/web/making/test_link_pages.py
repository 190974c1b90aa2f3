"""The owner link of a new card: hard to lose, and gone when it should be."""

from __future__ import annotations

import pytest

from tests.paper.reading import missing_words
from tests.paper.reading import read as read_pdf
from tests.people import answers
from tests.web.keeping import KeptCard, enter, keep, record, rows
from tests.web.owner.forms import changing
from tests.web.pages import SecureClient, page_of, text_of
from tests.web.walking import Walk, start_from_file
from walletcard.web.session import visit
from walletcard.web.site.current import now


@pytest.fixture
def walk(keeper: SecureClient) -> Walk:
    """The draft of a card that was just made and kept."""
    walk = start_from_file(keeper, answers("02"))
    assert walk.post("/keep", {"keep": "keep"}).status_code == 303
    return walk


def link_on(walk: Walk) -> tuple[str, str]:
    """The link and the digits beside it, as the page shows them."""
    page = walk.get("/owner-link")
    return text_of(page.by_id("link")), text_of(page.by_id("beside"))


def test_it_comes_before_the_card_and_a_reload_shows_it_again(walk: Walk) -> None:
    """It does so in another tab too, whatever page was opened in between."""
    assert walk.client.get(f"{walk.path}/card").location == f"{walk.path}/owner-link"
    shown = link_on(walk)

    walk.client.get("/")
    walk.client.get(f"{walk.path}/check")

    assert link_on(walk) == shown
    page = walk.get("/owner-link")
    assert "The card of Li Wu is made." in page.text
    digits = [text_of(one) for one in page.all("span") if one.get("class") == "four"][1:]
    assert ("".join(digits), {len(one) for one in digits}) == (shown[0].partition("#")[2], {4})
    assert walk.send("/owner-link").heading == "Your card and plan are ready"
    assert link_on(walk) == shown
    assert "See the card of Li Wu that you just made" in page_of(walk.client.get("/")).text


@pytest.mark.parametrize(
    ("later", "saved", "is_shown"),
    [
        (2 * 24 * 3600, False, True),
        (4 * 24 * 3600, False, False),
        (3600, True, True),
        (3 * 3600, True, False),
    ],
)
def test_it_is_shown_for_so_long(
    walk: Walk,
    monkeypatch: pytest.MonkeyPatch,
    later: int,
    saved: bool,  # noqa: FBT001
    is_shown: bool,  # noqa: FBT001
) -> None:
    """For three days, or for two hours after the person said that it is saved."""
    if saved:
        walk.send("/owner-link")
    at = now() + later
    monkeypatch.setattr(visit, "now", lambda: at)

    answer = walk.client.get(f"{walk.path}/owner-link")

    assert (answer.status_code == 200) is is_shown


def test_a_phone_that_ends_the_browser_does_not_take_it_along(walk: Walk) -> None:
    """The cookie outlives the browser, also once the person said that the link is saved."""
    answer = walk.post("/owner-link")

    assert "Max-Age=2592000" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["/about", "/check", "/keep", "/medicines/usual", "/so-far"])
def test_back_says_that_the_answers_are_kept(walk: Walk, path: str) -> None:
    """It links to the card and to the owner link."""
    page = page_of(walk.client.get(f"{walk.path}{path}"))

    assert page.heading == "You have kept these answers"
    links = [one.get("href") for one in page.all("a")]
    assert {f"{walk.path}/card", f"{walk.path}/owner-link"} <= set(links)


def test_removing_the_card_from_here_says_what_stays(walk: Walk) -> None:
    """Only this device loses it; the code goes on to open the details."""
    page = walk.get("/delete")
    assert page.heading == "Remove this card from here?"
    assert "This device will no longer show the card of Li Wu." in page.text
    assert "The printed card and its code stay as they are." in page.text
    kept = rows(walk.client.application)[:2]  # the card and its owner

    walk.post("/delete", page=page)

    assert walk.client.get(f"{walk.path}/card").status_code == 403
    assert set(kept) <= set(rows(walk.client.application))


def test_deleting_an_owner_s_changes_says_that_the_card_stays(keeper: SecureClient) -> None:
    """Nothing that was kept before changes."""
    changes = changing(keeper, enter(keeper, keep(keeper, record("02"))))
    said = "The changes to the card of Li Wu that you did not keep will be deleted."
    assert said in changes.get("/delete").text


def test_whoever_leaves_without_it_is_asked(walk: Walk) -> None:
    """The person may leave anyway; once the link is saved, the page does not warn."""
    token = {"token": walk.get("/owner-link").typed["token"][0]}

    asked = page_of(walk.client.post("/make/leave", data=token))

    assert "The card of Li Wu, just made. Its owner link is not saved yet." in asked.text
    assert "Show my owner link" in [text_of(one) for one in asked.all("a")]
    assert link_on(walk)
    left = walk.client.post("/make/leave", data=asked.typed)
    assert page_of(left).heading == "Your answers are deleted here"
    assert "What is not kept behind a code is gone from this server." in page_of(left).text


def test_another_card_s_log_out_does_not_take_it_along(walk: Walk, keeper: SecureClient) -> None:
    """Two cards were made in the same browser."""
    token = {"token": enter(keeper, keep(keeper, record("08")))}

    left = page_of(keeper.post("/owner/card/leave", data=token))

    assert left.heading == "You are logged out"
    assert link_on(walk)


def test_its_own_log_out_takes_it_along_once_it_was_asked(walk: Walk) -> None:
    """Nothing of the card stays on a shared device; without a press the link stays."""
    link, beside = link_on(walk)
    digits = link.partition("#")[2] + beside.replace(" ", "")
    token = {"token": enter(walk.client, KeptCard(digits, ""))}

    asked = page_of(walk.client.post("/owner/card/leave", data=token))

    assert asked.heading == "Your owner link is not saved yet"
    assert link_on(walk) == (link, beside)
    walk.client.post("/owner/card/leave", data=asked.typed)
    assert walk.client.get(f"{walk.path}/owner-link").status_code == 403


@pytest.mark.parametrize("by_owner", [False, True])
def test_the_sheet_to_keep_at_home_opens_the_card_and_names_nobody(
    walk: Walk,
    keeper: SecureClient,
    by_owner: bool,  # noqa: FBT001
) -> None:
    """The link as a code and in digits, the 8 digits beside it, and the card's number."""
    link, beside = link_on(walk)
    token = {"token": walk.get("/owner-link").typed["token"][0]}
    path = f"{walk.path}/keep-at-home.pdf"
    if by_owner:
        digits = link.partition("#")[2] + beside
        assert keeper.post("/owner", data={"digits": digits}).location == "/owner/card"
        token = {"token": page_of(keeper.get("/owner/card")).typed["token"][0]}
        path = "/owner/card/keep-at-home.pdf"

    answer = keeper.post(path, data=token)

    (sheet,) = read_pdf(answer.data)
    assert sheet.code == link
    assert missing_words([link.partition("#")[2][:4], *beside.split(), "number 1"], (sheet,)) == []
    name = answers("02")["name"]
    assert missing_words([name], (sheet,)) == name.split()
    assert "filename=owner-link_no-1_2" in answer.headers["Content-Disposition"]


def test_a_draft_has_no_link(keeper: SecureClient) -> None:
    """Nothing is kept yet, so no link can open it."""
    walk = start_from_file(keeper, answers("02"))

    assert keeper.get(f"{walk.path}/owner-link").status_code == 404
    assert walk.press("/keep-at-home.pdf").status_code == 404
    assert len(rows(keeper.application)) == 1
