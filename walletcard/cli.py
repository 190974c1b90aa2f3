"""The `walletcard` command: print a record's papers, show the record's schema.

Exit codes: 0 done; 2 the record or the options were refused; 1 anything else that stopped it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

REFUSED, FAILED = 2, 1


@click.group()
@click.version_option(package_name="walletcard")
def main() -> None:
    """A wallet card and an anaphylaxis action plan for people with mastocytosis."""


@main.command("schema")
def show_schema() -> None:
    """Print the JSON Schema of the patient record, version 1."""
    from walletcard.clinical.patient import Patient

    click.echo(json.dumps(Patient.model_json_schema(), indent=2))


@main.command("print")
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
@click.option("--link", help="What the QR code opens. Without it the card has no code.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Default: the country's paper.")
@click.option("--language", default="en", show_default=True, help="Language of both papers.")
def print_record(
    record: Path, out: Path, link: str | None, paper: str | None, language: str
) -> None:
    """Print the record file RECORD as wallet-card.pdf and action-plan.pdf."""
    # Imported here: the layout takes half a second to load, and no other command needs it.
    from walletcard.clinical.catalogue import catalogue
    from walletcard.clinical.record import RecordRefused, read_record
    from walletcard.paper.files import NotWritten, write_whole
    from walletcard.paper.papers import print_papers
    from walletcard.paper.pdf import PangoMissing, RenderFailed
    from walletcard.paper.photo import PhotoRefused, photo_uri
    from walletcard.paper.qr import LinkTooLong
    from walletcard.paper.sheets import Sheet
    from walletcard.wording import LANGUAGES, Words

    if language not in LANGUAGES:
        _stop(REFUSED, f"--language {language}: not translated. Languages: {', '.join(LANGUAGES)}.")
    try:
        patient = read_record(record.read_bytes())
        photo = photo_uri(record.parent / patient.photo) if patient.photo else None
        sheet = Sheet.named(paper or catalogue().regions[patient.region].paper)
        papers = print_papers(patient, sheet, language, link, photo)
        files = {"wallet-card.pdf": papers.wallet_card, "action-plan.pdf": papers.action_plan}
        write_whole(out, files)
    except RecordRefused as refusal:
        _stop(REFUSED, *map(str, refusal.faults))
    except (LinkTooLong, PhotoRefused) as refusal:
        _stop(REFUSED, str(refusal))
    except (NotWritten, PangoMissing, RenderFailed, OSError) as failure:
        _stop(FAILED, str(failure))
    click.echo(f"{out / 'wallet-card.pdf'}: {papers.panels} panels. {out / 'action-plan.pdf'}.")
    for statement in papers.moved:
        click.echo(f"On the action plan only: {Words(language).plain(statement)}")


def _stop(code: int, *sentences: str) -> NoReturn:
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(code)
