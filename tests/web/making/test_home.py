"""The first page."""

from tests.web.keeping import break_database
from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import start


def test_it_says_what_this_is_and_leads_to_the_form(client: PageClient) -> None:
    """One button opens the form."""
    page = page_of(client.get("/"))

    assert page.heading == "An emergency card for people with mastocytosis"
    (button,) = [one for one in page.all("a") if one.get("class") == "go"]
    assert text_of(button) == "Make a card"
    assert client.get(button.get("href")).status_code == 200


def test_a_card_that_waits_comes_first(client: PageClient) -> None:
    """One button continues it; a new card is the second choice. A stranger sees neither."""
    start(client, name="Zoë Quux")
    start(client, name="Li Wu")

    page = page_of(client.get("/"))

    links = [one for one in page.all("a") if one.get("class") in {"go", "quiet"}]
    assert [text_of(one) for one in links] == [
        "Continue the card of Li Wu",
        "Continue the card of Zoë Quux",
        "Make another card",
    ]
    assert page_of(client.get(links[1].get("href"))).heading == "All topics"
    stranger = client.application.test_client().get("/").text
    assert "Continue" not in stranger


def test_a_new_card_stays_in_sight_where_many_wait(client: PageClient) -> None:
    """A clinic makes one after the other: the latest three are there, the rest a tap away."""
    for number in range(5):
        start(client, name=f"Person {number}")

    page = page_of(client.get("/"))

    (waiting,) = [one for one in page.all("ul") if one.get("class") == "waiting"]
    names = ["Continue the card of Person 4", "Continue the card of Person 3"]
    links = [text_of(one) for one in waiting.iter("a")]
    assert links == [*names, "Continue the card of Person 2", "All 5 cards on this device"]
    assert "Make another card" in page.text
    assert "Person 0" in page_of(client.get("/make")).text


def test_the_first_page_opens_without_a_database(client: PageClient) -> None:
    """It then offers no card to continue."""
    start(client)
    break_database(client.application)

    assert "Make a card" in page_of(client.get("/")).text


def test_it_says_for_whom_it_is_not_what_it_costs_and_what_is_kept(client: PageClient) -> None:
    """People in an emergency, with only a food allergy, or in need of advice are sent elsewhere."""
    text = page_of(client.get("/")).text

    for said in ("Use your epinephrine", "food allergy", "Ask your doctor", "costs nothing"):
        assert said in text
    assert "encrypted, for 30 days" in text
    assert "no doctor has reviewed them yet" in text


def test_the_sample_card_has_its_real_size(client: PageClient) -> None:
    """The file exists, and has the size that the page reserves for it."""
    (picture,) = page_of(client.get("/")).all("img")

    png = client.get(picture.get("src")).data

    assert png.startswith(b"\x89PNG")
    sizes = [int.from_bytes(png[start : start + 4], "big") for start in (16, 20)]
    assert [picture.get("width"), picture.get("height")] == [str(size) for size in sizes]
    assert "sample card" in (picture.get("alt") or "")
