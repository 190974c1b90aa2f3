"""A person at the form: what they type and press, by labels alone, and how many pages it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Download, Locator, Page, Response, ViewportSize

PHONE: ViewportSize = {"width": 375, "height": 667}
NARROW: ViewportSize = {"width": 320, "height": 568}


def nothing() -> None:
    """What happens between two steps, most of the time."""


@dataclass
class Person:
    """Somebody with a phone; `between` happens after every page that they sent."""

    page: Page
    origin: str
    between: Callable[[], object] = nothing
    loads: int = 0

    def __post_init__(self) -> None:
        self.page.on("response", self._count)

    def _count(self, response: Response) -> None:
        is_page = response.request.is_navigation_request() and response.status != 303
        if is_page and "text/html" in response.headers.get("content-type", ""):
            self.loads += 1

    @property
    def heading(self) -> str:
        """The main heading of the page."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def open(self, path: str = "/") -> None:
        """Open an address."""
        self.page.goto(self.origin + path)

    def follow(self, link: str) -> None:
        """Follow a link by what it says."""
        self.page.get_by_role("link", name=link).first.click()

    def press(self, button: str, *, exact: bool = False) -> None:
        """Press a button by what it says."""
        self.page.get_by_role("button", name=button, exact=exact).first.click()
        self.page.wait_for_load_state()
        self.between()

    def type(self, label: str, text: str) -> None:
        """Type into a box by its label."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def date(self, group: str, *, day: str = "", month: str = "", year: str = "") -> None:
        """Fill in a date."""
        boxes = self.page.get_by_role("group", name=group)
        if day:
            boxes.get_by_label("Day").fill(day)
        if month:
            boxes.get_by_label("Month").select_option(month)
        boxes.get_by_label("Year").fill(year)

    def pick(self, name: str, *, group: str = "") -> None:
        """Pick a radio button, in its group."""
        within = self.page.get_by_role("group", name=group) if group else self.page
        within.get_by_role("radio", name=name).first.check()

    def tick(self, name: str) -> Locator:
        """Tick a box of a checklist; what is asked about it opens."""
        choice = self.page.locator(".choice", has=self.page.get_by_role("checkbox", name=name))
        choice.get_by_role("checkbox", name=name).check()
        return choice

    def download(self, button: str) -> Download:
        """Press a button that hands out a file."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=button).click()
        return waiting.value

    def begin(self) -> None:
        """From the first page: name, born, country."""
        self.open()
        self.follow("Make a card")
        self.type("Your name", "Maria Keller")
        self.date("Date of birth", day="9", month="March", year="1984")
        self.page.get_by_label("Country").select_option("United States")
        self.press("Start")

    def tell_pens(self) -> None:
        """Two pens in one place."""
        self.pick("EpiPen (pen), 0.3 mg")
        self.type("Where is it right now?", "red pouch in handbag")
        self.date("Use-by date on it", month="May", year="2027")
        self.pick("Two")
        self.press("Save", exact=True)
        self.press("Continue")

    def tell_contact(self) -> None:
        """One person to call."""
        self.type("Name", "Jonas Keller")
        self.type("Who is it?", "husband")
        self.type("Phone number", "+1 617 555 0134")
        self.press("Save", exact=True)
        self.press("Continue")

    def answer_first(self) -> None:
        """The five-minute card, as far as the page that checks it."""
        self.begin()
        self.tell_pens()
        self.tell_contact()

    def make(self, choice: str = "") -> None:
        """Make the card on the page that checks the answers."""
        if choice:
            self.page.get_by_label(choice).check()
        self.press("Make my card")
