"""Checklists: a ticked row becomes an entry of the list."""

from __future__ import annotations

from tests.people import answers
from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import start, start_from_file


def test_what_is_ticked_is_on_the_list_with_its_answers(client: PageClient) -> None:
    """In the order of the page, with the catalogue's id."""
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
    """Other entries keep their place and all their answers."""
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


def test_an_entry_whose_tick_was_taken_away_can_be_put_back(client: PageClient) -> None:
    """It may have answers that the checklist does not show, such as a note."""
    walk = start_from_file(client, answers("02"))
    walk.send("/medicines/1", {"name": "Zzyzxol", "looked": "Zzyzxol"})
    walk.send("/medicines/usual", {"cetirizine-ticked": "y"})
    walk.send("/medicines/2", {"note": "syrup"})
    before = walk.saved["medications"]

    page = walk.send("/medicines/usual", {"cetirizine-ticked": None})

    assert walk.saved["medications"] == [{"name": "Zzyzxol"}]
    assert "Removed: Cetirizine" in page.text
    walk.press("/medicines/undo", id="2")
    assert walk.saved["medications"] == before


def test_ticks_are_not_lost_on_the_way_to_the_other_entries(client: PageClient) -> None:
    """Continue leads to what the checklist does not show; a link there would drop the ticks."""
    walk = start(client)
    walk.send("/medicines/1", {"name": "Zzyzxol", "looked": "Zzyzxol"})
    page = walk.get("/medicines/usual")
    assert "1 more is on your list, on the next page." in page.text
    assert [one for one in page.all("a") if (one.get("href") or "").endswith("/medicines/")] == []

    page = walk.send("/medicines/usual", {"cetirizine-ticked": "y"}, page=page)

    assert "Zzyzxol" in page.text
    assert "Cetirizine" in page.text


def test_a_ticked_trigger_asks_what_happened_and_folds_the_rest(client: PageClient) -> None:
    """The folded part opens without a script, and is already open if it holds an answer."""
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
    """The summary links to a box that is open."""
    page = page_of(
        start(client).post("/triggers/usual", {"heat-ticked": "y", "heat-last-month": "02"})
    )

    said = "Heat, hot bath or shower: When was the last time? Add the year."
    assert page.problems == {said: "heat-last-year"}
    (opened,) = [fold for fold in page.all("details") if fold.get("open") is not None]
    assert "heat-last-year" in {box.get("id") for box in opened.iter("input")}


def test_one_entry_after_the_other_is_added_without_the_list(client: PageClient) -> None:
    """One page per entry; it says what was saved, and a full list accepts no more."""
    walk = start(client)
    walk.send("/medicines/usual", {"cetirizine-ticked": "y", "words": "Zzyzxol"})

    page = walk.send("/medicines/2", {"do": "more"})

    assert page.heading == "Add a medicine"
    assert "Last on your list: Zzyzxol" in page.text
    assert page.typed["name"] == [""]
    many = [{"name": f"Thing {number}"} for number in range(59)]
    full = start_from_file(client, answers("02") | {"medications": many})
    assert "60 is the most" in full.send("/medicines/60", {"name": "Zzyzxol", "do": "more"}).text


def test_what_cannot_be_kept_of_a_ticked_entry_is_told_at_its_box(client: PageClient) -> None:
    """By the record's own rules; entries before it, and typed ones, do not change the place."""
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
    """The answer is neither dropped nor ticked silently."""
    page = page_of(start(client).post("/triggers/usual", {"heat-reaction": "mild"}))

    assert list(page.problems.values()) == ["heat-ticked"]


def test_none_and_a_tick_are_not_both(client: PageClient) -> None:
    """The person must say which is right; "none" alone is an answer."""
    walk = start(client)

    both = page_of(walk.post("/medicines/usual", {"cetirizine-ticked": "y", "answer": "none"}))
    (said,) = both.problems
    assert "Keep one." in said
    assert both.errors == {"none": said}
    assert "medications" not in walk.saved

    walk.send("/medicines/usual", {"answer": "none"})
    assert walk.saved["medications"] == []
    assert walk.get("/medicines/usual").typed["answer"] == ["none"]


def test_none_and_a_name_in_the_box_are_not_both(client: PageClient) -> None:
    """Else the papers would say that there is none, while the name waits on the next page."""
    walk = start(client)

    both = page_of(walk.post("/medicines/usual", {"words": "Zzyzxol", "answer": "none"}))

    assert list(both.problems.values()) == ["none"]
    assert both.typed["words"] == ["Zzyzxol"]
    assert "medications" not in walk.saved


def test_a_name_that_was_typed_and_not_saved_is_not_forgotten(client: PageClient) -> None:
    """Whoever leaves the page that asks more about it may think that it is on the list."""
    walk = start(client)
    walk.post("/medicines/usual", {"words": "Zzyzxol"})

    check = walk.get("/check")

    assert "“Zzyzxol” is not on your papers yet. Add it" in check.text
    (link,) = [one.get("href") for one in check.all("a") if text_of(one) == "Add it"]
    assert page_of(client.get(link)).typed["name"] == ["Zzyzxol"]
    page = walk.get("/medicines/usual")
    assert page.typed["words"] == ["Zzyzxol"]
    walk.send("/medicines/usual", {"words": ""}, page=page)
    assert "Zzyzxol" not in walk.get("/check").text


def test_a_name_that_is_left_out_waits_no_more(client: PageClient) -> None:
    """Whoever skips it, although the page asked, has decided."""
    walk = start(client)
    walk.post("/medicines/usual", {"words": "Zzyzxol"})
    asked = page_of(walk.post("/medicines/1", {"answer": "later"}))

    walk.send("/medicines/1", {"answer": "later"}, page=asked)

    assert "Zzyzxol" not in walk.get("/check").text


def test_a_tick_stays_though_the_person_s_age_was_changed_meanwhile(client: PageClient) -> None:
    """Another window says that the card is for a child, who is not asked about this medicine."""
    walk = start(client)
    as_grown_up = walk.get("/medicines/usual")
    walk.send("/about", {"answered_by": "parent", "born-year": "2022"})
    assert "zoledronate-dose" not in walk.get("/medicines/usual").typed

    ticked = {"zoledronate-ticked": "y", "zoledronate-dose": "4 mg"}
    walk.send("/medicines/usual", ticked, page=as_grown_up)

    assert walk.saved["medications"] == [{"id": "zoledronate", "dose": "4 mg"}]


def test_nothing_ticked_is_not_known(client: PageClient) -> None:
    """Continuing without an answer leaves the list not known."""
    walk = start(client)

    walk.send("/medicines/usual")

    assert "medications" not in walk.saved
