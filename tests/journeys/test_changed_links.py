"""Links that were changed on the way, and browsers that lack a feature, in Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.filling import phone
from tests.journeys.opening import expect_details, kept_card
from tests.journeys.serving import Served
from walletcard.places import STATIC

pytestmark = pytest.mark.browser

# What follows the origin: {0} stands for the digits, {fours} for the same in groups of four.
IN_THE_PATH = (
    *("/c%23{0}", "/c/{0}", "/C%2523{0}", "/c.{0}%20", "/c%23{0}?fbclid=IwAR2", "/c?{0}"),
    *("/c%3F{0}", "/c;{0}?utm_source=qr&utm_id=40", "/c%23{0}#:~:text=8", "/c%EF%BC%83{0}"),
    "/c%23{0}%3Futm_source%3Dsms%26utm_id%3D12",
)
BEHIND_THE_HASH = (
    *("/c/#{0}", "/C#{0}", "/c.#{0}", "/c#{0}?fbclid=IwAR2x8", "/c#{0}&utm_id=2026", "/c#{fours}"),
    *("/c#{0}%0A", "/c#{0}%20", "/c#{0}\u200b", "/c?utm_id=2026#{0}", "/c#{encoded}&utm_id=2026"),
    *("/c#{0}).", "/c##{0}", "/c#%20{0}", "/c?#{0}", "/c#{dashed}", "/c#{0}#{0}", "/c#/{0}/2"),
    *("/c#{0}\u201d", "/c/index.html#{0}", "/c#{0}|card.example.org", "/c#{soft}"),
    *("/c%E2%80%8B#{0}", "/c#{persian}", "/c#{0}%E2%80%8E", "/c#{0}&text=Card%202%20of%204"),
)
SAFE_LINK = (
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcard.example.org%2Fc%23{0}"
    "&data=05%7C02%7C%7C9d2e41b7%7C638500000000000000&sdata=3k9%2Bx0%3D&reserved=0"
)
PASTED = (
    SAFE_LINK,
    "https://c4rds.example.org:8443/c#{0}",
    "https://c4rds.example.org:8443/c/{0}",
    "{fours} 2/4",
    "Card 2 of 4: {fours}",
    "Maria <https://card.example.org/c#{0}> (2 of 4)",
    "https://card.example.org/c#{broken}",
    "https://urldefense.com/v3/__https://card.example.org/c*{0}__;Iw!!AbC12!xyz4$",
    "> https://card.example.org/c#{quoted}",
    "{dashed}",
    "{persian}",
)
OWNER = ("/owner%23{0}", "/owner/#{0}", "/Owner#{0}", "/owner.#{0}?fbclid=8", "/owner/{0}")
NEEDS_A_TAP = ("self.fetch", "self.DOMParser", "self.Promise")
TAKEN_AWAY = (
    *("AbortSignal.timeout", "self.AbortSignal", "self.AbortController", "self.URLSearchParams"),
    *NEEDS_A_TAP,
)


def written(pattern: str, code: str) -> str:
    """A pattern with the digits of a code filled in."""
    digits = code.partition("#")[2]
    fours = re.findall("....", digits)
    return pattern.format(
        digits,
        fours=" ".join(fours),
        encoded="%20".join(fours),
        dashed="-".join(fours),
        broken=f"{digits[:23]}\n{digits[23:]}",
        quoted=f"{digits[:23]}\n> {digits[23:]}",
        soft=f"{digits[:23]}%C2%AD{digits[23:]}",
        persian=digits.translate({ord(str(n)): chr(0x6F0 + n) for n in range(10)}),
    )


def test_a_changed_link_opens_the_details(browser: Browser, served: Served) -> None:
    """Then no digits stand where a browser would send them, and a reload opens the card again."""
    _, code = kept_card(served)
    with phone(browser) as helper:
        page = helper.new_page()
        for pattern in (*IN_THE_PATH, *BEHIND_THE_HASH):
            page.goto("about:blank")
            page.goto(served.origin + written(pattern, code))
            expect_details(page)
            path, _, fragment = page.url.removeprefix(served.origin).partition("#")
            assert (path, bool(fragment)) == ("/c", True), pattern
        page.reload()
        expect_details(page)


def test_a_pasted_link_opens_the_details(browser: Browser, served: Served) -> None:
    """As a mail program shows the link, or with the number of the panel beside it."""
    _, code = kept_card(served)
    with phone(browser) as helper:
        page = helper.new_page()
        for pattern in PASTED:
            page.goto("about:blank")
            page.goto(f"{served.origin}/c")
            page.get_by_label("The card’s 40 digits").fill(written(pattern, code))
            page.get_by_role("button", name="Open details").click()
            expect_details(page)


def test_digits_that_are_not_right_stay_in_the_box(browser: Browser, served: Served) -> None:
    """They are in groups as on the card, so that the person can compare them."""
    with phone(browser) as helper:
        page = helper.new_page()
        page.goto(f"{served.origin}/c#{'1234' * 10}5")
        box = page.get_by_label("The card’s 40 digits")
        expect(box).to_have_value(" ".join(["1234"] * 10) + " 5")
        expect(page.locator("#said")).to_contain_text("A card has 40 digits, and these are 41")


def test_a_browser_that_lacks_something_opens_the_details(browser: Browser, served: Served) -> None:
    """By itself, or with one tap, because the digits are already in the box."""
    _, code = kept_card(served)
    for missing in TAKEN_AWAY:
        with phone(browser) as helper:
            page = helper.new_page()
            page.add_init_script(f"delete {missing}")
            page.goto(code)
            if missing in NEEDS_A_TAP:
                page.get_by_role("button", name="Open details").click()
            expect_details(page)


def test_a_changed_owner_link_opens_the_card(browser: Browser, served: Served) -> None:
    """Afterwards the digits stand in no address."""
    link, _ = kept_card(served)
    for pattern in OWNER:
        with phone(browser) as person:
            page: Page = person.new_page()
            page.goto(served.origin + written(pattern, link))
            page.wait_for_url(f"{served.origin}/owner/card")


@pytest.mark.parametrize("script", ["ask", "reader", "tools", "owner"])
def test_the_scripts_hold_nothing_that_an_old_browser_cannot_read(script: str) -> None:
    """One piece of newer syntax, and such a browser runs nothing of the script."""
    text = re.sub(r"//.*", "", (STATIC / f"js/{script}.js").read_text("utf-8"))

    new = r"=>|`|\?\.|\?\?|\b(?:const|let|async|await|class)\b|\.\.\.|\*\*|/[gims]*[uvy]\b"
    assert re.findall(new, text) == []
