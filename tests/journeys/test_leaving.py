"""A link beside a form asks before it drops what was typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.journeys.filling import IPHONE_SE, Person, somebody
from tests.journeys.serving import Served

pytestmark = pytest.mark.browser

ASKED = "Leave this page? What you typed here is not saved yet."


@pytest.fixture(name="person")
def _person(browser: Browser, served: Served) -> Iterator[Person]:
    with somebody(browser, served.origin, IPHONE_SE) as person:
        person.begin()
        person.tell_pens()
        yield person


def test_the_first_page_asks_too(browser: Browser, served: Served) -> None:
    """Below its button a link leads to more about what is kept."""
    with somebody(browser, served.origin, IPHONE_SE) as person:
        person.open("/make")
        person.type("Name on your papers", "Maria Keller")
        said = asked(person.page, leave=False)

        person.follow("More about it")

        assert said == [ASKED]


def asked(page: Page, *, leave: bool) -> list[str]:
    """Answers the question from now on; returns what is asked."""
    said: list[str] = []

    def answer(dialog: Dialog) -> None:
        said.append(dialog.message)
        if leave:
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    return said


def test_what_was_typed_stays_unless_the_person_says_so(person: Person) -> None:
    """The way back is near the top of a phone's screen, where a thumb may touch it."""
    person.type("Who is it?", "husband")
    said = asked(person.page, leave=False)

    person.follow("All topics")

    assert said == [ASKED]
    expect(person.page.get_by_label("Who is it?")).to_have_value("husband")


def test_who_wants_to_leave_is_asked_once(person: Person) -> None:
    """The page that comes next has nothing typed."""
    person.type("Who is it?", "husband")
    said = asked(person.page, leave=True)

    person.follow("All topics")
    expect(person.page.get_by_role("heading", level=1)).to_have_text("All topics")
    person.follow("About you")
    person.follow("All topics")

    assert said == [ASKED]


def test_a_page_that_came_back_with_a_fault_is_not_saved(person: Person) -> None:
    """Nothing was typed since, but all of it was before."""
    person.type("Phone number", "+1 617 555 0134")
    person.press("Check and print")
    said = asked(person.page, leave=False)
    person.page.locator(".problems a").click()
    assert said == []

    person.follow("All topics")

    assert said == [ASKED]


def test_a_new_tab_drops_nothing_and_is_not_asked_about(person: Person) -> None:
    """The form stays open in its own."""
    person.type("Who is it?", "husband")
    said = asked(person.page, leave=False)

    with person.page.context.expect_page():
        person.page.get_by_role("link", name="All topics").first.click(modifiers=["Control"])

    assert said == []
