"""What a reader answers by itself: whether the server lives, and requests that it cannot read.

These lines of text have the same headers as pages, for whoever sends hostile requests in another
site's name. They set no cookie and are counted for nobody.
"""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from typing import Any, cast

from waitress.task import ErrorTask

from walletcard.server.notices import Board
from walletcard.server.telling import new_number, tell
from walletcard.web.site.headers import NEVER_KEPT, Kind, headers

Answer = tuple[str, list[tuple[str, str]], bytes]
LIVES, READY = "/healthz", "/readyz"
WATCHED = (LIVES, READY)


def watched(board: Board, method: str, path: str, *, is_secure: bool) -> Answer:
    """The answer to whoever watches the server: 200, or 503 with what is not ready."""
    if method not in {"GET", "HEAD"}:
        return answer(HTTPStatus.METHOD_NOT_ALLOWED, b"", is_secure, ("Allow", "GET, HEAD"))
    if path == LIVES:
        return answer(HTTPStatus.OK, b"it lives\n", is_secure)
    parts = board.read()
    is_ready = all(state == "ready" for state in parts.values())
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    said = json.dumps(parts, indent=1).encode() + b"\n"
    return answer(status, said, is_secure, ("Content-Type", "application/json"))


def answer(
    status: HTTPStatus,
    said: bytes,
    is_secure: bool,  # noqa: FBT001 - whether readers come by https alone
    *more: tuple[str, str],
) -> Answer:
    """An answer in plain text, unless `more` headers say otherwise."""
    given = {"Content-Type": "text/plain; charset=utf-8"} | dict(more)
    given |= {"Content-Length": str(len(said)), "Cache-Control": NEVER_KEPT}
    given |= headers(Kind.BARE, is_secure=is_secure)
    return f"{status.value} {status.phrase}", list(given.items()), said


class Refusal(ErrorTask):
    """The answer to a request that could not be read. It says nothing of what was sent."""

    def execute(self) -> None:
        request, channel = cast("Any", self.request), cast("Any", self.channel)
        refused = HTTPStatus(request.error.code)
        is_secure = channel.server.application.is_secure
        said = f"{refused.value} {refused.phrase}\n".encode()
        self.status, given, body = answer(refused, said, is_secure)
        own: Any = self.response_headers
        own.extend(given)
        tell(new_number(), request.command, None, self.status, time.time() - channel.began)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)
