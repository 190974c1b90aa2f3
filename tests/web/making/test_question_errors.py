"""What is wrong with a page of questions: told in words, at its box, and nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import ABOUT, start
from walletcard.clinical.catalogue import catalogue

FORM = "/make/new"


def refused(client: PageClient, **changes: Any) -> dict[str, str]:
    """Send the first page; returns its problems, sentence by the box that it links to."""
    boxes = ABOUT | {name.replace("__", "-"): value for name, value in changes.items()}
    answer = client.post(FORM, data=boxes)
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.title.startswith("Error: Start a card")
    return {box: sentence for sentence, box in page.problems.items()}


def test_the_first_page_asks_for_what_must_be_answered(client: PageClient) -> None:
    """The summary links to each box, and the same sentence is at the box."""
    answer = client.post(FORM, data={"name": ""})

    page = page_of(answer)
    assert page.problems == {
        "Choose who this card is for.": "answered_by-0",
        "Write the name.": "name",
        "Write at least the year of birth.": "born-day",
        "Choose the country.": "region",
    }
    assert page.errors == {
        "answered_by": "Choose who this card is for.",
        "name": "Write the name.",
        "born": "Write at least the year of birth.",
        "region": "Choose the country.",
    }


def test_the_summary_takes_the_focus(client: PageClient) -> None:
    """A screen reader starts with the errors, without any script."""
    page = page_of(client.post(FORM, data={"name": ""}))

    (summary,) = [one for one in page.all("div") if one.get("class") == "problems"]
    assert summary.get("autofocus") is not None
    assert summary.get("tabindex") == "-1"


def test_no_box_is_checked_by_the_browser(client: PageClient) -> None:
    """The server says in words what is missing."""
    walk = start(client)
    for path in walk.pages():
        for box in walk.get(path).all("input", "select", "textarea"):
            assert not set(box.keys()) & {"required", "pattern", "maxlength", "min", "max"}


@pytest.mark.parametrize(
    ("boxes", "box", "fault"),
    [
        (("1", "02", ""), "year", "Add the year."),
        (("1", "02", "80"), "year", "four digits"),
        (("5.3.1980", "", ""), "year", "Add the year."),
        (("1", "", "1980"), "month", "Add the month"),
        (("x", "02", "1980"), "day", "a number from 1 to 31"),
        (("30", "02", "1980"), "day", "There is no 30 February 1980."),
        (("", "", "1880"), "year", "The year must be from 1900 to 2100."),
        (("", "13", "1980"), "month", "Choose the month"),
        (("", "", "2099"), "year", "lies after the day of the answers"),
        (("", "", ""), "day", "Write at least the year of birth."),
    ],
)
def test_a_wrong_date_is_explained(
    client: PageClient, boxes: tuple[str, str, str], box: str, fault: str
) -> None:
    """Each fault of a date is one sentence, and leads to the box to correct."""
    day, month, year = boxes
    found = refused(client, born__day=day, born__month=month, born__year=year)

    assert list(found) == [f"born-{box}"]
    assert fault in found[f"born-{box}"]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("xy " * 100 + "z", "Has 301 characters; 300 is the most."),
        ("Li \N{GRINNING FACE} Wu", "U+1F600"),
        ("a\u202eb", "U+202E"),
        ("w" * 101, "Has 101 letters in a row without a space"),
    ],
)
def test_what_cannot_be_printed_is_told_at_its_box(
    client: PageClient, name: str, fault: str
) -> None:
    """The record's limits and the fonts' characters decide; what was typed stays."""
    assert fault in refused(client, name=name)["name"]
    page = page_of(client.post(FORM, data=ABOUT | {"name": name}))
    assert page.typed["name"] == [name]


def test_each_mistake_names_its_question(client: PageClient) -> None:
    """At the top, where the question is out of sight; a question mark needs no colon.

    The example year is one that may be the answer.
    """
    walk = start(client)
    said = f"Write the year with four digits, like {datetime.now(UTC).year}."
    wrong = {
        "/review": {"on-year": "x", "review_by-year": "x"},
        "/answered-on": {"answered_on-year": "26"},
        "/more": {"weight-value": "70", "weight-unit": "kg", "weight-on-year": "last"},
        "/about": {"born-year": "84"},
        "/tests": {"platelets-value": "high", "platelets-unit": "G/L"},
    }

    found = {path: page_of(walk.post(path, boxes)).problems for path, boxes in wrong.items()}

    assert found == {
        "/review": {
            f"When? {said}": "on-year",
            f"When should it be looked at again? {said}": "review_by-year",
        },
        "/answered-on": {f"On which day are these answers right? {said}": "answered_on-year"},
        "/more": {f"Your weight: When you were weighed: {said}": "weight-on-year"},
        "/about": {"Date of birth: Write the year with four digits, like 1984.": "born-year"},
        "/tests": {
            "Your last platelet count: Platelets: Write the number as the letter has it, like "
            "48.2, > 200 or < 10.": "platelets-value"
        },
    }


@pytest.mark.parametrize("typed", ["19", "twenty", "12019"])
def test_a_year_is_asked_for_as_a_year(client: PageClient, typed: str) -> None:
    """Its example is a year; where a number is asked, it is a number."""
    walk = start(client)

    year = page_of(walk.post("/tests", {"diagnosis-year": typed}))
    count = page_of(walk.post("/reactions", {"doses_needed": "a few"}))

    assert year.errors == {"diagnosis-year": "Write the year with four digits, like 2019."}
    assert count.errors == {"doses_needed": "Write a whole number, like 2."}


def test_an_error_names_its_question_where_that_is_out_of_sight(client: PageClient) -> None:
    """In the list at the top: a question of emergency staff by its short name."""
    long = "W" * 101
    boxes = {
        f"alerts-{id}-{box}": said
        for id in ("asthma", "implant")
        for box, said in (("answer", "yes"), ("note", long))
    }

    page = page_of(start(client).post("/staff", boxes))

    said = "Has 101 letters in a row without a space; 100 is the most. Put a space in between."
    assert page.errors == {f"alerts-{id}-note": said for id in ("asthma", "implant")}
    assert page.problems == {
        f"{name}: What should emergency staff know about it? {said}": f"alerts-{id}-note"
        for name, id in [("Asthma", "asthma"), ("Implant", "implant")]
    }


@pytest.mark.parametrize(("count", "below"), [(5, 0), (6, 1), (9, 4)])
def test_many_errors_do_not_push_the_page_away(client: PageClient, count: int, below: int) -> None:
    """The first five are in sight, the others one tap below; each links to its box."""
    ids = list(catalogue().alerts)[:count]

    page = page_of(start(client).post("/staff", {f"alerts-{id}-note": "Yes?" for id in ids}))

    assert list(page.problems.values()) == [f"alerts-{id}-answer-0" for id in ids]
    (summary,) = [one for one in page.all("div") if one.get("class") == "problems"]
    assert len([line for more in summary.iter("details") for line in more.iter("li")]) == below
    assert (f"And {below} more" in text_of(summary)) is bool(below)


def test_a_note_without_an_answer_is_asked_about(client: PageClient) -> None:
    """It is neither dropped nor taken as a yes."""
    answer = start(client).post("/staff", {"alerts-asthma-note": "in winter"})

    (problem,) = page_of(answer).problems.items()
    assert problem[1] == "alerts-asthma-answer-0"
    assert "Choose yes or no, or clear what you wrote." in problem[0]


def test_signs_and_none_of_them_are_not_both(client: PageClient) -> None:
    """The choice "none of them" is an answer, and not the same as no answer."""
    walk = start(client)

    both = walk.post("/reactions", {"usual_signs": ["collapse", "none"]})
    assert page_of(both).problems
    assert "reactions" not in walk.saved

    walk.send("/reactions", {"usual_signs": ["none"]})
    assert walk.saved["reactions"] == {"usual_signs": []}


def test_everything_typed_stays_when_something_is_wrong(client: PageClient) -> None:
    """Choices, dates and words come back unchanged; markup comes back as text."""
    walk = start(client)
    boxes = {
        "diagnosis-status": "suspected",
        "diagnosis-year": "19x",
        "diagnosis-kit_d816v": "unknown",
        "diagnosis-associated_neoplasm": '<b>Müsli & "tea"</b>{{7*7}}',
        "diagnosis-baseline_tryptase-value": "about 40",
        "diagnosis-baseline_tryptase-on-day": "31",
        "diagnosis-baseline_tryptase-on-month": "02",
        "diagnosis-baseline_tryptase-on-year": "2020",
    }

    answer = walk.post("/tests", boxes)

    sent = page_of(answer).typed
    assert {name: sent[name] for name in boxes} == {name: [text] for name, text in boxes.items()}
    assert "<b>Müsli" not in answer.text
