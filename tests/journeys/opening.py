"""Cards that are kept, what a phone shows that opens their codes, and their owners."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.filling import ON_THE_CARD, Person
from tests.journeys.serving import Served
from tests.paper.reading import missing_words, read
from tests.people import a_patient
from walletcard.issuing.links import card_link, owner_link
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import KEY_DIGITS, OwnerSecret
from walletcard.sharing.store import Store


def card_made_by(person: Person) -> tuple[str, str]:
    """Have the card made and kept by whoever answered: its owner link, and what its code says."""
    page = person.page
    person.press("Make my card and plan")
    consent = page.get_by_label("Yes, keep them.")
    assert not consent.is_checked()
    consent.check()
    person.press("Make my card and plan")
    assert person.heading == "Save your owner link"
    page.reload()
    beside = page.locator(".beside").inner_text().replace(" ", "")
    link = page.locator(".key .link").inner_text() + beside
    download = "Download the sheet to keep at home (PDF)"
    expect(page.locator("main .go")).to_have_text(download)
    person.download(download)
    expect(page.locator("main .go")).to_have_text("I have saved it" if person.scripts else download)
    person.press("I have saved it")
    assert person.heading == "Your card and plan are ready"
    paper = person.download("Download the wallet card")
    pages = read(Path(paper.path()).read_bytes())
    assert missing_words(ON_THE_CARD, pages) == []
    (code,) = {one.code for one in pages} - {None}
    assert code
    assert paper.suggested_filename.startswith("wallet-card_no-1_")
    return link, code


def kept_card(served: Served) -> tuple[str, str]:
    """A card kept without the form, with such answers: its owner link, and what its code says."""
    device = {"device": "epipen", "strength": {"value": 0.3, "unit": "mg"}}
    patient = a_patient(
        name="Maria Keller",
        region="US",
        epinephrine=[device | {"kept_at": "red pouch in handbag"}],
    )
    owner = OwnerSecret.fresh()
    store = Store(None, served.instance)
    cards.keep(store, owner, KeptRecord.of(patient), date(2026, 11, 23))
    store.close()
    link = owner_link(served.origin, owner) + owner.beside_link
    return link, card_link(served.origin, owner.card(1))


def expect_details(page: Page) -> None:
    """Name, device and its place must be visible."""
    expect(page.locator(".name")).to_have_text("Maria Keller")
    expect(page.locator(".details")).to_contain_text(
        re.compile(r"EpiPen.0\.3.mg(,.carries 2)?: red pouch in handbag")
    )


def type_in(page: Page, code: str) -> None:
    """Type the digits in groups, as they are printed under the code."""
    groups = " ".join(re.findall("....", code.partition("#")[2]))
    page.get_by_label("The card’s 40 digits").fill(groups)
    page.get_by_role("button", name="Open details").click()


def log_in(page: Page, link: str, *, scripts: bool = True) -> None:
    """Open an owner link and type the digits beside it; without scripts, all its digits."""
    page.goto(link[:-KEY_DIGITS])
    digits = page.get_by_label("Digits of your owner link")
    if scripts:
        expect(digits).to_be_focused()
        page.keyboard.type(link[-KEY_DIGITS:])
    else:
        digits.fill(link)
    page.get_by_role("button", name="Open my card").click()
    expect(page).to_have_url(re.compile("/owner/card$"))


def log_out(page: Page) -> None:
    """Log the owner out."""
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are logged out")
