"""A code is switched off and on, withdrawn and replaced; a card is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pytest

from tests.paper.reading import read as read_pdf
from tests.people import answers
from tests.web.keeping import (
    KeptCard,
    read,
    record,
    rows,
)
from tests.web.pages import Page, SecureClient, page_of, text_of
from walletcard.web.reader.pages import WITHDRAWN


def after(keeper: SecureClient, form: str, sent: Mapping[str, str]) -> Page:
    """Send a form of the owner's page; returns the page that the browser shows then."""
    return page_of(keeper.post(f"/owner/card/{form}", data=sent, follow_redirects=True))


def withdrawn(keeper: SecureClient, token: str) -> Page:
    """Withdraw the code; returns the owner's page."""
    return after(keeper, "withdraw", {"token": token, "stop": "y", "number": "1"})


def test_a_card_is_withdrawn_without_a_next_one(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """Sending it twice changes nothing more; the owner's answers stay."""
    for _ in range(2):
        page = withdrawn(keeper, token)

    assert "Its code no longer works" in page.text
    assert read(keeper, card.code).status_code == 410
    assert answers("02")["name"] in page.text
    assert "code" not in page.typed


def test_a_code_is_switched_off_and_on_again(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """Meanwhile it reads like a replaced one; sending a form twice changes nothing more."""
    sent = {"token": token, "pause": "y", "number": "1"}
    for _ in range(2):
        page = after(keeper, "pause", sent)
    assert "You switched its code off" in page.text
    assert "code" not in page.typed
    off = read(keeper, card.code)
    for _ in range(2):
        page = after(keeper, "resume", sent)
    assert page.typed["code"] == [card.code]
    assert read(keeper, card.code).status_code == 200

    withdrawn(keeper, token)
    keeper.post("/owner/card/resume", data=sent)
    gone = read(keeper, card.code)
    assert (gone.status_code, gone.text) == (off.status_code, off.text)


def test_a_code_that_is_off_opens_the_answers_of_the_day_it_is_on_again(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """A next card can also be made without switching it on."""
    sent = {"token": token, "pause": "y", "number": "1"}
    keeper.post("/owner/card/pause", data=sent)
    file = {"file": (BytesIO(record("01").encode()), "record.json")}
    brought = keeper.post("/owner/card/file", data={"token": token} | file)
    kept = keeper.post(brought.location, data={"token": token}, follow_redirects=True)
    assert "Your answers are changed. What you printed" in page_of(kept).text
    assert read(keeper, card.code).status_code == 410
    keeper.post("/owner/card/resume", data=sent)
    assert "Maria Keller" in read(keeper, card.code).text

    keeper.post("/owner/card/pause", data=sent)
    assert keeper.post("/owner/card/renew", data=sent).status_code == 422
    (code,) = after(keeper, "renew", sent | {"lost": "y"}).typed["code"]
    assert (read(keeper, card.code).status_code, read(keeper, code).status_code) == (410, 200)


def test_a_code_is_switched_off_only_with_a_tick(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """An accidental tap must not close the card to those who need it."""
    answer = keeper.post("/owner/card/pause", data={"token": token, "number": "1"})

    assert list(page_of(answer).problems.values()) == ["pause"]
    assert read(keeper, card.code).status_code == 200


def test_a_form_of_the_last_card_leaves_the_next_one_alone(
    keeper: SecureClient, token: str
) -> None:
    """Even if a page that was open for long is sent after the next card was made."""
    sent = {"token": token, "lost": "y", "number": "1"}
    (code,) = after(keeper, "renew", sent).typed["code"]

    page = after(keeper, "withdraw", sent | {"stop": "y"})

    assert read(keeper, code).status_code == 200
    assert "Nothing was changed just now" in page.text
    assert "This is card number 2 now." in page.text


@pytest.mark.parametrize(
    ("form", "tick", "said"),
    [
        ("pause", "pause", "The code of your card is off."),
        ("withdraw", "stop", "The code of your card opens nothing any more."),
        ("renew", "lost", "This is card number 2 now."),
    ],
)
def test_what_was_done_is_said_on_a_page_of_its_own(
    keeper: SecureClient, token: str, form: str, tick: str, said: str
) -> None:
    """Back and a reload send nothing again, and no browser asks whether to."""
    sent = {"token": token, tick: "y", "number": "1"}

    answer = keeper.post(f"/owner/card/{form}", data=sent)

    assert answer.status_code == 303
    for _ in range(2):
        assert said in page_of(keeper.get(answer.location)).text


def test_what_was_undone_meanwhile_is_not_said_again(keeper: SecureClient, token: str) -> None:
    """A reload of an old page must not say that the code is off while it is on."""
    sent = {"token": token, "pause": "y", "number": "1"}
    off = keeper.post("/owner/card/pause", data=sent).location
    on = keeper.post("/owner/card/resume", data=sent).location

    assert "works again" in page_of(keeper.get(on)).text
    assert "is off" not in page_of(keeper.get(off)).text


def test_a_card_is_withdrawn_only_with_a_tick(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """An accidental tap must not close the card to those who need it."""
    answer = keeper.post("/owner/card/withdraw", data={"token": token})

    assert answer.status_code == 422
    assert list(page_of(answer).problems.values()) == ["stop"]
    assert read(keeper, card.code).status_code == 200


def test_without_a_code_that_works_an_owner_can_print_and_go_on(
    keeper: SecureClient, token: str
) -> None:
    """Papers without a code, what to do with them, and a next card that has one."""
    page = withdrawn(keeper, token)

    assert "What to do now" in page.text
    assert "Letter to my doctor" in page.text
    (record_,) = {*page.typed["record"]}
    paper = keeper.post("/papers/wallet-card.pdf", data={"record": record_})
    assert {one.code for one in read_pdf(paper.data)} == {None}
    assert "lost" not in {one.get("name") for one in page.all("input")}
    again = after(keeper, "renew", {"token": token, "number": "1"})
    assert again.typed["code"]
    assert "card number 2" in again.text


def test_a_lost_card_is_replaced_once(keeper: SecureClient, card: KeptCard, token: str) -> None:
    """The old code says that it was replaced; sending the form twice makes one new card."""
    sent = {"token": token, "lost": "y", "number": "1"}

    first = after(keeper, "renew", sent)
    second = after(keeper, "renew", sent)

    assert "This is card number 2 now." in first.text
    assert first.typed["code"] == second.typed["code"] != [card.code]
    assert read(keeper, first.typed["code"][0]).status_code == 200
    old = read(keeper, card.code)
    assert old.status_code == 410
    assert WITHDRAWN in page_of(old).text
    gone = keeper.post("/papers/wallet-card.pdf", data={"code": card.code})
    assert (gone.status_code, page_of(gone).heading) == (
        410,
        "The code of this card opens nothing now",
    )


@pytest.mark.parametrize(
    ("form", "box"),
    [
        ("renew", "lost"),
        ("withdraw", "stop"),
        ("pause", "pause"),
        ("erase", "erase"),
        ("file", "file"),
    ],
)
def test_what_is_wrong_stands_at_its_box_too(
    keeper: SecureClient, token: str, form: str, box: str
) -> None:
    """The box is tied to the sentence, for people who do not see the page."""
    page = page_of(keeper.post(f"/owner/card/{form}", data={"token": token, "number": "1"}))

    assert list(page.problems.values()) == [box]
    error = page.by_id(f"{box}-error")
    assert text_of(error) == f"Error: {next(iter(page.problems))}"
    tied = page.by_id(box)
    assert tied.get("aria-invalid") == "true"
    assert f"{box}-error" in (tied.get("aria-describedby") or "").split()
    assert not [one for one in page.all("input") if one.get("aria-invalid") and one is not tied]


def test_the_page_names_the_person_whose_card_it_is(keeper: SecureClient, token: str) -> None:
    """In the first line, and where everything is deleted."""
    assert token
    page = page_of(keeper.get("/owner/card"))

    assert "This is card number 1 of Li Wu, with a code that works." in page.text
    assert "We delete all answers of Li Wu, and your owner link" in page.text


@pytest.mark.parametrize("path", ["/owner/card/renew", "/owner/card/erase"])
def test_what_cannot_be_taken_back_wants_a_tick(
    keeper: SecureClient, card: KeptCard, token: str, path: str
) -> None:
    """Without the tick nothing happens."""
    answer = keeper.post(path, data={"token": token, "number": "1"})

    assert answer.status_code == 422
    assert set(page_of(answer).problems.values()) <= {"lost", "erase"}
    assert read(keeper, card.code).status_code == 200


def test_everything_is_erased(keeper: SecureClient, card: KeptCard, token: str) -> None:
    """Neither link opens anything, and the session has ended."""
    answer = keeper.post("/owner/card/erase", data={"token": token, "erase": "y"})

    assert page_of(answer).heading == "Everything is deleted"
    assert read(keeper, card.code).status_code == 410
    assert keeper.post("/owner", data={"digits": card.owner}).status_code == 404
    assert keeper.get("/owner/card").status_code == 403
    assert len(rows(keeper.application)) == 1  # only the note that there was a card
