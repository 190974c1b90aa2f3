"""Help pages with a person's own words, and what tests look for on them."""

from __future__ import annotations

import json

from tests.people import PATIENTS, answers
from tests.web.pages import Page, PageClient, page_of

READABLE = sorted(file.name[:2] for file in PATIENTS.glob("0[1-8]-*.json"))


def own(client: PageClient, path: str, number: str, **changes: object) -> Page:
    """The page for one person of `tests/patients`."""
    sent = json.dumps(answers(number) | changes, default=float)
    answer = client.post(path, data={"record": sent})
    assert answer.status_code == 200, answer.text
    return page_of(answer)


def said(text: str) -> str:
    """A text with spaces as in `Page.text`."""
    return " ".join(text.split())


OFFERED = {
    "Letter to my doctor": "/help/doctor",
    "Letter for a flight or a school": "/help/letter",
    "Texts for my phone": "/help/phone",
    "What to say on the phone": "/help/call",
    "Reminders for my calendar": "/reminders.ics",
}
