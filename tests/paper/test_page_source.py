"""Pages are read faster than WeasyPrint reads them, and come out the same."""

from __future__ import annotations

import base64
import io
from datetime import date

import pytest
import weasyprint
from PIL import Image

from tests.people import person
from walletcard.paper import pdf
from walletcard.paper.keep_sheet import keep_sheet
from walletcard.paper.own_files import OwnFilesOnly
from walletcard.paper.papers import Order
from walletcard.paper.photo import URI_HEAD
from walletcard.paper.sheets import Sheet
from walletcard.reach import Reach

LINK = "https://cards.example.org/c#" + "1391048265" * 4


def a_photo() -> str:
    """A grey photo as a data: URI."""
    file = io.BytesIO()
    Image.new("RGB", (35, 45), "gray").save(file, "JPEG")
    return URI_HEAD + base64.b64encode(file.getvalue()).decode("ascii")


def keep() -> bytes:
    """The sheet to keep at home."""
    return keep_sheet(Sheet.A4, LINK, "12345678", 7, date(2026, 5, 4), Reach.ANYWHERE)


def test_each_template_is_well_formed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With all that it can show: WeasyPrint never reads a page of ours."""
    pdf.warm()
    monkeypatch.setattr(weasyprint.HTML, "__init__", lambda *_, **__: pytest.fail("it did"))
    order = Order(person("04"), Sheet.A4, link=LINK, photo=a_photo(), number=7, details_code=True)
    assert order.both()
    assert keep()


def test_papers_are_what_weasyprint_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The style sheet for our few elements lacks nothing."""

    def as_html(html: str, fetcher: OwnFilesOnly) -> weasyprint.HTML:
        return weasyprint.HTML(string=html, url_fetcher=fetcher)

    order = Order(person("01"), Sheet.LETTER, link=LINK)
    ours = order.both(), keep()
    monkeypatch.setattr(pdf._engine(), "_source", as_html)  # noqa: SLF001
    assert (order.both(), keep()) == ours


def test_a_page_that_is_not_well_formed_is_read_as_html() -> None:
    """It is printed all the same."""
    well, other = (
        pdf.lay_out(f"<html lang='en'><head><title>t</title></head><body><p>a{end}").pdf()
        for end in ("</p></body></html>", "")
    )
    assert well == other
