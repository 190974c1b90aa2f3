"""Reads a page for WeasyPrint 70 faster than WeasyPrint does.

Our templates are well-formed, so that Python's XML parser reads them, which is written in C. Any
other page is read as HTML. The pages have few kinds of elements, and a style sheet for these alone.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from walletcard.paper import general


def page_source(weasyprint: Any, elements: Any) -> type[Any]:
    """WeasyPrint's class for an HTML page (given its module), reading faster.

    `elements` is the style sheet for elements of which no other says anything.
    """

    class Page(weasyprint.HTML):  # type: ignore[misc] # WeasyPrint is not typed
        """A page as text, which opens what `url_fetcher` lets it."""

        def __init__(self, string: str, url_fetcher: object) -> None:
            try:
                tree = ElementTree.fromstring(string.strip())  # noqa: S314 - our own template
            except ElementTree.ParseError:
                super().__init__(string=string, url_fetcher=url_fetcher)
                return
            general.tell_places(tree)
            self.base_url, self.url_fetcher, self.media_type = None, url_fetcher, "print"
            self.wrapper_element = weasyprint.cssselect2.ElementWrapper.from_html_root(tree, None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: object = None) -> list[Any]:  # noqa: ARG002
            return [elements]

    return Page
