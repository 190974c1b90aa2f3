"""How a command ends with an error."""

import sys
from typing import NoReturn

import click

REFUSED, FAILED = 2, 1


def stop(code: int, *sentences: str) -> NoReturn:
    """Write sentences to stderr and exit with a code."""
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(code)
