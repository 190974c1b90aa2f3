"""A reader process: what it answers itself, what it passes on, and whom it does not wait for."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse

import pytest
from waitress.adjustments import Adjustments

from tests.server.fronts import HOST, a_maker, a_reader, asked, small_app
from walletcard.server import front, passing
from walletcard.server.passing import listen
from walletcard.web.site.headers import MAX_BODY_BYTES


def is_closed(line: socket.socket, seconds: float) -> bool:
    """Whether the other side closes the connection within so many seconds."""
    line.settimeout(seconds)
    try:
        while line.recv(1000):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


def test_reading_is_answered_with_no_maker_at_all(tmp_path: Path) -> None:
    """A reader answers the page behind a code and its files without the maker."""
    with a_reader(tmp_path) as port:
        assert asked(port, "/c") == "/c  0"
        assert asked(port, "/c", b"digits=1") == "/c 8 8"
        assert asked(port, "/static/css/site/base.css") == "/static/css/site/base.css  0"


def test_other_requests_are_answered_by_the_maker(tmp_path: Path) -> None:
    """The request's body is passed on, and the maker's answer comes back."""
    with a_maker(tmp_path), a_reader(tmp_path) as port:
        assert asked(port, "/make") == "/make  0"
        assert asked(port, "/make/new", b"name=Li") == "/make/new 7 7"
        assert asked(port, "/c/more") == "/c/more  0"


def test_without_a_maker_other_requests_get_the_busy_page(tmp_path: Path) -> None:
    """The page carries what was sent, so that it can be sent again."""
    with a_reader(tmp_path) as port:
        assert asked(port, "/make/new", b"name=Li") == "/make/new 7 7 busy cut off"


def test_a_maker_that_ended_is_distinguished_from_a_busy_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both give back what was sent; only the busy one says that too much is asked."""
    monkeypatch.setattr(passing, "MOST_SECONDS", 0.5)
    with listen(tmp_path / "maker") as listener, a_reader(tmp_path) as port:

        def end_midway() -> None:
            line, _ = listener.accept()
            line.recv(1)
            line.close()

        ending = threading.Thread(target=end_midway)
        ending.start()
        assert asked(port, "/make/new", b"name=Li") == "/make/new 7 7 busy cut off"
        ending.join()
        assert asked(port, "/make/new", b"name=Li") == "/make/new 7 7 busy"


def test_reading_does_not_wait_behind_requests_for_the_maker(tmp_path: Path) -> None:
    """The page behind a code stays as quick with a hundred unanswered requests for the maker."""
    with listen(tmp_path / "maker"), a_reader(tmp_path) as port:
        waiting = []
        for _ in range(100):
            line = socket.create_connection((HOST, port))
            line.sendall(b"GET /make HTTP/1.1\r\nHost: a\r\n\r\n")
            waiting.append(line)
        time.sleep(0.5)
        assert asked(port, "/c") == "/c  0"
        for line in waiting:
            line.close()


def test_the_general_page_does_not_wait_behind_cards_that_are_opened(tmp_path: Path) -> None:
    """A database that hangs keeps those waiting, but not the page with the steps."""
    is_back = threading.Event()

    def opens_nothing(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            is_back.wait(20)
        return small_app(environ, start)

    with a_reader(tmp_path, app=opens_nothing) as port, contextlib.ExitStack() as held:
        for _ in range(30):
            line = held.enter_context(socket.create_connection((HOST, port)))
            line.sendall(b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        time.sleep(0.2)
        began = time.monotonic()
        assert asked(port, "/c") == "/c  0"
        assert asked(port, "/static/css/site/base.css") == "/static/css/site/base.css  0"
        assert time.monotonic() - began < 5
        is_back.set()


def test_silent_clients_hold_nobody_up(tmp_path: Path) -> None:
    """200 connections that send nothing, half a head or half a body do not delay others."""
    starts = b"", b"GET /c HTTP", b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na"
    with a_reader(tmp_path) as port, contextlib.ExitStack() as held:
        for number in range(200):
            line = held.enter_context(socket.create_connection((HOST, port)))
            line.sendall(starts[number % 3])
        assert asked(port, "/c") == "/c  0"


@pytest.mark.parametrize(
    ("limit", "sent"),
    [
        ("SILENT_SECONDS", b""),
        ("HEAD_SECONDS", b"GET /c HTTP/1.1\r\nX: "),
        ("BODY_SECONDS", b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n"),
    ],
)
def test_slow_connections_are_closed(
    limit: str, sent: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client that sends byte by byte is cut off; one that is quick enough is answered."""
    monkeypatch.setattr(front, limit, 1)
    with a_reader(tmp_path) as port, socket.create_connection((HOST, port)) as line:
        line.sendall(sent)
        until = time.monotonic() + 15
        while time.monotonic() < until:
            if sent:
                with contextlib.suppress(OSError):
                    line.sendall(b"a")
            if is_closed(line, 0.2):
                break
        else:
            pytest.fail("It was never closed.")
        assert asked(port, "/c") == "/c  0"


def test_the_oldest_of_too_many_connections_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new client gets in, however many connections are held open."""
    monkeypatch.setattr(front, "MOST_CONNECTIONS", 5)
    with a_reader(tmp_path) as port, contextlib.ExitStack() as held:
        lines = [held.enter_context(socket.create_connection((HOST, port))) for _ in range(8)]
        assert asked(port, "/c") == "/c  0"
        assert is_closed(lines[0], 5)
        assert not is_closed(lines[-1], 0.2)


def test_incomplete_bodies_have_limited_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client with the most unfinished data is cut off first; what is dropped is none."""
    monkeypatch.setattr(front, "MOST_WAITING_BYTES", 50_000)
    monkeypatch.setattr(front, "most_bytes", lambda path: 100 if path == "/drop" else 90_000)
    head = b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n"
    with (
        a_reader(tmp_path) as port,
        socket.create_connection((HOST, port)) as small,
        socket.create_connection((HOST, port)) as large,
        socket.create_connection((HOST, port)) as dropped,
    ):
        dropped.sendall(head.replace(b"/c", b"/drop") + b"a" * 70_000)
        small.sendall(head + b"a" * 1000)
        large.sendall(head + b"a" * 60_000)
        assert is_closed(large, 10)
        assert not is_closed(small, 0.2)
        assert not is_closed(dropped, 0.2)


def test_a_body_that_is_too_large_is_reported_and_dropped(tmp_path: Path) -> None:
    """The application sees the length, and answers with its own page: of a phone's photo too."""
    with a_reader(tmp_path) as port:
        assert asked(port, "/c", b"a" * MAX_BODY_BYTES) == f"/c {MAX_BODY_BYTES} {MAX_BODY_BYTES}"
        photo = 25_000_000
        _, told, kept = asked(port, "/c", b"a" * photo).split()
        assert int(told) == photo
        assert int(kept) <= MAX_BODY_BYTES


@pytest.mark.parametrize(
    ("version", "fields"),
    [
        ("1.1", ["Transfer-Encoding: gzip"]),
        ("1.1", ["Transfer-Encoding: chunked, identity"]),
        ("1.1", ["Transfer-Encoding: chunked", "Content-Length: 5"]),
        ("1.1", ["Content-Length: 0", "Transfer-Encoding: Chunked"]),
        ("1.0", ["Transfer-Encoding: chunked"]),
        ("1.1", ["Content-Length: 5", "Content-Length: 6"]),
        ("1.1", ["Content-Length: +5"]),
    ],
)
def test_a_body_whose_end_two_readers_could_see_in_two_places_is_refused(
    version: str, fields: list[str], tmp_path: Path
) -> None:
    """The answer is 4xx, and the bytes after it are not read as another request (smuggling)."""
    head = "\r\n".join([f"POST /c HTTP/{version}", "Host: a", *fields, "", ""])
    body = b"0\r\n\r\nGET /c HTTP/1.1\r\nHost: a\r\n\r\n"
    with a_reader(tmp_path) as port, socket.create_connection((HOST, port), timeout=10) as line:
        line.sendall(head.encode() + body)
        came = b"".join(iter(lambda: line.recv(1000), b""))
    assert came.startswith(b"HTTP/1.")
    assert came.count(b"HTTP/1.") == came.count(b" 400 Bad Request") == 1


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("POST /c HTTP/1.1\r\nContent-Length: x", b"400"),
        ("POST /c HTTP/1.1\r\nContent-Length: 5, 5", b"400"),
        ("POST /make HTTP/1.1\r\nTransfer-Encoding: gzip", b"400"),
        (f"POST /c HTTP/1.1\r\nContent-Length: {10**9}", b"413"),
        ("GET /c HTTP/1.1", b"200"),
        ("POST /c HTTP/1.1\r\nContent-Length: 0", b"200"),
    ],
)
@pytest.mark.parametrize("body", [b"", b"digits=1"], ids=["waits", "goes on"])
def test_who_asks_before_sending_a_body_is_answered_without_it(
    head: str, status: bytes, body: bytes, tmp_path: Path
) -> None:
    """Where no body is wanted. Waitress said "100 Continue" and then closed without an answer."""
    whole = f"{head}\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n"
    with a_reader(tmp_path) as port, socket.create_connection((HOST, port), timeout=10) as line:
        line.sendall(whole.encode() + body)
        came = b"".join(iter(lambda: line.recv(1000), b""))
    assert came.startswith(b"HTTP/1.1 " + status)
    assert came.count(b"HTTP/1.") == 1


def test_who_asks_before_sending_a_body_is_told_to_go_on(tmp_path: Path) -> None:
    """Where a body is wanted; then the request is answered."""
    head = b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\nExpect: 100-continue\r\n\r\n"
    with a_reader(tmp_path) as port, socket.create_connection((HOST, port), timeout=10) as line:
        line.sendall(head)
        assert line.recv(1000).startswith(b"HTTP/1.1 100 ")
        line.sendall(b"digits=1")
        assert line.recv(1000).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("head", [b"nonsense", b"GET / HTTP/1.1\r\nA : b", b"\x16\x03"])
def test_a_head_that_cannot_be_read_has_a_path_all_the_same(head: bytes) -> None:
    """Waitress asks for it if the client leaves before the refusal; that raised an error."""
    parser = front.Parser(Adjustments())
    parser.received(head + b"\r\n\r\n")
    assert parser.error
    assert parser.path == ""


def test_the_maker_knows_when_a_client_has_left(tmp_path: Path) -> None:
    """Nothing is printed for a client that closed the connection."""
    seen: list[bool] = []
    began, left = threading.Event(), threading.Event()

    def app(environ: dict[str, object], start: object) -> Iterable[bytes]:
        is_wanted = environ["walletcard.is_wanted"]
        assert callable(is_wanted)
        seen.append(is_wanted())
        began.set()
        until = time.monotonic() + 10
        while is_wanted() and time.monotonic() < until:
            time.sleep(0.05)
        seen.append(is_wanted())
        left.set()
        assert callable(start)
        start("200 OK", [])
        return [b""]

    with a_maker(tmp_path, app), a_reader(tmp_path) as port:
        with socket.create_connection((HOST, port)) as line:
            line.sendall(b"GET /make HTTP/1.1\r\nHost: a\r\n\r\n")
            assert began.wait(10)
        assert left.wait(10)
    assert seen == [True, False]
