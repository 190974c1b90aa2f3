"""Question pages: what is typed is kept or comes back, and nothing is made up."""

from __future__ import annotations

import pytest

from tests.people import answers
from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import start, start_from_file
from walletcard.clinical.catalogue import catalogue


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
