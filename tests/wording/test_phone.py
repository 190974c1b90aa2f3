"""Phone numbers that a tap calls."""

import pytest

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.statement import Phone, Typed
from walletcard.wording.phone import CallingWords, calling


@pytest.mark.parametrize(
    ("typed", "region", "link"),
    [
        ("+1 617 555 0134", "US", "tel:+1-617-555-0134"),
        ("0131 496 0124", "GB", "tel:+44-131-496-0124"),
        ("+1 604 555 0101 ext. 12", "CA", "tel:+1-604-555-0101;ext=12"),
        ("112", "DE", "tel:112"),
        ("call me", "US", None),
        ("555", "US", None),
        ("", "US", None),
    ],
)
def test_a_number_is_called_as_it_is_meant_or_not_at_all(
    typed: str, region: str, link: str | None
) -> None:
    """An extension stays one, and what is no number is no link."""
    assert calling(typed, region) == link


def test_every_emergency_number_of_the_catalogue_is_called_as_it_stands() -> None:
    """No country's code is put before it."""
    for region in catalogue().regions.values():
        if region.number:
            assert calling(region.number, region.code) == f"tel:{region.number}"


def test_a_link_shows_what_was_typed() -> None:
    """Only phone numbers are links; their text stays as it is."""
    words = CallingWords("en", "GB")

    assert words.value(Typed("0131 496 0124")) == "<bdi>0131 496 0124</bdi>"
    assert words.value(Phone("0131 496 0124")) == (
        '<a href="tel:+44-131-496-0124"><bdi class="phone">0131 496 0124</bdi></a>'
    )
