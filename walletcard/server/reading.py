"""The application of a reader: it answers reading itself, and passes the rest to the maker."""

from __future__ import annotations

import io
import time
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from walletcard.server.answers import WATCHED, answer, watched
from walletcard.server.notices import Board
from walletcard.server.passing import IS_SECURE, Environ, MakerEnded, NobodyAnswers, pass_on
from walletcard.server.telling import new_number, tell
from walletcard.web.reader.pages import READ
from walletcard.web.site.errors import REQUEST, TOLD
from walletcard.web.site.headers import IS_BUSY, WAS_CUT_OFF

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

STATIC = "/static/"


class ReaderApp:
    """The WSGI application of a reader."""

    def __init__(self, app: WSGIApplication, maker: Path, board: Board, *, is_secure: bool) -> None:
        self._app, self._maker, self._board = app, maker, board
        self.is_secure = is_secure  # whether readers come by https alone

    def __call__(self, environ: Environ, start: StartResponse) -> Iterable[bytes]:
        """Answer a request here, or pass it to the maker; and tell of it."""
        began, said = time.monotonic(), ["500"]
        environ |= {REQUEST: new_number(), TOLD: {}}

        def starts(status: str, *given: Any) -> Any:
            said[0] = status
            return start(status, *given)

        try:
            return self._answered(environ, starts)
        finally:
            route = environ[TOLD].get("route")
            took = time.monotonic() - began
            tell(environ[REQUEST], environ["REQUEST_METHOD"], route, said[0], took)

    def _answered(self, environ: Environ, start: StartResponse) -> Iterable[bytes]:
        is_gone = environ.pop("waitress.client_disconnected")
        path = environ["PATH_INFO"]
        if is_reading(path):
            return self._app(environ, start)
        if path in WATCHED:
            return self._watched(environ["REQUEST_METHOD"], path, environ[TOLD], start)
        body = environ["wsgi.input"].read()
        environ[IS_SECURE] = self.is_secure
        try:
            reply, told = pass_on(self._maker, environ, body, is_gone)
        except NobodyAnswers as why:
            if is_gone():
                return self._nobody(start)
            environ |= {"wsgi.input": io.BytesIO(body), IS_BUSY: True}
            environ[WAS_CUT_OFF] = isinstance(why, MakerEnded)
            return self._app(environ, start)
        environ[TOLD].update(told)
        status, headers, content = reply
        start(status, headers)
        return [content]

    def _watched(
        self, method: str, path: str, told: dict[str, str], start: StartResponse
    ) -> Iterable[bytes]:
        told["route"] = path
        status, headers, content = watched(self._board, method, path, is_secure=self.is_secure)
        start(status, headers)
        return [content] if method != "HEAD" else []

    def _nobody(self, start: StartResponse) -> Iterable[bytes]:
        """The answer to a client that has left."""
        status, headers, content = answer(HTTPStatus.SERVICE_UNAVAILABLE, b"", self.is_secure)
        start(status, headers)
        return [content]


def is_reading(path: str) -> bool:
    """Whether a path is the page behind a code, or a static file.

    Mail filters and people change links, so every path that begins with `READ` counts, in small or
    capital letters; no other page begins so.
    """
    return path[: len(READ)].lower() == READ or path.startswith(STATIC)
