"""A card for a brother or sister starts with the answers that both share."""

import json
from datetime import UTC, datetime

import pytest

from tests.people import answers
from tests.web.keeping import enter, keep, record
from tests.web.pages import PageClient, SecureClient, page_of
from tests.web.walking import Walk, start, start_from_file

JO = {"name": "Jo", "phone": "06 12 34 56 78"}


def test_a_sibling_has_the_same_people_doctors_and_country(client: PageClient) -> None:
    """No other answer of the first child is on it, and the first card stays."""
    noah = answers("04")
    first = start_from_file(client, noah)
    first.post("/check", {"keep": "print"})
    offered = page_of(client.get(f"{first.path}/card"))
    assert "Make one for a brother or sister" in offered.text

    answer = first.press("/sibling")

    walk = Walk(client, int(answer.location.split("/")[2]))
    assert answer.location == f"/make/{walk.number}/about"
    shared = {key: noah[key] for key in ("region", "contacts", "clinicians") if key in noah}
    saved = walk.saved
    assert {key: saved[key] for key in shared} == shared
    assert set(saved) - {"version", "hospital", "answered_by"} == set(shared)
    assert "patient_number" not in saved.get("hospital", {})
    assert first.saved["name"] == "Noah Tamm"
    assert walk.get("/about").typed["answered_by"] == ["parent"]


def test_a_number_that_a_change_of_country_made_another_is_named_for_the_sibling_too(
    client: PageClient,
) -> None:
    """The people to call are the same, and so are their numbers."""
    first = start_from_file(client, answers("04") | {"region": "FR", "contacts": [JO]})
    first.send("/about", {"region": "DE", "answered_by": "parent"})
    assert "no longer France" in first.get("/check").text

    answer = first.press("/sibling")

    walk = Walk(client, int(answer.location.split("/")[2]))
    walk.send("/about", {"name": "Ida Tamm", "born-year": "2022"})
    assert "no longer France" in walk.get("/check").text


def test_the_owner_of_a_child_s_card_begins_one_for_a_sibling(keeper: SecureClient) -> None:
    """The owner's page has the same button; the new draft is none of that card."""
    noah = answers("04") | {"hospital": {"name": "City", "patient_number": "K 12"}}
    token = enter(keeper, keep(keeper, json.dumps(noah, default=float)))

    begun = [keeper.post("/owner/card/sibling", data={"token": token}) for _ in range(2)]

    walk = Walk(keeper, int(begun[0].location.split("/")[2]))
    assert {one.location for one in begun} == {f"{walk.path}/about"}
    shared = {key: noah[key] for key in ("region", "contacts", "clinicians")}
    added = {"version": 1, "answered_by": "parent", "hospital": {"name": "City"}}
    assert walk.saved == shared | added
    assert walk.get("/about").typed["answered_by"] == ["parent"]
    assert "Noah" not in walk.get("/").text
    walk.send("/about", {"name": "Ida Tamm", "born-year": "2022"})
    assert "Ida" not in page_of(keeper.get("/owner/card")).text


@pytest.mark.parametrize(("age", "is_offered"), [(15, True), (42, False)])
def test_an_owner_s_page_offers_it_for_whom_is_not_grown_up(
    keeper: SecureClient, *, age: int, is_offered: bool
) -> None:
    """Whose answers a grown-up keeps can start another card in another way."""
    born = {"born": str(datetime.now(UTC).year - age)}
    enter(keeper, keep(keeper, json.dumps(json.loads(record("02")) | born)))
    assert ("brother or sister" in page_of(keeper.get("/owner/card")).text) == is_offered


@pytest.mark.parametrize(
    ("answered_by", "filled_in"),
    [("parent", ["parent"]), ("caregiver", ["caregiver"]), (None, ["parent"]), ("patient", None)],
)
def test_whoever_filled_in_the_first_card_fills_in_the_sibling_s(
    client: PageClient, answered_by: str | None, filled_in: list[str] | None
) -> None:
    """A caregiver is no parent, and who is 15 and wrote their own card says it themselves."""
    told = {"answered_by": answered_by} if answered_by else {}
    first = start_from_file(client, answers("04") | told)

    walk = Walk(client, int(first.press("/sibling").location.split("/")[2]))

    assert walk.get("/about").typed.get("answered_by") == filled_in


def test_pressed_twice_it_is_one_sibling(client: PageClient) -> None:
    """A double press makes only one sibling."""
    first = start_from_file(client, answers("04"))
    assert first.press("/sibling").location == first.press("/sibling").location


def test_a_sibling_is_asked_the_first_questions(client: PageClient) -> None:
    """Name and birth, pens, then what helpers need, with the person to call filled in."""
    first = start_from_file(client, answers("04"))
    walk = Walk(client, int(first.press("/sibling").location.split("/")[2]))

    about = {"name": "Ida Tamm", "born-year": "2022"}
    assert walk.post("/about", about).location.endswith("/pens/1") or "/pens/" in (
        walk.post("/about", about).location
    )
    assert walk.get("/first").typed["contact-name"] == [answers("04")["contacts"][0]["name"]]


def test_who_makes_a_card_for_themselves_is_offered_none(client: PageClient) -> None:
    """They can start another card in another way."""
    walk = start(client)
    walk.post("/check", {"keep": "print"})
    assert "brother or sister" not in page_of(client.get(f"{walk.path}/card")).text
