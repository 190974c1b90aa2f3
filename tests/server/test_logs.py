"""The server's log: one JSON object per line, without a word that a client sent."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import threading

import pytest

from tests.server.fronts import small_app
from walletcard.server import logs
from walletcard.server.logs import JsonLines, NeverWaiting
from walletcard.server.passing import IS_SECURE, _called
from walletcard.web.site.headers import Kind, headers

MARK = "4711s3cret"
FAILS = """
import sys, threading, warnings
from walletcard.server.logs import keep_words_out
keep_words_out()
def fails(): raise ValueError("4711s3cret")
warnings.warn("4711s3cret")
thread = threading.Thread(target=fails)
thread.start()
thread.join()
fails()
"""


def line_of(name: str, said: str, raised: Exception | None = None) -> dict[str, str]:
    """A log line as it is written."""
    told = (type(raised), raised, raised.__traceback__) if raised else None
    record = logging.LogRecord(name, logging.ERROR, "", 0, "%s", (said,), told)
    line: dict[str, str] = json.loads(JsonLines().format(record))
    return line


def test_an_application_that_fails_is_named_by_the_kind_of_failure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The message of an error may repeat what somebody sent."""

    def fails(*_: object) -> list[bytes]:
        raise ValueError(MARK)

    status, given, body = _called(fails, {"PATH_INFO": "/", IS_SECURE: True})
    assert (status, body) == ("500 Internal Server Error", b"")
    assert headers(Kind.BARE, is_secure=True).items() <= dict(given).items()
    (record,) = caplog.records
    assert vars(record)["told"]["error"] == "ValueError"
    assert vars(record)["told"]["where"].startswith("fails:")
    assert MARK not in JsonLines().format(record)


@pytest.mark.parametrize("name", ["waitress", "sqlalchemy.pool", "walletcard", "walletcards.x"])
def test_log_lines_of_libraries_lose_their_words(name: str) -> None:
    """Flask's logger has the same name as our package, and its lines name paths."""
    line = line_of(name, MARK, KeyError(MARK))
    assert line["logger"] == name
    assert line["error"] == "KeyError"
    assert MARK not in str(line)


def test_our_own_lines_are_written_whole() -> None:
    """They hold no values; nor do the lines of gunicorn's master, which sees no request."""
    assert line_of("walletcard.web", "GET /c")["said"] == "GET /c"
    assert line_of("gunicorn.error", "WORKER TIMEOUT (pid:7)")["said"] == "WORKER TIMEOUT (pid:7)"


def test_what_nobody_caught_is_named_by_its_kind_and_frames() -> None:
    """In any thread, and for Python's warnings; afterwards the process ends as usual."""
    run = subprocess.run([sys.executable, "-c", FAILS], capture_output=True, check=False, text=True)
    lines = [json.loads(line) for line in run.stderr.splitlines()]
    assert (run.returncode, run.stdout) == (1, "")
    assert MARK not in run.stderr
    assert [line["logger"] for line in lines] == ["py.warnings", *2 * ["walletcard.server.logs"]]
    assert [line.get("error") for line in lines] == [None, "ValueError", "ValueError"]
    assert lines[2]["where"].startswith("fails:5 < <module>:10")


def test_a_log_that_nobody_reads_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are dropped, and their number is logged once somebody reads again."""
    reads, writes = os.pipe()
    monkeypatch.setattr(logs, "MOST_WAITING", 10)
    lines = NeverWaiting()
    lines.setFormatter(JsonLines())
    with os.fdopen(writes, "w") as stuck, os.fdopen(reads) as reader:
        monkeypatch.setattr(sys, "stderr", stuck)
        for _ in range(2000):  # far more than fits into a pipe and the queue
            lines.emit(logging.LogRecord("walletcard.x", 30, "", 0, "x" * 200, (), None))
        read = iter(reader.readline, "")
        threading.Timer(
            1, lines.emit, [logging.LogRecord("walletcard.x", 30, "", 0, "over", (), None)]
        ).start()
        until_over = [json.loads(next(read))["said"]]
        while until_over[-1] != "over":
            until_over.append(json.loads(next(read))["said"])
        lost = [int(said.split()[0]) for said in until_over if said.endswith("lines were lost")]
        assert lost
        assert until_over.count("x" * 200) + sum(lost) == 2000
        lines.flush()


def test_a_process_that_was_forked_writes_too(capfd: pytest.CaptureFixture[str]) -> None:
    """The writing thread does not survive a fork, so each process starts its own."""
    code = """
import logging, os
from walletcard.server.logs import keep_words_out
keep_words_out()
log = logging.getLogger("walletcard.x")
log.error("before")
if os.fork() == 0:
    log.error("in the child")
    logging.shutdown()
    os._exit(0)
os.wait()
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    written = capfd.readouterr().err
    assert sorted(json.loads(line)["said"] for line in written.splitlines()) == [
        "before",
        "in the child",
    ]


def test_an_answer_of_the_application_goes_back_whole() -> None:
    """Status, headers and body."""
    environ = {"PATH_INFO": "/x", "wsgi.input": io.BytesIO(b"")}
    assert _called(small_app, environ) == ("200 OK", [("Content-Type", "text/plain")], b"/x  0")
