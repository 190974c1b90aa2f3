"""Entry lists: entries are ticked, typed, looked up, changed, removed and put back."""

from __future__ import annotations

import pytest

from tests.people import answers
from tests.web.making.listing import links, pens
from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import start, start_from_file


def test_an_entry_is_changed_where_it_stands(client: PageClient) -> None:
    """Its place in the list stays, and so do answers that the page does not show."""
    walk = start_from_file(client, answers("01"))

    walk.send("/medicines/3", {"dose": "20 mg"})

    first = walk.saved["medications"][0]
    assert first == {"id": "cetirizine", "dose": "20 mg", "schedule": "twice a day"}


def test_what_was_removed_can_be_put_back_where_it_was(client: PageClient) -> None:
    """The list offers this right away."""
    walk = start_from_file(client, answers("01"))
    before = walk.saved["medications"]

    walk.press("/medicines/4/remove")
    assert len(walk.saved["medications"]) == len(before) - 1
    assert "Undo: Famotidine" in links(walk.get("/medicines/"))
    walk.press("/medicines/undo", id="4")

    assert walk.saved["medications"] == before
    assert not any("Undo" in link for link in links(walk.get("/medicines/")))


def test_each_of_several_removed_entries_can_be_put_back(client: PageClient) -> None:
    """The last one is in sight; the button of an old page puts back what it names."""
    walk = start_from_file(client, answers("01"))
    before = walk.saved["medications"]
    for id in (4, 3, 6):
        walk.press(f"/medicines/{id}/remove")
    page = walk.get("/medicines/")
    assert "Removed: Montelukast" in page.text
    assert "Removed before: 2" in page.text

    for _ in range(2):
        walk.press("/medicines/undo", id="6")
    assert len(walk.saved["medications"]) == len(before) - 2
    for id in (4, 3):
        walk.press("/medicines/undo", id=str(id))

    assert walk.saved["medications"] == before


def test_several_ticks_that_were_taken_away_can_be_put_back(client: PageClient) -> None:
    """One page took them away, and each has a button of its own."""
    walk = start_from_file(client, answers("01"))
    before = walk.saved["medications"]
    boxes = walk.get("/medicines/usual").typed
    cleared = {box: None if box.endswith("-ticked") else "" for box in boxes if "-" in box}
    walk.send("/medicines/usual", cleared)
    assert "medications" not in walk.saved

    for button in walk.get("/medicines/").all("button"):
        if text_of(button).startswith("Undo"):
            walk.press("/medicines/undo", id=button.get("value") or "")

    assert walk.saved["medications"] == before


def test_a_list_whose_last_entry_was_removed_is_not_known(client: PageClient) -> None:
    """Nobody said that there is none, so the list asks."""
    walk = pens(client)

    walk.press("/pens/1/remove")

    assert "epinephrine" not in walk.saved
    page = walk.get("/pens/")
    assert "Or is there none?" in page.text
    walk.send("/pens/", {"answer": "none"}, page=page)
    assert walk.saved["epinephrine"] == []


@pytest.mark.parametrize(
    ("answer", "button", "kept"),
    [("none", "There is nobody to name", []), ("later", "Skip for now", None)],
)
def test_what_was_typed_is_not_skipped_in_silence(
    client: PageClient, answer: str, button: str, kept: list[object] | None
) -> None:
    """Whoever skips an entry with answers is asked; pressed again, the button leaves them out."""
    walk = start(client)

    asked = walk.post("/contacts/1", {"name": "Jo", "answer": answer})

    page = page_of(asked)
    assert asked.status_code == 422
    assert page.problems == {
        f"You answered something here. Save it, or press “{button}” again to leave it out.": ""
    }
    assert page.typed["name"] == ["Jo"]
    assert "contacts" not in walk.saved
    walk.send("/contacts/1", {"answer": answer}, page=page)
    assert walk.saved.get("contacts") == kept


def test_what_the_form_fills_in_itself_is_skipped_without_a_question(client: PageClient) -> None:
    """Of a child the first contact is ticked as a parent before anything is typed."""
    walk = start(client, answered_by="parent", **{"born-year": "2020"})

    assert walk.post("/contacts/1", {"answer": "later"}).status_code == 303


def test_a_full_list_accepts_no_more_entries(client: PageClient) -> None:
    """The list says so, and so does the page for a new entry."""
    many = [{"name": f"Person {number}"} for number in range(12)]
    walk = start_from_file(client, answers("02") | {"contacts": many})

    assert "12 is the most" in walk.get("/contacts/").text
    answer = walk.post("/contacts/99", {"name": "One more"})
    assert answer.status_code == 422
    assert "12 is the most" in next(iter(page_of(answer).problems))


def test_a_new_entry_gets_the_next_number_whatever_its_address_says(client: PageClient) -> None:
    """After the greatest number that an address can have, there was no page for another entry."""
    walk = start(client)

    walk.send("/contacts/999999999", {"name": "Jo"})
    walk.send("/contacts/2", {"name": "Ann"})

    assert walk.get("/contacts/1").typed["name"] == ["Jo"]
    assert [one["name"] for one in walk.saved["contacts"]] == ["Jo", "Ann"]
    (adding,) = [one for one in walk.get("/contacts/").all("a") if "Add another" in text_of(one)]
    assert client.get(adding.get("href") or "").status_code == 200


@pytest.mark.parametrize(("count", "times"), [(1, 1), (5, 1), (6, 2), (11, 2), (12, 0)])
def test_a_long_list_can_be_added_to_at_its_top_too(
    client: PageClient, count: int, times: int
) -> None:
    """The same link above the entries and below them; a full list says twice that it is full."""
    many = [{"name": f"Person {number}"} for number in range(count)]
    page = start_from_file(client, answers("02") | {"contacts": many}).get("/contacts/")

    adding = [one for one in page.all("a") if text_of(one) == "Add another person"]
    assert len(adding) == times
    assert len({one.get("href") for one in adding}) == min(times, 1)
    assert page.text.count("12 is the most") == (0 if times else 2)


def test_a_phone_number_stands_as_it_was_typed(client: PageClient) -> None:
    """No number is reformatted or refused."""
    walk = start(client)

    walk.send("/contacts/1", {"name": "Jo", "phone": "ask at 0171/22-33 (evenings)"})

    assert walk.saved["contacts"] == [{"name": "Jo", "phone": "ask at 0171/22-33 (evenings)"}]


@pytest.mark.parametrize(
    ("phone", "is_odd"), [("617 555 0134", False), ("+44 20 7946 0018", False), ("617 55", True)]
)
def test_a_number_that_no_phone_can_call_is_reported(
    client: PageClient, phone: str, *, is_odd: bool
) -> None:
    """By the rules of the country; the number is kept anyway."""
    walk = start(client, region="US")

    page = walk.send("/contacts/1", {"name": "Jo", "phone": phone})

    assert ("Check this number" in page.text) is is_odd
    assert walk.saved["contacts"][0]["phone"] == phone


@pytest.mark.parametrize("page", ["/medicines/", "/medicines/usual", "/medicines/1", "/triggers/1"])
@pytest.mark.parametrize(("region", "times"), [("IS", 1), ("TR", 1), ("US", 0)])
def test_the_generic_name_is_asked_for_where_few_brands_are_known(
    client: PageClient, page: str, region: str, times: int
) -> None:
    """On every page where a medicine can be typed, and on no other page."""
    walk = start(client, region=region)

    assert walk.get(page).text.count("It knows generic names best.") == times
    assert "generic names" not in walk.get("/illnesses/1").text
