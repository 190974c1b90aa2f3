"""The pages for epinephrine devices."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import answers
from tests.web.making.listing import links, named, pens
from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import start, start_from_file


def test_a_pen_is_picked_by_name_and_strength_as_they_are_sold_there(client: PageClient) -> None:
    """No typing is needed; the place and the month on the device are kept."""
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
    [("GB", "Jext (pen)", "neffy (nasal spray)"), ("US", "neffy (nasal spray)", "Jext (pen)")],
)
def test_only_what_is_sold_in_the_country_is_offered(
    client: PageClient, region: str, sold: str, not_sold: str
) -> None:
    """Going by the labels that were read for the country."""
    page = start(client, region=region).get("/pens/1")
    offered = [text_of(one) for one in page.all("span") if one.get("class") == "row-name"]

    assert sold in offered
    assert not_sold not in offered
    assert "Another one, or from another country" in offered


def test_the_brand_is_chosen_by_a_drawing_and_then_its_strength(client: PageClient) -> None:
    """The second screen asks only about this brand, and offers to choose another."""
    walk = start(client, region="GB")
    brands = {text_of(one): one.get("href") or "" for one in walk.get("/pens/1").all("a")}
    (jext,) = [address for said, address in brands.items() if said.startswith("Jext")]

    page = page_of(client.get(jext))

    offered = {box.get("value") for box in named(page, "sold")}
    assert offered == {"jext 300 micrograms", "jext 150 micrograms", "jext"}
    walk.send("/pens/1", {"sold": "jext 150 micrograms"}, page=page)
    (pen,) = walk.saved["epinephrine"]
    assert pen == {"device": "jext", "strength": {"value": 150, "unit": "micrograms"}}
    again = walk.get("/pens/1?brand=choose")
    assert "EpiPen, EpiPen Jr (pen)" in again.text


def test_only_colours_that_a_label_names_are_drawn(client: PageClient) -> None:
    """The colours are also named in words; a brand without such a label has none in its drawing."""
    page = start(client, region="AU").get("/pens/1")
    links = [one for one in page.all("a") if "brand=" in (one.get("href") or "")]
    colours = {
        text_of(link): {
            part.get("fill") for part in link.iter() if (part.get("fill") or "").startswith("#")
        }
        - {"#fff"}
        for link in links
    }

    (epipen,) = [found for said, found in colours.items() if said.startswith("EpiPen")]
    assert len(epipen) == 2
    assert "EpiPen, EpiPen Jr (pen) blue cap, orange end" in colours
    assert colours["Anapen"] == set()


def test_in_a_country_that_says_adrenaline_the_form_does(client: PageClient) -> None:
    """In headings, questions and hints; in the United States all of them say epinephrine."""
    for region, word, other in [("IN", "adrenaline", "epinephrine"), ("US", "epinephrine", "")]:
        walk = start(client, region=region)
        assert walk.get("/pens/1?brand=another").heading == f"Your {word}"
        said = walk.get("/reactions").text
        assert f"How many doses of {word}" in said
        assert not other or other not in said
    assert (
        "Adrenaline is also called epinephrine." in start(client, region="ZA").get("/pens/1").text
    )


def test_what_is_sold_there_is_offered_once(client: PageClient) -> None:
    """Choosing "another" opens those that are not sold there."""
    walk = start(client, region="US")
    sold = {
        (one.get("href") or "").rpartition("=")[2]
        for one in walk.get("/pens/1").all("a")
        if "brand=" in (one.get("href") or "")
    } - {"another"}
    page = walk.get("/pens/1?brand=another")
    others = {box.get("value") for box in named(page, "device")}
    assert "epipen" in sold
    assert "jext" in others
    assert "other" in others
    assert sold & others == set()


def test_a_pen_whose_strength_is_not_known_can_be_told(client: PageClient) -> None:
    """The card then refers to the device's label; the page shows the choice again."""
    walk = pens(client, sold="epipen")

    assert walk.saved["epinephrine"] == [
        {"device": "epipen", "kept_at": "blue bag", "expires": "2027-05"}
    ]
    assert walk.get("/pens/1").typed["sold"] == ["epipen"]


def test_several_pens_in_one_place_are_entered_once(client: PageClient) -> None:
    """Two equal devices are two entries; a button adds one more."""
    walk = pens(client, count="2")
    assert len(walk.saved["epinephrine"]) == 2

    new = str(3)
    for _ in range(2):
        walk.press("/pens/1/again", new=new)

    assert len(walk.saved["epinephrine"]) == 3
    assert {one["kept_at"] for one in walk.saved["epinephrine"]} == {"blue bag"}


def test_any_other_pen_can_be_told(client: PageClient) -> None:
    """With its own name and route; the strength may be unknown."""
    walk = start(client, region="US")
    other = {"sold": "another", "device": "other", "name": "Ampoule kit", "route": "intramuscular"}

    walk.send("/pens/1?brand=another", other)

    (pen,) = walk.saved["epinephrine"]
    assert pen == {"device": "other", "name": "Ampoule kit", "route": "intramuscular"}


@pytest.mark.parametrize(
    ("boxes", "box", "fault"),
    [
        ({}, "sold-0", "Choose what stands on"),
        ({"sold": "another"}, "device-0", "Choose which one it is."),
        ({"sold": "another", "device": "other", "route": "nasal"}, "name", "Write its name."),
        ({"sold": "another", "device": "other", "name": "X"}, "route-0", "Choose how it is given."),
        ({"sold": "another", "device": "jext", "name": "X"}, "name", "Clear this"),
        ({"sold": "epipen 0.3 mg", "device": "jext"}, "sold-0", "clear what you wrote"),
        ({"sold": "epipen 3 mg"}, "sold-0", "Choose one from the list."),
        ({"sold": "another", "device": "jext", "strength-value": "300"}, "strength-unit-0", "unit"),
        ({"sold": "epipen 0.3 mg", "expires": "April"}, "expires", "Write month and year"),
        ({"brand": "neffy"}, "sold-0", "Choose what stands on the pen or spray."),
    ],
)
def test_a_half_told_pen_is_asked_about(
    client: PageClient, boxes: dict[str, str], box: str, fault: str
) -> None:
    """The faulty box gets one sentence, and what was typed stays."""
    page = page_of(start(client, region="US").post("/pens/1", boxes))

    assert list(page.problems.values()) == [box]
    assert fault in next(iter(page.problems))
    sent = {name: value for name, value in boxes.items() if value != "epipen 3 mg"}
    assert {name: page.typed[name] for name in sent} == {name: [v] for name, v in sent.items()}


def test_a_pen_that_is_sold_no_more_stays_what_it_is(client: PageClient) -> None:
    """A recalled device, and a strength that is not sold."""
    entered: list[dict[str, Any]] = [
        {"device": "emerade", "kept_at": "bag"},
        {"device": "epipen", "strength": {"value": 3, "unit": "mg"}, "kept_at": "bag"},
    ]
    walk = start_from_file(client, answers("02") | {"region": "US", "epinephrine": entered})

    for number in (1, 2):
        walk.send(f"/pens/{number}", {"kept_at": "desk"})

    assert walk.saved["epinephrine"] == [one | {"kept_at": "desk"} for one in entered]


def test_no_card_is_refused_for_lack_of_a_pen(client: PageClient) -> None:
    """A person may say "none" or leave it open, and can go on either way."""
    none, later = start(client), start(client, name="Ben Lee")

    assert none.post("/pens/1", {"answer": "none"}).location.endswith("/first")
    assert later.post("/pens/1", {"answer": "later"}).location.endswith("/first")

    assert none.saved["epinephrine"] == []
    assert "epinephrine" not in later.saved
    assert "Make my card and plan" in links(later.get("/check"))


@pytest.mark.parametrize(
    ("region", "name", "box", "said"),
    [
        ("US", "EpiPen, EpiPen Jr (pen)", "epipen 0.15 mg", "0.15 mg (EpiPen Jr)"),
        ("DE", "Fastjekt, Fastjekt Junior (pen)", "fastjekt 150 micrograms", "150 micrograms (F"),
        ("ZA", "EpiPen (pen)", "epipen 0.15 mg", "0.15 mg"),
    ],
)
def test_the_names_on_the_boxes_are_offered_where_a_source_has_them(
    client: PageClient, region: str, name: str, box: str, said: str
) -> None:
    """A parent who holds an EpiPen Jr finds it."""
    walk = start(client, answered_by="parent", region=region)
    brands = [text_of(one) for one in walk.get("/pens/1").all("span")]
    page = walk.get(f"/pens/1?brand={box.partition(' ')[0]}")

    assert name in brands
    assert f"{name}, {said}" in page.text
    assert next(one.get("value") for one in named(page, "sold")) == box


def test_the_strengths_of_a_child_start_with_the_smallest(client: PageClient) -> None:
    """Those of a grown-up with the largest; "Not sure" comes last for both."""
    boxes = {}
    for answered_by in ("patient", "parent"):
        page = start(client, answered_by=answered_by, region="US").get("/pens/1?brand=auvi-q")
        boxes[answered_by] = [str(one.get("value")) for one in named(page, "sold")]

    assert boxes["parent"] == ["auvi-q 0.1 mg", "auvi-q 0.15 mg", "auvi-q 0.3 mg", "auvi-q"]
    assert boxes["patient"] == ["auvi-q 0.3 mg", "auvi-q 0.15 mg", "auvi-q 0.1 mg", "auvi-q"]


def test_a_number_that_no_page_has_leads_nowhere(client: PageClient) -> None:
    """One of thousands of digits cannot be written again: the draft opened no more."""
    walk = pens(client)

    walk.press("/pens/1/again", new="9" * 4_300)

    assert len(walk.saved["epinephrine"]) == 1
    assert client.get(f"/make/{'9' * 4_300}/").status_code == 404
    assert client.get(f"/make/1/pens/{'9' * 4_300}").status_code == 404


@pytest.mark.parametrize("region", ["US", "AF"])
def test_a_pen_stays_chosen_though_another_window_changed_the_country(
    client: PageClient, region: str
) -> None:
    """It is one from another country now; in some countries no pen is known to be sold."""
    walk = start(client, region="FR")
    page = walk.get("/pens/1?brand=jext")
    walk.send("/about", {"region": region})

    walk.send("/pens/1", {"sold": "jext 300 micrograms", "kept_at": "red bag"}, page=page)

    strength = {"value": 300, "unit": "micrograms"}
    assert walk.saved["epinephrine"] == [
        {"device": "jext", "strength": strength, "kept_at": "red bag"}
    ]


def test_copies_that_the_list_has_no_room_for_are_not_dropped_in_silence(
    client: PageClient,
) -> None:
    """Three were told of, and there is room for two."""
    walk = start_from_file(client, answers("02") | {"epinephrine": [{"device": "epipen"}] * 10})
    sent = {"sold": "epipen", "count": "3"}

    page = page_of(walk.post("/pens/20?brand=epipen", sent))

    said = "The list has room for 2 more: 12 is the most."
    assert page.problems == {said: "count-0"}
    assert page.errors["count"] == said
    assert len(walk.saved["epinephrine"]) == 10
    walk.send("/pens/20", {"count": "2"}, page=page)
    assert len(walk.saved["epinephrine"]) == 12
