"""A real server and a real Chromium, as a person meets them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.serving import HOST, Served, free_port, serving

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application is served, at a free port of this machine."""
    with serving(app) as address:
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
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or None
        flags = [*CHROMIUM_FLAGS, f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{port}"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()
