"""What was typed beside a name stays, whichever entry the name is."""

import pytest

from walletcard.cautions.beside import beside, is_dose


@pytest.mark.parametrize(
    ("typed", "id", "rest"),
    [
        ("Eliquis 5 mg", "apixaban", "5 mg"),
        ("Eliqis 5mg twice a day", "apixaban", "5mg twice a day"),
        ("Lopressor50mg", "metoprolol", "50mg"),
        ("Lopressor™ 50 mg", "metoprolol", "50 mg"),
        ("50 mg metoprolol succinate", "metoprolol", "50 mg succinate"),
        ("Cetirizin, 10 mg, abends", "cetirizine", "10 mg, abends"),
        ("ロキソニン 60 mg", "loxoprofen", "60 mg"),
        ("aspirin (allergic)", "aspirin", "(allergic)"),
        ("timoptol eye drops", "timolol", "eye drops"),
        ("blood thinner (Eliquis)", "apixaban", "blood thinner"),
        ("not aspirin any more", "aspirin", "not aspirin any more"),
        ("Eliquis", "apixaban", ""),
        ("Eliquis®.", "apixaban", ""),
        ("something else entirely", "apixaban", "something else entirely"),
    ],
)
def test_only_the_name_is_taken_out(typed: str, id: str, rest: str) -> None:
    """Before it, behind it, glued to it; a sentence around it stays whole."""
    assert beside(typed, id) == rest


@pytest.mark.parametrize("typed", ["5 mg", "5mg", "0,5 mg abends", "2 puffs", "100 IE", "1 tablet"])
def test_a_number_with_a_unit_is_a_dose(typed: str) -> None:
    """In whatever words stand around it."""
    assert is_dose(typed)


@pytest.mark.parametrize("typed", ["since 2010", "twice a day", "mg", "room 5 left", "5 minutes"])
def test_a_number_alone_is_no_dose(typed: str) -> None:
    """A year or a room is none."""
    assert not is_dose(typed)
