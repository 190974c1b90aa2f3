"""The command that starts the server."""

from __future__ import annotations

import click

from walletcard.cli.stopping import FAILED, stop


@click.command("serve")
def serve() -> None:
    """Serve walletcard, as in production.

    HOST (127.0.0.1), PORT (8000), READERS (2 processes that open cards) and RENDERERS (one a core)
    say where and with how many processes; the README names the other settings.
    """
    from walletcard.settings import Serving, Settings, SettingsInvalid

    try:
        serving, settings = Serving.from_environ(), Settings.from_environ()
    except SettingsInvalid as refusal:
        stop(FAILED, str(refusal))
    from walletcard.server.processes import Server, refuse_taken

    try:
        refuse_taken(serving)
    except OSError as error:
        stop(
            FAILED,
            f"{serving.bind} cannot be used: {error.strerror}. "
            "Choose another port, for example: PORT=8765",
        )
    Server(serving, settings).run()
