"""The commands that start the server: as in production, and for trying out."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from walletcard.cli.stopping import FAILED, stop
from walletcard.reach import Reach

if TYPE_CHECKING:
    from walletcard.settings import Serving, Settings

_without_codes = click.option(
    "--without-codes", is_flag=True, help="Print no codes that open a page."
)


@click.command("serve")
@_without_codes
def serve(without_codes: bool) -> None:  # noqa: FBT001 - click passes it by name
    """Serve walletcard, as in production. PUBLIC_URL is the address that its codes open.

    HOST (127.0.0.1), PORT (8000), READERS (2 processes that open cards) and RENDERERS (one a core)
    say where and with how many processes; the README names the other settings.
    """
    serving, settings = _from_environ(without_codes)
    if not without_codes and settings.no_code:
        stop(
            FAILED,
            f"Its codes would open nothing. {settings.no_code.value} Set PUBLIC_URL to the address "
            "at which phones reach this server, such as https://card.example.org, or start it with "
            "--without-codes. To try it out on this computer: script/server",
        )
    _run(serving, settings)


@click.command("try-out")
@click.option("--phone", is_flag=True, help="Serve the local network, for a phone beside you.")
@_without_codes
def try_out(phone: bool, without_codes: bool) -> None:  # noqa: FBT001
    """Serve walletcard on this computer alone, for trying out. script/server calls this.

    Its codes open on this computer; with --phone on the local network, where nothing is encrypted
    on the way. With PUBLIC_URL it is `walletcard serve`.
    """
    serving, settings = _from_environ(without_codes)
    if settings.public_url and phone:
        stop(FAILED, "--phone is for trying out, and PUBLIC_URL is set: use one of them.")
    if without_codes and phone:
        stop(FAILED, "--phone is for trying out the codes: leave --without-codes out.")
    if phone:
        serving, settings = _on_network(serving, settings)
    elif not (without_codes or settings.public_url):
        settings = _here_alone(serving, settings)
    _run(serving, settings)


def _from_environ(without_codes: bool) -> tuple[Serving, Settings]:  # noqa: FBT001
    from walletcard.settings import Serving, Settings, SettingsInvalid

    try:
        serving, settings = Serving.from_environ(), Settings.from_environ()
    except SettingsInvalid as refusal:
        stop(FAILED, str(refusal))
    reach = Reach.NOWHERE if without_codes else settings.reach
    return serving, dataclasses.replace(settings, reach=reach)


def _here_alone(serving: Serving, settings: Settings) -> Settings:
    """The settings for codes that open on this computer: browsers treat localhost as secure."""
    if not serving.is_here_alone:
        stop(
            FAILED,
            f"HOST is {serving.host}, which others can reach, and PUBLIC_URL is not set: its codes "
            "would open nothing for them. Leave HOST out, set PUBLIC_URL, or use --phone or "
            "--without-codes.",
        )
    is_usual = serving.host in {"127.0.0.1", "::1"}
    return _tried(serving, settings, "localhost" if is_usual else serving.host, Reach.COMPUTER)


def _on_network(serving: Serving, settings: Settings) -> tuple[Serving, Settings]:
    """The same for the local network, at HOST or else at the address that this computer has."""
    from walletcard.server.network import local_address

    is_named = not (serving.is_here_alone or serving.is_everywhere)
    host = serving.host if is_named else local_address()
    if host is None:
        stop(
            FAILED,
            "This computer has no address on a local network. Connect it to one. Or name the "
            "address that your phone reaches it at: HOST=192.168.1.5 script/server --phone",
        )
    settings = _tried(serving, settings, host, Reach.NETWORK)
    return dataclasses.replace(serving, host=host), settings


def _tried(serving: Serving, settings: Settings, host: str, reach: Reach) -> Settings:
    from walletcard.settings import SettingsInvalid

    try:
        return settings.tried_at(host, serving.port, reach)
    except SettingsInvalid as refusal:
        stop(FAILED, str(refusal))


def _run(serving: Serving, settings: Settings) -> None:
    from walletcard.server.processes import Server, refuse_taken

    for address in serving.addresses:
        try:
            refuse_taken(address)
        except OSError as error:
            name = "METRICS" if address is serving.metrics else "PORT"
            stop(
                FAILED,
                f"{address} cannot be used: {error.strerror}. "
                f"Choose another port, for example: {name}=8765",
            )
    Server(serving, settings).run()
