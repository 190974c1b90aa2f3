"""A clinician reads the sentences on a phone, and prints them to sign."""

import pypdfium2
import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_group_of_sentences_is_reached_without_scripts(address: str, browser: Browser) -> None:
    """A link at the top of the page leads to each group."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/about/content/all")
    page.get_by_role("link", name="What emergency staff are told").click()
    assert page.url.endswith("#staff-sentences")
    context.close()


def test_on_paper_each_fact_has_a_line_to_sign_and_its_addresses(
    address: str, browser: Browser
) -> None:
    """Links on the screen are printed as addresses that can be typed."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/about/content/all")
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4"))
    text = " ".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
    context.close()
    assert text.count("Right as it stands. Name, date, signature:") > 100
    assert "https://pubmed.ncbi.nlm.nih.gov/18186813/" in text
