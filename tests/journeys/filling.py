"""A person at the form, who finds everything by its label, and the effort that it takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypedDict

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Download,
    Locator,
    Page,
    Response,
    ViewportSize,
)

from walletcard.form.whose import NOBODY, Whose

PHONE: ViewportSize = {"width": 375, "height": 667}
NARROW: ViewportSize = {"width": 320, "height": 568}


class Device(TypedDict):
    """A phone, as Playwright describes it."""

    viewport: ViewportSize
    device_scale_factor: float
    is_mobile: bool
    has_touch: bool


IPHONE_SE: Device = {
    "viewport": PHONE,
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
PIXEL: Device = {
    "viewport": {"width": 412, "height": 915},
    "device_scale_factor": 2.625,
    "is_mobile": True,
    "has_touch": True,
}


# What the card says of the first answers that a `Person` gives.
ON_THE_CARD = (
    "Maria Keller",
    "9 Mar 1984",
    "Call 911",
    "EpiPen 0.3 mg",
    "red pouch in handbag",
    "Jonas Keller",
)


@dataclass(frozen=True)
class Journey:
    """Whose answers are given, on which phone, with or without scripts."""

    case: str
    device: Device
    scripts: bool


def nothing() -> None:
    """The default for what happens between two steps."""


@dataclass
class Effort:
    """The cost of a journey: page loads, taps on the screen, characters typed.

    A box to type in is one tap, a list to choose from two.
    """

    loads: int = 0
    taps: int = 0
    characters: int = 0


@dataclass
class Person:
    """Somebody with a phone, perhaps without scripts; `between` is called after every page sent."""

    page: Page
    origin: str
    between: Callable[[], object] = nothing
    scripts: bool = True
    effort: Effort = field(default_factory=Effort)
    whose: Whose = NOBODY  # whom the card is for

    def __post_init__(self) -> None:
        self.page.on("response", self._count)

    def _count(self, response: Response) -> None:
        is_page = response.request.is_navigation_request() and response.status != 303
        if is_page and "text/html" in response.headers.get("content-type", ""):
            self.effort.loads += 1

    @property
    def heading(self) -> str:
        """The main heading of the page."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def open(self, path: str = "/") -> None:
        """Open an address."""
        self.page.goto(self.origin + path)

    def tap(self, target: Locator) -> None:
        """Tap something on the screen."""
        self.effort.taps += 1
        target.click()

    def follow(self, link: str) -> None:
        """Follow a link with this text."""
        self.tap(self.page.get_by_role("link", name=link).first)

    def press(self, button: str, *, exact: bool = False) -> None:
        """Press a button with this text."""
        self.tap(self.page.get_by_role("button", name=button, exact=exact).first)
        self.page.wait_for_load_state()
        self.between()

    def type(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Type into a box by its label."""
        self._fill((within or self.page).get_by_label(label, exact=True).first, text)

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Choose from a list by its label: one tap opens it, one picks the option."""
        self.effort.taps += 2
        (within or self.page).get_by_label(label, exact=True).first.select_option(option)

    def date(
        self,
        group: str,
        *,
        day: str = "",
        month: str = "",
        year: str = "",
        within: Locator | None = None,
    ) -> None:
        """Fill in a date."""
        boxes = (within or self.page).get_by_role("group", name=group, exact=True).first
        if day:
            self.type("Day", day, within=boxes)
        if month:
            self.choose("Month", month, within=boxes)
        self.type("Year", year, within=boxes)

    def pick(self, name: str, *, group: str = "", within: Locator | None = None) -> None:
        """Pick a radio button, if need be in the group of this name."""
        place = within or self.page
        boxes = place.get_by_role("group", name=group, exact=True) if group else place
        self.effort.taps += 1
        boxes.get_by_role("radio", name=name, exact=True).first.check()

    def tick(self, name: str, *, within: Locator | None = None) -> Locator:
        """Tick a box; returns the part of a checklist that then opens below it."""
        named = re.compile(rf"^{re.escape(name)}( For example .*)?$")
        box = (within or self.page).get_by_role("checkbox", name=named).first
        if not box.is_checked():
            self.effort.taps += 1
            box.check()
        return self.page.locator(".choice", has=self.page.get_by_role("checkbox", name=named))

    def download(self, button: str) -> Download:
        """Press a button that downloads a file."""
        with self.page.expect_download() as waiting:
            self.tap(self.page.get_by_role("button", name=button))
        return waiting.value

    def _fill(self, box: Locator, text: str) -> None:
        self.effort.taps += 1
        self.effort.characters += len(text)
        box.fill(text)

    def begin(self) -> None:
        """Fill in the first page: name, birth, country."""
        self.open()
        self.follow("Make a card")
        self.pick("Me")
        self.type("Name on your papers", "Maria Keller")
        self.date("Date of birth", day="9", month="March", year="1984")
        self.choose("Country", "United States")
        self.press("Start")

    def tell_pens(self) -> None:
        """Answer that there are two pens in one place."""
        self.follow("EpiPen, EpiPen Jr (pen)")
        self.pick("EpiPen, EpiPen Jr (pen), 0.3 mg")
        self.type("Where is it right now?", "red pouch in handbag")
        self.type("Use-by date", "05/27")
        self.pick("Two")
        self.press("Save", exact=True)

    def tell_helpers(self) -> None:
        """Give the form of the disease, what caused a severe reaction, and one person to call."""
        self.pick("Systemic: in the bone marrow or other organs")
        self.pick("Yes")
        self.type("What was it?", "wasp sting")
        self.type("Name", "Jonas Keller")
        self.type("Who is it?", "husband")
        self.type("Phone number", "+1 617 555 0134")
        self.press("Check and print")

    def answer_first(self) -> None:
        """Give the first answers, as far as the page that checks them."""
        self.begin()
        self.tell_pens()
        self.tell_helpers()

    def make(self, choice: str = "") -> None:
        """Make the card on the page that checks the answers; save a kept card's link first."""
        self.press("Make my card and plan")
        if choice:
            self.effort.taps += 1
            self.page.get_by_label(choice).check()
            self.press("Make my card and plan")
            self.press("I have saved it")


@contextmanager
def phone(
    browser: Browser, device: Device = IPHONE_SE, *, scripts: bool = True
) -> Iterator[BrowserContext]:
    """A phone new to the site; at the end no page may have failed or broken its security policy."""
    context = browser.new_context(
        **device, java_script_enabled=scripts, locale="en-GB", ignore_https_errors=True
    )
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(f"Error: {error.error}"))
    yield context
    context.close()
    assert [text for text in said if "Security Policy" in text or "Error:" in text] == []


@contextmanager
def somebody(
    browser: Browser, origin: str, device: Device, *, scripts: bool = True
) -> Iterator[Person]:
    """Somebody with such a phone."""
    with phone(browser, device, scripts=scripts) as context:
        yield Person(context.new_page(), origin, scripts=scripts)
