"""The owner's pages: in by a link, changes by forms with a token, nothing typed is lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest

from tests.conftest import client_of
from tests.paper.reading import missing_words
from tests.paper.reading import read as read_pdf
from tests.people import a_patient, answers
from tests.web.keeping import (
    TODAY,
    KeptCard,
    break_database,
    enter,
    keep,
    read,
    record,
    rows,
    store_of,
)
from tests.web.pages import Page, SecureClient, page_of, text_of
from tests.web.walking import Walk, start
from walletcard.sharing import cards, sessions
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import OwnerSecret, SessionSecret
from walletcard.web.reader.pages import WITHDRAWN
from walletcard.web.session.visit import OWNER_SECONDS
from walletcard.web.site.current import NAME, Site, now

POSTS = [
    "/owner/card/answers",
    "/owner/card/file",
    "/owner/card/renew",
    "/owner/card/pause",
    "/owner/card/resume",
    "/owner/card/withdraw",
    "/owner/card/erase",
    "/owner/card/leave",
]


@pytest.fixture
def card(keeper: SecureClient) -> KeptCard:
    """The least record, kept."""
    return keep(keeper, record("02"))


@pytest.fixture
def token(keeper: SecureClient, card: KeptCard) -> str:
    """The token of the owner, who is here."""
    return enter(keeper, card)


def test_the_link_leads_to_a_clean_address_with_a_cookie_for_this_site_alone(
    keeper: SecureClient, card: KeptCard
) -> None:
    """The cookie holds nothing of the link; it is for https and no script can read it."""
    answer = keeper.post("/owner", data={"digits": card.owner})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/owner/card")
    cookie = answer.headers["Set-Cookie"]
    assert re.fullmatch(
        r"__Host-walletcard=[0-9]{40}; Secure; HttpOnly; Path=/; SameSite=Strict", cookie
    )
    assert card.owner not in cookie


def test_on_plain_http_the_cookie_has_no_prefix(keeper: SecureClient, card: KeptCard) -> None:
    """A browser would refuse it there."""
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
    """Answers, papers, change, save, lost, erase, log out."""
    page = page_of(keeper.get("/owner/card"))

    assert answers("02")["name"] in page.text
    assert page.typed["code"] == [card.code]
    sent_to = {one.get("action") for one in page.all("form")}
    sent_to |= {one.get("formaction") for one in page.all("button")} & set(POSTS)
    assert sent_to == {"/papers/wallet-card.pdf", "/record", *POSTS} - {"/owner/card/resume"}
    assert card.owner not in keeper.get("/owner/card").text
    assert token in page.typed["token"]


@pytest.mark.parametrize(
    ("digits", "status", "said"),
    [
        ("", 422, "These are 0."),
        ("12", 422, "These are 2."),
        ("0" * 39 + "1", 422, "One of these digits is wrong."),
        ("0" * 40, 404, "We know no card with these digits."),
    ],
)
def test_wrong_digits_are_named(keeper: SecureClient, digits: str, status: int, said: str) -> None:
    """The summary leads to the field."""
    answer = keeper.post("/owner", data={"digits": digits})

    assert answer.status_code == status
    (problem,) = page_of(answer).problems.items()
    assert said in problem[0]
    assert problem[1] == "digits"
    assert "Set-Cookie" not in answer.headers


def test_the_code_of_a_card_is_no_owner_link(keeper: SecureClient, card: KeptCard) -> None:
    """Who finds a card can read it and change nothing."""
    assert keeper.post("/owner", data={"digits": card.code}).status_code == 404


def changing(keeper: SecureClient, token: str) -> Walk:
    """The draft in which the owner changes the answers."""
    answer = keeper.post("/owner/card/answers", data={"token": token})
    assert answer.status_code == 303
    return Walk(keeper, int(answer.location.split("/")[2]))


def withdrawn(keeper: SecureClient, token: str) -> Page:
    """The owner's page once the code was made useless."""
    sent = {"token": token, "lost": "y", "number": "1"}
    return page_of(keeper.post("/owner/card/withdraw", data=sent))


def test_a_card_is_withdrawn_without_a_next_one(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """Sent twice it is the same; the owner's answers stay."""
    for _ in range(2):
        page = withdrawn(keeper, token)

    assert "Its code no longer works" in page.text
    assert read(keeper, card.code).status_code == 410
    assert answers("02")["name"] in page.text
    assert "code" not in page.typed


def test_a_code_is_switched_off_and_on_again(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """Meanwhile it says the same as a replaced one; a form that is sent twice changes nothing."""
    sent = {"token": token, "pause": "y", "number": "1"}
    for _ in range(2):
        page = page_of(keeper.post("/owner/card/pause", data=sent))
    assert "You switched its code off" in page.text
    assert "code" not in page.typed
    off = read(keeper, card.code)
    for _ in range(2):
        page = page_of(keeper.post("/owner/card/resume", data=sent))
    assert page.typed["code"] == [card.code]
    assert read(keeper, card.code).status_code == 200

    withdrawn(keeper, token)
    keeper.post("/owner/card/resume", data=sent)
    gone = read(keeper, card.code)
    assert (gone.status_code, gone.text) == (off.status_code, off.text)


def test_a_code_that_is_off_opens_the_answers_of_the_day_it_is_on_again(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """And the next card may be made without switching it on."""
    sent = {"token": token, "pause": "y", "number": "1"}
    keeper.post("/owner/card/pause", data=sent)
    file = {"file": (BytesIO(record("01").encode()), "record.json")}
    keeper.post("/owner/card/file", data={"token": token} | file)
    assert read(keeper, card.code).status_code == 410
    keeper.post("/owner/card/resume", data=sent)
    assert "Maria Keller" in read(keeper, card.code).text

    keeper.post("/owner/card/pause", data=sent)
    assert keeper.post("/owner/card/renew", data=sent).status_code == 422
    (code,) = page_of(keeper.post("/owner/card/renew", data=sent | {"lost": "y"})).typed["code"]
    assert (read(keeper, card.code).status_code, read(keeper, code).status_code) == (410, 200)


def test_a_code_is_switched_off_only_with_a_tick(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """A stray tap takes nothing from a helper."""
    answer = keeper.post("/owner/card/pause", data={"token": token, "number": "1"})

    assert list(page_of(answer).problems.values()) == ["pause"]
    assert read(keeper, card.code).status_code == 200


def test_the_owner_sees_when_the_code_was_opened(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """To ten minutes; wrong digits and the owner's own visits are no readings."""
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


def test_a_form_of_the_last_card_leaves_the_next_one_alone(
    keeper: SecureClient, token: str
) -> None:
    """A page that was open for long is sent after the next card was made."""
    sent = {"token": token, "lost": "y", "number": "1"}
    (code,) = page_of(keeper.post("/owner/card/renew", data=sent)).typed["code"]

    keeper.post("/owner/card/withdraw", data=sent)

    assert read(keeper, code).status_code == 200


def test_a_card_is_withdrawn_only_with_a_tick(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """A stray tap takes nothing from a helper."""
    answer = keeper.post("/owner/card/withdraw", data={"token": token})

    assert answer.status_code == 422
    assert list(page_of(answer).problems.values()) == ["lost"]
    assert read(keeper, card.code).status_code == 200


def test_without_a_code_that_works_an_owner_can_print_and_go_on(
    keeper: SecureClient, token: str
) -> None:
    """Papers without a code, what to do with them, and the next card with one."""
    page = withdrawn(keeper, token)

    assert "What to do now" in page.text
    assert "Letter to my doctor" in page.text
    (record_,) = {*page.typed["record"]}
    paper = keeper.post("/papers/wallet-card.pdf", data={"record": record_})
    assert {one.code for one in read_pdf(paper.data)} == {None}
    assert "lost" not in {one.get("name") for one in page.all("input")}
    again = keeper.post("/owner/card/renew", data={"token": token, "number": "1"})
    assert page_of(again).typed["code"]
    assert "card number 2" in page_of(again).text


def test_answers_change_by_the_form_and_the_code_opens_them(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """The same pages as for a new card, filled in; the code on the card stays the same."""
    walk = changing(keeper, token)
    assert walk.get("/about").typed["name"] == [answers("02")["name"]]
    walk.send("/hospital", {"name": "Blue Hill Hospital"})
    assert "Blue Hill" not in page_of(read(keeper, card.code)).text
    page = walk.get("/check")
    assert "Keep these answers" in [text_of(one) for one in page.all("button")]
    assert "keep" not in page.typed

    changed = walk.send("/check", page=page)

    assert "Your answers are changed." in changed.text
    assert "Blue Hill Hospital" in page_of(read(keeper, card.code)).text
    pdf = keeper.post("/papers/action-plan.pdf", data={"code": card.code}).data
    assert missing_words(["Blue Hill Hospital"], read_pdf(pdf)) == []
    assert {one.code for one in read_pdf(pdf)} == {f"https://card.example.org/c#{card.code}"}
    assert keeper.get(f"{walk.path}/").status_code == 404


def test_there_is_one_draft_of_the_kept_answers(keeper: SecureClient, token: str) -> None:
    """Whoever presses the button again goes on where they were."""
    walk = changing(keeper, token)
    walk.send("/hospital", {"name": "Blue Hill Hospital"})

    again = changing(keeper, token)

    assert again.number == walk.number
    assert again.saved["hospital"] == {"name": "Blue Hill Hospital"}


def test_answers_that_changed_elsewhere_are_not_overwritten_in_silence(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """The person is told, and decides."""
    walk = changing(keeper, token)
    walk.send("/hospital", {"name": "Blue Hill Hospital"})
    cards.change(
        store_of(keeper.application),
        OwnerSecret.read(card.owner),
        KeptRecord.of(a_patient(name="Zoë")),
    )

    asked = walk.post("/check")

    assert asked.status_code == 409
    assert "changed elsewhere" in next(iter(page_of(asked).problems))
    assert "Zoë" in page_of(read(keeper, card.code)).text
    walk.send("/check", {"replace": "y"}, page=page_of(asked))
    assert "Blue Hill Hospital" in page_of(read(keeper, card.code)).text


def test_kept_answers_open_for_their_owner_alone(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """A draft of them is shut when the owner is logged out, and to another owner."""
    walk = changing(keeper, token)
    other = keep(keeper, record("08"))
    enter(keeper, other)

    answer = keeper.get(f"{walk.path}/about")

    assert answer.status_code == 403
    assert page_of(answer).heading == "You were logged out"
    assert "Open your owner link" in page_of(keeper.get("/make")).text
    enter(keeper, card)
    assert walk.get("/about").typed["name"] == [answers("02")["name"]]


def test_an_owner_s_draft_comes_along_to_the_next_visit(
    keeper: SecureClient, card: KeptCard
) -> None:
    """Opening the link makes a new cookie; what was on its way before is there still."""
    walk = start(keeper, name="Zoë Wu")
    before = keeper.get_cookie("__Host-walletcard", domain="card.example.org")

    enter(keeper, card)

    after = keeper.get_cookie("__Host-walletcard", domain="card.example.org")
    assert before
    assert after
    assert before.value != after.value
    assert walk.saved["name"] == "Zoë Wu"
    keeper.set_cookie(before.key, before.value, domain="card.example.org", secure=True)
    assert keeper.get(f"{walk.path}/").status_code == 403


def test_answers_change_by_a_record_file(keeper: SecureClient, card: KeptCard, token: str) -> None:
    """They take the place of what is kept."""
    file = (BytesIO(record("01").encode()), "record.json")

    page = page_of(keeper.post("/owner/card/file", data={"token": token, "file": file}))

    assert "Your answers are changed." in page.text
    assert "Maria Keller" in page_of(read(keeper, card.code)).text


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "not JSON"), (b"{}", "Must be answered"), (None, "Choose a file")]
)
def test_a_file_that_is_no_record_changes_nothing(
    keeper: SecureClient, token: str, content: bytes | None, said: str
) -> None:
    """The page says what is wrong."""
    before = rows(keeper.application)
    file: object = "" if content is None else (BytesIO(content), "record.json")

    answer = keeper.post("/owner/card/file", data={"token": token, "file": file})

    assert answer.status_code == 422
    assert any(said in problem for problem in page_of(answer).problems)
    assert rows(keeper.application) == before


def test_the_photo_stays_as_long_as_the_answers_name_one(keeper: SecureClient) -> None:
    """The page takes no photo, and keeps the one of `walletcard make`."""
    owner, photo = OwnerSecret.fresh(), "data:image/jpeg;base64,AAAA"
    store = store_of(keeper.application)
    cards.keep(store, owner, KeptRecord.of(a_patient(photo="me.jpg"), photo), TODAY)
    token = enter(keeper, KeptCard(owner.digits, owner.card(1).digits))

    for named, kept in ((answers("02") | {"photo": "me.jpg"}, photo), (answers("02"), None)):
        file = (BytesIO(json.dumps(named, default=float).encode()), "record.json")
        keeper.post("/owner/card/file", data={"token": token, "file": file})
        assert cards.holding(store, owner).answers.photo == kept


def test_a_lost_card_is_replaced_once(keeper: SecureClient, card: KeptCard, token: str) -> None:
    """The old code says so, the new one opens the same; a form sent twice makes one card."""
    sent = {"token": token, "lost": "y", "number": "1"}

    first = page_of(keeper.post("/owner/card/renew", data=sent))
    second = page_of(keeper.post("/owner/card/renew", data=sent))

    assert "This is card number 2 now." in first.text
    assert first.typed["code"] == second.typed["code"] != [card.code]
    assert read(keeper, first.typed["code"][0]).status_code == 200
    old = read(keeper, card.code)
    assert old.status_code == 410
    assert WITHDRAWN in page_of(old).text
    gone = keeper.post("/papers/wallet-card.pdf", data={"code": card.code})
    assert (gone.status_code, page_of(gone).heading) == (410, "This card was replaced")


@pytest.mark.parametrize("path", ["/owner/card/renew", "/owner/card/erase"])
def test_what_cannot_be_taken_back_wants_a_tick(
    keeper: SecureClient, card: KeptCard, token: str, path: str
) -> None:
    """Without it nothing happens."""
    answer = keeper.post(path, data={"token": token, "number": "1"})

    assert answer.status_code == 422
    assert set(page_of(answer).problems.values()) <= {"lost", "erase"}
    assert read(keeper, card.code).status_code == 200


def test_everything_is_erased(keeper: SecureClient, card: KeptCard, token: str) -> None:
    """Neither link opens anything, and the session is over."""
    answer = keeper.post("/owner/card/erase", data={"token": token, "erase": "y"})

    assert page_of(answer).heading == "Everything is deleted"
    assert read(keeper, card.code).status_code == 410
    assert keeper.post("/owner", data={"digits": card.owner}).status_code == 404
    assert keeper.get("/owner/card").status_code == 403
    assert len(rows(keeper.application)) == 1  # that there was a card, and no more


def test_logging_out_ends_the_session_here_and_in_the_browser(
    keeper: SecureClient, token: str
) -> None:
    """The browser is told to drop what it has of these pages."""
    answer = keeper.post("/owner/card/leave", data={"token": token})

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "__Host-walletcard=;" in answer.headers["Set-Cookie"]
    assert page_of(answer).heading == "You are logged out"
    assert keeper.get("/owner/card").status_code == 403


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
    """Another owner's token is as good as none."""
    other = client_of(keeper.application.extensions["walletcard"].settings)
    theirs = enter(other, keep(other, record("08")))

    answer = keeper.post("/owner/card/erase", data={"token": theirs, "erase": "y"})

    assert answer.status_code == 403


def again(page: Page) -> tuple[str, dict[str, list[str]]]:
    """Where the page sends once more what was typed, and what it sends."""
    (form,) = page.all("form")
    assert "Send it again" in text_of(form)
    return form.get("action") or "", page.typed


def test_after_a_forged_token_what_was_typed_can_be_sent_again(
    keeper: SecureClient, token: str
) -> None:
    """Every box, several of one name too."""
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
    """Two hours are over; the page asks for the link, and has the answers still."""
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
    """Let the two hours be over."""
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


def test_nothing_happens_by_opening_an_address(keeper: SecureClient, token: str) -> None:
    """A preview of a chat may open every address that it finds."""
    before = rows(keeper.application)

    for path in ["/owner", "/owner/card", "/c", *POSTS]:
        keeper.get(path, query_string={"token": token, "erase": "y", "lost": "y", "number": "1"})

    assert rows(keeper.application) == before
    door = page_of(keeper.get("/owner?digits=12&sent=a&to=owning.erase"))
    assert (door.typed["sent"], door.typed["to"]) == ([""], [""])


def test_a_record_that_is_damaged_can_be_replaced_and_erased(keeper: SecureClient) -> None:
    """Even if this release cannot read it."""
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
    """Nothing is lost by it."""
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
    """Cookie, token, draft and code are as good after it."""
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
