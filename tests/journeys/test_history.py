"""What a browser on a shared computer still knows after an owner has logged out."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.opening import kept_card, log_in, log_out
from tests.journeys.serving import Served, chromium_of_a_person
from walletcard.sharing.secret import KEY_DIGITS

pytestmark = pytest.mark.browser


def addresses(profile: Path) -> set[str]:
    """Every address in a Chromium's history."""
    found: set[str] = set()
    for file in profile.rglob("History"):
        connection = sqlite3.connect(file)
        found |= {url for (url,) in connection.execute("SELECT url FROM urls")}
        connection.close()
    return found


def test_no_link_in_the_history_opens_a_card(
    browser: Browser, served: Served, port: int, tmp_path: Path
) -> None:
    """The owner opens the link, types the last digits and logs out; others open each address."""
    link, _ = kept_card(served)
    profile = tmp_path / "profile"
    with chromium_of_a_person(browser, port, profile) as person:
        page = person.new_page()
        log_in(page, link)
        log_out(page)

    seen = addresses(profile)
    assert f"{served.origin}/owner/card" in seen, "the history was not written"
    assert not [one for one in seen if link[-KEY_DIGITS:] in one]
    with chromium_of_a_person(browser, port, profile) as another:
        for address in seen:
            page = another.new_page()
            page.goto(address)
            expect(page.locator("body")).not_to_contain_text("Maria Keller")
            if re.search(r"/owner#", address):
                page.get_by_role("button", name="Open my card").click()
                expect(page.locator("#problems, .summary, [role=alert]").first).to_contain_text(
                    "8 digits"
                )


def test_a_link_that_holds_all_digits_still_opens_and_leaves_the_address(
    browser: Browser, served: Served, port: int, tmp_path: Path
) -> None:
    """Links of earlier releases hold all digits; the address bar and "back" no longer show them."""
    link, _ = kept_card(served)
    with chromium_of_a_person(browser, port, tmp_path / "profile") as person:
        page = person.new_page()
        page.goto("about:blank")
        page.goto(link)
        page.wait_for_url(f"{served.origin}/owner/card")
        page.go_back()
        assert link[-KEY_DIGITS:] not in page.url
