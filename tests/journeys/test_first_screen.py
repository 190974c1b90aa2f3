"""The first screen of a small phone that opens a code."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.people import PRINTED, a_patient
from tests.web.keeping import keep
from tests.web.pages import PageClient
from walletcard.clinical.devices import for_anyone
from walletcard.clinical.record import read_record, write_record

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 568}
WHOLE = ("01", "02", "04", "08")
STEPS = 3  # the headlines that must fit, whatever was answered
NAMES = ("María de los Ángeles", "漢" * 10, "W" * 20, "漢" * 300, "Maria Keller " * 20)
ANSWERS: tuple[dict[str, Any], ...] = (
    {"epinephrine": []},
    {"medications": [{"name": "epinephrine"}]},
    {"epinephrine": [{"device": "other", "name": "Pen " * 60, "route": "intramuscular"}]},
    {
        "epinephrine": [
            {"device": "jext", "kept_at": f"{place} {n}"}
            for place in ("car", "漢" * 30)
            for n in range(3)
        ]
    },
)


def test_who_it_is_and_the_first_steps_are_in_the_first_screen(
    app: Flask, address: str, browser: Browser
) -> None:
    """Name, age, diagnosis, line for staff and three steps; with ordinary answers, every step.

    Step 1 says where the epinephrine is.
    """
    client = PageClient(app)
    records = [(read_record(file.read_bytes()), file.stem[:2] in WHOLE) for file in PRINTED]
    records += [
        (a_patient(name=name, subtype="mcas", **answers), False)
        for name in NAMES
        for answers in ANSWERS
    ]
    page = browser.new_page(viewport=SMALL)  # type: ignore[arg-type] # a mapping of its own kind
    for patient, is_whole in records:
        page.goto(f"{address}/c")
        page.locator("#digits").fill(keep(client, write_record(patient).decode()).code)
        page.get_by_role("button", name="Open details").click()
        page.locator(".glance").wait_for()
        order = page.locator("header .who, .glance, .signs, .steps > li").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().bottom + scrollY)"
        )
        assert order == sorted(order)
        last = order[-1] if is_whole else order[2 + STEPS]
        assert last <= SMALL["height"], patient.name
        assert page.locator(".steps .places").count() == bool(for_anyone(patient))
    page.close()


def test_with_the_largest_letters_nothing_leaves_a_small_screen(
    app: Flask, address: str, browser: Browser
) -> None:
    """With letters twice as large the page is no wider than a phone of 320 pixels.

    The digits of a number to call are underlined: an element of its own kind would lose the line.
    """
    client = PageClient(app)
    codes = [keep(client, file.read_text("utf-8")).code for file in PRINTED]
    context = browser.new_context(viewport=SMALL, bypass_csp=True)  # type: ignore[arg-type] # the same
    page = context.new_page()
    wide = {}
    for code in codes:
        page.goto("about:blank")
        page.goto(f"{address}/c#{code}")
        page.locator(".glance").wait_for()
        page.add_style_tag(content="html { font-size: 200% }")
        wide[page.locator(".name").inner_text()] = page.evaluate(
            "document.documentElement.scrollWidth"
        )
    boxed = page.locator("a bdi").evaluate_all(
        "all => all.filter(one => getComputedStyle(one).display !== 'inline').length"
    )
    context.close()
    assert boxed == 0
    assert {name: width for name, width in wide.items() if width > SMALL["width"]} == {}
