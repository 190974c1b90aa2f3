"""The running site: its settings, its store, and today's date."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from flask import Flask, current_app, request

from walletcard.paper.press import Press
from walletcard.paper.printer import Here, Printer
from walletcard.settings import Settings
from walletcard.sharing.noting import Notes
from walletcard.sharing.opening import Opener
from walletcard.sharing.quota import Payer, network_of
from walletcard.sharing.store import Store
from walletcard.web.site.shelf import Shelf

NAME = "walletcard"


@dataclass(frozen=True)
class Site:
    """One running application."""

    settings: Settings
    store: Store
    press: Printer = field(default_factory=Here)
    shelf: Shelf = field(default_factory=Shelf)

    @cached_property
    def notes(self) -> Notes:
        """Notes of when cards are read."""
        return Notes(self.store, marks_use=self.settings.keep_years is not None)

    @cached_property
    def opener(self) -> Opener:
        """Opens cards."""
        return Opener(self.store)

    @property
    def is_secure(self) -> bool:
        """Whether its public address is https."""
        return (self.settings.public_url or "").startswith("https:")


def set_up(app: Flask, settings: Settings) -> Site:
    """Give an application its site. Raises `StoreDown`."""
    press = Press(settings.renderers) if settings.renderers else Here()
    made = Site(
        settings, Store(settings.database_url, settings.instance, settings.withdrawn_list), press
    )
    app.extensions[NAME] = made
    return made


def site() -> Site:
    """The site of the application that answers now."""
    found: Site = current_app.extensions[NAME]
    return found


def store() -> Store:
    """The store, which counts what this request keeps for the visitor's network."""
    settings = site().settings
    network = network_of(request.remote_addr, settings.exempt)
    payer = Payer(settings.server_secret.encode("ascii"), network, now())
    return site().store.paid_by(payer)


def now() -> int:
    """The time in seconds since 1970."""
    return int(datetime.now(UTC).timestamp())


def today() -> date:
    """Today in UTC, because no reader's time zone is known."""
    return datetime.now(UTC).date()
