"""While a document is laid out nothing is opened but our own files."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from socket import create_server, socket

import pytest

from tests.paper.documents import a_page
from walletcard.paper.pdf import RenderFailed, lay_out
from walletcard.places import STATIC

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

# Renders each of the documents given. Prints what was opened meanwhile, and which other programs
# were started, by the engine's own start too.
WATCHED = """
import json, sys
from walletcard.paper.pdf import RenderFailed, lay_out

opened, started, watching = [], [], False
def watch(event, values):
    if event in {"subprocess.Popen", "os.posix_spawn", "os.fork", "os.system"}:
        started.append(event)
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
json.dump([answers, started], sys.stdout)
"""

Outcomes = dict[str, tuple[str, list[tuple[str, str]]]]


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


@pytest.fixture(name="ran", scope="module")
def _ran(
    listener: socket, marker: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Outcomes, list[str]]:
    """Each hostile document with each kind of URL; and the programs that were started."""
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
    answers, started = json.loads(run.stdout)
    return answers, started


@pytest.fixture(name="answers")
def _answers(ran: tuple[Outcomes, list[str]]) -> Outcomes:
    """What came of each document, and what it opened."""
    return ran[0]


@pytest.mark.parametrize("kind", ["file", "http", "path"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_document_opens_nothing_from_elsewhere(answers: Outcomes, name: str, kind: str) -> None:
    """Whatever HTML, CSS or SVG asks for: no file and no socket but the colour profile."""
    _, opened = answers[f"{name}, {kind}"]
    assert [each for each in opened if not each[1].endswith("sRGB2014.icc")] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux finds libraries by their files")
def test_no_other_program_is_started(ran: tuple[Outcomes, list[str]]) -> None:
    """Not even to find the libraries: otherwise a compiler runs at every start."""
    assert ran[1] == []


def test_a_document_that_fetches_something_is_refused(answers: Outcomes, listener: socket) -> None:
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
