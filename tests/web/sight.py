"""A page as a person meets it."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.web.pages import Page, page_of


@dataclass(frozen=True)
class Sight:
    """A page as it was answered, and in which state it is."""

    state: str
    answer: TestResponse

    @property
    def path(self) -> str:
        """The address that was asked for."""
        return self.answer.request.path

    @property
    def name(self) -> str:
        """By which a test calls it."""
        return f"{self.answer.request.method} {self.path}, {self.state}"

    @property
    def is_page(self) -> bool:
        """Whether it is one, and no picture or way to another page."""
        return self.answer.mimetype == "text/html" and not self.answer.location

    @property
    def page(self) -> Page:
        """The page."""
        return page_of(self.answer)
