"""The pages for epinephrine devices."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import answers
from tests.web.making.listing import links, named, pens
from tests.web.pages import PageClient, page_of
from tests.web.walking import start, start_from_file


def test_a_pen_is_picked_by_name_and_strength_as_they_are_sold_there(client: PageClient) -> None:
    """No typing; where it is and the month on it are kept."""
    assert pens(client).saved["epinephrine"] == [
        {
            "device": "epipen",
            "strength": {"value": 0.3, "unit": "mg"},
            "kept_at": "blue bag",
            "expires": "2027-05",
        }
    ]


@pytest.mark.parametrize(
    ("region", "sold", "not_sold"),
    [("GB", "jext 300 micrograms", "neffy 2 mg"), ("US", "neffy 2 mg", "jext 300 micrograms")],
)
def test_only_what_is_sold_in_the_country_is_offered(
    client: PageClient, region: str, sold: str, not_sold: str
) -> None:
    """By the labels that were read."""
    offered = [box.get("value") for box in start(client, region=region).get("/pens/1").all("input")]

    assert sold in offered
    assert not_sold not in offered


def test_what_is_sold_there_is_offered_once(client: PageClient) -> None:
    """The choice of another one opens those that are not sold there."""
    page = start(client, region="US").get("/pens/1")

    sold = {(box.get("value") or "").split()[0] for box in named(page, "sold")} - {"another"}
    others = {box.get("value") for box in named(page, "device")}
    assert "epipen" in sold
    assert "jext" in others
    assert "other" in others
    assert sold & others == set()
    assert "Another one, or from another country" in page.text


def test_a_pen_whose_strength_is_not_known_can_be_told(client: PageClient) -> None:
    """The card then says that its label tells; shown again, the same is picked."""
    walk = pens(client, sold="epipen")

    assert walk.saved["epinephrine"] == [
        {"device": "epipen", "kept_at": "blue bag", "expires": "2027-05"}
    ]
    assert walk.get("/pens/1").typed["sold"] == ["epipen"]


def test_several_pens_in_one_place_are_entered_once(client: PageClient) -> None:
    """Two of the same are two entries, and one more is a press of a button."""
    walk = pens(client, count="2")
    assert len(walk.saved["epinephrine"]) == 2

    new = str(3)
    for _ in range(2):
        walk.press("/pens/1/again", new=new)

    assert len(walk.saved["epinephrine"]) == 3
    assert {one["kept_at"] for one in walk.saved["epinephrine"]} == {"blue bag"}


def test_any_other_pen_can_be_told(client: PageClient) -> None:
    """With its own name and way, and a strength only if it is known."""
    walk = start(client, region="US")
    other = {"sold": "another", "device": "other", "name": "Ampoule kit", "route": "intramuscular"}

    walk.send("/pens/1", other)

    (pen,) = walk.saved["epinephrine"]
    assert pen == {"device": "other", "name": "Ampoule kit", "route": "intramuscular"}


@pytest.mark.parametrize(
    ("boxes", "box", "fault"),
    [
        ({}, "sold-0", "Choose your pen"),
        ({"sold": "another"}, "device-0", "Choose which one it is."),
        ({"sold": "another", "device": "other", "route": "nasal"}, "name", "Write its name."),
        ({"sold": "another", "device": "other", "name": "X"}, "route-0", "Choose how it is given."),
        ({"sold": "another", "device": "jext", "name": "X"}, "name", "Clear this"),
        ({"sold": "epipen 0.3 mg", "device": "jext"}, "sold-0", "clear what you wrote"),
        ({"sold": "epipen 3 mg"}, "sold-0", "Choose one from the list."),
        ({"sold": "another", "device": "jext", "strength-value": "300"}, "strength-unit-0", "unit"),
        ({"sold": "epipen 0.3 mg", "expires-month": "04"}, "expires-month", "Add the year."),
    ],
)
def test_a_half_told_pen_is_asked_about(
    client: PageClient, boxes: dict[str, str], box: str, fault: str
) -> None:
    """One sentence at the box that is wrong; what was typed stays."""
    page = page_of(start(client, region="US").post("/pens/1", boxes))

    assert list(page.problems.values()) == [box]
    assert fault in next(iter(page.problems))
    sent = {name: value for name, value in boxes.items() if value != "epipen 3 mg"}
    assert {name: page.typed[name] for name in sent} == {name: [v] for name, v in sent.items()}


def test_a_pen_that_is_sold_no_more_stays_what_it_is(client: PageClient) -> None:
    """A recalled one, and a strength that nobody sells."""
    entered: list[dict[str, Any]] = [
        {"device": "emerade", "kept_at": "bag"},
        {"device": "epipen", "strength": {"value": 3, "unit": "mg"}, "kept_at": "bag"},
    ]
    walk = start_from_file(client, answers("02") | {"region": "US", "epinephrine": entered})

    for number in (1, 2):
        walk.send(f"/pens/{number}", {"kept_at": "desk"})

    assert walk.saved["epinephrine"] == [one | {"kept_at": "desk"} for one in entered]


def test_no_card_is_refused_for_lack_of_a_pen(client: PageClient) -> None:
    """Who has none says so, who says it later leaves it open, and both go on."""
    none, later = start(client), start(client, name="Ben Lee")

    assert none.post("/pens/1", {"answer": "none"}).location.endswith("/contacts/1")
    assert later.post("/pens/1", {"answer": "later"}).location.endswith("/contacts/1")

    assert none.saved["epinephrine"] == []
    assert "epinephrine" not in later.saved
    assert "Make my card" in links(later.get("/check"))
