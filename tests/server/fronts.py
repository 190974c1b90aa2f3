"""A reader process inside the test, with a small application and a fake maker."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse

from walletcard.server import front
from walletcard.server.notices import Board
from walletcard.server.passing import answer, listen
from walletcard.server.reading import ReaderApp

HOST = "127.0.0.1"


def small_app(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
    """Answer with the request's path, its Content-Length, and the length of the body that came."""
    body = environ["wsgi.input"].read()
    said = f"{environ['PATH_INFO']} {environ.get('CONTENT_LENGTH', '')} {len(body)}"
    busy = " busy" if environ.get("walletcard.is_busy") else ""
    busy += " cut off" if environ.get("walletcard.was_cut_off") else ""
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{said}{busy}".encode()]


@contextlib.contextmanager
def a_reader(
    folder: Path, board: Board | None = None, app: Callable[..., Iterable[bytes]] = small_app
) -> Iterator[int]:
    """Run a reader in this process; yields its port."""
    app = ReaderApp(app, folder / "maker", board or Board(), is_secure=True)
    stopped = threading.Event()
    with socket.create_server((HOST, 0)) as listener:
        given = app, listener, lambda: not stopped.is_set(), 1.0
        thread = threading.Thread(target=front.serve, args=given)
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            stopped.set()
            thread.join()


@contextlib.contextmanager
def a_maker(folder: Path, app: Callable[..., Iterable[bytes]] = small_app) -> Iterator[None]:
    """Run a maker that answers with an application."""
    stopped = threading.Event()
    with listen(folder / "maker") as listener:
        listener.settimeout(0.1)

        def serve() -> None:
            while not stopped.is_set():
                with contextlib.suppress(TimeoutError):
                    asked, _ = listener.accept()
                    asked.setblocking(True)
                    threading.Thread(target=answer, args=(app, asked)).start()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()


def asked(port: int, path: str, body: bytes | None = None) -> str:
    """The answer to one request on a new connection."""
    line = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        line.request("POST" if body is not None else "GET", path, body)
        return line.getresponse().read().decode()
    finally:
        line.close()
