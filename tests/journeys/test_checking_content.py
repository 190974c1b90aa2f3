"""A clinician reads the sentences on a phone, and prints them to sign."""

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_the_sentences_fit_the_narrowest_phone_without_scripts(
    address: str, browser: Browser
) -> None:
    """Nothing scrolls sideways at 320 px, and no rule of accessibility is broken."""
    context = browser.new_context(viewport={"width": 320, "height": 568})
    page = context.new_page()
    page.goto(f"{address}/about/content")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()

    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/about/content")
    page.get_by_role("link", name="What emergency staff are told").click()
    assert page.url.endswith("#staff-sentences")
    context.close()


def test_on_paper_each_fact_has_a_line_to_sign_and_its_addresses(
    address: str, browser: Browser
) -> None:
    """What is a link on the screen can be typed from the paper."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/about/content")
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4"))
    text = " ".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
    context.close()
    assert text.count("Right as it stands. Name, date, signature:") > 100
    assert "https://pubmed.ncbi.nlm.nih.gov/18186813/" in text
