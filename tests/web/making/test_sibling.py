"""A card for a brother or sister starts with the answers that both share."""

from tests.people import answers
from tests.web.pages import PageClient, page_of
from tests.web.walking import Walk, start, start_from_file


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
    assert set(saved) - {"version", "hospital"} == set(shared)
    assert "patient_number" not in saved.get("hospital", {})
    assert first.saved["name"] == "Noah Tamm"
    assert walk.get("/about").typed["whose"] == ["child"]


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
