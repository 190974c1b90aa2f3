"""An anaphylaxis action plan and a wallet card for people with systemic mastocytosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from walletcard.settings import Settings

__all__ = ["create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """The web application, with settings from the environment unless some are given.

    Raises `walletcard.settings.SettingsInvalid` for a half-configured start.
    """
    # Imported here: the command line starts in a blink, and knows nothing of the web.
    from walletcard.settings import Settings
    from walletcard.web.app import make_app

    return make_app(settings or Settings.from_environ())
