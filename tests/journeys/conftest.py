"""A real server and a real Chromium, as a person meets them."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.journeys.serving import Served, chromium, free_port, served_here


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The address of the application, which is served on a free port of this machine."""
    with served_here(app) as address:
        yield address


@pytest.fixture(scope="session")
def port() -> int:
    """The port to which the browser takes the host of the codes."""
    return free_port()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Served]:
    """One server for all tests, because starting it takes longer than most of them."""
    server = Served(tmp_path_factory.mktemp("server"), port)
    yield server
    server.close()


@pytest.fixture
def served(server: Served) -> Served:
    """A server that is running. Each test keeps cards of its own there, and may restart it."""
    if not server.is_running:
        server.start()
    return server


@pytest.fixture(scope="session")
def browser(port: int) -> Iterator[Browser]:
    """The Chromium that script/setup found; the variable CHROMIUM holds its path."""
    with chromium(port) as browser:
        yield browser
