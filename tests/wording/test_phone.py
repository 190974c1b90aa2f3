"""Phone numbers that a tap calls."""

import pytest

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.statement import Phone, Phrase, Typed
from walletcard.wording.phone import CallingWords, calling, is_short


@pytest.mark.parametrize(
    ("typed", "region", "link"),
    [
        ("+1 617 555 0134", "US", "tel:+1-617-555-0134"),
        ("0131 496 0124", "GB", "tel:+44-131-496-0124"),
        ("+44 (0)131 496 0124", "US", "tel:+44-131-496-0124"),
        ("030/1234567", "DE", "tel:+49-30-1234567"),
        ("+49 171/1234567", "US", "tel:+49-171-1234567"),
        ("+1 604 555 0101 ext. 12", "CA", "tel:+1-604-555-0101;ext=12"),
        ("617-555-0134 x5", "US", "tel:+1-617-555-0134;ext=5"),
        ("112", "DE", "tel:112"),
        ("9-1-1", "US", "tel:911"),
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


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("070-123 45 67 hem", "SE"),
        ("070-123 45 67 (Axel)", "SE"),
        ("555-1234 mom", "US"),
        ("Call 112", "SE"),
        ("112 (EU)", "SE"),
        ("617-555-0134 between 8 and 5", "US"),
        ("0131 496 0124 after 6 pm", "GB"),
        ("1-800-DOCTORS", "US"),
    ],
)
def test_words_beside_a_number_make_it_no_link(typed: str, region: str) -> None:
    """A keypad turns letters into digits, and nobody knows which digits of a sentence count."""
    assert calling(typed, region) is None


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("911 or 555-1234", "US"),
        ("112 / 110", "DE"),
        ("112 110", "DE"),
        ("617-555-0134 / 617-555-0135", "US"),
        ("0171 1234567/68", "DE"),
        ("0131 496 0124 0131 496 0125", "GB"),
        ("2012/2013", "DK"),
        ("+491711234567+491717654321", "DE"),
    ],
)
def test_two_numbers_are_never_called_as_one(typed: str, region: str) -> None:
    """Whichever sign stands between them, or none."""
    assert calling(typed, region) is None


@pytest.mark.parametrize(
    ("typed", "region"),
    [("555-1234", "US"), ("5551234", "DE"), ("070-123 45 67", "US"), ("020 7946 0018", "US")],
)
def test_a_number_that_another_phone_would_dial_elsewhere_is_no_link(
    typed: str, region: str
) -> None:
    """Without its area code, or from another country than the card's, it may reach a stranger."""
    assert calling(typed, region) is None


@pytest.mark.parametrize(
    ("typed", "region", "link"),
    [
        ("٠٥٠ ١٢٣ ٤٥٦٧", "AE", "tel:+971-50-123-4567"),
        ("١١٢", "AE", "tel:112"),
        ("०९८७६५४३२१०", "IN", "tel:+91-98765-43210"),
        ("＋４９ １７１ １２３４５６７", "DE", "tel:+49-171-1234567"),
        ("\u202a+49 171 1234567\u202c", "DE", "tel:+49-171-1234567"),
        ("+49\u00a0171\u00a01234567\u200b", "DE", "tel:+49-171-1234567"),
    ],
)
def test_digits_of_any_script_dial_the_number_that_they_write(
    typed: str, region: str, link: str
) -> None:
    """A keypad knows 0 to 9 only; marks that nobody sees are not dialed."""
    assert calling(typed, region) == link


@pytest.mark.parametrize(
    ("typed", "region", "is_one"),
    [
        ("116 117", "DE", True),
        ("1177", "SE", True),
        ("111", "GB", True),
        ("1234", "GB", False),
        ("61755", "US", False),  # takes messages alone
        ("00", "DE", False),
        ("", "DE", False),
        ("020 7946 0018", "GB", False),
    ],
)
def test_a_short_number_of_a_country_is_known(typed: str, region: str, *, is_one: bool) -> None:
    """Nobody is asked to look at the number of a health line again."""
    assert is_short(typed, region) is is_one


def test_every_emergency_number_of_the_catalogue_is_called_as_it_stands() -> None:
    """No country's code is put before it."""
    for region in catalogue().regions.values():
        if region.number:
            assert calling(region.number, region.code) == f"tel:{region.number}"


def test_a_link_shows_what_was_typed() -> None:
    """Only phone numbers are links; their text stays as it is."""
    words = CallingWords("en", "GB")

    assert words.value(Typed("0131 496 0124")) == '<bdi translate="no">0131 496 0124</bdi>'
    assert words.value(Phone("0131 496 0124")) == (
        '<a href="tel:+44-131-496-0124"><bdi class="phone" translate="no">0131 496 0124</bdi></a>'
    )
    assert words.value(Phone("Mum, 0131 496 0124")) == (
        '<bdi class="phone" translate="no">Mum, 0131 496 0124</bdi>'
    )


def test_a_number_and_its_unit_stay_on_one_line_of_a_screen() -> None:
    """In our own sentences and in what was typed; other spaces may still break."""
    words = CallingWords("en", "GB")
    said = words.say(
        Phrase("medicine.dose", {"what": Typed("K2 drops"), "dose": Typed("4 mg, 2 h")})
    )

    assert str(words.say(Phrase("staff.epinephrine"))).count("1\N{NO-BREAK SPACE}mg/mL") == 1
    assert "4\N{NO-BREAK SPACE}mg, 2\N{NO-BREAK SPACE}h" in said
    assert "K2 drops" in said
