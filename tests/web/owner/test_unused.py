"""Servers whose operator has unused cards removed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.conftest import settings_in
from tests.starting import application
from tests.web.keeping import keep, record, store_of
from tests.web.pages import SecureClient, page_of, visitor
from walletcard.sharing import cards
from walletcard.sharing.schema import OWNER
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.unused import month_of
from walletcard.web.site.current import NAME, now, today

YEARS = 10


@pytest.fixture
def removing(tmp_path: Path) -> SecureClient:
    """A visitor of such a server."""
    return visitor(application(replace(settings_in(tmp_path), keep_years=YEARS)))


def let_pass(client: SecureClient, months: int) -> None:
    """Set the last use back by so many months."""
    store = store_of(client.application)
    with store.rebuilding() as connection:
        connection.execute(update(OWNER).values(used=month_of(now()) - months))


@pytest.mark.parametrize(("months", "warnings"), [(95, 0), (96, 1), (119, 1)])
def test_an_owner_is_warned_from_two_years_before(
    removing: SecureClient, months: int, warnings: int
) -> None:
    """Logging in counts as use, so at the next visit there is no warning."""
    card = keep(removing, record("02"))
    let_pass(removing, months)
    removing.post("/owner", data={"digits": card.owner})

    first = page_of(removing.get("/owner/card")).text
    removing.application.extensions[NAME].notes.wait()
    second = page_of(removing.get("/owner/card")).text

    assert first.count("Nobody opened this card, and you were not here") == warnings
    assert "Only if nobody opens it for 10 years" in second


def test_a_code_that_opens_nothing_says_that_the_print_stays_valid(removing: SecureClient) -> None:
    """The person who holds the card cannot know that it was removed."""
    card = keep(removing, record("02"))
    owner = OwnerSecret.read(card.owner)
    cards.withdraw(store_of(removing.application), owner, today())

    page = page_of(removing.post("/c", data={"digits": card.code})).text

    assert "nobody used it for 10 years. The printed text stays valid." in page


def test_the_privacy_page_says_which(removing: SecureClient, client: SecureClient) -> None:
    """A server that removes no cards does not note the months."""
    assert "for 10 years. What is printed stays valid." in page_of(removing.get("/privacy")).text
    text = page_of(client.get("/privacy")).text
    assert "We never delete it ourselves." in text
    assert "month of the last use" not in text
