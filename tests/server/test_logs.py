"""What the server logs: never a word that a client sent, never an address."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import signal
import socket
import time
from collections.abc import Iterator

import pytest

from tests.server.fronts import HOST, asked, small_app
from tests.server.served import Served, served
from walletcard.server.logs import Wordless
from walletcard.server.passing import IS_SECURE, _called
from walletcard.web.site.headers import Kind, headers

FORM = b"Content-Type: application/x-www-form-urlencoded"
SECRET = b"4711s3cret"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that runs meanwhile with the settings that are shipped."""
    with served(tmp_path_factory.mktemp("served"), READERS="1", RENDERERS="1") as running:
        yield running


def sent(port: int, request: bytes) -> bytes:
    """The first bytes of the answer to some bytes."""
    with socket.create_connection((HOST, port), timeout=30) as line:
        line.sendall(request)
        with contextlib.suppress(OSError):
            return line.recv(200)
    return b""


@pytest.mark.slow
def test_what_is_sent_is_in_no_log(server: Served) -> None:
    """In paths, hosts, headers, bodies and lines that are no HTTP; nor is the client's address."""
    requests = [
        b"GET /%s HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /c?%s HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /make/1/%s HTTP/1.1\r\nHost: %s\r\n\r\n",
        b"GET /c HTTP/1.1\r\nHost: %s..b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: %s..b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: %s\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n",
        b"GET / HTTP/9.9 %s\r\n\r\n",
        b"%s\r\n\r\n",
        b"%s %s %s\r\n\r\n",
        b"\x16\x03\x01%s\r\n\r\n",
        b"GET /\xff%s HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET http://[%s/ HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: %s\r\n\r\n",
        b"POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: %s\r\n\r\n",
        b"POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n",
        b"POST /record HTTP/1.1\r\nHost: a\r\n" + FORM + b"\r\nContent-Length: 17\r\n\r\nrecord=%s",
    ]
    for request in requests:
        assert sent(server.port, request.replace(b"%s", SECRET))
    assert SECRET not in server.written()
    assert b"127.0.0.1" not in server.written()


@pytest.mark.slow
def test_a_maker_that_is_killed_is_replaced_and_names_nobody(server: Served) -> None:
    """The page behind a code is answered meanwhile, and the rest soon after."""
    os.kill(server.maker, signal.SIGKILL)
    assert "EMERGENCY" in asked(server.port, "/c")
    until = time.monotonic() + 60
    while "An emergency card" not in asked(server.port, f"/?{SECRET.decode()}"):
        assert time.monotonic() < until
        time.sleep(0.2)
    assert SECRET not in server.written()


def test_an_application_that_fails_is_named_by_the_kind_of_failure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What an error says may be what somebody sent."""

    def fails(*_: object) -> list[bytes]:
        raise ValueError(SECRET.decode())

    status, given, body = _called(fails, {"PATH_INFO": "/", IS_SECURE: True})
    assert (status, body) == ("500 Internal Server Error", b"")
    assert headers(Kind.BARE, is_secure=True).items() <= dict(given).items()
    assert caplog.messages == ["The application failed: ValueError"]


def test_log_lines_of_libraries_lose_their_words() -> None:
    """Of a library's line only its name and the kind of error is written; ours holds no values."""
    told = KeyError, KeyError(SECRET.decode()), None
    form = Wordless()
    theirs = logging.LogRecord("waitress", logging.ERROR, "", 0, "%s", (SECRET,), told)
    ours = logging.LogRecord("walletcard.web", logging.ERROR, "", 0, "GET %s", ("/c",), None)
    assert form.format(theirs).endswith(" waitress: KeyError")
    assert form.format(ours).endswith(" GET /c")


def test_an_answer_of_the_application_goes_back_whole() -> None:
    """Status, headers and body."""
    environ = {"PATH_INFO": "/x", "wsgi.input": io.BytesIO(b"")}
    assert _called(small_app, environ) == ("200 OK", [("Content-Type", "text/plain")], b"/x  0")
