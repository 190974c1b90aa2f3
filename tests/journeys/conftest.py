"""A real server and a real Chromium, as a person meets them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.journeys.serving import Served, chromium, free_port, served_here


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application is served, at a free port of this machine."""
    with served_here(app) as address:
        yield address


@pytest.fixture(scope="session")
def port() -> int:
    """Where the browser finds the host of the codes."""
    return free_port()


@pytest.fixture
def served(tmp_path: Path, port: int) -> Iterator[Served]:
    """A server of its own for the test, which runs."""
    server = Served(tmp_path, port)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser(port: int) -> Iterator[Browser]:
    """The Chromium that script/setup found; its path is in the variable CHROMIUM."""
    with chromium(port) as browser:
        yield browser
