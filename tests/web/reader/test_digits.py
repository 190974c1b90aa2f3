"""Digits that were typed or came with a link: what opens a card, and what is said if none opens."""

import re

import pytest
from stdnum import damm

from tests.web.keeping import enter, keep, read, record
from tests.web.pages import PageClient, SecureClient, page_of
from tests.web.reader.general import ENOUGH, SHOWN, in_fours, lacking, said
from walletcard.places import STATIC
from walletcard.sharing.secret import CardSecret
from walletcard.web.reader.pages import SLIP, UNKNOWN, WITHDRAWN

ZEROS = (0x660, 0x6F0, 0xFF10)  # Arabic-Indic, Persian, full-width


def test_a_whole_link_and_any_digits_are_read(keeper: SecureClient) -> None:
    """Groups, a pasted link, Arabic-Indic, Persian and full-width digits open the same card."""
    code = keep(keeper, record("02")).code
    groups = in_fours(code)
    other = [code.translate({48 + n: chr(zero + n) for n in range(10)}) for zero in ZEROS]

    for typed in (groups, f"https://card.example.org/c#{code}", f"{code}\r\n", *other):
        assert read(keeper, typed).status_code == 200, typed


MANGLED = (
    *(
        "/c%23{}",
        "/c/%23{}",
        "/C%23{}",
        "/c.%23{}",
        "/c%2523{}",
        "/c{}",
        "/c/{}",
        "/C/{}",
        "/c%20{}",
    ),
    *("/c%23{}%0A", "/c%23{}%20", "/c%23{}%E2%80%8B", "/c%23{}?fbclid=IwAR28", "/c%0A{}", "/c?{}"),
    *("/c%23{}&utm_id=2026", "/c%23{}%3Ffbclid=8", "/c/%23/{}", "/c%20{}"),
)


@pytest.mark.parametrize("path", MANGLED)
def test_a_changed_link_opens_the_general_page_with_the_digits_in_the_field(
    keeper: SecureClient, path: str
) -> None:
    """Without a script one tap opens the details."""
    card = keep(keeper, record("02"))

    answer = keeper.get(path.format(card.code))

    page = page_of(answer)
    assert answer.status_code == 200
    assert lacking(page) == []
    (typed,) = page.typed["digits"]
    assert typed == in_fours(card.code)
    assert "Set-Cookie" not in answer.headers
    assert SHOWN in page.text
    sent = {name: values[0] for name, values in page.typed.items()}
    opened = keeper.post("/c", data=sent)
    assert opened.status_code == 200
    assert SHOWN in page_of(opened).text
    assert SHOWN not in page_of(read(keeper, card.code)).text


@pytest.mark.parametrize("path", ["/c/", "/C", "/c.", "/cards", "/c%0A", "/c/x", "/c?id=2026"])
def test_whatever_begins_like_the_code_s_path_is_the_general_page(
    client: PageClient, path: str
) -> None:
    """Nobody who scans a card is told that there is no such page."""
    page = page_of(client.get(path))

    assert lacking(page) == []
    assert (said(page), page.typed["digits"]) == ("", [""])
    assert SHOWN not in page.text


def test_digits_that_cannot_be_read_stay_in_the_field(keeper: SecureClient) -> None:
    """Nobody has to type 40 digits twice; what is wrong is said above."""
    unknown = CardSecret(bytes(16)).digits
    slip = unknown[:-1] + str((int(unknown[-1]) + 1) % 10)

    fours = in_fours(slip)
    for typed in (fours, f"{unknown}7", "1234 5678", "<b>12</b>"):
        page = page_of(read(keeper, typed))
        assert page.typed["digits"] == [typed]
        assert ENOUGH in said(page)
    page = page_of(read(keeper, unknown))
    assert (said(page), page.typed["digits"]) == (f"{UNKNOWN} {ENOUGH}", [in_fours(unknown)])
    for answer in (keeper.get(f"/c%23{slip}"), read(keeper, slip)):
        page = page_of(answer)
        assert (said(page), page.typed["digits"]) == (f"{SLIP} {ENOUGH}", [fours])
    page = page_of(keeper.get(f"/c%23{unknown}7"))
    assert "these are 41" in said(page)


def test_the_group_with_too_few_or_too_many_digits_is_named(keeper: SecureClient) -> None:
    """If the digits were typed in groups; the check digit cannot tell where a slip is."""
    for typed, where in (
        ("1234 567 8901", "group 2 of four digits"),
        ("1234 5678 90123", "group 3 of four digits"),
        ("1234 5678", "them"),
        ("12345678901", "them"),
        ("card 12", "them"),
    ):
        assert f": compare {where} with the card." in said(page_of(read(keeper, typed)))


def replaced(client: SecureClient) -> str:
    """The digits of a card that its owner replaced."""
    card = keep(client, record("02"))
    token = enter(client, card)
    client.post("/owner/card/renew", data={"token": token, "lost": "y", "number": "1"})
    return card.code


def test_wrong_digits_get_one_sentence_and_the_general_text(keeper: SecureClient) -> None:
    """Each reason has a status of its own."""
    unknown = CardSecret(bytes(16)).digits
    slip = unknown[:-1] + str((int(unknown[-1]) + 1) % 10)
    swapped = "10" + unknown[2:]
    cases = {
        unknown: (404, UNKNOWN),
        slip: (422, SLIP),
        swapped: (422, SLIP),
        "9" * 39 + damm.calc_check_digit("9" * 39): (422, SLIP),
        "12": (422, "A card has 40 digits, and these are 2: compare them with the card."),
        "": (422, "A card has 40 digits, and these are 0: compare them with the card."),
        "x" * 90_000: (422, "A card has 40 digits, and these are 0: compare them with the card."),
        replaced(keeper): (410, WITHDRAWN),
    }
    for digits, (status, sentence) in cases.items():
        answer = read(keeper, digits)
        page = page_of(answer)
        assert (answer.status_code, said(page)) == (status, f"{sentence} {ENOUGH}")
        assert lacking(page) == []


def test_the_script_has_the_check_digit_s_table() -> None:
    """The same as the server's library."""
    (table,) = re.findall(r'damm = "([0-9]{100})"', (STATIC / "js/ask.js").read_text("utf-8"))

    for interim in range(10):
        number = next(str(n) for n in range(1000) if damm.checksum(str(n)) == interim)
        for digit in range(10):
            assert int(table[interim * 10 + digit]) == damm.checksum(f"{number}{digit}")
