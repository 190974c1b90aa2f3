"""An owner whose card is kept."""

from __future__ import annotations

import pytest

from tests.web.keeping import (
    KeptCard,
    enter,
    keep,
    record,
)
from tests.web.pages import SecureClient


@pytest.fixture
def card(keeper: SecureClient) -> KeptCard:
    """A kept card with the fewest answers."""
    return keep(keeper, record("02"))


@pytest.fixture
def token(keeper: SecureClient, card: KeptCard) -> str:
    """The token of the owner, who is logged in."""
    return enter(keeper, card)
