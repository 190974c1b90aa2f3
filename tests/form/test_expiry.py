"""A use-by date is read as it stands on a box; what may mean two days is asked about."""

import pytest
from wtforms import Form

from walletcard.form.expiry_field import ExpiryField, read


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("03/27", "2027-03"),
        ("2027-03", "2027-03"),
        ("MAR 2027", "2027-03"),
        ("EXP 03.27", "2027-03"),
        ("exp: 3 2028", "2028-03"),
        ("EXPMAY27", "2027-05"),
        ("Dez. 2027", "2027-12"),
        ("août 27", "2027-08"),
        ("31.03.2027", "2027-03-31"),
        ("12 MAY 2027", "2027-05-12"),
        ("May 31, 2027", "2027-05-31"),
        ("٠٣/٢٠٢٧", "2027-03"),
        ("０３／２０２７", "2027-03"),
        ("03–2027", "2027-03"),
        ("2027", "2027"),
    ],
)
def test_it_is_read_as_boxes_have_it(typed: str, iso: str) -> None:
    """Month first, year first, or with the month's name in the language of the box."""
    assert read(typed) == iso


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("03/04/2027", "month 3 or month 4"),
        ("05/06", "four digits"),
        ("27/03", "four digits"),
        ("0327", "month and year"),
        ("13/2027", "month and year"),
        ("30.02.2027", "month and year"),
        ("soon", "month and year"),
        ("MA 27", "month and year"),
        ("LOT 03/27", "month and year"),
    ],
)
def test_what_is_not_clear_is_asked_about(typed: str, fault: str) -> None:
    """Never guessed: a wrong month would send somebody out with a dead pen."""
    with pytest.raises(ValueError, match=fault):
        read(typed)


@pytest.mark.parametrize("iso", ["2027", "2027-03", "2027-03-31", None])
def test_a_date_that_was_kept_stands_in_its_box_again(iso: str | None) -> None:
    """Whoever changes another answer of the device does not lose it."""

    class Pen(Form):
        expires = ExpiryField("Use-by date")

    shown = Pen(data={"expires": iso}).expires
    assert shown.data == iso
    assert (read(shown.text) if shown.text else None) == iso
