"""The commands that keep the database safe: backup, verify, restore."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from walletcard.cli.stopping import FAILED, REFUSED, stop

if TYPE_CHECKING:
    from walletcard.keeping.lines import Contents
    from walletcard.sharing.store import Store

_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write all that is kept, as it is now, to the new FILE; the server may go on meanwhile.

    Everything in it is sealed. It may be restored into SQLite and into PostgreSQL alike. It does
    not hold the server's secret, and must not lie beside the list of withdrawn cards.
    """
    from walletcard.keeping.backup import back_up

    with _exit_codes():
        click.echo(f"{file}: {_said(back_up(_store(), file, _now()))}")


@click.command("verify")
@_file
def verify_backup(file: Path) -> None:
    """Read all of a backup, and say what it holds, or what is wrong with it."""
    from walletcard.keeping.restore import refuse_old, verify

    with _exit_codes(), file.open("rb") as opened:
        found = verify(opened)
        click.echo(f"{file} is whole: {_said(found)}")
        refuse_old(found.head.made, _now())


@click.command("restore")
@_file
@click.option("--replace", is_flag=True, help="Delete what the database holds now.")
@click.option("--even-old", is_flag=True, help="Take a backup of more than 30 days ago.")
def restore_backup(file: Path, replace: bool, even_old: bool) -> None:  # noqa: FBT001
    """Put a backup into the database that DATABASE_URL names, all of it or nothing.

    Stop the server before.
    """
    from walletcard.keeping.restore import refuse_old, restore, verify

    with _exit_codes(), file.open("rb") as opened:
        if not even_old:
            refuse_old(verify(opened).head.made, _now())
        click.echo(f"Restored: {_said(restore(_store(), opened, replacing=replace))}")


def _store() -> Store:
    from walletcard.settings import Settings
    from walletcard.sharing.store import Store

    settings = Settings.from_environ()
    return Store(settings.database_url, settings.instance)


def _said(contents: Contents) -> str:
    """How many rows of each kind, and of when."""
    counted = ", ".join(f"{name} {number}" for name, number in contents.rows.items())
    made = f"{contents.head.made:%Y-%m-%d %H:%M} UTC"
    return f"{counted}; made {made}, revision {contents.head.revision}."


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@contextlib.contextmanager
def _exit_codes() -> Iterator[None]:
    """Report a refusal or failure, and stop with its exit code."""
    from walletcard.files import NotWritten
    from walletcard.keeping.lines import BackupRefused
    from walletcard.settings import SettingsInvalid
    from walletcard.sharing.schema import SchemaMismatch
    from walletcard.sharing.store import StoreDown

    try:
        yield
    except BackupRefused as refusal:
        stop(REFUSED, str(refusal))
    except (NotWritten, SettingsInvalid, SchemaMismatch, StoreDown, OSError) as failure:
        stop(FAILED, str(failure))
