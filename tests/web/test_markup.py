"""What browsers do with a page by themselves: translate it, fill it in, grey out files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from tests.clinical.leaves import leaves_of
from tests.clinical.saying import WORDS
from tests.people import PRINTED, answers
from tests.web.keeping import enter, keep, read, record
from tests.web.pages import Page, PageClient, SecureClient, page_of
from tests.web.walking import start, start_from_file
from walletcard.clinical.plan import plan
from walletcard.clinical.record import read_record
from walletcard.clinical.statement import Amount, Date, Value


def left_to_a_translator(element: Element) -> Iterator[str]:
    """The texts of a page that a browser's translator may change."""
    if element.get("translate") == "no" or element.tag in {"script", "style", "title"}:
        return
    yield element.text or ""
    for inner in element:
        yield from left_to_a_translator(inner)
        yield inner.tail or ""


def translatable(page: Page) -> str:
    """The same as one string with single spaces."""
    return " ".join(" ".join(left_to_a_translator(page.root)).split())


@pytest.mark.parametrize("number", ["01", "03", "05"])
def test_behind_the_code_no_translator_touches_what_was_typed(
    keeper: SecureClient, number: str
) -> None:
    """Name, places, contacts, numbers and medicines stay; our own sentences are translated."""
    card, told = keep(keeper, record(number)), answers(number)
    enter(keeper, card)

    for page in (page_of(read(keeper, card.code)), page_of(keeper.get("/owner/card"))):
        text = translatable(page)
        own = [told["name"], *(one["name"] for one in told["contacts"])]
        own += [one["phone"] for one in told["contacts"] if "phone" in one]
        own += [one["kept_at"] for one in told["epinephrine"] if "kept_at" in one]
        own += [one["name"] for one in told["medications"] if "name" in one]
        assert [one for one in own if one in text] == []
        assert "EpiPen" not in text
        assert "outer thigh" in text


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: file.stem)
def test_behind_the_code_every_number_that_was_answered_stays_whole(
    keeper: SecureClient, file: Path
) -> None:
    """Dates, amounts and counts are not translated, and no amount is separated from its unit."""
    told = plan(read_record(file.read_bytes()))
    page = page_of(read(keeper, keep(keeper, record(file.stem[:2])).code))

    values = [value for one in told.statements for value in one.values.values()]
    answered = [leaf for value in values for leaf in leaves_of(value)]
    amounts: list[Value] = [replace(one, on=None) for one in answered if isinstance(one, Amount)]
    dates = [one for one in answered if isinstance(one, Date)]
    shown = [re.sub("<[^>]*>", "", str(WORDS.value(one))) for one in (*amounts, *dates)]
    text, left = "".join(page.root.itertext()), translatable(page)
    assert [one for one in shown if one not in text or " " in one] == []
    assert [one for one in shown if re.search(rf"\b{' '.join(one.split())}\b", left)] == []


def test_where_the_answers_are_checked_no_translator_touches_what_was_typed(
    client: PageClient,
) -> None:
    """What was picked from one of our lists is translated."""
    walk = start_from_file(client, answers("01"))

    text = translatable(walk.get("/check"))
    for own in ("Maria Keller", "Jonas", "red pouch in handbag", "EpiPen", "10 mg", "+1 617"):
        assert own not in text
    assert "How does a severe reaction start in you?" in text
    text = translatable(walk.get("/contacts/"))
    assert "Jonas" not in text


def test_what_is_read_aloud_again_in_a_list_is_kept_too(client: PageClient) -> None:
    """A typed name in a list stays, beside a trigger of ours that is translated."""
    walk = start(client)
    walk.send(
        "/triggers/1",
        {"name": "Zwiebel Hill", "looked": "Zwiebel Hill", "note": "at Mount Pleasant"},
    )

    text = translatable(walk.get("/triggers/"))
    assert "Zwiebel Hill" not in text
    assert "Mount Pleasant" not in text


def test_a_browser_fills_in_its_own_user_and_nobody_else(client: PageClient) -> None:
    """The person's own name may be filled in; names and numbers of other people never."""
    walk = start(client)

    for path, boxes in (
        ("/contacts/1", ("name", "relation", "phone")),
        ("/doctors/1", ("name", "role", "place", "phone")),
        ("/hospital", ("name", "phone", "patient_number")),
    ):
        page = walk.get(path)
        assert [page.by_id(box).get("autocomplete") for box in boxes] == ["off"] * len(boxes)
    assert walk.get("/about").by_id("name").get("autocomplete") == "name"


def test_a_phone_lets_the_saved_file_be_chosen(keeper: SecureClient) -> None:
    """Many phones take a .json file for plain text or unknown bytes, and would grey it out."""
    enter(keeper, keep(keeper, record("02")))

    for path in ("/make/file", "/owner/card"):
        accepted = (page_of(keeper.get(path)).by_id("file").get("accept") or "").split(",")
        assert {".json", "application/json", "text/plain", "application/octet-stream"} <= set(
            accepted
        )
