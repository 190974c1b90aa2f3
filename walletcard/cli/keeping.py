"""The commands that keep the database safe: backup, verify, restore, purge, a new secret."""

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
    from walletcard.sharing.withdrawals import Withdrawals

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
@click.option(
    "--list",
    "lists",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list of withdrawn cards. Default: the one of this server.",
)
@click.option("--without-list", is_flag=True, help="There is no list of withdrawn cards.")
@click.option("--replace", is_flag=True, help="Delete what the database holds now.")
@click.option("--even-old", is_flag=True, help="Take a backup of more than 30 days ago.")
def restore_backup(
    file: Path,
    lists: tuple[Path, ...],
    without_list: bool,  # noqa: FBT001
    replace: bool,  # noqa: FBT001
    even_old: bool,  # noqa: FBT001
) -> None:
    """Put a backup into the database that DATABASE_URL names, all of it or nothing.

    Stop the server before. Cards that are in the list of withdrawn cards stay withdrawn.
    """
    from walletcard.keeping.restore import refuse_old, restore, verify
    from walletcard.sharing.purging import complete_list

    with _exit_codes(), file.open("rb") as opened:
        store = _store()
        listed = _listed(store, lists, without_list)
        if not even_old:
            refuse_old(verify(opened).head.made, _now())
        restored = restore(store, opened, listed, replacing=replace)
        complete_list(store)
    click.echo(f"Restored: {_said(restored)} {_last(listed)}")


@click.command("purge")
def purge_database() -> None:
    """Delete what has expired, and free its room. A server does this by itself.

    Cards open meanwhile.
    """
    from walletcard.settings import Settings
    from walletcard.sharing.purging import complete_list, purge

    with _exit_codes():
        store, years = _store(), Settings.from_environ().keep_years
        purge(store, int(_now().timestamp()), years)
        complete_list(store)
        store.free()
    click.echo("What has expired is deleted, and its room is free.")


@click.command("rotate-secret")
def rotate() -> None:
    """Make a new server secret. No card and no owner link holds it, so all of them still open.

    Restart the server then; if there are several, copy the file to each of them first.
    """
    from walletcard.settings import SECRET, Settings, rotate_secret

    with _exit_codes():
        instance = Settings.from_environ().instance
        rotate_secret(instance)
    click.echo(
        f"{instance / SECRET} is new. Copy it to every machine that shares the database, then "
        "restart the servers. Forms that are open now have to be sent a second time."
    )


def _listed(store: Store, lists: tuple[Path, ...], without: bool) -> Withdrawals:  # noqa: FBT001
    """What is in the lists. Without one that is there, stop: withdrawn cards would come back."""
    from walletcard.keeping.lines import BackupRefused
    from walletcard.sharing.withdrawals import WithdrawnList, merged

    usual = store.withdrawn.file
    files = lists or ((usual,) if usual.exists() else ())
    if not files and not without:
        raise BackupRefused(
            f"There is no list of withdrawn cards at {usual}. Name a copy of it with --list: else "
            "cards that were withdrawn since the backup open again. If there is none, use "
            "--without-list."
        )
    return merged(*(WithdrawnList(one).read() for one in files))


def _last(listed: Withdrawals) -> str:
    """How many withdrawals were applied, and the day of the last: is it the newest list?"""
    days = [one.day for one in listed.values() if one.day]
    last = f", the last one of {max(days)}" if days else ""
    return f"Withdrawals applied: {len(listed)}{last}."


def _store() -> Store:
    from walletcard.settings import Settings
    from walletcard.sharing.store import Store

    settings = Settings.from_environ()
    return Store(settings.database_url, settings.instance, settings.withdrawn_list)


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
