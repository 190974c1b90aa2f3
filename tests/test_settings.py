"""Settings: from the environment, complete or refused."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from walletcard.reach import Reach
from walletcard.settings import Address, NoCode, Serving, Settings, SettingsInvalid, origin


def settings_of(folder: Path, **environ: str) -> Settings:
    """Settings from an environment whose instance folder is given."""
    return Settings.from_environ({"WALLETCARD_INSTANCE": str(folder), **environ})


def test_nothing_has_to_be_set(tmp_path: Path) -> None:
    """Without an environment there is a secret, and neither code, database nor operator."""
    settings = settings_of(tmp_path / "new")

    assert len(settings.server_secret) == 64
    assert settings.code_origin is None
    assert settings.no_code is NoCode.UNSET
    assert (settings.public_url, settings.database_url) == (None, None)
    assert (settings.operator_name, settings.operator_address) == (None, None)


@pytest.mark.parametrize(("typed", "hops"), [("", 0), ("0", 0), (" 2 ", 2)])
def test_the_proxies_before_the_server_are_counted(tmp_path: Path, typed: str, hops: int) -> None:
    """Without a word there is none."""
    assert settings_of(tmp_path, PROXY_HOPS=typed).proxy_hops == hops


@pytest.mark.parametrize("typed", ["-1", "10", "one", "1.0"])
def test_a_wrong_number_of_proxies_is_refused(tmp_path: Path, typed: str) -> None:
    """Whom a wrong one would count nobody could tell."""
    with pytest.raises(SettingsInvalid, match="PROXY_HOPS is how many proxies"):
        settings_of(tmp_path, PROXY_HOPS=typed)


@pytest.mark.parametrize(("typed", "years"), [("", None), ("10", 10), (" 25 ", 25)])
def test_cards_are_kept_for_ever_unless_an_operator_says_otherwise(
    tmp_path: Path, typed: str, years: int | None
) -> None:
    """Ten years are the least."""
    assert settings_of(tmp_path, KEEP_YEARS=typed).keep_years == years


@pytest.mark.parametrize("typed", ["0", "9", "-10", "ten", "10.5", "1000"])
def test_a_card_that_is_carried_for_years_is_not_removed_early(tmp_path: Path, typed: str) -> None:
    """The sentence says why, and what to do."""
    with pytest.raises(SettingsInvalid, match="number of 10 or more: people carry cards for many"):
        settings_of(tmp_path, KEEP_YEARS=typed)


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    """A compose file may name a variable and leave it empty."""
    settings = settings_of(tmp_path, PUBLIC_URL=" ", DATABASE_URL="", OPERATOR_NAME="")

    assert settings == settings_of(tmp_path)


def test_the_secret_stays_the_same(tmp_path: Path) -> None:
    """It is made once, and only its owner can read it."""
    first = settings_of(tmp_path)

    assert settings_of(tmp_path).server_secret == first.server_secret
    assert (tmp_path / "server-secret").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    """The sentence says what to set."""
    (tmp_path / "file").write_text("")

    with pytest.raises(SettingsInvalid, match="Set WALLETCARD_INSTANCE to a folder"):
        settings_of(tmp_path / "file" / "instance")


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("https://cards.example.org", "https://cards.example.org"),
        ("https://cards.example.org/", "https://cards.example.org"),
        ("HTTPS://Cards.Example.ORG", "https://cards.example.org"),
        ("https://cards.example.org:443", "https://cards.example.org"),
        ("http://cards.example.org:80/", "http://cards.example.org"),
        ("https://cards.example.org:8443", "https://cards.example.org:8443"),
        ("http://192.168.1.20:8000", "http://192.168.1.20:8000"),
        ("http://[2001:db8::1]:8000", "http://[2001:db8::1]:8000"),
        ("https://" + "h" * 27 + ".org", "https://" + "h" * 27 + ".org"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(typed: str, normal: str) -> None:
    """Small letters, no slash at the end, no port that goes without saying."""
    assert origin(typed) == normal


@pytest.mark.parametrize(
    "typed",
    [
        "cards.example.org",
        "ftp://cards.example.org",
        "https://",
        "https://cards.example.org/wallet",
        "https://cards.example.org/?",
        "https://cards.example.org#",
        "https://me@cards.example.org",
        "https://cards..example.org",
        "https://cards example.org",
        "https://kärtchen.example.org",
        "https://cards.example.org:0",
        "https://cards.example.org:65536",
        "https://cards.example.org:",
        "https://[not-an-address]",
        "https://[1:2]",
        "https://cards.example.org\n",
    ],
)
def test_only_an_origin_is_taken(typed: str) -> None:
    """A path, a name or a port that is none is refused with an example of what is right."""
    with pytest.raises(SettingsInvalid, match=r"https://cards\.example\.org$"):
        origin(typed)


@pytest.mark.parametrize("host", ["h" * 28 + ".org", "h" * 23 + ".org:8000", "a." * 20 + "org"])
def test_a_host_of_more_than_31_characters_is_refused(host: str, tmp_path: Path) -> None:
    """The reason is given with both numbers, before the server starts."""
    with pytest.raises(SettingsInvalid, match=rf"has {len(host)} characters and 31 is the most"):
        settings_of(tmp_path, PUBLIC_URL=f"https://{host}")


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000",
        "http://app.localhost",
        "http://127.0.0.1:8000",
        "http://127.8.9.1",
        "http://[::1]:8000",
        "http://0.0.0.0:8000",
    ],
)
def test_a_loopback_address_makes_no_code(url: str, tmp_path: Path) -> None:
    """Pages may use it, a phone could not."""
    settings = settings_of(tmp_path, PUBLIC_URL=url)

    assert settings.public_url == url
    assert settings.code_origin is None
    assert settings.no_code is NoCode.LOOPBACK


def test_a_public_address_makes_a_code(tmp_path: Path) -> None:
    """Also one that only begins like a loopback address."""
    settings = settings_of(tmp_path, PUBLIC_URL="https://localhost.example.org")

    assert settings.code_origin == "https://localhost.example.org"
    assert settings.no_code is None


@pytest.mark.parametrize(
    "url",
    ["postgres://db/cards", "mysql://db/cards", "cards.sqlite3", "sqlite://", "sqlite:///:memory:"],
)
def test_a_database_that_is_not_known_is_refused(url: str, tmp_path: Path) -> None:
    """Before anything is kept, with what is right."""
    with pytest.raises(SettingsInvalid, match=r"sqlite:/// and name a file, or with postgresql://"):
        settings_of(tmp_path, DATABASE_URL=url)


@pytest.mark.parametrize("name", ["OPERATOR_NAME", "OPERATOR_ADDRESS"])
def test_half_an_operator_is_refused(name: str, tmp_path: Path) -> None:
    """A privacy page that names nobody, or nowhere, helps nobody."""
    with pytest.raises(SettingsInvalid, match="set both"):
        settings_of(tmp_path, **{name: "Example"})


def test_the_operator_is_taken_as_written(tmp_path: Path) -> None:
    """Name and address stand on the privacy page."""
    settings = settings_of(
        tmp_path, OPERATOR_NAME="Example Trust", OPERATOR_ADDRESS="1 High Street, York"
    )

    assert settings.operator_name == "Example Trust"
    assert settings.operator_address == "1 High Street, York"


def test_the_repr_holds_no_secret(tmp_path: Path) -> None:
    """A settings object may land in a log: neither server secret nor database password is in it."""
    settings = settings_of(tmp_path, DATABASE_URL="postgresql://walletcard:pass-word@db/cards")

    assert settings.server_secret not in repr(settings)
    assert "pass-word" not in repr(settings)


def test_where_it_is_served_has_defaults() -> None:
    """This computer alone, until somebody says otherwise; and two processes that open cards."""
    assert Serving.from_environ({}) == Serving("127.0.0.1", 8000, 2)
    given = {"HOST": "::", "PORT": " 80 ", "READERS": "3"}
    assert Serving.from_environ(given) == Serving("::", 80, 3)


@pytest.mark.parametrize(
    ("host", "bind"), [("127.0.0.1", "127.0.0.1:80"), ("::1", "[::1]:80"), ("a.b", "a.b:80")]
)
def test_an_address_is_written_as_browsers_write_it(host: str, bind: str) -> None:
    """An IPv6 address in brackets."""
    assert Serving(host, 80, 1).bind == bind


@pytest.mark.parametrize("typed", ["0", "65536", "-1", "8e3", "08000", "٣"])
def test_a_port_that_is_none_is_refused(typed: str) -> None:
    """With what is allowed."""
    with pytest.raises(SettingsInvalid, match="must be a number from 1 to 65535"):
        Serving.from_environ({"PORT": typed})


@pytest.mark.parametrize(("typed", "number"), [("", os.cpu_count()), ("3", 3)])
def test_there_is_a_renderer_for_each_core(typed: str, number: int, tmp_path: Path) -> None:
    """Or as many as were asked for."""
    assert settings_of(tmp_path, RENDERERS=typed).renderers == number


@pytest.mark.parametrize(
    ("host", "port", "url"),
    [
        ("localhost", 8000, "http://localhost:8000"),
        ("192.168.1.5", 80, "http://192.168.1.5"),
        ("fd00::5", 8000, "http://[fd00::5]:8000"),
    ],
)
def test_trying_out_makes_codes_for_the_address_it_runs_at(
    host: str, port: int, url: str, tmp_path: Path
) -> None:
    """Though no other computer may open it: every face says so."""
    tried = settings_of(tmp_path).tried_at(host, port, Reach.COMPUTER)

    assert (tried.code_origin, tried.no_code) == (url, None)


def test_where_no_codes_are_wanted_there_are_none(tmp_path: Path) -> None:
    """Also with a public address."""
    settings = replace(settings_of(tmp_path, PUBLIC_URL="https://c.org"), reach=Reach.NOWHERE)

    assert (settings.code_origin, settings.no_code) == (None, NoCode.UNSET)


@pytest.mark.parametrize(
    ("host", "reached"),
    [
        ("127.0.0.1", (True, False)),
        ("127.0.0.9", (True, False)),
        ("::1", (True, False)),
        ("localhost", (True, False)),
        ("0.0.0.0", (False, True)),  # noqa: S104
        ("::", (False, True)),
        ("192.168.1.5", (False, False)),
    ],
)
def test_who_reaches_an_address_is_known(host: str, reached: tuple[bool, bool]) -> None:
    """All addresses of a computer are not this computer alone."""
    serving = Serving.from_environ({"HOST": host})

    assert (serving.is_here_alone, serving.is_everywhere) == reached


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9464", Address("127.0.0.1", 9464)),
        ("0.0.0.0:9464", Address("0.0.0.0", 9464)),  # noqa: S104 - as an operator may set it
        ("[::1]:9464", Address("::1", 9464)),
    ],
)
def test_figures_are_shown_where_a_setting_says(typed: str, at: Address) -> None:
    """On this computer alone, unless a host is named; nowhere without a word."""
    serving = Serving.from_environ({"METRICS": typed})
    assert serving.metrics == at
    assert serving.addresses == (Address("127.0.0.1", 8000), at)
    assert Serving.from_environ({}).metrics is None


@pytest.mark.parametrize("typed", ["yes", "host:", "0", "70000", "8000"])
def test_a_wrong_place_for_figures_is_refused(typed: str) -> None:
    """Also the port of the pages: two cannot listen there."""
    with pytest.raises(SettingsInvalid, match="METRICS"):
        Serving.from_environ({"METRICS": typed})
