"""Health checks: whether the server lives, what is not ready, and headers on every refusal."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from pathlib import Path

import pytest

from tests.server.fronts import HOST, a_reader
from walletcard import create_app
from walletcard.paper import fonts
from walletcard.server import notices
from walletcard.server.components import looks
from walletcard.server.notices import Board, Watch
from walletcard.server.passing import listen
from walletcard.settings import Settings
from walletcard.sharing import schema
from walletcard.web.site.current import NAME, Site
from walletcard.web.site.headers import Kind, headers

ALL = dict.fromkeys(("database", "migrations", "secret", "fonts", "press"), "ready")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with a database, and a press that has not started."""
    app = create_app(Settings(instance=tmp_path, server_secret="0" * 64, renderers=1))
    site: Site = app.extensions[NAME]
    return site


def said(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    """Status and text of an answer, after a check of its headers."""
    line = http.client.HTTPConnection(HOST, port, timeout=20)
    with contextlib.closing(line):
        line.request(method, path)
        answer = line.getresponse()
        text = answer.read().decode()
    expected = headers(Kind.BARE, is_secure=True) | {"Cache-Control": "no-store"}
    assert {name: answer.getheader(name) for name in expected} == expected
    assert answer.getheader("Set-Cookie") is None
    return answer.status, text


def test_a_process_that_answers_lives_even_without_a_maker(tmp_path: Path) -> None:
    """A server whose cards still open must not be restarted because it cannot print."""
    with a_reader(tmp_path) as port:
        assert said(port, "/healthz") == (200, "it lives\n")
        assert said(port, "/healthz", "HEAD") == (200, "")
        assert said(port, "/healthz", "POST")[0] == 405
        status, told = said(port, "/readyz")
        assert status == 503
        assert '"maker": "it is starting"' in told


def test_it_is_ready_when_each_part_is_and_names_the_one_that_is_not(tmp_path: Path) -> None:
    """An operator learns which component to look at."""
    board = Board()
    with a_reader(tmp_path, board) as port:
        board.write(ALL)
        assert said(port, "/readyz")[0] == 200
        board.write(ALL | {"press": "it is not running"})
        status, told = said(port, "/readyz")
        assert status == 503
        assert '"press": "it is not running"' in told


def test_watching_waits_for_no_request(tmp_path: Path) -> None:
    """With a hundred requests that no maker answers, the check stays as quick."""
    with listen(tmp_path / "maker"), a_reader(tmp_path) as port, contextlib.ExitStack() as held:
        for _ in range(100):
            line = held.enter_context(socket.create_connection((HOST, port)))
            line.sendall(b"GET /make HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.3)
        assert said(port, "/healthz")[0] == 200
        assert said(port, "/readyz")[0] == 503


def test_news_that_is_old_is_no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """A maker that hangs must not count as healthy."""
    board = Board()
    board.write(ALL)
    assert board.read() == ALL
    monkeypatch.setattr(notices, "OLD_SECONDS", -1)
    assert board.read() == {"maker": "no news for 0 seconds"}


def test_a_part_that_hangs_is_named_and_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are still reported; the failure's message is not."""
    monkeypatch.setattr(notices, "MOST_SECONDS", 0.2)
    asked, over = [], threading.Event()

    def hangs() -> None:
        asked.append(1)
        over.wait(20)

    def fails() -> None:
        raise ValueError("4711")

    watch = Watch(Board(), {"database": hangs, "press": fails, "fonts": lambda: None})
    for _ in range(2):
        assert watch.look() == {"database": notices.SLOW, "press": "ValueError", "fonts": "ready"}
    assert asked == [1]
    over.set()
    time.sleep(0.1)
    assert watch.look()["database"] == "ready"


def test_a_part_is_looked_at_as_it_is(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A press that was not started and a missing font are reported."""
    components = looks(site)
    assert {name: look() for name, look in components.items()} == dict.fromkeys(ALL) | {
        "press": "it is not running"
    }
    monkeypatch.setattr(fonts, "SHIPPED", (*fonts.SHIPPED, "inter/Inter-Lost.ttf"))
    assert components["fonts"]() == "1 are missing"


def test_a_database_of_another_release_or_none_is_not_ready(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One needs a migration, the other a disk, so each is named."""
    components = looks(site)
    monkeypatch.setattr(schema, "revision", lambda _: "0001")
    assert (components["database"](), components["migrations"]()) == (
        None,
        "the database is of another release",
    )
    (tmp_path / "walletcard.sqlite3").write_bytes(b"no database" * 100)
    assert components["database"]() == "it cannot be read"
    for name in ("migrations", "secret"):
        assert components[name]() == "unknown while the database cannot be read"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /c\x00 4711 HTTP/1.1\r\n\r\n", 400),
        (b"GET http://[4711/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 4711x\r\n\r\n", 400),
        (b"POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: 4711\r\n\r\n", 400),
        (b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n4711", 413),
        (b"GET /c HTTP/1.1\r\nHost: a\r\nX-4711: " + b"x" * 40_000 + b"\r\n\r\n", 431),
        (b"GET /4711" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 431),
    ],
)
def test_a_refusal_of_the_server_itself_has_the_headers_of_a_page(
    sent: bytes, status: int, tmp_path: Path
) -> None:
    """It repeats nothing of the request, and does not name the software."""
    with a_reader(tmp_path) as port, socket.create_connection((HOST, port), timeout=20) as line:
        line.sendall(sent)
        with contextlib.closing(http.client.HTTPResponse(line)) as answer:
            answer.begin()
            text = answer.read()
    expected = headers(Kind.BARE, is_secure=True) | {"Cache-Control": "no-store"}
    assert answer.status == status
    assert {name: answer.getheader(name) for name in expected} == expected
    assert b"4711" not in text
    assert b"waitress" not in text + bytes(str(answer.headers), "ascii")
