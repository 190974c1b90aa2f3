"""The lists: ticked, typed and looked up; changed, removed and put back."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import pytest

from tests.people import answers
from tests.web.pages import Page, PageClient, page_of, text_of
from tests.web.walking import Walk, start, start_from_file

PEN = {
    "sold": "epipen 0.3 mg",
    "kept_at": "blue bag",
    "expires-month": "05",
    "expires-year": "2027",
}


def pens(client: PageClient, **changes: Any) -> Walk:
    """A draft of somebody in the United States with one pen."""
    walk = start(client, region="US")
    walk.send("/pens/1", PEN | changes)
    return walk


def named(page: Page, name: str) -> list[Element]:
    """The boxes of a name."""
    return [box for box in page.all("input") if box.get("name") == name]


def links(page: Page) -> list[str]:
    """What the links and buttons of a page say."""
    return [text_of(one) for one in page.all("a", "button")]


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


def test_what_is_ticked_is_on_the_list_with_its_answers(client: PageClient) -> None:
    """In the order of the page, by the catalogue's id."""
    walk = start(client)

    walk.send(
        "/medicines/usual",
        {"cetirizine-ticked": "y", "cetirizine-dose": "10 mg", "omalizumab-ticked": "y"},
    )

    assert walk.saved["medications"] == [
        {"id": "cetirizine", "dose": "10 mg"},
        {"id": "omalizumab"},
    ]


def test_a_tick_that_is_taken_away_removes_its_entry_alone(client: PageClient) -> None:
    """Others keep their place and what else was said of them."""
    walk = start_from_file(client, answers("01"))
    before = walk.saved["triggers"]

    walk.send(
        "/triggers/usual",
        {
            "nsaids-ticked": None,
            "nsaids-reaction": None,
            "nsaids-note": "",
            "nsaids-last-month": "",
            "nsaids-last-year": "",
            "nsaids-confirmed_by": "",
        },
    )

    assert walk.saved["triggers"] == [one for one in before if one["id"] != "nsaids"]


def test_a_ticked_trigger_asks_what_happened_and_folds_the_rest(client: PageClient) -> None:
    """What is folded can be opened without a script, and is open if it holds anything."""
    walk = start(client)
    page = walk.get("/triggers/usual")
    folded = {box.get("name") for fold in page.all("details") for box in fold.iter("input")}
    assert {"nsaids-last-year", "nsaids-confirmed_by"} <= folded
    assert "nsaids-reaction" not in folded
    assert [fold for fold in page.all("details") if fold.get("open") is not None] == []

    walk.send("/triggers/usual", {"nsaids-ticked": "y", "nsaids-last-year": "2021"})

    opened = [
        fold for fold in walk.get("/triggers/usual").all("details") if fold.get("open") is not None
    ]
    (names,) = [{box.get("name") for box in fold.iter("input")} for fold in opened]
    assert "nsaids-last-year" in names


def test_what_is_wrong_in_what_is_folded_is_seen(client: PageClient) -> None:
    """The link of the summary leads to a box that is open."""
    page = page_of(
        start(client).post("/triggers/usual", {"heat-ticked": "y", "heat-last-month": "02"})
    )

    assert page.problems == {"Heat, hot bath or shower: Add the year.": "heat-last-month"}
    (opened,) = [fold for fold in page.all("details") if fold.get("open") is not None]
    assert "heat-last-month" in {box.get("id") for box in opened.iter("select")}


def test_one_entry_after_the_other_is_added_without_the_list(client: PageClient) -> None:
    """One page each; it says what was saved, and a full list takes no more."""
    walk = start(client)
    walk.send("/medicines/usual", {"cetirizine-ticked": "y", "words": "Zzyzxol"})

    page = walk.send("/medicines/2", {"do": "more"})

    assert page.heading == "Add a medicine"
    assert "Last saved: Zzyzxol" in page.text
    assert page.typed["name"] == [""]
    many = [{"name": f"Thing {number}"} for number in range(59)]
    full = start_from_file(client, answers("02") | {"medications": many})
    assert "60 is the most" in full.send("/medicines/60", {"name": "Zzyzxol", "do": "more"}).text


def test_what_cannot_be_kept_of_a_ticked_entry_is_told_at_its_box(client: PageClient) -> None:
    """By the record's own rules; the entries before it and those typed in do not matter."""
    walk = start(client)
    walk.send("/medicines/1", {"name": "Quercetin", "looked": "Quercetin"})

    answer = walk.post(
        "/medicines/usual",
        {"cetirizine-ticked": "y", "omalizumab-ticked": "y", "omalizumab-dose": "300 mg " * 60},
    )

    ((sentence, box),) = page_of(answer).problems.items()
    assert box == "omalizumab-dose"
    assert sentence.startswith("Omalizumab: Dose: Has ")


def test_an_answer_without_its_tick_is_asked_about(client: PageClient) -> None:
    """It is neither dropped nor ticked in silence."""
    page = page_of(start(client).post("/triggers/usual", {"heat-reaction": "mild"}))

    assert list(page.problems.values()) == ["heat-ticked"]


def test_none_and_a_tick_are_not_both(client: PageClient) -> None:
    """The person says which is right; "none" alone is an answer."""
    walk = start(client)

    both = walk.post("/medicines/usual", {"cetirizine-ticked": "y", "answer": "none"})
    assert "Keep one." in next(iter(page_of(both).problems))
    assert "medications" not in walk.saved

    walk.send("/medicines/usual", {"answer": "none"})
    assert walk.saved["medications"] == []
    assert walk.get("/medicines/usual").typed["answer"] == ["none"]


def test_nothing_ticked_is_not_known(client: PageClient) -> None:
    """Going on without an answer says nothing."""
    walk = start(client)

    walk.send("/medicines/usual")

    assert "medications" not in walk.saved


def test_words_typed_on_the_checklist_are_looked_up_on_the_next_page(client: PageClient) -> None:
    """They travel in the body of the form, never in an address."""
    walk = start(client)

    answer = walk.post("/medicines/usual", {"words": "Metroprolol"})
    page = page_of(client.get(answer.location))

    assert "etroprolol" not in answer.location
    assert page.typed["name"] == ["Metroprolol"]
    assert "Did you mean one of these?" in page.text
    assert "Metoprolol" in page.text


def test_a_suggestion_is_taken_only_if_it_is_picked(client: PageClient) -> None:
    """The words as typed are always an answer."""
    walk = start(client)
    for path, meant in (("/medicines/1", "metoprolol"), ("/medicines/2", "")):
        asked = walk.post(path, {"name": "Metroprolol", "dose": "50 mg"})
        assert asked.status_code == 200
        walk.send(path, {"meant": meant}, page=page_of(asked))

    assert walk.saved["medications"] == [
        {"id": "metoprolol", "dose": "50 mg"},
        {"name": "Metroprolol", "dose": "50 mg"},
    ]


def test_a_name_that_is_known_is_kept_as_typed_without_a_question(client: PageClient) -> None:
    """The card knows what is meant, and says it in the person's own word."""
    walk = start(client)

    walk.send("/medicines/1", {"name": "Bisoprololfumarat"})

    assert walk.saved["medications"] == [{"name": "Bisoprololfumarat"}]


def test_an_exact_name_is_preselected_when_looked_up(client: PageClient) -> None:
    """The person sees it, and can say no."""
    asked = start(client).post("/medicines/1", {"name": "Ketotifen", "do": "search"})

    assert page_of(asked).typed["meant"] == ["ketotifen"]


def test_what_is_like_nothing_is_kept_as_typed(client: PageClient) -> None:
    """Free text is always accepted."""
    walk = start(client)

    asked = page_of(walk.post("/triggers/1", {"name": "Qqxzzv", "do": "search"}))
    assert "We found nothing like it." in asked.text
    walk.send("/triggers/1", {"name": "Qqxzzv", "reaction": "advised"})

    assert walk.saved["triggers"] == [{"name": "Qqxzzv", "reaction": "advised"}]


def test_a_script_gets_the_same_choices_while_the_name_is_typed(client: PageClient) -> None:
    """Only the part of the page that has them; nothing is kept by it."""
    walk = start(client)

    answer = walk.post("/medicines/1", {"name": "Metroprolol", "do": "suggest"})

    assert answer.mimetype == "text/plain"
    assert "<html" not in answer.text
    assert 'value="metoprolol"' in answer.text
    assert "medications" not in walk.saved


def test_other_words_after_a_look_up_are_looked_up_anew(client: PageClient) -> None:
    """A choice belongs to the words that it was made for."""
    walk = start(client)
    asked = page_of(walk.post("/medicines/1", {"name": "Metroprolol"}))

    again = walk.post("/medicines/1", {"name": "Omalizumap", "meant": "metoprolol"}, page=asked)

    assert again.status_code == 200
    assert "medications" not in walk.saved


@pytest.mark.parametrize(
    ("path", "typed", "meant", "kept"),
    [
        ("/medicines/1", {"name": "Eliquis 5 mg"}, "apixaban", {"dose": "5 mg"}),
        ("/medicines/1", {"name": "Lopresor50mg"}, "metoprolol", {"dose": "50mg"}),
        ("/medicines/1", {"name": "Eliquis (stopped)"}, "apixaban", {"note": "(stopped)"}),
        (
            "/medicines/1",
            {"name": "Eliquis 5 mg", "dose": "2.5 mg", "note": "at night"},
            "apixaban",
            {"dose": "2.5 mg", "note": "5 mg; at night"},
        ),
        (
            "/medicines/1",
            {"name": "Eliquis 5 mg", "dose": "5 mg"},
            "apixaban",
            {"dose": "5 mg"},
        ),
        ("/triggers/1", {"name": "ibuprofen 400 mg"}, "ibuprofen", {"note": "400 mg"}),
        ("/illnesses/1", {"name": "Astma since 2010"}, "asthma", {"note": "since 2010"}),
    ],
)
def test_what_was_typed_beside_a_name_stays_when_its_entry_is_picked(
    client: PageClient, path: str, typed: dict[str, str], meant: str, kept: dict[str, str]
) -> None:
    """A dose in its box, all else in the note; the list shows it at once, with a script or without.

    The script brings the same choices before the form is sent, so both send the same.
    """
    walk = start(client)
    looked = {"looked": typed["name"], "meant": meant}

    page = walk.send(path, typed | looked)

    (entry,) = next(iter(one for key, one in walk.saved.items() if isinstance(one, list)))
    assert entry == {"id": meant} | kept
    assert [one for one in kept.values() if one not in page.text] == []


def test_a_made_up_pick_is_refused(client: PageClient) -> None:
    """An id that the catalogue does not have is no entry."""
    walk = start(client)
    asked = page_of(walk.post("/medicines/1", {"name": "Metroprolol"}))

    answer = walk.post("/medicines/1", {"meant": "nonsense"}, page=asked)

    assert answer.status_code == 422
    assert "medications" not in walk.saved


def test_an_entry_is_changed_where_it_stands(client: PageClient) -> None:
    """Its place in the list and what the page does not show stay."""
    walk = start_from_file(client, answers("01"))

    walk.send("/medicines/3", {"dose": "20 mg"})

    first = walk.saved["medications"][0]
    assert first == {"id": "cetirizine", "dose": "20 mg", "schedule": "twice a day"}


def test_what_was_removed_can_be_put_back_where_it_was(client: PageClient) -> None:
    """The list offers it at once."""
    walk = start_from_file(client, answers("01"))
    before = walk.saved["medications"]

    walk.press("/medicines/4/remove")
    assert len(walk.saved["medications"]) == len(before) - 1
    assert "Undo" in links(walk.get("/medicines/"))
    walk.press("/medicines/undo")

    assert walk.saved["medications"] == before
    assert "Undo" not in links(walk.get("/medicines/"))


def test_a_list_whose_last_entry_was_removed_is_not_known(client: PageClient) -> None:
    """Nobody said that there is none; the list asks."""
    walk = pens(client)

    walk.press("/pens/1/remove")

    assert "epinephrine" not in walk.saved
    page = walk.get("/pens/")
    assert "Or do you have none?" in page.text
    walk.send("/pens/", {"answer": "none"}, page=page)
    assert walk.saved["epinephrine"] == []


def test_a_full_list_accepts_no_more_entries(client: PageClient) -> None:
    """The list says so, and so does the page that adds one."""
    many = [{"name": f"Person {number}"} for number in range(12)]
    walk = start_from_file(client, answers("02") | {"contacts": many})

    assert "12 is the most" in walk.get("/contacts/").text
    answer = walk.post("/contacts/99", {"name": "One more"})
    assert answer.status_code == 422
    assert "12 is the most" in next(iter(page_of(answer).problems))


def test_a_phone_number_stands_as_it_was_typed(client: PageClient) -> None:
    """Nothing is reformatted, and no form of it is refused."""
    walk = start(client)

    walk.send("/contacts/1", {"name": "Jo", "phone": "ask at 0171/22-33 (evenings)"})

    assert walk.saved["contacts"] == [{"name": "Jo", "phone": "ask at 0171/22-33 (evenings)"}]


@pytest.mark.parametrize(
    ("phone", "is_odd"), [("617 555 0134", False), ("+44 20 7946 0018", False), ("617 55", True)]
)
def test_a_number_that_no_phone_can_call_is_reported(
    client: PageClient, phone: str, *, is_odd: bool
) -> None:
    """By the rules of the country; it is kept all the same."""
    walk = start(client, region="US")

    page = walk.send("/contacts/1", {"name": "Jo", "phone": phone})

    assert ("Check this number" in page.text) is is_odd
    assert walk.saved["contacts"][0]["phone"] == phone


@pytest.mark.parametrize("page", ["/medicines/", "/medicines/usual", "/medicines/1", "/triggers/1"])
@pytest.mark.parametrize(("region", "times"), [("IS", 1), ("TR", 1), ("US", 0)])
def test_the_generic_name_is_asked_for_where_few_brands_are_known(
    client: PageClient, page: str, region: str, times: int
) -> None:
    """On every page on which a medicine may be written, and on no other."""
    walk = start(client, region=region)

    assert walk.get(page).text.count("It knows generic names best.") == times
    assert "generic names" not in walk.get("/illnesses/1").text
