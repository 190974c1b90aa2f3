"""What tests of several rooms share."""

from pathlib import Path

import pytest
from flask import Flask

from tests.web.pages import PageClient
from walletcard import create_app
from walletcard.settings import Settings


@pytest.fixture
def app() -> Flask:
    """The whole application; its instance folder is not there, since nothing may be kept in it."""
    app = create_app(Settings(instance=Path("/nowhere"), server_secret="0" * 64))
    app.test_client_class = PageClient
    return app


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A client that checks every page that it gets."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client
