"""Every sentence of the catalogue is said somewhere, and the page of all sentences says where."""

from __future__ import annotations

import json

import pytest

from tests.saying_where import found_apart
from tests.web.pages import PageClient, page_of, text_of
from walletcard.clinical.catalogue import catalogue
from walletcard.web.help.sentences import SAID_FILE, where

WRITE = "If that is meant, run: python -m tests.saying_where"


@pytest.fixture(name="said", scope="module")
def _said() -> dict[str, set[str]]:
    return found_apart()


def written() -> dict[str, set[str]]:
    """What the page of all sentences says of each."""
    rows = json.loads(SAID_FILE.read_text("utf-8"))
    return {id: set(places) for id, places in rows.items()}


def unsaid(said: dict[str, set[str]]) -> list[str]:
    """The sentences that nobody and nothing says: clinicians would be asked to sign them."""
    return [id for id in catalogue().statements if not said.get(id)]


def test_every_sentence_is_said_or_is_not_there(said: dict[str, set[str]]) -> None:
    """By the Plan of somebody, by the form, or by a page."""
    assert unsaid(said) == []


def test_a_sentence_that_nothing_says_is_found(said: dict[str, set[str]]) -> None:
    """The check can fail: without the rule for step 5, that sentence is said nowhere."""
    assert unsaid({**said, "step.cpr": set()}) == ["step.cpr"]


def test_where_each_sentence_is_said_is_written_down(said: dict[str, set[str]]) -> None:
    """No place is missing, and no sentence that is not there any more is named."""
    rows = written()
    missing = {id: places - rows.get(id, set()) for id, places in said.items()}
    assert {id: places for id, places in missing.items() if places} == {}, WRITE
    assert set(rows) == set(catalogue().statements), WRITE


def test_the_page_of_all_sentences_says_where(client: PageClient) -> None:
    """A step stands on every face; a note for staff on no card."""
    page = page_of(client.get("/about/content/all"))
    shown = {one.get("id"): text_of(one) for one in page.all("article")}

    faces = "Said on: card, plan, page behind the code, texts for the phone, help pages"
    assert faces in shown["step.flat"]
    assert list(where("class.beta-blocker.staff")) == ["plan", "page behind the code"]
    assert list(where("reading.for-whom")) == ["page for everybody"]
    assert list(where("warning.one-device")) == ["check page"]
    assert all("Said on: ." not in text for text in shown.values())
