"""What staff do on the page behind the code: note doses, hand over, print, save."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.filling import PHONE
from tests.web.keeping import keep, record
from tests.web.pages import PageClient

pytestmark = pytest.mark.browser

NO_TIME = "Epinephrine: no time noted here"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone at ten past ten in the morning, with access to the clipboard."""
    context = browser.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/London")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.clock.install(time="2026-11-29T10:10:00Z")
    broken: list[str] = []
    context.on("weberror", lambda error: broken.append(str(error.error)))
    context.on("console", lambda message: broken.append(message.text))
    yield context
    context.close()
    assert broken == []


def opened(phone: BrowserContext, app: Flask, address: str, number: str = "01") -> Page:
    """The page behind the code of one card."""
    code = keep(PageClient(app), record(number)).code
    page = phone.new_page()
    page.goto(f"{address}/c#{code}")
    expect(page.get_by_role("button", name="Given now")).to_be_visible()
    return page


def doses(page: Page) -> list[str]:
    """The times in the fields for doses."""
    return [field.input_value() for field in page.locator("#doses input").all()]


def test_a_tap_notes_when_epinephrine_was_given(
    phone: BrowserContext, app: Flask, address: str
) -> None:
    """The clock counts from the last dose, and the words to hand over list every dose."""
    page = opened(phone, app, address)
    expect(page.locator("#given")).to_have_text(NO_TIME)

    page.get_by_role("button", name="Given now").click()
    phone.clock.fast_forward("06:00")
    expect(page.locator("#since")).to_have_text("Last dose 6 min ago")
    page.get_by_role("button", name="Given now").click()

    expect(page.locator("#since")).to_have_text("Last dose 0 min ago")
    expect(page.locator("#given")).to_have_text("Epinephrine at 10:10, 10:16")


def test_a_time_can_be_corrected_and_taken_back(
    phone: BrowserContext, app: Flask, address: str
) -> None:
    """A time still to come counts as yesterday; an emptied field keeps its old time."""
    page = opened(phone, app, address)
    page.get_by_role("button", name="Given now").click()
    page.get_by_role("button", name="Given now").click()

    page.get_by_label("Dose 1 at").fill("10:02")
    page.get_by_label("Dose 1 at").blur()
    expect(page.locator("#given")).to_have_text("Epinephrine at 10:02, 10:10")
    page.get_by_label("Dose 2 at").fill("")
    assert doses(page) == ["10:02", "10:10"]
    page.get_by_label("Dose 2 at").fill("23:55")
    expect(page.locator("#given")).to_have_text("Epinephrine at 23:55, 10:02")
    page.get_by_role("button", name="Take back dose 2").click()
    expect(page.locator("#since")).to_have_text("Last dose 8 min ago")
    page.get_by_role("button", name="Take back dose 1").click()
    expect(page.locator("#given")).to_have_text(NO_TIME)
    expect(page.locator("#since")).to_be_empty()


def test_the_times_outlive_a_reload_and_are_nobody_else_s(
    phone: BrowserContext, app: Flask, address: str
) -> None:
    """Another card in the same tab starts without doses; nothing is sent to the server."""
    page = opened(phone, app, address)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.post_data or ''}"))
    page.get_by_role("button", name="Given now").click()
    assert sent == []

    page.reload()
    expect(page.locator("#given")).to_have_text("Epinephrine at 10:10")
    page.goto(f"{address}/c#{keep(PageClient(app), record('05')).code}")
    expect(page.locator(".name")).to_have_text("Georg Lindqvist")
    expect(page.locator("#given")).to_have_text(NO_TIME)


def test_one_tap_leads_staff_to_what_changes_treatment(
    phone: BrowserContext, app: Flask, address: str
) -> None:
    """The page, the doses and the address with its digits stay as they are."""
    page = opened(phone, app, address, "03")
    page.get_by_role("button", name="Given now").click()
    before = page.url

    page.get_by_role("link", name="For emergency staff").click()

    expect(page.get_by_role("heading", name="Note")).to_be_in_viewport()
    assert page.url == before
    assert doses(page) == ["10:10"]


def test_the_words_to_hand_over_can_be_copied(
    phone: BrowserContext, app: Flask, address: str
) -> None:
    """With the doses; without a clipboard, the words are selected instead."""
    page = opened(phone, app, address)
    page.get_by_role("button", name="Given now").click()
    page.get_by_role("button", name="Copy the words").click()
    expect(page.locator("#done")).to_have_text("Copied.")

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("A: who:\nMaria Keller\n")
    assert "T: what was given:\nEpinephrine at 10:10\n" in copied

    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate("document.execCommand = undefined")
    page.get_by_role("button", name="Copy the words").click()
    expect(page.locator("#done")).to_have_text("The words are selected: copy them.")
    assert page.evaluate("String(getSelection())").startswith("A: who:\nMaria Keller\n")


def test_the_words_are_shared_where_the_phone_can(
    phone: BrowserContext, app: Flask, address: str
) -> None:
    """A browser that cannot share shows no button for it; one that can gets the same words."""
    page = opened(phone, app, address)
    expect(page.get_by_role("button", name="Share the words")).to_have_count(0)

    phone.add_init_script("navigator.share = what => { shared = what; return Promise.resolve(); }")
    page = opened(phone, app, address)
    page.get_by_role("button", name="Share the words").click()
    assert page.evaluate("shared.text") == page.locator("#handover").text_content()


def test_the_saved_page_opens_without_a_network(
    phone: BrowserContext, app: Flask, address: str, tmp_path: Path
) -> None:
    """It holds the details and the doses; its file name says nothing about the person.

    It does not say how long ago the last dose was: that would be true for a minute.
    """
    page = opened(phone, app, address)
    page.get_by_role("button", name="Given now").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "emergency-details.html"
    file = tmp_path / "saved.html"
    download.value.save_as(file)

    phone.set_offline(True)
    saved = phone.new_page()
    saved.goto(file.as_uri())
    expect(saved.locator(".name")).to_have_text("Maria Keller")
    expect(saved.locator("#doses")).to_contain_text("Dose 1 at 10:10")
    assert saved.locator("script, button").count() == 0
    assert "min ago" not in saved.content()
    assert saved.locator(".steps").evaluate("one => getComputedStyle(one).listStyleType") == "none"


@pytest.mark.parametrize("number", ["01", "04", "05"])
def test_ordinary_answers_print_on_one_page(
    phone: BrowserContext, app: Flask, address: str, number: str
) -> None:
    """The times of the doses are on it too."""
    page = opened(phone, app, address, number)
    page.get_by_role("button", name="Given now").click()

    printed = pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4")))
    assert len(printed) == 1
    text = printed[0].get_textpage().get_text_range()
    assert "Dose 1 at" in text
    assert "min ago" not in text


def test_without_scripts_the_words_are_there_and_no_button(
    browser: Browser, app: Flask, address: str
) -> None:
    """They are under a heading that opens without a script."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/c")
    page.locator("#digits").fill(keep(PageClient(app), record("01")).code)
    page.get_by_role("button", name="Open details").click()
    assert page.locator(".given, .tools").evaluate_all("all => all.every(one => one.hidden)")
    page.get_by_text("The words (ATMIST)").click()
    expect(page.locator("#handover")).to_contain_text("Maria Keller")
    context.close()
