"""Every page that a person can see, in every state, as the application answers it.

All checks that hold for every page go through it: wording, size, and the browser's checks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from flask import Flask

from tests.people import REFUSED, answers
from tests.web.failing import fail_with
from tests.web.keeping import break_database, keep, read, record
from tests.web.pages import SecureClient, visitor
from tests.web.sight import Sight
from tests.web.tour_of_cards import (
    of_a_helper,
    of_a_made_card,
    of_an_owner,
    without_a_code,
)
from tests.web.tour_of_drafts import (
    of_a_crowded_draft,
    of_an_empty_draft,
    of_several_drafts,
)
from tests.web.walking import start
from walletcard import create_app
from walletcard.paper.pdf import RenderFailed
from walletcard.settings import Settings
from walletcard.web.site.headers import MAX_BODY_BYTES


def tour(settings: Settings) -> Iterator[Sight]:
    """All pages of a server that can keep cards."""
    app = create_app(settings)
    fail_with(app, RenderFailed(("a glyph is missing",)))
    unset = create_app(replace(settings, public_url=None))
    fail_with(unset, KeyError("Maria Keller"))
    yield from for_everybody(visitor(app))
    for chapter in (of_an_empty_draft, of_a_crowded_draft, of_several_drafts, of_a_made_card):
        yield from chapter(visitor(app))
    yield from without_a_code(visitor(unset))
    for chapter in (of_an_owner, of_a_helper, of_errors, without_a_database):
        yield from chapter(visitor(app))


def addresses(app: Flask) -> list[str]:
    """The addresses that need no part filled in."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return sorted(rule.rule for rule in rules if not rule.arguments)


def for_everybody(client: SecureClient) -> Iterator[Sight]:
    """What a stranger opens or sends."""
    for address in addresses(client.application):
        yield Sight("a stranger", client.get(address))
    yield Sight("sentences of a face", client.get("/about/content/letter"))
    yield Sight("a country", client.get("/help/find?country=DE"))
    yield Sight("without a cookie", client.get("/make/1/"))
    typed = client.post("/make/1/medicines/5", data={"name": "Zyxol", "dose": "5 mg"})
    yield Sight("a page typed without its cookie", typed)
    yield Sight("nothing typed", client.post("/make/new", data={"name": ""}))
    yield Sight("no file", client.post("/make/file", data={"file": (BytesIO(), "")}))
    refused = {"file": (BytesIO(REFUSED.read_bytes()), "record.json")}
    yield Sight("a file that is refused", client.post("/make/file", data=refused))
    for address in ("/help/doctor", "/help/letter", "/help/call", "/help/phone"):
        yield Sight("with own words", client.post(address, data={"record": record("03")}))
    undated = json.dumps(answers("02"), default=float)
    yield Sight("no dates", client.post("/reminders.ics", data={"record": undated}))


def of_errors(client: SecureClient) -> Iterator[Sight]:
    """Error pages, each with its own sentences."""
    yield Sight("not found", client.get("/nowhere"))
    for changed in ("/c%23", "/C.", "/owner%23"):
        yield Sight("a changed link", client.get(f"{changed}{'1234' * 10}"))
    yield Sight("by its address", client.get("/record"))
    yield Sight("nothing sent", client.post("/record", data={"other": ""}))
    refused = {"record": REFUSED.read_text("utf-8")}
    yield Sight("not a record", client.post("/papers/action-plan.pdf", data=refused))
    yield Sight("too much", client.post("/record", data={"record": "W" * MAX_BODY_BYTES}))
    yield Sight("not a form", client.post("/record", data=b"{}", content_type="text/plain"))
    other = {"Sec-Fetch-Site": "cross-site"}
    yield Sight("from another site", client.post("/record", data={"record": ""}, headers=other))
    yield Sight("our mistake", client.get("/fails/now"))
    unknown = {"code": "0" * 40}
    yield Sight("an unknown card", client.post("/papers/wallet-card.pdf", data=unknown))


def without_a_database(client: SecureClient) -> Iterator[Sight]:
    """Without a database, typed answers come back, and helpers get the general text."""
    walk = start(client)
    page = walk.get("/hospital")
    card = keep(client, record("02"))
    break_database(client.application)
    yield Sight("no database", walk.post("/hospital", {"name": "St. Mary’s"}, page=page))
    yield Sight("no database", client.get("/make"))
    yield Sight("no database", read(client, card.code))
    yield Sight("no database", client.post("/papers/wallet-card.pdf", data={"code": card.code}))
