"""A walk through the form as a browser does it: fetch a page, send it filled in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from werkzeug.test import TestResponse

from tests.web.pages import Page, PageClient, page_of, text_of
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import patient_from
from walletcard.form.outline import EntryList, places

Boxes = Mapping[str, Any]
ABOUT: dict[str, Any] = {
    "answered_by": "patient",
    "name": "Li Wu",
    "born-day": "30",
    "born-month": "11",
    "born-year": "2001",
    "region": "GB",
}


@dataclass
class Walk:
    """One draft of one visitor."""

    client: PageClient
    number: int = 1

    @property
    def path(self) -> str:
        """The draft's address without a slash at its end."""
        return f"/make/{self.number}"

    def get(self, path: str) -> Page:
        """Fetch a page of the draft."""
        answer = self.client.get(f"{self.path}{path}")
        assert answer.status_code == 200, answer.status
        return page_of(answer)

    def send(self, path: str, changes: Boxes | None = None, *, page: Page | None = None) -> Page:
        """Send a page as it is filled in, with some boxes changed; returns the next page."""
        answer = self.post(path, changes, page=page)
        assert answer.status_code == 303, page_of(answer).problems
        return page_of(self.client.get(answer.location))

    def post(
        self, path: str, changes: Boxes | None = None, *, page: Page | None = None
    ) -> TestResponse:
        """The same, but returns the answer. A change to None leaves a box out."""
        boxes = (page or self.get(path)).typed | dict(changes or {})
        sent = {name: value for name, value in boxes.items() if value is not None}
        return self.client.post(f"{self.path}{path}", data=sent)

    def press(self, path: str, **more: str) -> TestResponse:
        """Press a button that sends nothing but the token."""
        return self.client.post(f"{self.path}{path}", data={"token": self.token, **more})

    @property
    def token(self) -> str:
        """The token of the visit."""
        return self.get("/").typed["token"][0]

    @property
    def saved(self) -> dict[str, Any]:
        """The answers as the file that a person can save."""
        record: dict[str, Any] = json.loads(self.press("/save").data)
        return record

    @property
    def patient(self) -> Patient:
        """The patient of that file."""
        return patient_from(self.saved)

    def pages(self) -> Iterator[str]:
        """Every question page of the draft: single ones, checklists, and entries."""
        for place in places():
            if not isinstance(place, EntryList):
                yield f"/{place.slug}"
                continue
            if place.usual:
                yield f"/{place.slug}/usual"
            for link in self.get(f"/{place.slug}/").all("a"):
                if text_of(link).startswith("Change"):
                    yield (link.get("href") or "").removeprefix(self.path)


def start(client: PageClient, **changes: Any) -> Walk:
    """Start a draft with the answers that are required."""
    boxes = ABOUT | {name.replace("__", "-"): value for name, value in changes.items()}
    answer = client.post("/make/new", data=boxes)
    assert answer.status_code == 303, page_of(answer).problems
    return Walk(client, int(answer.location.split("/")[2]))


def start_from_file(client: PageClient, record: Mapping[str, Any] | bytes) -> Walk:
    """Start a draft from a record file."""
    data = record if isinstance(record, bytes) else json.dumps(record, default=float).encode()
    answer = client.post("/make/file", data={"file": (BytesIO(data), "record.json")})
    assert answer.status_code == 303, page_of(answer).problems
    return Walk(client, int(answer.location.split("/")[2]))
