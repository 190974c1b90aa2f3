"""The answers of a kept card change, by the form or by a file."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest

from tests.paper.reading import missing_words
from tests.paper.reading import read as read_pdf
from tests.people import a_patient, answers
from tests.web.keeping import (
    TODAY,
    KeptCard,
    enter,
    keep,
    read,
    record,
    rows,
    store_of,
)
from tests.web.owner.forms import changing, from_file
from tests.web.pages import SecureClient, page_of, text_of
from tests.web.walking import start
from walletcard.sharing import cards, sessions
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import OwnerSecret


def test_answers_change_by_the_form_and_the_code_opens_them(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """The same pages as for a new card, filled in; the printed code stays the same."""
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
    back = keeper.get(f"{walk.path}/")
    assert (back.status_code, page_of(back).heading) == (404, "We can’t find your answers")
    assert "/owner/card" in {one.get("href") for one in page_of(back).all("a")}


def test_an_owner_s_page_and_later_changes_know_who_filled_in_the_form(
    keeper: SecureClient,
) -> None:
    """They speak of the person by name, and whose word it is stays."""
    review = {"by": "Dr. A", "on": "2026-11-01"}
    told = {"answered_by": "caregiver", "name": "Ada Okoro", "review": review}
    card = keep(keeper, json.dumps(answers("02") | told))
    said = "Family or caregiver says Dr. A reviewed this"
    assert said in page_of(read(keeper, card.code)).text

    walk = changing(keeper, enter(keeper, card))
    assert "Ada Okoro’s medicines" in walk.get("/").text
    walk.send("/hospital", {"name": "Blue Hill Hospital"})
    walk.send("/check")

    page = page_of(read(keeper, card.code)).text
    assert said in page
    assert "Blue Hill Hospital" in page


def test_who_is_moved_to_the_top_is_called_first_on_the_printed_papers(
    keeper: SecureClient,
) -> None:
    """Kept, read by the code, and printed: the card's back and the plan begin with this person."""
    people = [{"name": name, "phone": "617 555 0134"} for name in ("Quinn", "Xaver", "Zora")]
    kept = json.dumps(answers("02") | {"contacts": people}, default=float)
    card = keep(keeper, kept)
    walk = changing(keeper, enter(keeper, card))

    walk.press("/contacts/3/first")
    walk.send("/check")

    pdf = keeper.post("/papers/both.pdf", data={"code": card.code}).data
    papers, page = "".join(one.text for one in read_pdf(pdf)), page_of(read(keeper, card.code))
    called = re.compile("Quinn|Xaver|Zora")
    assert called.findall(papers) == ["Zora", "Quinn", "Xaver"] * 2
    assert called.findall(page.text)[:3] == ["Zora", "Quinn", "Xaver"]


def test_there_is_one_draft_of_the_kept_answers(keeper: SecureClient, token: str) -> None:
    """Pressing the button again continues the same draft."""
    walk = changing(keeper, token)
    walk.send("/hospital", {"name": "Blue Hill Hospital"})

    again = changing(keeper, token)

    assert again.number == walk.number
    assert again.saved["hospital"] == {"name": "Blue Hill Hospital"}


def test_answers_that_changed_elsewhere_are_not_overwritten_in_silence(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """The person is told, and decides which answers to keep."""
    walk = changing(keeper, token)
    walk.send("/hospital", {"name": "Blue Hill Hospital"})
    cards.change(
        store_of(keeper.application),
        OwnerSecret.read(card.owner),
        KeptRecord.of(a_patient(name="Zoë")),
    )

    asked = walk.post("/check")

    assert asked.status_code == 409
    page = page_of(asked)
    (said,) = page.problems
    assert "changed elsewhere" in said
    assert page.errors == {"replace": said}
    assert "Your hospital: nothing kept, 1 here" in page.text
    assert "Zoë" in page_of(read(keeper, card.code)).text
    walk.send("/check", {"replace": "y"}, page=page_of(asked))
    assert "Blue Hill Hospital" in page_of(read(keeper, card.code)).text


def test_the_check_page_says_that_the_code_stays_only_of_one_that_works(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """It was stopped for good in another window."""
    walk, stays = changing(keeper, token), "The code on your papers stays the same."
    assert stays in walk.get("/check").text

    cards.withdraw(store_of(keeper.application), OwnerSecret.read(card.owner), TODAY)

    assert stays not in walk.get("/check").text


def test_kept_answers_open_for_their_owner_alone(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """Their draft is closed after a log-out, and to every other owner."""
    walk = changing(keeper, token)
    other = keep(keeper, record("08"))
    enter(keeper, other)

    answer = keeper.get(f"{walk.path}/about")

    assert answer.status_code == 403
    assert page_of(answer).heading == "Open your owner link"
    assert "Open your owner link" in page_of(keeper.get("/make")).text
    enter(keeper, card)
    assert walk.get("/about").typed["name"] == [answers("02")["name"]]


def test_an_owner_s_draft_comes_along_to_the_next_visit(
    keeper: SecureClient, card: KeptCard
) -> None:
    """Logging in makes a new cookie; the owner's draft moves to it."""
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


def test_answers_of_a_file_are_looked_at_before_they_are_kept(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """The page names both people if they differ; without a press nothing changes."""
    walk = from_file(keeper, token, record("01"))
    page = walk.get("/check")

    assert (
        "The kept answers are of Li Wu, born 30 Nov 2001. These are of Maria Keller, born"
        in page.text
    )
    assert "Li Wu" in page_of(read(keeper, card.code)).text
    assert "Your answers are changed." in walk.send("/check", page=page).text
    assert "Maria Keller" in page_of(read(keeper, card.code)).text


def test_a_file_leaves_the_changes_that_were_begun(keeper: SecureClient, token: str) -> None:
    """Its answers are a draft of their own, and never taken for those changes."""
    walk = changing(keeper, token)
    walk.send("/hospital", {"name": "Blue Hill Hospital"})

    brought = from_file(keeper, token, record("01"))

    assert changing(keeper, token).number == walk.number != brought.number
    assert walk.saved["hospital"] == {"name": "Blue Hill Hospital"}
    brought.send("/check")
    assert "changed elsewhere" in next(iter(page_of(walk.post("/check")).problems))


def test_a_file_that_is_not_used_leads_back_and_changes_nothing(
    keeper: SecureClient, card: KeptCard, token: str
) -> None:
    """The check page offers it beside what differs."""
    walk = from_file(keeper, token, record("01"))
    ways = {text_of(one): one.get("href") for one in walk.get("/check").all("a")}

    answer = walk.post("/delete", page=page_of(keeper.get(ways["Do not use them"] or "")))

    assert answer.location == "/owner/card"
    assert "Li Wu" in page_of(read(keeper, card.code)).text


def test_a_file_for_which_there_is_no_room_is_refused_with_a_reason(
    keeper: SecureClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drafts of one browser have a limit, for an owner's too."""
    monkeypatch.setattr(sessions, "MOST_BYTES", 300)
    file = (BytesIO(record("01").encode()), "record.json")

    answer = keeper.post("/owner/card/file", data={"token": token, "file": file})

    assert answer.status_code == 422
    assert page_of(answer).heading == "There is no room for another card here"


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "not JSON"), (b"{}", "Must be answered"), (None, "Choose a file")]
)
def test_a_file_that_is_no_record_changes_nothing(
    keeper: SecureClient, token: str, content: bytes | None, said: str
) -> None:
    """The page says what is wrong with the file."""
    before = rows(keeper.application)
    file: object = "" if content is None else (BytesIO(content), "record.json")

    answer = keeper.post("/owner/card/file", data={"token": token, "file": file})

    assert answer.status_code == 422
    assert any(said in problem for problem in page_of(answer).problems)
    assert rows(keeper.application) == before


def test_the_photo_stays_as_long_as_the_answers_name_one(keeper: SecureClient) -> None:
    """A record file holds no photo, only its name; the kept photo stays while it is named."""
    owner, photo = OwnerSecret.fresh(), "data:image/jpeg;base64,AAAA"
    store = store_of(keeper.application)
    cards.keep(store, owner, KeptRecord.of(a_patient(photo="me.jpg"), photo), TODAY)
    token = enter(keeper, KeptCard(owner.digits, owner.card(1).digits))

    same = answers("02") | {"name": a_patient().name, "born": a_patient().born}
    for named, kept in ((same | {"photo": "me.jpg"}, photo), (same, None)):
        walk = from_file(keeper, token, json.dumps(named, default=float))
        assert ("kept photo does not go" in walk.get("/check").text) is (kept is None)
        walk.send("/check")
        assert cards.holding(store, owner).answers.photo == kept


@pytest.mark.parametrize("changed", [{"name": "Zoë Wu"}, {"born": "1950"}])
def test_the_photo_of_one_person_never_goes_with_the_answers_of_another(
    keeper: SecureClient, changed: dict[str, str]
) -> None:
    """Although every file that names a photo calls it the same."""
    token = enter(keeper, keep(keeper, named_photo(), "data:image/jpeg;base64,AAAA"))

    walk = from_file(keeper, token, named_photo(**changed))

    page = walk.get("/check")
    assert "The kept photo does not go with these answers." in page.text
    assert "Your file names a photo, which is not in it." in page.text
    walk.send("/check", page=page)
    assert "data:image" not in keeper.get("/owner/card").text


def named_photo(**changes: str) -> str:
    """A record that names a photo."""
    return json.dumps(answers("02") | {"photo": "photo.jpg"} | changes, default=float)


def test_changes_to_one_person_never_get_the_photo_of_another_kept_since(
    keeper: SecureClient,
) -> None:
    """Two windows: one changes Li Wu's answers, the other keeps those of Zoë with a photo."""
    card = keep(keeper, named_photo(), "data:image/jpeg;base64,AAAA")
    walk = changing(keeper, enter(keeper, card))
    owner, store = OwnerSecret.read(card.owner), store_of(keeper.application)
    theirs = KeptRecord.of(a_patient(name="Zoë", photo="photo.jpg"), "data:image/jpeg;base64,BBBB")
    cards.change(store, owner, theirs)

    asked = page_of(walk.post("/check"))
    walk.send("/check", {"replace": "y"}, page=asked)

    assert cards.holding(store, owner).answers.photo is None
