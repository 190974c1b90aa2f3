"""Lists of answers and their boxes, for tests of the form."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from tests.web.pages import Page, PageClient, text_of
from tests.web.walking import Walk, start

PEN = {
    "sold": "epipen 0.3 mg",
    "kept_at": "blue bag",
    "brand": "epipen",
    "expires": "05/2027",
}


def pens(client: PageClient, **changes: Any) -> Walk:
    """Start a draft of somebody in the United States with one pen."""
    walk = start(client, region="US")
    walk.send("/pens/1?brand=epipen", PEN | changes)
    return walk


def named(page: Page, name: str) -> list[Element]:
    """The boxes with this name."""
    return [box for box in page.all("input") if box.get("name") == name]


def links(page: Page) -> list[str]:
    """The texts of the links and buttons of a page."""
    return [text_of(one) for one in page.all("a", "button")]
