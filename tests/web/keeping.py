"""What tests of kept cards share: keeping a card, and opening it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Flask
from werkzeug.test import TestResponse

from tests.people import PATIENTS
from tests.web.pages import PageClient, page_of, text_of
from tests.web.walking import start_from_file
from walletcard.clinical.record import read_record
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.schema import CARD, OWNER, SESSION
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import FILE, Store
from walletcard.web.site.current import NAME, Site

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class KeptCard:
    """The digits of the owner link, and those of the code."""

    owner: str
    code: str


def record(number: str) -> str:
    """The text of a record file by its number, `01` to `09`."""
    (file,) = PATIENTS.glob(f"{number}-*.json")
    return file.read_text("utf-8")


def keep(client: PageClient, kept: str, photo: str | None = None) -> KeptCard:
    """Keep a record, and perhaps a photo as a `data:` URI, in the application's store."""
    owner = OwnerSecret.fresh()
    answers = KeptRecord.of(read_record(kept.encode()), photo)
    cards.keep(store_of(client.application), owner, answers, TODAY)
    return KeptCard(owner.digits, owner.card(1).digits)


def make(client: PageClient, kept: str) -> KeptCard:
    """Make a card of a record through the form, with consent; returns owner link and code."""
    walk = start_from_file(client, kept.encode())
    walk.post("/keep", {"keep": "keep"})
    page = walk.get("/owner-link")
    (link,) = [text_of(one) for one in page.all("p") if one.get("class") == "link"]
    (beside,) = [text_of(one) for one in page.all("strong") if one.get("class") == "beside"]
    (code,) = walk.send("/owner-link", page=page).typed["code"]
    return KeptCard(link.partition("/owner#")[2] + beside.replace(" ", ""), code)


def enter(client: PageClient, card: KeptCard) -> str:
    """Open the owner link; returns the token of the owner's forms."""
    answer = client.post("/owner", data={"digits": card.owner})
    assert answer.headers["Location"] == "/owner/card"
    return page_of(client.get("/owner/card")).typed["token"][0]


def read(client: PageClient, code: str) -> TestResponse:
    """Open a code by its digits."""
    return client.post("/c", data={"digits": code})


def store_of(app: Flask) -> Store:
    """The application's own store."""
    site: Site = app.extensions[NAME]
    return site.store


def rows(app: Flask) -> list[tuple[bytes, ...]]:
    """Every row of the database, as it is stored."""
    with store_of(app).reading() as held:
        connection = held._connection  # noqa: SLF001 - what a thief would see
        return [
            tuple(row)
            for table in (CARD, OWNER, SESSION)
            for row in connection.execute(table.select())
        ]


def break_database(app: Flask) -> None:
    """Replace the database by a folder, so that it cannot be opened."""
    site: Site = app.extensions[NAME]
    site.store.close()
    for file in site.settings.instance.glob(f"{FILE}*"):
        file.unlink()
    (site.settings.instance / FILE).mkdir()
