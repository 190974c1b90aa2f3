"""A page as people and browsers see it, and a client that checks every page it gets."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from walletcard.web.site.inline import inline

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), usb=()"
    ),
}


def source_of(text: str) -> str:
    """The hash by which a Content-Security-Policy names an inline script or style."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _source(*names: str) -> str:
    return source_of(inline(*names).text)


FORM_HEADERS = HEADERS | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}
_BOTH = ("css/site/tokens.css", "css/reader/page.css")
_PERSON_STYLE = _source(*_BOTH, "css/reader/person.css", "css/reader/tools.css")
READING_HEADERS = HEADERS | {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src {_source(*_BOTH, 'css/reader/general.css')} "
        f"{_PERSON_STYLE}; "
        f"script-src {' '.join(map(_source, ('js/ask.js', 'js/reader.js', 'js/tools.js')))}; "
        "connect-src 'self'; "
        "require-trusted-types-for 'script'; trusted-types walletcard; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
PERSON_HEADERS = READING_HEADERS | {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src {_PERSON_STYLE}; script-src {_source('js/tools.js')}; "
        "require-trusted-types-for 'script'; trusted-types 'none'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}
OWNING_HEADERS = HEADERS | {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'self'; script-src {_source('js/owner.js')}; "
        "img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
HSTS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def headers_of(path: str, *, is_secure: bool, opens: bool = False) -> dict[str, str]:
    """The headers that every answer to a path must have; `opens` if it is what a card opens."""
    own = FORM_HEADERS
    if path.lower().startswith("/c"):
        own = PERSON_HEADERS if opens else READING_HEADERS
    elif path.lower().startswith("/owner"):
        own = OWNING_HEADERS
    return own | (HSTS if is_secure else {})


IDS_IN = ("for", "aria-describedby", "aria-labelledby")


class PageFaulty(AssertionError):
    """A page breaks a rule that holds for every page."""


@lru_cache(maxsize=8)  # the client parses each page, and then the test does it again
def _parsed(html: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    return root


class Page:
    """A parsed page. Raises `html5lib.html5parser.ParseError` unless it is valid HTML."""

    def __init__(self, html: str) -> None:
        self.root = _parsed(html)

    def all(self, *tags: str) -> list[Element]:
        """All elements with these tags in page order, including those inside drawings."""
        return [one for one in self.root.iter() if str(one.tag).rpartition("}")[2] in tags]

    def by_id(self, id: str) -> Element:
        """The element with this id."""
        (found,) = [one for one in self.root.iter() if one.get("id") == id]
        return found

    @property
    def heading(self) -> str:
        """The text of the only h1."""
        (heading,) = self.all("h1")
        return text_of(heading)

    @property
    def title(self) -> str:
        """The title in the browser's tab."""
        return text_of(self.all("title")[0])

    @property
    def text(self) -> str:
        """The text of the main part."""
        return text_of(self.all("main")[0])

    @property
    def problems(self) -> dict[str, str]:
        """The error summary: sentence -> id of the box that it links to; empty if there is none."""
        lines = [
            line
            for summary in self.all("div")
            if summary.get("class") == "problems"
            for line in summary.iter("li")
        ]
        links = {
            text_of(link): link.get("href", "")[1:] for line in lines for link in line.iter("a")
        }
        return {text_of(line): links.get(text_of(line), "") for line in lines}

    @property
    def errors(self) -> dict[str, str]:
        """The errors beside the boxes: id of the field -> sentence."""
        return {
            (one.get("id") or "").removesuffix("-error"): text_of(one).removeprefix("Error: ")
            for one in self.all("p")
            if one.get("class") == "error"
        }

    @property
    def typed(self) -> dict[str, list[str]]:
        """What a browser would send: name of a box -> its values."""
        sent: dict[str, list[str]] = {}
        for box in self.all("input", "select", "textarea"):
            for value in values_of(box):
                sent.setdefault(box.get("name") or "", []).append(value)
        return sent


def text_of(element: Element) -> str:
    """The text of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def values_of(box: Element) -> list[str]:
    """What a browser would send for this box."""
    if box.tag == "select":
        options = list(box.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return [one.get("value") or "" for one in chosen]
    if box.tag == "textarea":
        return [(box.text or "").replace("\n", "\r\n")]
    if box.get("type") in {"checkbox", "radio"} and box.get("checked") is None:
        return []
    return [] if box.get("type") == "file" else [box.get("value") or ""]


def titles_of(page: Page) -> tuple[str, ...]:
    """The beginnings a title may have, in lower case: the heading, but without the person's name.

    Browsers keep titles in their history.
    """
    (heading,) = page.all("h1")
    said = text_of(heading)
    names = [text_of(one) for one in heading.iter() if one.tag == "bdi"]
    unnamed = [said.replace(name, who) for name in names for who in ("your child", "this person")]
    return tuple(one.lower() for one in unnamed or [said])


def faults_of(html: str, policy: str = "") -> Iterator[str]:
    """The rules that a page breaks, under its Content-Security-Policy."""
    page = Page(html)
    headings = [text_of(one) for one in page.all("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"has {len(headings)} main headings"
    elif not page.title.removeprefix("Error: ").lower().startswith(titles_of(page)):
        yield f"has the title {page.title!r} over the heading {headings[0]!r}"
    if bool(page.problems) != page.title.startswith("Error: "):
        yield "has an error summary without “Error:” in its title, or the other way round"
    yield from _inline_faults(page, policy)
    yield from _id_faults(page)
    yield from _label_faults(page)


def _inline_faults(page: Page, policy: str) -> Iterator[str]:
    for one in page.all("style", "script"):
        is_ours = (one.get("src") or "").startswith("/static/")
        if not is_ours and source_of(one.text or "") not in policy:
            yield f"has a <{one.tag}> of its own"
    for one in page.root.iter():
        for name in one.attrib:
            if name == "style" or name.startswith("on"):
                yield f"has the attribute {name} on <{one.tag}>"


def _id_faults(page: Page) -> Iterator[str]:
    ids = Counter(id for one in page.root.iter() if (id := one.get("id")))
    yield from (f"has the id {id} {count} times" for id, count in ids.items() if count > 1)
    named = [id for one in page.root.iter() for name in IDS_IN for id in one.get(name, "").split()]
    named += [link[1:] for one in page.root.iter() if (link := one.get("href", "")).startswith("#")]
    yield from (f"points to #{id}, which is not there" for id in named if id not in ids)


def _label_faults(page: Page) -> Iterator[str]:
    labelled = {one.get("for") for one in page.all("label") if text_of(one)}
    for one in page.all("input", "select", "textarea"):
        if one.get("type") != "hidden" and one.get("id") not in labelled:
            yield f"has a box without a label: {one.get('name')}"
    for one in page.all("img"):
        if not (one.get("alt") and one.get("width") and one.get("height")):
            yield f"has a picture without alt text or size: {one.get('src')}"
    for one in page.all("fieldset"):
        if not any(text_of(legend) for legend in one.iter("legend")):
            yield "has a fieldset without a legend"


class PageClient(FlaskClient):
    """A client that refuses a page that breaks a rule, and an answer without security headers."""

    base_url = "http://localhost"

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request. Raises `PageFaulty`."""
        sent: dict[str, Any] = {"buffered": True, "base_url": self.base_url} | kwargs
        answer = super().open(*args, **sent)
        path = answer.request.path
        self._refuse_unprotected(path, answer)
        is_page = answer.mimetype == "text/html" and not answer.location
        if is_page and "Content-Encoding" not in answer.headers:
            policy = answer.headers["Content-Security-Policy"]
            if faults := list(faults_of(answer.text, policy)):
                raise PageFaulty(f"{path}: {'; '.join(faults)}")
        return answer

    def _refuse_unprotected(self, path: str, answer: TestResponse) -> None:
        opens = (answer.request.method, path, answer.status_code) == ("POST", "/c", HTTPStatus.OK)
        is_secure, headers = self.base_url.startswith("https"), answer.headers
        expected = headers_of(path, is_secure=is_secure, opens=opens)
        for name in FORM_HEADERS | READING_HEADERS | HSTS:
            if headers.get(name) != expected.get(name):
                raise PageFaulty(f"{path}: the header {name} is {headers.get(name)!r}")
        if "Set-Cookie" in headers and not path.startswith(("/owner", "/make")):
            raise PageFaulty(f"{path}: a cookie is set")


class SecureClient(PageClient):
    """A client that uses https and the address in the codes."""

    base_url = "https://card.example.org"


def visitor(app: Flask) -> SecureClient:
    """A new visitor of an application that is served by https."""
    app.test_client_class = SecureClient
    client = app.test_client()
    assert isinstance(client, SecureClient)
    return client


def page_of(answer: TestResponse) -> Page:
    """The page in an answer."""
    return Page(answer.text)
