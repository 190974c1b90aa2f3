"""The commands that make a card, print a record's papers, and show the record's schema."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from walletcard.cli.stopping import FAILED, REFUSED, stop
from walletcard.garbage import only_job

if TYPE_CHECKING:
    from walletcard.clinical.patient import Patient
    from walletcard.paper.papers import Papers
    from walletcard.paper.printer import Printer
    from walletcard.paper.sheets import Sheet
    from walletcard.settings import Settings
    from walletcard.sharing.secret import OwnerSecret

MOST_SECONDS = 120.0  # for the papers of each record, where several are printed


@dataclass(frozen=True)
class _How:
    """How to print: what the code opens, on which paper, in which language, with which codes."""

    link: str | None
    paper: str | None
    language: str
    details_code: bool


_records = click.argument(
    "records",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    nargs=-1,
    required=True,
)
_record = click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_out = click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder to write to."
)
_paper = click.option(
    "--paper", type=click.Choice(["a4", "letter"]), help="Default: the country's paper."
)
_language = click.option(
    "--language", default="en", show_default=True, help="Language of both papers."
)
_details_code = click.option(
    "--details-code",
    is_flag=True,
    help="Put the details as text into a large code on the action plan.",
)


@click.command("schema")
def show_schema() -> None:
    """Print the JSON Schema of the patient record, version 1."""
    from walletcard.clinical.patient import Patient

    click.echo(json.dumps(Patient.model_json_schema(), indent=2))


@click.command("print")
@_records
@_out
@click.option("--link", help="Address that the QR code opens. Without it the card has no code.")
@_paper
@_language
@_details_code
def print_records(  # noqa: PLR0913, PLR0917 - click passes its options by name
    records: tuple[Path, ...],
    out: Path,
    link: str | None,
    paper: str | None,
    language: str,
    details_code: bool,  # noqa: FBT001
) -> None:
    """Print each of RECORDS as wallet-card.pdf and action-plan.pdf, and keep nothing.

    Several records are printed into folders in --out that are named after the files.
    """
    how = _How(_with_scheme(link) if link else None, paper, language, details_code)
    if len(records) > 1:
        _print_many(records, out, how)
        return
    with _exit_codes(), only_job():
        # Imported here: the layout takes half a second to load, and other commands do without.
        from walletcard.paper.printer import Here

        _print(Here(), records[0], out, how)


def _with_scheme(link: str) -> str:
    """A link as phones need it: they take one without https://, or with a space, for a text."""
    from walletcard.paper.fonts import missing_characters

    if " " in link or not link.isprintable() or missing_characters(link):
        stop(
            REFUSED,
            f"--link {link!a}: holds a space, or a sign that cannot be printed. Copy the address "
            "from a browser, which writes such signs in another way, like %20.",
        )
    return link if "://" in link else f"https://{link}"


def _print_many(records: tuple[Path, ...], out: Path, how: _How) -> None:
    """Print on all cores. A record that is refused is reported, and the others are printed."""
    from concurrent.futures import ThreadPoolExecutor

    from walletcard.paper.press import Press

    folders = {record: out / record.stem for record in records}
    if len(set(folders.values())) < len(records):
        stop(REFUSED, "Two of these files have the same name, and would print into one folder.")
    press = Press(os.cpu_count() or 1, seconds=MOST_SECONDS)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        tried = [threads.submit(_tried, press, *one, how) for one in folders.items()]
    press.stop()
    worst = max(one.result() for one in tried)
    if worst:
        sys.exit(worst)


def _tried(press: Printer, record: Path, out: Path, how: _How) -> int:
    """The exit code of printing one record."""
    try:
        with _exit_codes(f"{record}: "):
            _print(press, record, out, how)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


def _print(press: Printer, record: Path, out: Path, how: _How) -> None:
    from walletcard.cautions.warnings import warnings
    from walletcard.paper.papers import Order
    from walletcard.paper.printer import always
    from walletcard.wording import Words

    patient, photo, sheet = _read(record, how.paper, how.language)
    order = Order(patient, sheet, how.language, how.link, photo, details_code=how.details_code)
    papers = press.run(always, Order.papers, order)
    _write(out, papers)
    words = Words(how.language)
    for statement in papers.moved:
        click.echo(f"On the action plan only: {words.plain(statement)}")
    for caution in warnings(patient, _today()):
        click.echo(f"Look at this again: {words.plain(caution.said)}")


@click.command("make")
@_record
@_out
@click.option("--base-url", help="Origin that the code carries. Default: PUBLIC_URL.")
@_paper
@_language
@_details_code
def make_card(  # noqa: PLR0913, PLR0917 - click passes its options by name
    record: Path,
    out: Path,
    base_url: str | None,
    paper: str | None,
    language: str,
    details_code: bool,  # noqa: FBT001
) -> None:
    """Store RECORD encrypted, and print its papers with the code that opens it.

    Shows the owner link, once: with it the answers can be changed and the card withdrawn. Shows
    nothing of the record itself, because terminals and their logs may be kept.
    """
    from walletcard.cautions.warnings import warnings
    from walletcard.files import NotWritten
    from walletcard.issuing.issue import Printing, issue
    from walletcard.sharing.cards import erase
    from walletcard.sharing.holding import KeptRecord
    from walletcard.sharing.store import Store

    with _exit_codes(), only_job():
        settings = _settings(base_url)
        patient, photo, sheet = _read(record, paper, language)
        store = Store(settings.database_url, settings.instance, settings.withdrawn_list)
        origin = settings.code_origin
        printing = Printing(sheet, language, origin, details_code=details_code)
        issued = issue(store, KeptRecord.of(patient, photo), printing, _today())
        try:
            _write(out, issued.papers)
        except NotWritten:
            erase(store, issued.owner)
            raise
    if issued.papers.moved:
        click.echo(f"On the action plan only: {len(issued.papers.moved)} of the card's lines.")
    if cautions := warnings(patient, _today()):
        click.echo(f"Look at {len(cautions)} of the answers again: walletcard print says which.")
    _hand_over(issued.owner, settings)


@click.command("migrate")
@click.option("--to", default="head", help="Go back to the revision of an earlier release.")
def migrate(to: str) -> None:
    """Bring the database up to date; a SQLite database does this by itself at every start.

    Servers of the release before go on reading and writing meanwhile.
    """
    from walletcard.sharing.store import Store

    with _exit_codes():
        settings = _settings(None)
        store = Store(settings.database_url, settings.instance, settings.withdrawn_list)
        revision = store.migrate(to)
    is_newest = "up to date, at" if to == "head" else "at"
    click.echo(f"The database is {is_newest} revision {revision}.")


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _settings(base_url: str | None) -> Settings:
    """The settings, and the base URL in place of PUBLIC_URL if there is one."""
    from walletcard.settings import Settings, SettingsInvalid, origin

    settings = Settings.from_environ()
    if base_url is None:
        return settings
    try:
        return dataclasses.replace(settings, public_url=origin(base_url, "--base-url"))
    except SettingsInvalid as refusal:
        stop(REFUSED, str(refusal))


def _read(record: Path, paper: str | None, language: str) -> tuple[Patient, str | None, Sheet]:
    """The record's patient, the photo beside it as a `data:` URI, and the sheet to print on."""
    from walletcard.clinical.catalogue import catalogue
    from walletcard.clinical.record import read_record
    from walletcard.paper.sheets import Sheet
    from walletcard.wording import LANGUAGES

    if language not in LANGUAGES:
        stop(REFUSED, f"--language {language}: not translated. Languages: {', '.join(LANGUAGES)}.")
    patient = read_record(record.read_bytes())
    photo = _photo(record.parent / patient.photo) if patient.photo else None
    return patient, photo, Sheet.named(paper or catalogue().regions[patient.region].paper)


def _photo(file: Path) -> str:
    """The photo of a record as a `data:` URI."""
    from walletcard.paper.photo import photo_uri

    if not file.is_file():
        stop(
            FAILED,
            f"{file}: there is no such photo. Put it there, or delete `photo` in the record.",
        )
    return photo_uri(file)


def _write(out: Path, papers: Papers) -> None:
    from walletcard.files import write_whole

    files = {"wallet-card.pdf": papers.wallet_card, "action-plan.pdf": papers.action_plan}
    write_whole(out, files)
    click.echo(f"{out / 'wallet-card.pdf'}: {papers.panels} panels. {out / 'action-plan.pdf'}.")


def _hand_over(owner: OwnerSecret, settings: Settings) -> None:
    """Show the owner link, or the owner's digits if there is no public address."""
    from walletcard.issuing.links import owner_link

    if settings.no_code:
        click.echo(
            f"The papers have no code. {settings.no_code.value} Set PUBLIC_URL or use --base-url."
        )
    if settings.public_url:
        click.echo(f"Owner link: {owner_link(settings.public_url, owner)}")
        click.echo(f"Digits that the link asks for: {owner.beside_link}")
    else:
        click.echo(f"Owner digits: {owner.digits}")
    click.echo("Keep this safe: it is not shown again, and nobody can find it out for you.")


@contextlib.contextmanager
def _exit_codes(of: str = "") -> Iterator[None]:
    """Report a refusal or failure, with the file's name in `of`, and stop with its exit code."""
    try:
        yield
    except _refusals() as refusal:
        stop(REFUSED, f"{of}{refusal}")
    except _failures() as failure:
        stop(FAILED, f"{of}{failure}")


def _refusals() -> tuple[type[Exception], ...]:
    from walletcard.clinical.record import RecordRefused
    from walletcard.paper.photo import PhotoRefused
    from walletcard.paper.qr import LinkTooLong

    return RecordRefused, LinkTooLong, PhotoRefused


def _failures() -> tuple[type[Exception], ...]:
    from walletcard.files import NotWritten
    from walletcard.paper.pdf import PangoMissing, RenderFailed
    from walletcard.settings import SettingsInvalid
    from walletcard.sharing.schema import SchemaMismatch
    from walletcard.sharing.store import StoreDown

    failed = NotWritten, PangoMissing, RenderFailed, SettingsInvalid, SchemaMismatch, StoreDown
    return *failed, OSError
