"""From the form to the code, from the code to the details and back to the owner, in Chromium.

The server is a process of its own behind TLS. The browser opens exactly what the code says, after
the server was stopped and started.
"""

from __future__ import annotations

import base64
import contextlib
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.filling import Person, phone
from tests.journeys.opening import (
    card_made_by,
    expect_details,
    kept_card,
    log_in,
    log_out,
    type_in,
)
from tests.journeys.serving import Served
from tests.paper.reading import read

pytestmark = pytest.mark.browser

# What the person in these journeys types, in every form in which a file could hold it.
WORDS = ["Maria", "Keller", "red pouch", "Cetirizine", "cetirizine", "Quercetin", "Nebulised"]
ENOUGH = "Treat the patient; the printed side is enough."


class Made(NamedTuple):
    """A card that was made: its owner link, what its code says, and the maker's cookies."""

    link: str
    code: str
    cookies: list[str]


def tell_names(person: Person) -> None:
    """Add two medicines and a trigger, and go to the page that checks the answers."""
    person.open("/make/1/medicines/usual")
    person.tick("Cetirizine").get_by_label("Dose").fill("10 mg")
    person.type("Another medicine, by name or brand", "Quercetin")
    person.press("Continue")
    person.press("Save", exact=True)
    person.open("/make/1/triggers/usual")
    person.type("Another trigger, by name or brand", "Nebulised mist")
    person.press("Continue")
    person.press("Save", exact=True)
    person.open("/make/1/check")


@pytest.fixture(scope="module", name="made")
def _made(browser: Browser, server: Served) -> Made:
    """A card that somebody with scripts has made of answers to the form."""
    if not server.is_running:
        server.start()
    with phone(browser) as context:
        person = Person(context.new_page(), server.origin)
        person.answer_first()
        tell_names(person)
        link, code = card_made_by(person)
        return Made(link, code, [cookie.get("value", "") for cookie in context.cookies()])


@contextlib.contextmanager
def store_down(served: Served) -> Iterator[None]:
    """Take the server's database away during the block."""
    served.stop()
    aside = served.database.rename(served.folder / "aside")
    served.database.mkdir()
    served.start()
    try:
        yield
    finally:
        served.stop()
        served.database.rmdir()
        aside.rename(served.database)
        served.start()


def open_code(page: Page, code: str, *, scripts: bool) -> None:
    """Open what the code says; without scripts, type its digits."""
    page.goto(code)
    if not scripts:
        type_in(page, code)


def test_the_printed_code_opens_the_details(browser: Browser, served: Served, made: Made) -> None:
    """The code on the PDF opens the details; a reload opens them again at the same address."""
    code = made.code
    assert re.fullmatch(r"https://card\.example\.org/c#[0-9]{40}", code)
    served.restart()

    with phone(browser) as helper:
        page = helper.new_page()
        page.goto(code)
        expect_details(page)
        assert page.locator("h1:focus").count() == 1
        page.reload()
        expect_details(page)
        assert page.url == code
        assert helper.cookies() == []


def test_digits_that_are_typed_open_the_details_in_the_page(
    browser: Browser, served: Served
) -> None:
    """The phone itself finds a mistyped digit; digits of other scripts are understood."""
    _, code = kept_card(served)
    digits = code.partition("#")[2]
    slip = digits[:-1] + str((int(digits[-1]) + 1) % 10)

    with phone(browser) as helper:
        page = helper.new_page()
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.method))
        page.goto(f"{served.origin}/c")
        for typed, said in ((slip, "One of these digits is wrong"), (digits[:8], "these are 8")):
            type_in(page, f"#{typed}")
            expect(page.locator("#said")).to_contain_text(said)
            expect(page.locator("#said")).to_contain_text(ENOUGH)
        assert sent == ["GET"]
        fours = re.findall("....", slip)
        type_in(page, f"#{slip}")
        expect(page.get_by_label("The card’s 40 digits")).to_have_value(" ".join(fours))
        page.get_by_label("The card’s 40 digits").fill(" ".join([*fours[:2], "123", *fours[3:]]))
        page.get_by_role("button", name="Open details").click()
        expect(page.locator("#said")).to_contain_text("compare group 3 of four digits")
        for zero in (0x660, 0x6F0, 0xFF10):
            page.goto(f"{served.origin}/c")
            type_in(page, "#" + digits.translate({48 + n: chr(zero + n) for n in range(10)}))
            expect_details(page)
        page.goto(f"{served.origin}/c#{slip}")
        expect(page.locator("#said")).to_contain_text("One of these digits is wrong")


def test_another_code_in_the_same_tab_never_shows_the_first_person(
    browser: Browser, served: Served
) -> None:
    """Only the part after the # changes, and then a browser loads nothing by itself."""
    _, code = kept_card(served)
    with phone(browser) as person:
        page = person.new_page()
        page.goto(code)
        expect_details(page)
        page.goto(f"{served.origin}/c#{'0' * 40}")
        expect(page.locator("#said")).to_contain_text("We know no card with these digits.")
        assert page.locator(".name").count() == 0


def test_with_a_store_that_is_down_the_general_text_stands(
    browser: Browser, served: Served
) -> None:
    """It says that the details cannot be opened now; later they open, with or without scripts."""
    _, code = kept_card(served)

    with phone(browser) as helper, phone(browser, scripts=False) as plain:
        pages = {helper.new_page(): True, plain.new_page(): False}
        with store_down(served):
            for page, scripts in pages.items():
                open_code(page, code, scripts=scripts)
                expect(page.locator("#said")).to_contain_text("The details cannot be opened now")
                expect(page.locator("#said")).to_contain_text(ENOUGH)
                expect(page.locator(".steps > li")).to_have_count(5)
        for page, scripts in pages.items():
            page.goto("about:blank")
            open_code(page, code, scripts=scripts)
            expect_details(page)


def test_without_a_network_the_general_text_stands(browser: Browser, served: Served) -> None:
    """When the network is back, the details open without a tap."""
    _, code = kept_card(served)

    with phone(browser) as helper:
        page = helper.new_page()
        page.goto(f"{served.origin}/c")
        helper.set_offline(True)
        type_in(page, code)
        expect(page.locator("#said")).to_contain_text("cannot be reached now")
        expect(page.locator("#said")).to_contain_text(ENOUGH)
        expect(page.locator(".steps > li")).to_have_count(5)
        helper.set_offline(False)
        expect_details(page)


def change_place(owner: Person) -> None:
    """Change where the pen is, and keep the answers."""
    owner.press("Change my answers")
    owner.follow("Your epinephrine")
    owner.follow("Change")
    owner.type("Where is it right now?", "blue rucksack")
    owner.press("Save", exact=True)
    owner.follow("All topics")
    owner.follow("Check and keep")
    owner.press("Keep these answers")
    expect(owner.page.get_by_role("status")).to_contain_text("Your answers are changed.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_owner_changes_the_answers_and_replaces_the_card(
    browser: Browser, served: Served, *, scripts: bool
) -> None:
    """The link leads to a clean address; the card in the wallet opens the new answers.

    Without scripts the server is restarted after each step; with them it need not be again.
    """
    link, code = kept_card(served)
    restart = bool if scripts else served.restart
    with phone(browser, scripts=scripts) as person:
        page = person.new_page()
        log_in(page, link, scripts=scripts)
        restart()

        owner = Person(page, served.origin, restart)
        change_place(owner)
        again = owner.download("Download the wallet card")
        assert code in {one.code for one in read(Path(again.path()).read_bytes())}

        page.get_by_label("Yes, stop the old code").check()
        page.get_by_role("button", name="Make the next card").click()
        expect(page.get_by_role("status")).to_contain_text("card number 2")
        with phone(browser) as helper:
            found = helper.new_page()
            found.goto(code)
            expect(found.locator("#said")).to_contain_text(
                "The owner of this card has switched it off, replaced"
            )
        log_out(page)
        assert person.cookies() == []


def test_nothing_that_lies_on_the_disk_says_whose_it_is(
    browser: Browser, served: Served, made: Made
) -> None:
    """Database, its log and the server's log after a whole journey, also inflated and decoded."""
    with phone(browser) as person:
        page = person.new_page()
        page.goto(made.code)
        expect_details(page)
        page.goto(made.link)
        page.wait_for_url(f"{served.origin}/owner/card")
        secrets = [made.link.partition("#")[2], made.code.partition("#")[2], *made.cookies]
        secrets += [cookie.get("value", "") for cookie in person.cookies()]

    files = [served.log, *served.instance.iterdir()]
    assert {f"{served.database.name}{end}" for end in ("", "-wal")} <= {one.name for one in files}
    numbers = [int(digits[:39]).to_bytes(16) for digits in secrets]
    hidden = [word.encode() for word in [*WORDS, *secrets]]
    hidden += numbers + [number.hex().encode() for number in numbers]
    for file in files:
        for content in ways_to_read(file.read_bytes()):
            assert [one for one in hidden if one in content] == [], file.name


def ways_to_read(content: bytes) -> Iterator[bytes]:
    """A file as it is, and every part of it that is Base64 or deflated, decoded."""
    yield content
    for run in re.findall(rb"[A-Za-z0-9+/_-]{24,}", content):
        even = run[: len(run) // 4 * 4].replace(b"-", b"+").replace(b"_", b"/")
        yield base64.b64decode(even)
    for start in (one.start() for one in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b", content)):
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(wbits=47).decompress(content[start:])
