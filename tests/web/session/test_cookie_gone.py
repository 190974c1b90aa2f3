"""If the cookie is lost while a page is open, the answers typed there are not lost."""

from __future__ import annotations

import pytest

from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import Walk, start


def without_cookie(client: PageClient) -> None:
    """Lose the cookie, as if the browser or another program had deleted it."""
    (client._cookies or {}).clear()  # noqa: SLF001 - no other way to lose all of them


def brought(client: PageClient, walk: Walk, path: str, **typed: str) -> Walk:
    """Send a page without the cookie, then bring it into a new draft with two presses."""
    page = walk.get(path)
    without_cookie(client)
    lost = page_of(walk.post(path, typed, page=page))
    assert all(words in lost.text for words in typed.values())

    again = page_of(client.post("/make/bring", data={n: lost.typed[n] for n in ("to", "sent")}))

    (form,) = [one for one in again.all("form") if "/make/" in (one.get("action") or "")]
    answer = client.post(form.get("action"), data=again.typed)
    assert answer.status_code == 303
    return Walk(client, int((form.get("action") or "").split("/")[2]))


def test_a_page_of_questions_comes_back(client: PageClient) -> None:
    """It goes into a new draft whose other pages are empty."""
    walk = brought(client, start(client), "/hospital", name="St. Mary’s", phone="020 7946 0018")

    assert walk.saved["hospital"] == {"name": "St. Mary’s", "phone": "020 7946 0018"}
    assert "We still need the name" in walk.get("/check").text


def test_an_entry_comes_back(client: PageClient) -> None:
    """It becomes a new entry of the new draft."""
    walk = brought(client, start(client), "/doctors/1", name="Dr. Amina Osei", place="Leeds")

    assert walk.saved["clinicians"] == [{"name": "Dr. Amina Osei", "place": "Leeds"}]


@pytest.mark.parametrize("path", ["/hospital", "/doctors/1", "/medicines/usual", "/about"])
def test_the_new_card_is_for_the_same_person(client: PageClient, path: str) -> None:
    """A child's pages do not speak to the parent as if they were ill."""
    walk = start(client, answered_by="parent", born__year="2020")
    words = "words" if path.endswith("usual") else "name"

    again = brought(client, walk, path, **{words: "Ibux"})

    assert again.saved["answered_by"] == "parent"
    assert "Which kind of mastocytosis does your child have?" in again.get("/kind").text


def test_a_page_that_is_sent_again_is_called_as_it_was(client: PageClient) -> None:
    """In the words for a child, although the answers are not here any more."""
    walk = start(client, answered_by="parent", born__year="2020")
    page = walk.get("/hospital")
    without_cookie(client)
    lost = page_of(walk.post("/hospital", {"name": "City"}, page=page))

    again = page_of(client.post("/make/bring", data={n: lost.typed[n] for n in ("to", "sent")}))

    assert "What you typed on the page “Your child’s hospital” is still here." in again.text


def test_a_page_may_say_of_whom_it_is_what_it_likes(client: PageClient) -> None:
    """What is no answer to that question is left out."""
    sent = {"to": "/make/1/hospital", "sent": "name=City&answered_by=nobody"}

    again = page_of(client.post("/make/bring", data=sent))

    assert "“Your hospital”" in again.text
    assert "answered_by" not in Walk(client).saved


def test_what_was_typed_for_a_deleted_card_comes_back(client: PageClient) -> None:
    """Another window deleted that card; the browser has others, so its cookie still opens them."""
    start(client, name="Ben Lee")
    walk = start(client)
    page = walk.get("/hospital")
    walk.press("/delete")

    answer = walk.post("/hospital", {"name": "St. Mary’s"}, page=page)

    gone = page_of(answer)
    assert answer.status_code == 404
    assert "They were deleted here, or kept with your card" in gone.text
    assert "cookie" not in gone.text
    again = client.post("/make/bring", data={n: gone.typed[n] for n in ("to", "sent")})
    assert page_of(again).typed["name"] == ["St. Mary’s"]


@pytest.mark.parametrize(
    ("path", "sent", "shown"),
    [
        ("/about", {}, ["Li Wu", "30", "2001"]),
        ("/kind", {"subtype": "indolent"}, []),
        ("/contacts/1", {"name": "Yes", "guardian": "y"}, ["Yes"]),
        ("/triggers/usual", {"nsaids-reaction": "mild", "nsaids-note": "kg"}, ["kg"]),
        ("/medicines/usual", {"cetirizine-ticked": "y", "words": "Zzyzxol"}, ["Zzyzxol"]),
    ],
)
def test_only_words_of_the_person_are_said_to_be_typed(
    client: PageClient, path: str, sent: dict[str, str], shown: list[str]
) -> None:
    """The choices come back too, but nobody typed "GB" or "child"."""
    walk = start(client)
    page = walk.get(path)
    without_cookie(client)

    lost = page_of(walk.post(path, sent, page=page))

    assert [text_of(one) for one in lost.all("bdi")] == shown


def test_nothing_is_brought_to_another_site_or_page(client: PageClient) -> None:
    """Only pages of the form can be filled in this way."""
    for to in ("//evil.example/make/1/hospital", "/owner/card/erase", "/make/1/delete", ""):
        answer = client.post("/make/bring", data={"to": to, "sent": "name=x"})
        assert answer.location == "/make/new"


def test_who_only_opens_a_page_is_told_why_it_is_not_here(client: PageClient) -> None:
    """No typed answers were sent, so there are none to bring."""
    page = page_of(client.get("/make/1/hospital"))

    assert "still here" not in page.text
    assert [text_of(one) for one in page.all("a") if one.get("class") == "go"] == [
        "Start a new card"
    ]
