"""Passes a request from a reader to the maker, and the response back.

Both are processes of this server and run as one user. They send pickled values through a socket in
a folder that no other user can enter.
"""

from __future__ import annotations

import io
import logging
import os
import socket
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.test import run_wsgi_app

from walletcard.server.answers import answer as answer_itself
from walletcard.web.session.prints import IS_WANTED
from walletcard.web.site.errors import TOLD, frames_of

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

Environ = dict[str, Any]
Reply = tuple[str, list[tuple[str, str]], bytes]
Told = dict[str, str | None]

MOST_SECONDS = 60.0
LOOK_SECONDS = 0.25  # between two checks whether the client has disconnected
BACKLOG = 512
IS_SECURE = "walletcard.is_secure"  # a key of the WSGI environ: readers come by https alone
_PLAIN = (str, int, bool, tuple)

LOG = logging.getLogger(__name__)


class NobodyAnswers(Exception):
    """The maker took too long, or the client disconnected and nobody need answer."""


class MakerEnded(NobodyAnswers):
    """The maker ended while it answered. Another is started."""


def listen(address: Path) -> socket.socket:
    """A socket for the maker at an address in the file system."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(address))
    listener.listen(BACKLOG)
    return listener


def pass_on(
    maker: Path, environ: Environ, body: bytes, is_gone: Callable[[], bool]
) -> tuple[Reply, Told]:
    """The maker's response to a request, and what it tells of it.

    Raises `NobodyAnswers` or `MakerEnded`.
    """
    plain = {name: value for name, value in environ.items() if isinstance(value, _PLAIN)}
    until = time.monotonic() + MOST_SECONDS
    try:
        with _line_to(maker) as line:
            line.send((plain, body))
            while not line.poll(LOOK_SECONDS):
                if is_gone() or time.monotonic() > until:
                    raise NobodyAnswers
            replied: tuple[Reply, Told] = line.recv()
            return replied
    except (OSError, EOFError):
        raise MakerEnded from None


def answer(app: WSGIApplication, asked: socket.socket) -> None:
    """Answer one request that a reader passed on."""
    with Connection(asked.detach()) as line:
        try:
            environ, body = line.recv()
            environ |= {"wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr}
            environ[IS_WANTED] = lambda: not line.poll()  # a reader whose client left hangs up
            told: Told = {}
            environ[TOLD] = told
            line.send((_called(app, environ), told))
        except (OSError, EOFError):
            return  # the reader hung up


def _called(app: WSGIApplication, environ: Environ) -> Reply:
    try:
        parts, status, headers = run_wsgi_app(app, environ, buffered=True)
    except Exception as error:  # noqa: BLE001 - the application answers its errors itself
        told = {"error": type(error).__name__, "where": frames_of(error.__traceback__)}
        LOG.error("The application failed", extra={"told": told})  # noqa: TRY400
        return answer_itself(HTTPStatus.INTERNAL_SERVER_ERROR, b"", bool(environ.get(IS_SECURE)))
    return status, list(headers), b"".join(parts)


def _line_to(maker: Path) -> Connection:
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(os.fspath(maker))
    except OSError:
        line.close()
        raise
    return Connection(line.detach())
