"""The settings, read from the environment and validated.

A default may stand here only if it is right in production and may be public. The server secret is
neither, so it is made at the first start and kept in the instance folder.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from walletcard.files import on_disk, write_whole
from walletcard.reach import Reach

SECRET_BYTES = 32
SECRET = "server-secret"  # noqa: S105 - the name of its file
# With a longer host name the modules of the code would be too small for a worn card.
HOST_CHARACTERS = 31
DEFAULT_PORTS = {"http": 80, "https": 443}
PORTS = range(1, 65_536)
MOST_PROCESSES = 64
LEAST_KEEP_YEARS = 10
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")

_ORIGIN = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*)"
    r"(:(?P<port>[0-9]{1,5}))?/?"
)


class SettingsInvalid(Exception):
    """A setting is missing or wrong; the message says which, and what to do."""


class NoCode(Enum):
    """Why papers are printed without a code."""

    UNSET = "No public address is set."
    LOOPBACK = "The public address is one that only this computer can open."


@dataclass(frozen=True)
class Settings:
    """What the server needs to know.

    `instance` is the folder for the server secret and SQLite, `public_url` the origin at which
    phones reach the server, `database_url` another database than SQLite. `operator_name` and
    `operator_address` are shown on the privacy page. `proxy_hops` is how many proxies in front of
    the server add to X-Forwarded-For. `exempt` are networks without a limit of their own, such as a
    clinic's. `renderers` is how many processes print; with none, printing happens in the request.
    `reach` is from where the codes can be opened. `withdrawn_list` is the file with the list of
    withdrawn cards, if it is not in the folder. `keep_years` is after how many years without any
    use a card is removed; without it, never.
    """

    instance: Path
    server_secret: str = field(repr=False)
    public_url: str | None = None
    database_url: str | None = field(default=None, repr=False)
    operator_name: str | None = None
    operator_address: str | None = None
    proxy_hops: int = 0
    exempt: tuple[Network, ...] = ()
    renderers: int = 0
    reach: Reach = Reach.ANYWHERE
    withdrawn_list: Path | None = None
    keep_years: int | None = None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Settings from the environment.

        `WALLETCARD_INSTANCE` (default: `instance` here), `PUBLIC_URL`, `DATABASE_URL`,
        `OPERATOR_NAME` and `OPERATOR_ADDRESS`, `PROXY_HOPS`, `EXEMPT_NETWORKS`, `RENDERERS`
        (default: one a core), `WITHDRAWN_LIST`, `KEEP_YEARS`; an empty one counts as not set.
        Raises `SettingsInvalid` if one is wrong, or the folder or the secret in it cannot be used.
        """
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        public_url, database_url = given.get("PUBLIC_URL"), given.get("DATABASE_URL")
        operator = given.get("OPERATOR_NAME"), given.get("OPERATOR_ADDRESS")
        if any(operator) and not all(operator):
            raise SettingsInvalid(
                "OPERATOR_NAME and OPERATOR_ADDRESS stand together on the privacy page: set both."
            )
        if public_url:
            public_url = origin(public_url)
        if database_url:
            _refuse_unknown(database_url)
        hops = _hops(given.get("PROXY_HOPS", "0"))
        instance = Path(given.get("WALLETCARD_INSTANCE", "instance")).absolute()
        secret = _server_secret(instance)
        exempt = _networks(given.get("EXEMPT_NETWORKS", ""))
        renderers = _number(given, "RENDERERS", os.cpu_count() or 1, range(1, MOST_PROCESSES + 1))
        found = instance, secret, public_url, database_url, *operator
        listed = given.get("WITHDRAWN_LIST")
        withdrawn_list = Path(listed).absolute() if listed else None
        years = _keep_years(given.get("KEEP_YEARS"))
        known = *found, hops, exempt, renderers
        return cls(*known, withdrawn_list=withdrawn_list, keep_years=years)

    @property
    def no_code(self) -> NoCode | None:
        """Why papers have no code; `None` if they have one."""
        if not self.public_url or self.reach is Reach.NOWHERE:
            return NoCode.UNSET
        opens_here_alone = self.reach is Reach.ANYWHERE and _leads_nowhere(self.public_url)
        return NoCode.LOOPBACK if opens_here_alone else None

    @property
    def code_origin(self) -> str | None:
        """The origin in printed codes; `None` if no phone could open it."""
        return None if self.no_code else self.public_url

    def tried_at(self, host: str, port: int, reach: Reach) -> Settings:
        """The same for trying out, with codes that open at an address of this computer.

        Raises `SettingsInvalid` for a host that no code can hold.
        """
        named = f"[{host}]" if ":" in host else host
        return replace(self, public_url=origin(f"http://{named}:{port}", "HOST"), reach=reach)

    def takes(self, host: str) -> bool:
        """Whether a request with this Host is answered: for trying out, at no other address.

        Otherwise a page of another site could have its own name lead to this computer, and read.
        """
        if self.reach is Reach.NETWORK:
            return host == urlsplit(self.public_url or "").netloc
        return self.reach is not Reach.COMPUTER or _is_loopback(urlsplit(f"//{host}").hostname)


def origin(url: str, name: str = "PUBLIC_URL") -> str:
    """An origin as browsers write it: `https://HOST` or `https://HOST:PORT`.

    Raises `SettingsInvalid`, with the setting's `name`, for anything else and for a host that is
    too long for the code.
    """
    found = _ORIGIN.fullmatch(url.lower())
    if not found or int(found["port"] or 1) not in PORTS or not _is_host(found["host"]):
        raise SettingsInvalid(
            f"{name} must be http:// or https:// and a host, perhaps with a port, and nothing "
            "after it: https://cards.example.org"
        )
    scheme, host, port = found["scheme"], found["host"], found["port"]
    if port and int(port) != DEFAULT_PORTS[scheme]:
        host = f"{host}:{int(port)}"
    if len(host) > HOST_CHARACTERS:
        raise SettingsInvalid(
            f"{name}: '{host}' has {len(host)} characters and {HOST_CHARACTERS} is the most: "
            "the code on a card would be too fine to be read when worn. Use a shorter host name."
        )
    return f"{scheme}://{host}"


def _is_host(host: str) -> bool:
    """Whether what stands in brackets, if it does, is an IPv6 address."""
    return not host.startswith("[") or _address(host[1:-1]) is not None


def _leads_nowhere(origin: str) -> bool:
    """Whether an origin is one that no other computer can open."""
    host = urlsplit(origin).hostname
    return _is_loopback(host) or _is_unspecified(host)


def _is_loopback(host: str | None) -> bool:
    address = _address(host or "")
    if address is None:
        return host == "localhost" or (host or "").endswith(".localhost")
    return address.is_loopback


def _is_unspecified(host: str | None) -> bool:
    address = _address(host or "")
    return address is not None and address.is_unspecified


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address, unless the host is a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _refuse_unknown(database_url: str) -> None:
    if not database_url.startswith(DATABASES) or database_url.endswith(":memory:"):
        raise SettingsInvalid(
            "DATABASE_URL must begin with sqlite:/// and name a file, or with postgresql://"
        )


@dataclass(frozen=True)
class Address:
    """A host and a port of this computer."""

    host: str
    port: int

    @classmethod
    def read(cls, typed: str, name: str) -> Address:
        """From PORT alone, for this computer alone, or HOST:PORT.

        Raises `SettingsInvalid`, with the setting's `name`.
        """
        host, _, port = typed.rpartition(":")
        return cls(host.strip("[]") or "127.0.0.1", _number({name: port}, name, 0, PORTS))

    def __str__(self) -> str:
        """HOST:PORT, as servers and browsers write it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Serving:
    """The address to serve at, the number of reader processes, and where figures are shown."""

    host: str
    port: int
    readers: int
    metrics: Address | None = None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Serving:
        """From `HOST` (default 127.0.0.1), `PORT` (8000), `READERS` (2) and `METRICS` (none).

        Raises `SettingsInvalid` if one is wrong.
        """
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        port = _number(given, "PORT", 8000, PORTS)
        readers = _number(given, "READERS", 2, range(1, MOST_PROCESSES + 1))
        metrics = Address.read(given["METRICS"], "METRICS") if "METRICS" in given else None
        if metrics and metrics.port == port:
            raise SettingsInvalid(f"METRICS is at {port}, as PORT is: choose another port for it.")
        return cls(given.get("HOST", "127.0.0.1"), port, readers, metrics)

    @property
    def is_here_alone(self) -> bool:
        """Whether only this computer can reach it."""
        return _is_loopback(self.host)

    @property
    def is_everywhere(self) -> bool:
        """Whether it serves all addresses of this computer."""
        return _is_unspecified(self.host)

    @property
    def bind(self) -> str:
        """HOST:PORT, as servers and browsers write it."""
        return str(Address(self.host, self.port))

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Every address that it listens at."""
        own = Address(self.host, self.port)
        return (own, self.metrics) if self.metrics else (own,)


def _number(given: Mapping[str, str], name: str, usual: int, allowed: range) -> int:
    typed = given.get(name, str(usual))
    if not re.fullmatch(r"[1-9][0-9]{0,4}", typed) or int(typed) not in allowed:
        raise SettingsInvalid(
            f"{name} is '{typed}' but must be a number from {allowed[0]} to {allowed[-1]}."
        )
    return int(typed)


def _keep_years(typed: str | None) -> int | None:
    if typed is None:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", typed) or int(typed) < LEAST_KEEP_YEARS:
        raise SettingsInvalid(
            f"KEEP_YEARS is '{typed}' but must be a number of {LEAST_KEEP_YEARS} or more: people "
            "carry cards for many years and nobody opens them until the day they are needed. "
            "Leave it out to keep every card until its owner withdraws it."
        )
    return int(typed)


def _hops(typed: str) -> int:
    if not re.fullmatch(r"[0-9]", typed):
        raise SettingsInvalid(
            "PROXY_HOPS is how many proxies stand before this server: a number from 0 to 9."
        )
    return int(typed)


def _networks(typed: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(one) for one in typed.replace(",", " ").split())
    except ValueError as error:
        raise SettingsInvalid(
            f"EXEMPT_NETWORKS: {error}. Write addresses or networks with commas between them, such "
            "as 203.0.113.5, 2001:db8:1::/48"
        ) from None


def rotate_secret(instance: Path) -> None:
    """Put a new server secret into a folder that has one; servers read it when they start.

    Raises `walletcard.files.NotWritten` or `SettingsInvalid`.
    """
    _server_secret(instance)
    write_whole(instance, {SECRET: _fresh()})


def _server_secret(instance: Path) -> str:
    """The secret in the instance folder; created, readable by its owner alone, if missing."""
    file = instance / SECRET
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        secret = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(
            f"The server secret {file} cannot be read or made ({error}). "
            "Set WALLETCARD_INSTANCE to a folder that this user may write."
        ) from error
    if len(secret) < 2 * SECRET_BYTES:
        raise SettingsInvalid(f"The server secret {file} is too short. Delete it and start again.")
    return secret


def _make(file: Path) -> None:
    """Write a new secret, whole or not at all; if two workers do so at once, both read the same."""
    draft = on_disk(file.parent, _fresh())
    try:
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink()


def _fresh() -> bytes:
    return secrets.token_hex(SECRET_BYTES).encode("ascii")
