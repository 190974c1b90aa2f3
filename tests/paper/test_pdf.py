"""The layout: what it may open, what it refuses, and what the PDF holds."""

import ctypes
import gc
import hashlib
import io
import logging
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.paper.documents import SCRIPTS, a_page
from walletcard.paper.fonts import FAMILIES
from walletcard.paper.pdf import RenderFailed, lay_out
from walletcard.paper.pictures import page_pictures
from walletcard.paper.qr import qr_code


def text_of(pdf: bytes) -> str:
    """All that can be read out of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def streams_of(pdf: bytes) -> bytes:
    """A PDF with what is compressed in it laid open."""
    packed = re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(stream) for stream in packed)


@pytest.fixture(name="log")
def _log() -> Iterator[io.StringIO]:
    """All that the application would log."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    yield log
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("a\U0001f600b SECRET", "notdef"),
        ("<p style='colour: SECRET'>a", "Ignored"),
        ("<img alt='' src='SECRET.png'>", "Relative URI"),
    ],
)
def test_a_layout_that_logged_anything_is_refused(
    body: str, says: str, log: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """The refusal says what kind of fault it is, and nowhere is a word of the document."""
    with pytest.raises(RenderFailed, match=says) as refusal:
        lay_out(a_page(body)).pdf()
    assert "SECRET" not in str(refusal.value) + log.getvalue() + "".join(capfd.readouterr())


@pytest.mark.parametrize("page", ["<html lang=en><p>a", "<html><title>t</title><p>a"])
def test_a_document_without_title_or_language_is_refused(page: str) -> None:
    """A screen reader needs both."""
    with pytest.raises(RenderFailed, match="title or no language"):
        lay_out(page)


def test_pages_tell_their_size_and_where_elements_are() -> None:
    """In millimetres; an element that is broken over two pages is on both."""
    css = "@page { size: 85.6mm 53.98mm; margin: 2mm } body, p { margin: 0 }"
    tall = "a line<br>" * 12
    body = f"<p id=first>a<p id=tall>{tall}<p id=last>b"
    pages = lay_out(a_page(body, css)).pages
    assert [(page.width_mm, page.height_mm) for page in pages] == [(85.6, 53.98)] * 2
    assert [set(page.anchors) for page in pages] == [{"first", "tall"}, {"tall", "last"}]
    left, _, right, _ = pages[1].anchors["last"]
    assert (left, right) == pytest.approx((2, 83.6))


def test_python_looks_for_garbage_again_after_a_layout() -> None:
    """Also after one that was refused; and a process that never looks for any stays like that."""
    lay_out(a_page("a")).pdf()
    assert gc.isenabled()
    with pytest.raises(RenderFailed):
        lay_out(a_page("<p style='colour: red'>a"))
    assert gc.isenabled()
    gc.disable()
    try:
        lay_out(a_page("a"))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_same_document_is_the_same_file() -> None:
    """Two processes with other hash seeds write the same bytes, and so does a second render."""
    code = (
        "import sys, hashlib; from walletcard.paper.pdf import lay_out;"
        "page = sys.stdin.read(); print(hashlib.sha256(lay_out(page).pdf()).hexdigest())"
    )
    page = a_page(SCRIPTS)
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code], input=page, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    ours = {hashlib.sha256(lay_out(page).pdf()).hexdigest() for _ in range(2)}
    assert len(hashes | ours) == 1


def test_only_our_fonts_are_embedded() -> None:
    """Text in many scripts takes each family that is here, and none of the machine's."""
    fonts = set()
    with pypdfium2.PdfDocument(lay_out(a_page(SCRIPTS)).pdf()) as document:
        for each in document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            fonts.add(each.get_font().get_base_name().split("+")[-1])
    taken = {font.replace("-", " ").split(" Semi")[0].split(" Bold")[0] for font in fonts}
    brought = {"Noto Sans SC", "Noto Sans KR"}
    assert taken - brought == set(FAMILIES) - brought


def test_the_machine_keeps_its_own_font_configuration() -> None:
    """Programs started later see their fonts: the variable is as it was."""
    before = os.environ.get("FONTCONFIG_FILE")
    lay_out(a_page("a"))
    assert os.environ.get("FONTCONFIG_FILE") == before


@pytest.mark.parametrize("typed", ["10x20", "5-&gt;10", "--&gt;"])
def test_what_was_typed_is_not_redrawn(typed: str) -> None:
    """Inter would draw a multiplication sign or an arrow, which only the picture shows."""

    def picture(css: str) -> bytes:
        return page_pictures(lay_out(a_page(f"<p>{typed}", css)).pdf(), 144)[0]

    assert picture("") == picture('p { font-feature-settings: "calt" 0 }')
    assert picture("") != picture('p { font-feature-settings: "calt" 1 }')


@pytest.mark.parametrize("name", ["ىفقغختزض", "ليلى الحسيني", "حساسية من البنسلين"])
def test_arabic_can_be_read_out_again(name: str) -> None:
    """No letter is lost from the text layer, as with other fonts."""
    assert text_of(lay_out(a_page(f"<p>{name}")).pdf()).strip() == name


def test_the_pdf_is_tagged_and_speaks_its_language() -> None:
    """Structure, language, title shown and alternative text of a code, for a screen reader."""
    code = qr_code("https://example.org/", "Code with 1391 0482")
    pdf = lay_out(a_page(f"<h1>Heading</h1><p>Text</p>{code.image}")).pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        assert pdfium.FPDFCatalog_IsTagged(document)
        assert document.get_metadata_value("Title") == "Action plan"
        kinds, spoken = structure(document[0])
    told = [kind for kind in kinds if kind not in {"Span", "NonStruct"}]
    assert told == ["Document", "H1", "P", "Figure"]
    assert spoken == ["Code with 1391 0482"]
    assert b"/Lang (en)" in streams_of(pdf)
    assert b"/DisplayDocTitle true" in streams_of(pdf)


def structure(page: pypdfium2.PdfPage) -> tuple[list[str], list[str]]:
    """The kinds of a page's structure elements in reading order, and their alternative texts."""
    kinds: list[str] = []
    spoken: list[str] = []
    tree = pdfium.FPDF_StructTree_GetForPage(page)

    def visit(element: object) -> None:
        kinds.append(_string(pdfium.FPDF_StructElement_GetType, element))
        if text := _string(pdfium.FPDF_StructElement_GetAltText, element):
            spoken.append(text)
        for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, number):
                visit(child)

    for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        visit(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number))
    pdfium.FPDF_StructTree_Close(tree)
    return kinds, spoken


def _string(function: object, element: object) -> str:
    assert callable(function)
    buffer = ctypes.create_string_buffer(1_000)
    length = function(element, buffer, 1_000)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le")


def test_one_file_claims_both_standards_and_no_date() -> None:
    """PDF/A-2a and PDF/UA-1 in its metadata; neither when it was made nor more of the document."""
    head = '<meta name=author content="SECRET"><meta name=dcterms.created content="2026-01-01">'
    opened = streams_of(lay_out(a_page(f"{head}<p>a")).pdf())
    assert b'pdfaid:part="2" pdfaid:conformance="A"' in opened
    assert b'pdfuaid:part="1"' in opened
    assert b"/OutputIntents" in opened
    assert not re.search(rb"SECRET|Date|2026", opened)


@pytest.mark.skipif(sys.platform != "linux", reason="the loader is misled by LD_LIBRARY_PATH")
def test_without_pango_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    """A library that cannot be loaded is no traceback and no page of advice."""
    (tmp_path / "libpango-1.0.so.0").write_text("not a library")
    code = (
        "from walletcard.paper import pdf\n"
        "try: pdf.warm()\n"
        "except pdf.PangoMissing as error: print(error)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "LD_LIBRARY_PATH": str(tmp_path)},
    )  # fmt: skip
    assert re.fullmatch(r"Pango, .* is missing\. .*apt-get install .*brew install .*\n", run.stdout)
    assert run.stderr == ""
