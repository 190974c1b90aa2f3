"""What the server prints at its start, and its address on the local network."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from pathlib import Path

import pytest

from walletcard.reach import Reach
from walletcard.server import network
from walletcard.server.greeting import greeting
from walletcard.settings import Serving, Settings

SERVING = Serving("127.0.0.1", 8000, 2)


@pytest.mark.parametrize(
    ("url", "reach", "said"),
    [
        ("https://c.org", Reach.ANYWHERE, "Its codes open https://c.org/c"),
        (None, Reach.NOWHERE, "Its papers have no codes that open a page."),
        ("http://localhost:8000", Reach.COMPUTER, "its codes open on this computer alone."),
    ],
)
def test_one_line_says_where_it_is_and_what_its_codes_open(
    url: str | None, reach: Reach, said: str, tmp_path: Path
) -> None:
    """An operator sees from it which kind of reach is set."""
    (line,) = greeting(SERVING, Settings(tmp_path, "0" * 64, url, reach=reach)).splitlines()

    assert line.startswith("walletcard is at http://")
    assert line.endswith(said)


def test_for_a_phone_it_says_that_nothing_is_encrypted_and_shows_a_code(tmp_path: Path) -> None:
    """The code holds the address; `tests/paper/test_qr.py` reads such a code."""
    settings = Settings(tmp_path, "0" * 64).tried_at("192.168.1.5", 8000, Reach.NETWORK)
    said = greeting(replace(SERVING, host="192.168.1.5"), settings)

    assert said.startswith("walletcard is at http://192.168.1.5:8000 ")
    assert "Nothing is encrypted on the way" in said
    assert "\N{FULL BLOCK}" in said


@pytest.mark.parametrize(
    ("addresses", "found"),
    [
        (["127.0.0.1", "192.168.1.5"], "192.168.1.5"),
        (["10.0.0.7", "192.168.1.5"], "10.0.0.7"),
        (["8.8.8.8"], None),
        (["0.0.0.0"], None),  # noqa: S104
        ([], None),
    ],
)
def test_only_an_address_of_a_local_network_is_taken(
    addresses: list[str], found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public address would be open to the whole internet."""
    monkeypatch.setattr(network, "_addresses", lambda: iter(addresses))

    assert network.local_address() == found


def test_the_addresses_are_those_of_this_computer() -> None:
    """Whatever addresses there are, each one is valid."""
    for address in network._addresses():  # noqa: SLF001
        assert str(ipaddress.ip_address(address)) == address
