"""Links that were changed on their way, and browsers that lack what others have, in Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.serving import Served
from tests.journeys.test_code_to_details import expect_details, kept_card, phone
from walletcard.places import STATIC

pytestmark = pytest.mark.browser

# What stands behind the origin: {0} are the digits, {fours} the same in groups.
IN_THE_PATH = (
    *("/c%23{0}", "/c/{0}", "/C%2523{0}", "/c.{0}%20", "/c%23{0}?fbclid=IwAR2", "/c?{0}"),
    *("/c%3F{0}", "/c;{0}?utm_source=qr&utm_id=40", "/c%23{0}#:~:text=8", "/c%EF%BC%83{0}"),
)
BEHIND_THE_HASH = (
    *("/c/#{0}", "/C#{0}", "/c.#{0}", "/c#{0}?fbclid=IwAR2x8", "/c#{0}&utm_id=2026", "/c#{fours}"),
    *("/c#{0}%0A", "/c#{0}%20", "/c#{0}\u200b", "/c?utm_id=2026#{0}", "/c#{encoded}&utm_id=2026"),
    *("/c#{0}).", "/c##{0}", "/c#%20{0}", "/c?#{0}", "/c#{dashed}", "/c#{0}#{0}", "/c#/{0}/2"),
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
    """A pattern with the digits of a code in it."""
    digits = code.partition("#")[2]
    fours = re.findall("....", digits)
    return pattern.format(
        digits,
        fours=" ".join(fours),
        encoded="%20".join(fours),
        dashed="-".join(fours),
        broken=f"{digits[:23]}\n{digits[23:]}",
        persian=digits.translate({ord(str(n)): chr(0x6F0 + n) for n in range(10)}),
    )


def test_a_changed_link_opens_the_details(browser: Browser, served: Served) -> None:
    """Afterwards no digit stands where a browser would send it, and a reload opens them again."""
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
    """As a mail program shows it, or with the number of the panel."""
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
    """In groups as on the card, to be compared with it."""
    with phone(browser) as helper:
        page = helper.new_page()
        page.goto(f"{served.origin}/c#{'1234' * 10}5")
        box = page.get_by_label("The card’s 40 digits")
        expect(box).to_have_value(" ".join(["1234"] * 10) + " 5")
        expect(page.locator("#said")).to_contain_text("A card has 40 digits, and these are 41")


def test_a_browser_that_lacks_something_opens_the_details(browser: Browser, served: Served) -> None:
    """By itself, or with one tap on the digits that stand in the box already."""
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
    """The digits stand in no address afterwards."""
    link, _ = kept_card(served)
    for pattern in OWNER:
        with phone(browser) as person:
            page: Page = person.new_page()
            page.goto(served.origin + written(pattern, link))
            page.wait_for_url(f"{served.origin}/owner/card")


@pytest.mark.parametrize("script", ["reader", "owner"])
def test_the_scripts_hold_nothing_that_an_old_browser_cannot_read(script: str) -> None:
    """One unknown sign, and such a browser runs nothing of it."""
    text = re.sub(r"//.*", "", (STATIC / f"js/{script}.js").read_text("utf-8"))

    new = r"=>|`|\?\.|\?\?|\b(?:const|let|async|await|class)\b|\.\.\.|\*\*|/[gims]*[uvy]\b"
    assert re.findall(new, text) == []
