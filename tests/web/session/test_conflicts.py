"""Two windows on one draft never overwrite each other silently."""

from __future__ import annotations

import threading

import pytest

from tests.conftest import client_of
from tests.people import answers
from tests.web.pages import Page, PageClient, SecureClient, page_of
from tests.web.walking import Boxes, Walk, start, start_from_file
from walletcard.settings import Settings


def overtaken(walk: Walk, path: str, there: Boxes, here: Boxes) -> Page:
    """The page that comes back if another window saved `there` before this one sends `here`."""
    old = walk.get(path)
    walk.send(path, there)
    answer = walk.post(path, here, page=old)
    assert answer.status_code in {200, 422}
    return page_of(answer)


def test_what_was_changed_meanwhile_is_shown_beside_what_was_typed(client: PageClient) -> None:
    """Both are kept until the person says which is right."""
    walk = start(client)

    page = overtaken(walk, "/hospital", {"name": "General Hospital"}, {"name": "St. Mary’s"})

    assert "Saved there: General Hospital You typed: St. Mary’s" in page.text
    assert walk.saved["hospital"] == {"name": "General Hospital"}
    walk.send("/hospital", page=page)
    assert walk.saved["hospital"] == {"name": "St. Mary’s"}


def test_whom_the_card_is_for_is_not_said_to_differ_if_it_does_not(client: PageClient) -> None:
    """It is kept beside the record, and is saved all the same."""
    page = overtaken(start(client), "/about", {"region": "DE"}, {"name": "Li W. Wu"})

    assert "Saved there: Germany You typed: United Kingdom" in page.text
    assert "Saved there: no answer" not in page.text


def test_the_same_page_sent_twice_is_fine(client: PageClient) -> None:
    """A double click, or Back and Continue, asks no question."""
    walk = start(client)
    old = walk.get("/hospital")
    for _ in range(2):
        walk.send("/hospital", {"name": "General Hospital"}, page=old)

    new = walk.get("/contacts/1")
    for _ in range(2):
        walk.send("/contacts/1", {"name": "Jo"}, page=new)
    assert walk.saved["contacts"] == [{"name": "Jo"}]


def test_other_pages_are_not_affected(client: PageClient) -> None:
    """A change on one page does not affect the others."""
    walk = start(client)
    old = walk.get("/hospital")
    walk.send("/kind", {"subtype": "mcas"})

    walk.send("/hospital", {"name": "General Hospital"}, page=old)

    assert walk.saved["subtype"] == "mcas"


def test_removing_one_entry_never_changes_another(client: PageClient) -> None:
    """A window that was open on the third entry still means that entry."""
    walk = start_from_file(client, answers("01"))
    montelukast = walk.get("/medicines/6")
    walk.press("/medicines/3/remove")

    walk.send("/medicines/6", {"dose": "5 mg"}, page=montelukast)

    assert walk.saved["medications"] == [
        one if one["id"] != "montelukast" else one | {"dose": "5 mg"}
        for one in answers("01")["medications"][1:]
    ]


def test_an_entry_that_was_removed_meanwhile_can_be_kept_as_it_was_typed(
    client: PageClient,
) -> None:
    """The page says that the entry is gone, and shows what was typed."""
    walk = start_from_file(client, answers("01"))
    old = walk.get("/medicines/6")
    walk.press("/medicines/6/remove")

    asked = walk.post("/medicines/6", {"dose": "5 mg"}, page=old)
    assert "changed in another window" in page_of(asked).text
    walk.send("/medicines/6", page=page_of(asked))

    kept = walk.saved["medications"][-1]
    assert (kept["id"], kept["dose"], kept["schedule"]) == ("montelukast", "5 mg", "at night")


def test_two_windows_that_add_an_entry_add_two(client: PageClient) -> None:
    """Both windows were opened before either was sent."""
    walk = start(client)
    first, second = walk.get("/contacts/1"), walk.get("/contacts/1")

    walk.send("/contacts/1", {"name": "Jo"}, page=first)
    walk.send("/contacts/1", {"name": "Ann"}, page=second)

    assert [one["name"] for one in walk.saved["contacts"]] == ["Jo", "Ann"]


def test_a_checklist_that_was_changed_meanwhile_asks(client: PageClient) -> None:
    """Ticks in one window do not undo those in the other."""
    walk = start(client)
    there, here = {"cetirizine-ticked": "y"}, {"omalizumab-ticked": "y"}

    page = overtaken(walk, "/medicines/usual", there, here)

    assert "changed in another window" in page.text
    assert walk.saved["medications"] == [{"id": "cetirizine"}]


def test_a_fault_hides_no_other_version(client: PageClient) -> None:
    """The other window told more about the cause that this one, opened before, leaves out."""
    walk = start(client)
    old = walk.get("/first")
    jo = {"contact-name": "Jo", "contact-phone": "020 7946 0018"}
    wasp = {"cause-answer": "yes", "cause-name": "wasp sting"}
    walk.send("/first", {"subtype": "cutaneous"} | wasp | jo)
    walk.send("/triggers/1", {"last-year": "2019"})

    page = page_of(walk.post("/first", {"contact-name": "Al"}, page=old))

    assert "You wrote more about “wasp sting”" in page.text
    assert "Saved there: wasp sting You typed: no answer" in page.text
    assert "Saved there: In the skin alone You typed: no answer" in page.text
    assert "Saved there: Jo You typed: Al" in page.text
    assert "Saved there: 020 7946 0018 You typed: no answer" in page.text


def test_a_fault_in_an_entry_hides_no_other_version(client: PageClient) -> None:
    """What is typed anew after it replaces nothing unseen."""
    walk = start(client)
    walk.send("/contacts/1", {"name": "Jo"})

    page = overtaken(walk, "/contacts/1", {"phone": "020 7946 0018"}, {"name": ""})

    assert page.problems
    assert "Saved there: 020 7946 0018 You typed: no answer" in page.text


@pytest.mark.parametrize(("year", "typed"), [("84", "11 84"), ("0000", "0000-11")])
def test_a_date_that_is_none_stands_beside_the_other_version_as_typed(
    client: PageClient, year: str, typed: str
) -> None:
    """It cannot be said as a date."""
    here = {"born-day": "", "born-year": year}

    page = overtaken(start(client), "/about", {"region": "DE"}, here)

    assert page.problems
    assert f"Saved there: 30 Nov 2001 You typed: {typed}" in page.text


def test_a_fault_on_a_checklist_hides_no_other_version(client: PageClient) -> None:
    """Here "none" was ticked beside a medicine."""
    there, here = {"cetirizine-ticked": "y"}, {"omalizumab-ticked": "y", "answer": "none"}

    page = overtaken(start(client), "/medicines/usual", there, here)

    assert page.problems
    assert "changed in another window" in page.text


def test_a_question_about_a_name_hides_no_other_version(client: PageClient) -> None:
    """The page that asks what a typed name means shows both versions too."""
    walk = start(client)
    walk.send("/triggers/1", {"name": "rubbed skin", "reaction": "mild", "looked": "rubbed skin"})
    here = {"name": "wasp", "do": "search"}

    page = overtaken(walk, "/triggers/1", {"note": "in the sun"}, here)

    assert "Saved there: in the sun You typed: no answer" in page.text


def test_words_that_are_looked_up_hide_no_other_version(client: PageClient) -> None:
    """The names nearest to the words stand below both versions."""
    here = {"words": "indolent systemic mastocytosis", "do": "search"}

    page = overtaken(start(client), "/kind", {"subtype": "mcas"}, here)

    assert "Saved there: Mast cell activation syndrome" in page.text


@pytest.mark.slow
def test_pages_sent_at_the_same_moment_are_all_kept(settings: Settings) -> None:
    """The session's row is locked during a change, so one request waits for the other."""
    first = client_of(settings)
    walk = start(first)
    cookie = first.get_cookie("__Host-walletcard", domain="card.example.org")
    assert cookie
    paths = {"/hospital": {"name": "General"}, "/kind": {"subtype": "mcas"}}
    paths |= {"/more": {"interpreter": "de"}, "/reactions": {"doses_needed": "2"}}
    pages = {path: walk.get(path).typed for path in paths}
    said: list[int] = []

    def send(path: str) -> None:
        client = SecureClient(first.application)
        client.set_cookie(cookie.key, cookie.value, domain="card.example.org", secure=True)
        said.append(client.post(walk.path + path, data=pages[path] | paths[path]).status_code)

    threads = [threading.Thread(target=send, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert said == [303] * len(paths)
    assert {"hospital", "subtype", "interpreter", "reactions"} <= set(walk.saved)
