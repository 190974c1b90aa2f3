"""A page of the tour, with the answer that it came in."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.web.pages import Page, page_of


@dataclass(frozen=True)
class Sight:
    """A page as it was answered, and which state it shows."""

    state: str
    answer: TestResponse

    @property
    def path(self) -> str:
        """The address that was requested."""
        return self.answer.request.path

    @property
    def name(self) -> str:
        """The name by which a test reports it."""
        return f"{self.answer.request.method} {self.path}, {self.state}"

    @property
    def is_page(self) -> bool:
        """Whether it is a page, and not a picture or a redirect."""
        return self.answer.mimetype == "text/html" and not self.answer.location

    @property
    def page(self) -> Page:
        return page_of(self.answer)
