"""Every page in every state, in a real Chromium: everybody must be able to read and use it.

Each page is shown once, on the narrowest phone; 320 pixels are also what a window of 1280 shows
at a zoom of 400 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import axe_playwright_python
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.conftest import settings_in
from tests.journeys.filling import NARROW
from tests.journeys.serving import served_here
from tests.web.pages import FORM_HEADERS
from tests.web.sight import Sight
from walletcard import create_app

pytestmark = pytest.mark.browser

Faults = dict[str, list[str]]

(AXE,) = Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
LOOKING = Path(__file__).parent / "looking.js"
# A policy under which a test may replace the page's content; Trusted Types would forbid it.
WRITABLE = FORM_HEADERS["Content-Security-Policy"]
STYLE = """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet]; }"""
# What breaks a page, and the check that must report it.
BROKEN = {
    ".hint { color: #aaa }": "axe",
    "@media (prefers-color-scheme: dark) { .hint { color: #555 } }": "axe in the dark",
    ".box { inline-size: 30rem }": "too wide",
    ".hint { overflow: hidden; block-size: 0.5rem }": "cut off",
    ".hint { margin-block-start: -2rem }": "one over the other",
    ".hint { display: flex }": "words without a space",
    ".go { padding: 0; inline-size: 3rem; overflow: hidden; white-space: nowrap }": (
        "cut off if spaced"
    ),
    ".hint { white-space: nowrap; font-size: 0.7rem }": "too wide if spaced",
    ".hint { block-size: 1.5rem; line-height: 1 }": "one over the other if spaced",
    "main a { text-decoration: none }": "without a line in forced colours",
    ".box:focus { outline: 0 }": "without a ring when it has the focus",
    ".hint { forced-color-adjust: none }": "keeps its own colours",
}
# The classes of a page that would show an element which has the attribute `hidden`.
UNHIDING = """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .flatMap((rule) => (rule.selectorText || "").match(/\\.[a-z][\\w-]*/g) || [])
    .filter((name) => {
        const one = document.createElement("p");
        [one.className, one.hidden] = [name.slice(1), true];
        document.querySelector("main").append(one);
        const isSeen = one.checkVisibility();
        one.remove();
        return isSeen;
    })"""
# How many lines the text of an element has.
LINES = """(one) => {
    const text = document.createRange();
    text.selectNodeContents(one);
    return new Set([...text.getClientRects()].map((box) => Math.round(box.top))).size;
}"""
ASKED = (*dict.fromkeys(BROKEN.values()), "blocked")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A narrow phone with the checks loaded."""
    context = browser.new_context(viewport=NARROW, locale="en-GB")
    context.add_init_script(path=AXE)
    context.add_init_script(path=LOOKING)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def address(sights: list[Sight], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the pages of the tour are served again, each by its number."""
    pictures = {one.path: one.answer for one in sights if "image" in str(one.answer.mimetype)}
    files = create_app(settings_in(tmp_path_factory.mktemp("files")))

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        number, path = environ["QUERY_STRING"], environ["PATH_INFO"]
        found = sights[int(number)].answer if number.isdigit() else pictures.get(path, files)
        return found(environ, start)

    with served_here(answer) as address:
        yield address


@pytest.fixture(scope="module")
def found(page: Page, address: str, sights: list[Sight]) -> Faults:
    """All faults of all pages, by the check that found them.

    Pages under the same rules are written into one document: a third of the work of loading each.
    """
    faults: Faults = {asked: [] for asked in ASKED}
    looks: set[str] = set()
    said: list[str] = []
    open_policy = ""
    page.on("console", lambda message: said.append(message.text))
    for number, sight in enumerate(sights):
        if not sight.is_page:
            continue
        policy = sight.answer.headers["Content-Security-Policy"]
        if policy == open_policy == WRITABLE:
            page.set_content(sight.answer.text)
        else:
            page.goto(f"{address}{sight.path}?{number}")
        open_policy = policy
        for asked, wrong in faults_of(page, looks):
            faults[asked] += [f"{sight.name}: {one}" for one in wrong]
        faults["blocked"] += [f"{sight.name}: {one}" for one in said if "Security Policy" in one]
        said.clear()
    return faults


def faults_of(page: Page, looks: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Every fault of a page; contrast is checked only for looks that were not checked before."""
    yield from page.evaluate("looking.narrow()").items()
    yield "axe", [*page.evaluate("looking.broken()"), *faint_texts(page, looks)]
    page.emulate_media(color_scheme="dark")
    yield "axe in the dark", faint_texts(page, looks)
    page.emulate_media(color_scheme="light", forced_colors="active")
    yield from page.evaluate("looking.forced()").items()
    page.emulate_media(forced_colors="none")


def faint_texts(page: Page, looks: set[str]) -> list[str]:
    """Texts with too little contrast, among those whose look was not checked before."""
    found = page.evaluate("known => looking.faint(known)", list(looks))
    looks.update(found["looks"])
    faults: list[str] = found["faults"]
    return faults


@pytest.mark.parametrize("asked", ASKED)
def test_no_page_has_a_fault(found: Faults, asked: str) -> None:
    """Each page is checked in every state of the tour."""
    assert found[asked] == []


@pytest.mark.parametrize("end", ["/owner-link", "/check", "/make/new"])
def test_no_class_shows_what_is_hidden(
    page: Page, address: str, sights: list[Sight], end: str
) -> None:
    """Without scripts, no button is seen that only a script could answer."""
    number = next(at for at, one in enumerate(sights) if one.path.endswith(end) and one.is_page)
    page.goto(f"{address}{sights[number].path}?{number}")

    assert page.evaluate(UNHIDING) == []


def shown(page: Page, address: str, sights: list[Sight], name: str) -> None:
    """Show the page of the tour with this name."""
    number = next(at for at, one in enumerate(sights) if one.is_page and one.name.endswith(name))
    page.goto(f"{address}{sights[number].path}?{number}")


@pytest.mark.parametrize("box", ["#answered_by-0", "#lost"])
def test_a_box_that_is_not_chosen_is_empty_in_the_dark(
    page: Page, address: str, sights: list[Sight], box: str
) -> None:
    """Its middle has the colour of the page; in forced colours the browser draws it."""
    shown(page, address, sights, "the owner" if box == "#lost" else "/make/new, a stranger")
    page.emulate_media(color_scheme="dark")
    picture = Image.open(BytesIO(page.locator(box).screenshot())).convert("RGB")
    drawn = page.locator(box).evaluate("one => getComputedStyle(one).appearance")
    page.emulate_media(color_scheme="dark", forced_colors="active")
    forced = page.locator(box).evaluate("one => getComputedStyle(one).appearance")
    page.emulate_media(color_scheme="light", forced_colors="none")

    assert picture.getpixel((picture.width // 2, picture.height // 2)) == (0x17, 0x14, 0x12)
    assert (drawn, forced) == ("none", "auto")


def test_the_box_for_a_link_shows_all_that_it_holds(
    page: Page, address: str, sights: list[Sight]
) -> None:
    """All digits in groups, or a whole link with its digits; with letters of twice the size too."""
    shown(page, address, sights, "/owner, a stranger")
    box = page.locator("#digits")
    for size in ("100%", "200%"):
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        for text in ("1234 " * 10, f"https://card.example.org/owner#{'1234' * 8} 1234 5678"):
            box.fill(text)
            assert box.evaluate("one => one.scrollHeight <= one.clientHeight")


def test_the_way_back_can_be_read_with_letters_of_twice_the_size(
    page: Page, address: str, sights: list[Sight]
) -> None:
    """Its words stay whole; what stands beside it goes below."""
    number = next(at for at, one in enumerate(sights) if one.path.endswith("/check"))
    page.goto(f"{address}{sights[number].path}?{number}")
    way = page.locator(".back .way")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    lines = way.evaluate(LINES)

    assert lines <= len(way.inner_text().split())


@pytest.mark.parametrize(("width", "least"), [(360, 320), (768, 323), (1280, 400)])
def test_the_panels_are_no_smaller_than_they_print(
    page: Page, address: str, sights: list[Sight], width: int, least: int
) -> None:
    """85.6 mm are 323 pixels; a narrow phone shows them as wide as it is. Nothing is too wide."""
    shown(page, address, sights, "made: print")
    page.set_viewport_size({"width": width, "height": 900})
    widths = page.locator(".panels li svg").evaluate_all("all => all.map(one => one.clientWidth)")
    room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    page.set_viewport_size(NARROW)

    assert min(widths) >= least
    assert room[0] <= room[1]


def test_lines_and_links_are_as_wide_as_their_text(
    page: Page, address: str, sights: list[Sight]
) -> None:
    """On a wide screen: the line above the footer, and each link of the list of what to do."""
    shown(page, address, sights, "made: print")
    page.set_viewport_size({"width": 768, "height": 900})
    text = page.locator("h1").evaluate("one => one.offsetWidth")
    lines = page.locator(".foot, .foot ul").evaluate_all(
        "all => all.filter(one => one.clientTop).map(one => one.offsetWidth)"
    )
    links = page.locator(".what-now a").evaluate_all("all => all.map(one => one.offsetWidth)")
    page.set_viewport_size(NARROW)

    assert lines == [text]
    assert len(links) > 2
    assert max(links) < 0.6 * text


@pytest.mark.parametrize(("css", "fault"), BROKEN.items())
def test_a_broken_page_is_reported_by_its_fault(
    page: Page, address: str, css: str, fault: str
) -> None:
    """Each check finds the fault that it is for."""
    page.goto(f"{address}/make/new")
    page.evaluate(STYLE, css)

    told = {kind for kind, wrong in faults_of(page, set()) if wrong}

    assert fault in told
