"""What the server writes down: never a word that anybody sent, never an address."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.fronts import HOST, asked, small_app
from walletcard.server.logs import Wordless
from walletcard.server.passing import _called

SERVE = [sys.executable, "-c", "from walletcard.cli import main; main()", "serve"]
FORM = b"Content-Type: application/x-www-form-urlencoded"
SECRET = b"4711s3cret"
SECONDS_TO_START = 120


@pytest.fixture(scope="module")
def port() -> int:
    """A port of this machine that nobody uses."""
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def log(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All that a server writes, which runs meanwhile with the settings that are shipped."""
    folder = tmp_path_factory.mktemp("served")
    environ = os.environ | {
        "PORT": str(port),
        "WALLETCARD_INSTANCE": str(folder / "instance"),
        "READERS": "1",
        "RENDERERS": "1",
        "TMPDIR": str(folder),
    }
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            SERVE, env=environ, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait_for(port)
        yield folder / "log"
    finally:
        server.terminate()
        server.wait(60)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def _wait_for(port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            asked(port, "/c")
            return
        time.sleep(0.2)
    raise TimeoutError


def sent(port: int, request: bytes) -> bytes:
    """The beginning of the answer to whatever is sent."""
    with socket.create_connection((HOST, port), timeout=30) as line:
        line.sendall(request)
        with contextlib.suppress(OSError):
            return line.recv(200)
    return b""


@pytest.mark.slow
def test_what_is_sent_is_in_no_log(port: int, log: Path) -> None:
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
        assert sent(port, request.replace(b"%s", SECRET))
    written = log.read_bytes()
    assert SECRET not in written
    assert b"127.0.0.1" not in written.replace(f"http://127.0.0.1:{port}".encode(), b"")


@pytest.mark.slow
def test_a_maker_that_is_killed_is_replaced_and_names_nobody(port: int, log: Path) -> None:
    """The page behind a code is answered meanwhile, and the rest soon after."""
    served = subprocess.run(["ps", "-eo", "pid,ppid,ni,args"], capture_output=True, check=True)  # noqa: S607
    mine = [line.split() for line in served.stdout.decode().splitlines()[1:]]
    masters = {pid for pid, parent, *_ in mine if parent == str(os.getpid())}
    nices = {int(pid): int(nice) for pid, parent, nice, *_ in mine if parent in masters}
    maker = max(nices, key=lambda pid: nices[pid])  # which gives way to readers
    os.kill(maker, signal.SIGKILL)
    assert "EMERGENCY" in asked(port, "/c")
    until = time.monotonic() + 60
    while "An emergency card" not in asked(port, f"/?{SECRET.decode()}"):
        assert time.monotonic() < until
        time.sleep(0.2)
    assert SECRET not in log.read_bytes()


def test_an_application_that_fails_is_named_by_the_kind_of_failure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What an error says may be what somebody sent."""

    def fails(*_: object) -> list[bytes]:
        raise ValueError(SECRET.decode())

    status, _, body = _called(fails, {"PATH_INFO": "/"})
    assert (status, body) == ("500 Internal Server Error", b"")
    assert caplog.messages == ["The application failed: ValueError"]


def test_lines_of_others_lose_their_words() -> None:
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
