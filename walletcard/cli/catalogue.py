"""Commands for the clinical catalogue: show it, look up a name, record a signature."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from walletcard.cli.stopping import FAILED, REFUSED, stop

if TYPE_CHECKING:
    from walletcard.clinical.catalogue import Catalogue

_json = click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")


@click.command("catalogue")
@_json
def show_catalogue(*, as_json: bool) -> None:
    """Count what the clinical catalogue holds, or print all of it."""
    from walletcard.clinical.catalogue import catalogue
    from walletcard.clinical.listing import lists

    with _data_in_order():
        read = catalogue()
    if as_json:
        click.echo(json.dumps(lists(read), ensure_ascii=False, indent=1))
    else:
        _count(read)


def _count(read: Catalogue) -> None:
    from walletcard.clinical.listing import counts, outdated, states

    for name, count in counts(read).items():
        click.echo(f"{count:5} {name}")
    kept_back = [one.id for one in read.statements.values() if not read.may_print(one)]
    shown = ", ".join(f"{count} {state}" for state, count in sorted(states(read).items()))
    click.echo(f"Statements: {shown}.")
    click.echo(f"Left out of every face, because no source was opened: {len(kept_back)}.")
    for one in outdated(read):
        click.echo(f"{one.id}: changed after it was signed, so it is a draft again.")


@click.command("suggest")
@click.argument("text")
@_json
def suggest_entries(text: str, *, as_json: bool) -> None:
    """List the catalogue entries that TEXT most likely means, the nearest first."""
    from walletcard.cautions.suggest import suggest

    with _data_in_order():
        found = suggest(text)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        how = "exact" if one.exact else f"{one.score:.2f}"
        click.echo(f"{how:>5}  {one.kind} {one.id}: {one.name} ({one.matched})")
    if not found:
        click.echo("Nothing in the catalogue is like that.")


@click.command("review")
@click.argument("statement")
@click.option("--by", required=True, help="The clinician who has checked the sentence.")
@click.option("--on", "day", required=True, help="The day they did, as YYYY-MM-DD.")
def review(statement: str, by: str, day: str) -> None:
    """Record in this checkout that a clinician has checked the sentence STATEMENT as it stands."""
    from walletcard.clinical.review import ReviewNotWritten, ReviewRefused, checkout, sign

    try:
        with _data_in_order():
            file = sign(checkout(), statement, by, _day(day))
    except ReviewRefused as refusal:
        stop(REFUSED, str(refusal))
    except ReviewNotWritten as failure:
        stop(FAILED, str(failure))
    click.echo(f"{statement}: reviewed by {by} on {day}, in {file}.")
    click.echo("If a letter of the sentence changes, it is a draft again.")


@contextlib.contextmanager
def _data_in_order() -> Iterator[None]:
    """If the data files are invalid, say what is wrong with them and stop."""
    from walletcard.clinical.catalogue import CatalogueInvalid

    try:
        yield
    except CatalogueInvalid as invalid:
        stop(FAILED, str(invalid))


def _day(typed: str) -> datetime.date:
    try:
        day = datetime.datetime.strptime(typed, "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        stop(REFUSED, f"--on {typed}: write the day as YYYY-MM-DD, such as 2026-11-23.")
    today = datetime.datetime.now(datetime.UTC).date()
    if day > today:
        stop(REFUSED, f"--on {typed}: this day is still to come (today is {today}).")
    return day
