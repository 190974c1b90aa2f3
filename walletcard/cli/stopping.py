"""How a command ends when it cannot do what it was asked."""

import sys
from typing import NoReturn

import click

REFUSED, FAILED = 2, 1


def stop(code: int, *sentences: str) -> NoReturn:
    """Say why on stderr, and end with an exit code."""
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(code)
