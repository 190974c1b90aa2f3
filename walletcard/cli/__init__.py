"""The `walletcard` command: make, print and keep cards, look into the catalogue and sign it.

Exit codes: 0 done; 2 the record or the options were refused; 1 anything else that stopped it.
"""

import click

from walletcard.cli.catalogue import review, show_catalogue, suggest_entries
from walletcard.cli.keeping import (
    backup,
    purge_database,
    restore_backup,
    rotate,
    verify_backup,
)
from walletcard.cli.making import make_card, migrate, print_records, show_schema
from walletcard.cli.serving import serve, try_out


@click.group()
@click.version_option(package_name="walletcard")
def main() -> None:
    """A wallet card and an anaphylaxis action plan for people with mastocytosis."""


for _command in (
    *(show_schema, print_records, make_card, migrate),
    *(show_catalogue, suggest_entries, review),
    *(backup, verify_backup, restore_backup, purge_database, rotate),
    *(serve, try_out),
):
    main.add_command(_command)
