"""The pages after the card is made, on a phone: each by its button, and back to the card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Download, Page, ViewportSize

from tests.people import PATIENTS

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 375, "height": 667}
OWN = {
    "Letter to my doctor": "A letter to my doctor",
    "Texts for my phone": "Texts for your phone",
    "What to say on the phone": "What to say on the phone",
}


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:  # noqa: ARG001 - closed before the server
    """A phone's page that keeps its own rules and requests nothing from other sites."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda one: asked.append(one.url))
    yield page
    context.close()
    assert said == []
    assert {url.split("/")[2].split(":")[0] for url in asked if url.startswith("http")} == {
        "127.0.0.1"
    }


def card_of(page: Page, address: str, number: str) -> None:
    """Start from a saved file, and go to the page with the card."""
    (file,) = PATIENTS.glob(f"{number}-*.json")
    page.goto(f"{address}/make/file")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Make my card and plan").first.click()


def test_from_the_card_to_each_page_with_own_words_and_back(page: Page, address: str) -> None:
    """Back is the browser's own button; the reminders download, and the page stays."""
    card_of(page, address, "03")
    heading = page.get_by_role("heading", level=1)

    for button, says in OWN.items():
        page.get_by_role("button", name=button).click()
        assert heading.inner_text() == says
        assert hidden_lines(page) == 0
        page.go_back()
        assert heading.inner_text() == "Your card and plan are ready"

    with page.expect_download() as download:
        page.get_by_role("button", name="Reminders for my calendar").click()
    assert calendar_of(download.value).events
    page.get_by_role("link", name="How to do it, with pictures").click()
    assert (page.locator(":target").text_content() or "").endswith("panels")


def hidden_lines(page: Page) -> int:
    """How many pixels of text are hidden in the boxes to copy from."""
    boxes = page.get_by_role("textbox").all()
    return sum(box.evaluate("box => box.scrollHeight - box.clientHeight") for box in boxes)


def calendar_of(download: Download) -> Calendar:
    """The downloaded file, parsed as a calendar."""
    assert download.suggested_filename == "reminders.ics"
    read = Calendar.from_ical(download.path().read_bytes())
    assert isinstance(read, Calendar)
    return read
