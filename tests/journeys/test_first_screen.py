"""What stands in the first screen of a small phone, behind the code of anybody's card."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.people import PRINTED, a_patient
from tests.web.keeping import keep
from tests.web.pages import PageClient
from walletcard.clinical.record import read_record, write_record
from walletcard.paper.card_blocks import STEPS_ON_FRONT

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 568}
NAMES = ("María de los Ángeles", "漢" * 10, "W" * 20, "漢" * 300, "Maria Keller " * 20)
ANSWERS: tuple[dict[str, Any], ...] = (
    {"epinephrine": []},
    {"medications": [{"name": "epinephrine"}]},
    {"epinephrine": [{"device": "other", "name": "Pen " * 60, "route": "intramuscular"}]},
)


def test_the_headlines_of_four_steps_are_in_the_first_screen(
    app: Flask, address: str, browser: Browser
) -> None:
    """Whatever the name, the diagnosis, the place and the devices are; details come after them."""
    client = PageClient(app)
    records = [read_record(file.read_bytes()) for file in PRINTED]
    records += [a_patient(name=name, subtype="mcas", **a) for name in NAMES for a in ANSWERS]
    page = browser.new_page(viewport=SMALL)  # type: ignore[arg-type] # a mapping of its own kind
    for patient in records:
        page.goto(f"{address}/c")
        page.locator("#digits").fill(keep(client, write_record(patient).decode()).code)
        page.get_by_role("button", name="Open details").click()
        page.locator(".name").wait_for()
        bottom = (
            page.locator(".steps > li")
            .nth(STEPS_ON_FRONT - 1)
            .evaluate("one => one.getBoundingClientRect().bottom + scrollY")
        )
        assert bottom <= SMALL["height"], patient.name
    page.close()
