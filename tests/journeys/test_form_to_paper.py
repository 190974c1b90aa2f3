"""From the first page to both PDFs, in a real Chromium, as a person would go."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, ViewportSize

from tests.paper.reading import missing_words, read

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 375, "height": 667}
NARROW: ViewportSize = {"width": 320, "height": 568}
# What the person of this journey types and picks, as it must stand on the papers.
ON_THE_CARD = [
    "Maria Keller",
    "9 Mar 1984",
    "Call 911",
    "EpiPen 0.3 mg",
    "red pouch in handbag",
    "Nebulised mist",
    "NSAID",
]
ON_THE_PLAN = [*ON_THE_CARD, "Cetirizine", "10 mg", "every morning", "Quercetin", "Apr 2027"]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A phone's page, once with JavaScript and once without; it breaks none of its own rules."""
    context = browser.new_context(
        viewport=PHONE, java_script_enabled=request.param, locale="en-GB", accept_downloads=True
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    yield page
    context.close()
    assert [text for text in said if "Security Policy" in text] == []


def fill_in(page: Page) -> None:
    """Answer the form by its labels alone."""
    page.get_by_label("Your name").fill("Maria Keller")
    born = page.get_by_role("group", name="Date of birth")
    born.get_by_label("Day").fill("9")
    born.get_by_label("Month").select_option("March")
    born.get_by_label("Year").fill("1984")
    page.get_by_label("Country").select_option("United States")
    page.get_by_role("radio", name="Indolent systemic mastocytosis").check()
    device = page.get_by_role("group", name="Device 1")
    device.get_by_label("Which device").select_option("EpiPen (pen)")
    device.get_by_label("Strength on the box").fill("0.3")
    device.get_by_label("Where you keep it").fill("red pouch in handbag")
    device.get_by_label("Month").select_option("April")
    device.get_by_label("Year").fill("2027")


def list_medicines_and_triggers(page: Page) -> None:
    """Tick the usual ones, which opens their boxes, and write others in free rows."""
    medicine = page.locator(".choice", has=page.get_by_role("checkbox", name="Cetirizine"))
    assert not medicine.get_by_label("Dose").is_visible()
    medicine.get_by_role("checkbox").check()
    medicine.get_by_label("Dose").fill("10 mg")
    medicine.get_by_label("When you take it").fill("every morning")
    other = page.get_by_role("group", name="Other medicine 1", exact=True)
    other.get_by_label("Name").fill("Quercetin")
    trigger = page.locator(".choice", has=page.get_by_role("checkbox", name="NSAIDs"))
    trigger.get_by_role("checkbox").check()
    trigger.get_by_label("What happened").select_option(
        "I passed out, used epinephrine or went to hospital"
    )
    page.get_by_text("More rows for other triggers").click()
    third = page.get_by_role("group", name="Other trigger 3", exact=True)
    third.get_by_label("What set it off").fill("Nebulised mist")


def download(page: Page, button: str) -> Download:
    """Press a button that hands out a file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value


def test_a_person_answers_and_prints_both_papers(page: Page, address: str) -> None:
    """Start, answers, result, both PDFs: what was typed stands on the papers."""
    page.goto(address)
    page.get_by_role("link", name="Make a card").click()
    fill_in(page)
    list_medicines_and_triggers(page)
    page.get_by_role("button", name="Make my card").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Your card is ready"
    assert page.get_by_role("img", name="Picture of panel 1").is_visible()

    card = download(page, "Download the wallet card")
    plan = download(page, "Download the action plan")

    assert (card.suggested_filename, plan.suggested_filename) == (
        "wallet-card.pdf",
        "action-plan.pdf",
    )
    assert missing_words(ON_THE_CARD, read(Path(card.path()).read_bytes())) == []
    assert missing_words(ON_THE_PLAN, read(Path(plan.path()).read_bytes())) == []


def test_a_person_saves_the_answers_and_starts_from_the_file(page: Page, address: str) -> None:
    """The saved file makes the card again, and the form shows the answers for a change."""
    page.goto(f"{address}/make")
    fill_in(page)
    page.get_by_role("button", name="Make my card").click()
    saved = download(page, "Save my answers")
    assert saved.suggested_filename == "walletcard-record.json"

    page.goto(f"{address}/make")
    page.get_by_role("link", name="start from a file").click()
    page.get_by_label("Your saved answers").set_input_files(saved.path())
    page.get_by_role("button", name="Make my card").click()
    page.get_by_role("button", name="Change my answers").click()

    assert page.get_by_label("Your name").input_value() == "Maria Keller"
    assert page.get_by_label("Where you keep it").first.input_value() == "red pouch in handbag"
    assert page.get_by_role("group", name="Date of birth").get_by_label("Day").input_value() == "9"


def test_a_person_is_led_to_what_is_wrong(page: Page, address: str) -> None:
    """The summary has the focus, its link leads to the box, and what was typed stays."""
    page.goto(f"{address}/make")
    fill_in(page)
    page.get_by_label("Your name").fill("")
    page.get_by_role("button", name="Make my card").click()

    assert page.title() == "Error: Make a card – walletcard"
    assert page.locator(".problems:focus").count() == 1
    page.get_by_role("link", name="Write your name.").click()
    page.keyboard.type("Maria Keller")
    page.get_by_role("button", name="Make my card").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Your card is ready"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_needs_sideways_scrolling_at_320_pixels(
    browser: Browser, address: str, scheme: str
) -> None:
    """Every page reflows on the narrowest phone, the form with everything unfolded and wrong."""
    context = browser.new_context(viewport=NARROW, color_scheme=scheme, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    for path in ("/", "/make", "/make/file", "/nowhere"):
        page.goto(address + path)
        assert overflow(page) == 0, path
    page.goto(f"{address}/make")
    unfold(page)
    assert overflow(page) == 0
    page.get_by_role("group", name="Device 3").get_by_label("Strength").fill("W" * 90)
    page.get_by_role("button", name="Make my card").click()
    assert page.title().startswith("Error:")
    assert overflow(page) == 0
    page.get_by_role("group", name="Device 3").get_by_label("Strength").fill("")
    page.locator("input[type=checkbox]:checked").evaluate_all("boxes => boxes.map(b => b.click())")
    fill_in(page)
    page.get_by_role("button", name="Make my card").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Your card is ready"
    assert overflow(page) == 0
    context.close()


def unfold(page: Page) -> None:
    """Tick every box and open every fold."""
    page.locator("input[type=checkbox]").evaluate_all("boxes => boxes.map(b => b.click())")
    page.locator("details").evaluate_all("folds => folds.map(f => { f.open = true })")


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    wider: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider
