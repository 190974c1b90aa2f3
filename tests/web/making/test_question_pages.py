"""Question pages: what is typed is kept or comes back, and nothing is made up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.people import answers
from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import ABOUT, start, start_from_file
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
        "Choose who this card is for.": "whose-0",
        "Write the name.": "name",
        "Write at least the year of birth.": "born-day",
        "Choose the country.": "region",
    }
    assert page.errors == {
        "whose": "Choose who this card is for.",
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
    ("boxes", "born"),
    [
        (("", "", "1980"), "1980"),
        (("", "02", "1980"), "1980-02"),
        (("9", "02", "1980"), "1980-02-09"),
        (("٩", "02", "١٩٨٠"), "1980-02-09"),
        ((" 09 ", "02", " 1980 "), "1980-02-09"),
    ],
)
def test_a_date_is_as_exact_as_it_was_typed(
    client: PageClient, boxes: tuple[str, str, str], born: str
) -> None:
    """Day and month may stay empty; digits of any script are read."""
    day, month, year = boxes
    assert start(client, born__day=day, born__month=month, born__year=year).saved["born"] == born


@pytest.mark.parametrize(
    ("boxes", "fault"),
    [
        (("1", "02", ""), "Add the year."),
        (("1", "02", "80"), "four digits"),
        (("1", "", "1980"), "Add the month"),
        (("x", "02", "1980"), "a number from 1 to 31"),
        (("30", "02", "1980"), "There is no 30 February 1980."),
        (("", "", "1880"), "The year must be from 1900 to 2100."),
        (("", "13", "1980"), "Choose the month"),
        (("", "", "2099"), "lies after the day of the answers"),
    ],
)
def test_a_wrong_date_is_explained(
    client: PageClient, boxes: tuple[str, str, str], fault: str
) -> None:
    """Each fault of a date is one sentence, at its first box."""
    day, month, year = boxes
    found = refused(client, born__day=day, born__month=month, born__year=year)

    assert list(found) == ["born-day"]
    assert fault in found["born-day"]


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


def test_languages_are_told_by_name_and_kept_in_their_order(client: PageClient) -> None:
    """By English name, own name or code; a name that is not known is asked about."""
    walk = start(client)

    walk.send("/more", {"languages": "Deutsch, english,pt-BR", "interpreter": "العربية"})
    assert (walk.saved["languages"], walk.saved["interpreter"]) == (["de", "en", "pt-BR"], "ar")
    assert walk.get("/more").typed["languages"] == ["German, English, Brazilian Portuguese"]

    wrong = page_of(walk.post("/more", {"languages": "Germn"}))
    assert "Did you mean German?" in wrong.errors["languages"]
    assert wrong.typed["languages"] == ["Germn"]


def test_not_sure_is_no_answer_and_no_none(client: PageClient) -> None:
    """Yes, no and "not sure" are three answers; nothing is ticked beforehand."""
    walk = start(client)
    assert "alerts-asthma-answer" not in walk.get("/staff").typed

    page = {"alerts-asthma-answer": "no", "alerts-beta-blocker-answer": ""}
    walk.send("/staff", page)
    walk.send("/kind", {"subtype": ""})

    assert walk.saved["alerts"] == {"asthma": {"answer": "no"}}
    assert "subtype" not in walk.saved


@pytest.mark.parametrize(
    ("path", "box"),
    [
        ("/kind", "subtype"),
        ("/tests", "diagnosis-status"),
        ("/reactions", "second_wave"),
        ("/staff", "alerts-asthma-answer"),
    ],
)
def test_not_sure_is_picked_when_its_page_is_shown_again(
    client: PageClient, path: str, box: str
) -> None:
    """The person sees what they said; untouched questions stay open."""
    walk = start(client)
    untouched = [
        name for name in walk.get(path).typed if name in {"diagnosis-kit_d816v", "intensive_care"}
    ]

    walk.send(path, {box: ""})

    page = walk.get(path)
    assert page.typed[box] == [""]
    assert [
        name for name in page.typed if name in {"diagnosis-kit_d816v", "intensive_care"}
    ] == untouched
    walk.send(path, {box: None})
    assert box not in walk.get(path).typed


def test_an_answer_takes_the_place_of_not_sure(client: PageClient) -> None:
    """Once it is known, the doubt is gone; a doubt takes back the answer."""
    walk = start(client)
    walk.send("/kind", {"subtype": ""})

    walk.send("/kind", {"subtype": "mcas"})
    assert walk.get("/kind").typed["subtype"] == ["mcas"]

    walk.send("/kind", {"subtype": ""})
    assert walk.get("/kind").typed["subtype"] == [""]
    assert "subtype" not in walk.saved


def test_the_words_of_a_letter_bring_the_nearest_kind_to_the_top(client: PageClient) -> None:
    """Nothing is preselected, and the words are asked for only once."""
    walk = start(client)

    asked = walk.post("/kind", {"words": "Smouldering SM, systemic mastocytosis"})

    page = page_of(asked)
    first = next(box for box in page.all("input") if box.get("name") == "subtype")
    assert first.get("value") == "smoldering"
    assert "subtype" not in page.typed
    assert "subtype" not in walk.saved
    walk.send("/kind", {"subtype": "smoldering"}, page=page)
    assert walk.saved["subtype"] == "smoldering"


@pytest.mark.parametrize("button", ["search", None])
def test_words_that_name_no_kind_leave_the_old_choice_and_say_it(
    client: PageClient, button: str | None
) -> None:
    """Also if only Continue was pressed: with other words the choice may be another."""
    walk = start(client)
    walk.send("/kind", {"subtype": "smoldering"})
    for words, said in (("indolent systemic", "The names nearest"), ("Qqxzzv", "We found nothing")):
        page = page_of(walk.post("/kind", {"words": words, "do": button}))
        assert said in page.text
        assert "Chosen so far: Smoldering" in page.text
        assert page.typed["subtype"] == ["smoldering"]
        assert page.typed["words"] == [words]
    walk.send("/kind", {"subtype": "indolent"}, page=page)
    assert walk.saved["subtype"] == "indolent"


@pytest.mark.parametrize(("words", "kind"), [("ISM", "indolent"), ("mcas", "mcas")])
def test_words_that_name_a_kind_choose_it(client: PageClient, words: str, kind: str) -> None:
    """The person sees it before it is kept."""
    walk = start(client)
    walk.send("/kind", {"subtype": "smoldering"})
    page = page_of(walk.post("/kind", {"words": words, "do": "search"}))
    assert page.typed["subtype"] == [kind]
    assert "Chosen for your words: " in page.text
    assert "Chosen so far" not in page.text
    assert walk.saved["subtype"] == "smoldering"
    walk.send("/kind", page=page)
    assert walk.saved["subtype"] == kind


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
            f"When? {said}": "on-day",
            f"When should it be looked at again? {said}": "review_by-day",
        },
        "/answered-on": {f"On which day are these answers right? {said}": "answered_on-day"},
        "/more": {f"Your weight: When you were weighed: {said}": "weight-on-month"},
        "/about": {"Date of birth: Write the year with four digits, like 1984.": "born-day"},
        "/tests": {
            "Your last platelet count: Platelets: Write a number alone, like 0.3 or 0,3.": (
                "platelets-value"
            )
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


def test_each_question_of_emergency_staff_says_what_to_write_after_a_yes(
    client: PageClient,
) -> None:
    """The hint is of this question, and tied to its box."""
    page = start(client).get("/staff")

    hints = {
        (box.get("id") or ""): text_of(page.by_id(box.get("aria-describedby") or ""))
        for box in page.all("textarea")
    }
    asked = catalogue().alerts.values()
    assert hints == {f"alerts-{one.id}-note": one.note_hint for one in asked}
    assert len(set(hints.values())) == len(asked)


def test_a_long_line_stays_one_line(client: PageClient) -> None:
    """Its box has room for several; a line break in it becomes a space, and no word is lost."""
    walk = start(client)

    walk.send("/doctors/1", {"name": "Dr Osei", "place": "Ward 3\nSt. Mary’s"})
    walk.send("/doctors/2", {"name": "Dr Ama", "place": " at 8,\r\nat noon \r\n\r\nand at 9\n"})

    assert [one["place"] for one in walk.saved["clinicians"]] == [
        "Ward 3 St. Mary’s",
        "at 8, at noon and at 9",
    ]


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


def test_an_answer_can_be_taken_back(client: PageClient) -> None:
    """A cleared box leaves nothing behind."""
    walk = start_from_file(client, answers("01"))

    walk.send("/more", {"weight-value": "", "weight-on-year": "", "weight-on-month": ""})

    assert "weight" not in walk.saved
    assert walk.saved["languages"] == ["en", "de"]


def test_answers_are_of_today_once_one_of_them_is_changed(client: PageClient) -> None:
    """The date in a file stays as long as its answers do; the person can also set it."""
    walk = start_from_file(client, answers("01"))
    assert "answered on 1 Oct 2026" in walk.get("/check").text.replace("\xa0", " ")

    walk.send("/kind", {"subtype": "mcas"})
    assert walk.patient.answered_on != "2026-10-01"

    day = {"answered_on-day": "2", "answered_on-month": "11", "answered_on-year": "2026"}
    walk.send("/answered-on", day)
    assert walk.patient.answered_on == "2026-11-02"


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


def test_boxes_that_a_page_does_not_have_change_nothing(client: PageClient) -> None:
    """An unknown box is neither an answer nor an error."""
    walk = start(client)

    walk.send(
        "/hospital",
        {"extra": "x", "name": "General", "seen": walk.get("/hospital").typed["seen"][0]},
    )

    assert walk.saved["hospital"] == {"name": "General"}


@pytest.mark.parametrize("path", ["/nonsense", "/medicines", "/nonsense/", "/kind/", "/kind/1"])
def test_there_is_no_page_that_is_not_asked(client: PageClient, path: str) -> None:
    """An unknown address says so."""
    walk = start(client)

    answer = client.get(f"{walk.path}{path}", follow_redirects=True)

    assert answer.status_code == 404 or path == "/medicines"
