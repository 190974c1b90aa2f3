"""The layout: what it may open, what it refuses, and what the PDF holds."""

import ctypes
import hashlib
import io
import json
import logging
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from socket import create_server, socket

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from walletcard.paper.fonts import FAMILIES
from walletcard.paper.pdf import RenderFailed, lay_out
from walletcard.paper.pictures import page_pictures
from walletcard.paper.qr import qr_code
from walletcard.places import STATIC

SCRIPTS = (
    "Epinephrine 10x20 <b>bold</b> <i>italic</i> <b style='font-weight: 600'>semibold</b> → ✓ ⚠"
    " Ελένη Привет العربية <b>عربي</b> שלום แพ้ยา पेनिसिलिन 東京都 <b>花子</b>"
)

# Ways in which HTML, CSS and SVG ask for something from elsewhere.
HOSTILE = {
    "picture": '<img alt=x src="URL">',
    "picture set": '<img alt=x srcset="URL 2x" src="URL">',
    "picture of another base": '<base href="URL"><img alt=x src=a.png>',
    "picture through our folder": f'<img alt=x src="file://{STATIC}/css/../../../../..PATH">',
    "picture in a data picture": (
        '<img alt=x src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22>'
        "<image href='URL' width='9' height='9'/></svg>\">"
    ),
    "object": '<object data="URL"></object>',
    "embedded": '<embed src="URL">',
    "frame": '<iframe src="URL"></iframe>',
    "style sheet": '<link rel=stylesheet href="URL">',
    "imported style": '<style>@import url("URL");</style>',
    "imported style in a picture": '<svg><style>@import url("URL");</style><text>a</text></svg>',
    "background": '<p style="background: url(URL)">a',
    "content": '<style>p::before { content: url("URL") }</style><p>a',
    "list marker": '<ul style="list-style: url(URL)"><li>a</ul>',
    "border": '<p style="border: 1px solid; border-image: url(URL) 1">a',
    "font": '<style>@font-face { font-family: x; src: url("URL") } p { font: 9pt x }</style><p>a',
    "colours": (
        '<style>@color-profile --x { src: url("URL") } p { color: color(--x 0 0 0) }</style><p>a'
    ),
    "image in a picture": '<svg width=9 height=9><image href="URL" width=9 height=9 /></svg>',
    "old image in a picture": (
        '<svg width=9 height=9><image xlink:href="URL" width=9 height=9 /></svg>'
    ),
    "part of a picture": '<svg width=9 height=9><use href="URL#a" /></svg>',
    "filter in a picture": (
        '<svg><filter id=f><feImage href="URL"/></filter><rect filter="url(URL#f)"/></svg>'
    ),
    "attachment": '<link rel=attachment href="URL">',
    "attachment behind a link": '<a rel=attachment href="URL">a</a>',
}

# Renders each of the documents given, and prints what was opened meanwhile.
WATCHED = """
import json, sys
from walletcard.paper.pdf import RenderFailed, lay_out

opened, watching = [], False
def watch(event, values):
    if watching and event in {"open", "socket.connect", "socket.getaddrinfo", "os.listdir"}:
        opened.append([event, str(values[-1] if event == "socket.connect" else values[0])])
sys.addaudithook(watch)

def outcome(html):
    try:
        lay_out(html).pdf()
    except RenderFailed:
        return "refused"
    return "printed"

documents = json.load(sys.stdin)
outcome("<html lang=en><title>t</title>all that is imported late is imported now<svg></svg>")
answers = {}
for name, html in documents.items():
    opened, watching = [], True
    result = outcome(html)
    watching = False
    answers[name] = [result, opened]
json.dump(answers, sys.stdout)
"""


def a_page(body: str, css: str = "") -> str:
    """A whole document."""
    return f"<!doctype html><html lang=en><title>Action plan</title><style>{css}</style>{body}"


def text_of(pdf: bytes) -> str:
    """All that can be read out of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def streams_of(pdf: bytes) -> bytes:
    """A PDF with what is compressed in it laid open."""
    packed = re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(stream) for stream in packed)


@pytest.fixture(name="listener", scope="module")
def _listener() -> Iterator[socket]:
    """A server of this machine that nobody should call."""
    with create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        yield listener


@pytest.fixture(name="marker", scope="module")
def _marker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that nobody should read."""
    marker = tmp_path_factory.mktemp("secret") / "marker.svg"
    marker.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>MARKER</text></svg>')
    return marker


@pytest.fixture(name="answers", scope="module")
def _answers(
    listener: socket, marker: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Each hostile document with each kind of URL: what came of it, and what it opened."""
    host, port = listener.getsockname()
    urls = {"file": marker.as_uri(), "http": f"http://{host}:{port}/a.svg", "path": str(marker)}
    documents = {
        f"{name}, {kind}": a_page(html.replace("URL", url).replace("PATH", str(marker)))
        for name, html in HOSTILE.items()
        for kind, url in urls.items()
    }
    run = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input=json.dumps(documents), capture_output=True, text=True, check=True,
        env={**os.environ, "TMPDIR": str(tmp_path_factory.mktemp("temporary"))},
    )  # fmt: skip
    answers: dict[str, tuple[str, list[tuple[str, str]]]] = json.loads(run.stdout)
    return answers


@pytest.mark.parametrize("kind", ["file", "http", "path"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_document_opens_nothing_from_elsewhere(
    answers: dict[str, tuple[str, list[tuple[str, str]]]], name: str, kind: str
) -> None:
    """Whatever HTML, CSS or SVG asks for: no file and no socket but the colour profile."""
    _, opened = answers[f"{name}, {kind}"]
    assert [each for each in opened if not each[1].endswith("sRGB2014.icc")] == []


def test_a_document_that_fetches_something_is_refused(
    answers: dict[str, tuple[str, list[tuple[str, str]]]], listener: socket
) -> None:
    """It is not printed with a hole, unless the engine does not know that way of asking."""
    printed = {name for name, (result, _) in answers.items() if result == "printed"}
    unknown = {"frame", "part of a picture", "filter in a picture", "attachment"}
    unknown |= {"imported style in a picture"}
    assert {name.split(", ")[0] for name in printed} <= unknown, printed
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_network_guard_detects_a_foreign_fetcher(marker: Path) -> None:
    """Without ours, the same document does read the file: the tests above can fail."""
    code = (
        "import sys, weasyprint; sys.addaudithook("
        "lambda event, values: event == 'open' and print(values[0]));"
        "weasyprint.HTML(string=sys.stdin.read()).write_pdf()"
    )
    html = a_page(HOSTILE["picture"].replace("URL", marker.as_uri()))
    run = subprocess.run(
        [sys.executable, "-c", code], input=html, capture_output=True, text=True, check=True
    )
    assert str(marker) in run.stdout.splitlines()


def test_only_our_own_pictures_are_shown() -> None:
    """A data: URI prints only if the caller says that it made it."""
    pixel = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA"
        "60e6kgAAAABJRU5ErkJggg=="
    )
    page = a_page(f'<img alt="A dot" src="{pixel}">')
    assert b"/Subtype /Image" in lay_out(page, images=[pixel]).pdf()
    with pytest.raises(RenderFailed):
        lay_out(page)


def test_our_style_sheets_may_import_each_other() -> None:
    """A file of static/css is found by its address; one that is not there is refused."""
    folder = (STATIC / "css" / "paper").as_uri()
    lay_out(a_page("a", f'@import url("{folder}/page.css");'))
    with pytest.raises(RenderFailed):
        lay_out(a_page("a", f'@import url("{folder}/absent.css");'))


def test_a_missing_style_sheet_is_refused_by_name() -> None:
    """What is said of our own files keeps its values."""
    with pytest.raises(RenderFailed, match=r"absent\.css"):
        lay_out(a_page("a"), ("paper/absent.css",))


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
    pdf = lay_out(a_page(f"<h1>Heading</h1><p>Text</p>{code.svg}")).pdf()
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
