"""The whole way without scripts, on a server that is killed again and again, in Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.clinical.saying import quoted
from tests.journeys.filling import Person, phone
from tests.journeys.opening import card_made_by, expect_details, type_in
from tests.journeys.serving import Served

pytestmark = pytest.mark.browser


def test_without_scripts_a_server_that_is_killed_after_each_page_loses_nothing(
    browser: Browser, served: Served
) -> None:
    """The whole way; typed digits open the details, and the general text is visible before them.

    The server is killed and started after each page that was sent.
    """
    with phone(browser, scripts=False) as context:
        person = Person(context.new_page(), served.origin, served.restart, scripts=False)
        person.answer_first()
        _, code = card_made_by(person)

    with phone(browser, scripts=False) as helper:
        page = helper.new_page()
        page.goto(code)
        expect(page.locator(".steps")).to_contain_text(quoted("step.flat"))
        type_in(page, code)
        expect_details(page)
        expect(page.get_by_role("button")).to_have_count(0)  # each would need a script
