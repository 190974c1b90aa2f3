"""Who is called first is chosen by a button, and nothing is typed again."""

from __future__ import annotations

import pytest

from tests.people import answers
from tests.web.pages import Page, PageClient, page_of, text_of
from tests.web.walking import Walk, start_from_file
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part

PEOPLE = [{"name": name, "relation": "friend"} for name in ("Ann", "Ben", "Cleo", "Dov")]


def with_people(client: PageClient, count: int = 4, key: str = "contacts") -> Walk:
    """A draft with so many people to call, or doctors."""
    people = [one if key == "contacts" else {"name": one["name"]} for one in PEOPLE[:count]]
    return start_from_file(client, answers("02") | {key: people})


def names(walk: Walk, key: str = "contacts") -> list[str]:
    """Their names in the order of the file that a person saves."""
    return [one["name"] for one in walk.saved[key]]


def rows(page: Page) -> list[str]:
    """What the list says of each entry, with its links and buttons."""
    (entries,) = [one for one in page.all("ul") if one.get("class") == "rows entries"]
    return [text_of(one) for one in entries.iter("li")]


def test_a_person_is_called_first_at_one_press(client: PageClient) -> None:
    """The others keep their order, and the list says who is first now."""
    walk = with_people(client)

    page = page_of(client.get(walk.press("/contacts/3/first").location))

    assert names(walk) == ["Cleo", "Ann", "Ben", "Dov"]
    assert ["Called first" in row for row in rows(page)] == [True, False, False, False]
    assert "to the top" not in rows(page)[0]
    for name, row in zip(["Ann", "Ben", "Dov"], rows(page)[1:], strict=True):
        assert f"Move {name} to the top" in row
    first = plan(walk.patient).of(Part.CONTACT)[0]
    assert first.cause == "contacts[0]"
    assert "Cleo" in str(first.values)


def test_every_order_can_be_reached_and_each_entry_keeps_its_page(client: PageClient) -> None:
    """The last wish comes first, also if a button is pressed twice."""
    walk = with_people(client, 3)

    for id in (2, 2, 3):
        walk.press(f"/contacts/{id}/first")

    assert names(walk) == ["Cleo", "Ben", "Ann"]
    walk.send("/contacts/1", {"phone": "617 555 0134"})
    assert walk.saved["contacts"][2] == PEOPLE[0] | {"phone": "617 555 0134"}


def test_a_change_is_saved_by_the_button_that_puts_the_person_first(client: PageClient) -> None:
    """On the page of one person; what was typed there stays. A mistake is told as ever."""
    walk = with_people(client, 3)

    wrong = walk.post("/contacts/2", {"name": "", "do": "first"})
    assert wrong.status_code == 422
    assert names(walk) == ["Ann", "Ben", "Cleo"]
    walk.send("/contacts/2", {"phone": "617 555 0134", "do": "first"})

    assert walk.saved["contacts"][0] == PEOPLE[1] | {"phone": "617 555 0134"}
    assert names(walk) == ["Ben", "Ann", "Cleo"]


def test_a_new_person_can_be_the_first(client: PageClient) -> None:
    """The page for another person has the button too; that of the first person has none."""
    walk = with_people(client, 1)
    said = "Save and move to the top"
    assert said not in walk.get("/contacts/1").text

    page = walk.get("/contacts/9")
    assert said in page.text
    walk.send("/contacts/9", {"name": "Eva", "do": "first"}, page=page)

    assert names(walk) == ["Eva", "Ann"]


def test_a_doctor_is_named_first_in_the_same_way(client: PageClient) -> None:
    """The contacts are called before any doctor, so nothing says that one is called first."""
    walk = with_people(client, 3, "clinicians")

    page = page_of(client.get(walk.press("/doctors/2/first").location))

    assert names(walk, "clinicians") == ["Ben", "Ann", "Cleo"]
    assert "Named first" in rows(page)[0]
    assert "Move Ann to the top" in rows(page)[1]


@pytest.mark.parametrize("count", [0, 1])
def test_where_there_is_no_order_there_is_no_button(client: PageClient, count: int) -> None:
    """One person is called first anyway."""
    page = with_people(client, count).get("/contacts/")

    assert "Called first" not in page.text
    assert "to the top" not in page.text


@pytest.mark.parametrize("path", ["/contacts/77/first", "/medicines/1/first", "/kind/1/first"])
def test_what_is_not_there_or_has_no_order_is_not_put_first(client: PageClient, path: str) -> None:
    """Another window may have removed it."""
    walk = with_people(client)
    before = walk.saved

    walk.press(path)

    assert walk.saved == before


@pytest.mark.parametrize(
    ("removed", "first", "then"),
    [(1, 3, ["Cleo", "Ann", "Ben", "Dov"]), (4, 2, ["Ben", "Ann", "Cleo", "Dov"])],
)
def test_who_is_put_back_does_not_come_before_who_was_put_first(
    client: PageClient, removed: int, first: int, then: list[str]
) -> None:
    """What was pressed last decides who is called first."""
    walk = with_people(client)

    walk.press(f"/contacts/{removed}/remove")
    walk.press(f"/contacts/{first}/first")
    walk.press("/contacts/undo", id=str(removed))

    assert names(walk) == then
