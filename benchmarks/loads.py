"""Loads that keep a server busy or hold it up, each in a process of its own until it is ended."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from walletcard.sharing.store import FILE

HOST = "127.0.0.1"
ROOT = Path(__file__).parent.parent
PATIENTS = ROOT / "tests" / "patients"
TYPICAL = (PATIENTS / "01-typical.json").read_text("utf-8")
LEAST = json.loads((PATIENTS / "02-least.json").read_text("utf-8"))
FORM_TYPE = "application/x-www-form-urlencoded"
FORM = {"Content-Type": FORM_TYPE}

Load = Callable[[int, Path], None]


def record_form(record: str) -> bytes:
    """A record in the form with which the page of a card asks to print it."""
    return urlencode({"record": record, "paper": "a4"}).encode()


def asked(port: int, method: str, path: str, body: bytes | None = None, wait: float = 60) -> int:
    """Send one request on a new connection, read the answer, and return its status."""
    line = http.client.HTTPConnection(HOST, port, timeout=wait)
    try:
        line.request(method, path, body, FORM if body else {})
        answer = line.getresponse()
        answer.read()
    finally:
        line.close()
    return answer.status


def post_for_ever(port: int, path: str, body: bytes) -> None:
    """Send the same form without end."""
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            asked(port, "POST", path, body)


def at_once(number: int, work: Callable[[], None]) -> None:
    """Run so many copies of `work` at once, without end."""
    for _ in range(number):
        threading.Thread(target=work, daemon=True).start()
    threading.Event().wait()


def prints(port: int, _: Path) -> None:
    """20 ordinary prints at once, without a pause."""
    plan, form = "/papers/action-plan.pdf", record_form(TYPICAL)
    at_once(20, lambda: post_for_ever(port, plan, form))


def worst_prints(port: int, _: Path) -> None:
    """Four prints at once, each of 60 triggers with notes of 150 lines."""
    note = "\n".join("a" * 150)
    triggers = [{"name": f"t{n}", "reaction": "mild", "note": note} for n in range(60)]
    form = record_form(json.dumps(LEAST | {"triggers": triggers}))
    at_once(4, lambda: post_for_ever(port, "/papers/action-plan.pdf", form))


def numbers(port: int, _: Path) -> None:
    """Four posts at once of a short record with a number of ten million digits in it."""
    text = json.dumps(LEAST | {"reactions": {"anaphylaxis_count": 0}})
    form = record_form(text.replace(": 0}", ": 1e9999999}"))
    at_once(4, lambda: post_for_ever(port, "/record", form))


def keys(port: int, _: Path) -> None:
    """Two posts at once of 250 KB of JSON keys with a repeat at the end."""
    names = [f'"k{n}":1' for n in range(18_000)]
    form = record_form("{" + ",".join([*names, '"k0":1']) + "}")
    at_once(2, lambda: post_for_ever(port, "/record", form))


def unknown_ids(port: int, _: Path) -> None:
    """Two posts at once of 38 KB of ids that are not in the catalogue."""
    triggers = [{"id": f"no-such-thing-{n}", "reaction": "mild"} for n in range(650)]
    form = record_form(json.dumps(LEAST | {"triggers": triggers}))
    at_once(2, lambda: post_for_ever(port, "/record", form))


def hold(port: int, number: int, first: bytes, more: bytes) -> None:
    """Hold so many connections open: send `first`, then `more` once a second."""
    held: list[socket.socket] = []
    while True:
        while len(held) < number:
            line = socket.create_connection((HOST, port))
            line.sendall(first)
            held.append(line)
        time.sleep(1)
        held = [line for line in held if is_open(line, more)]


def is_open(line: socket.socket, more: bytes) -> bool:
    """Send `more`, and return whether the connection is still open."""
    try:
        line.sendall(more)
        line.setblocking(False)
        try:
            gone = line.recv(1) == b""
        except BlockingIOError:
            gone = False
        line.setblocking(True)
    except OSError:
        gone = True
    if gone:
        line.close()
    return not gone


UPLOAD = (
    "POST /make/new HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n"
    f"Content-Type: {FORM_TYPE}\r\n\r\n" + "a=" * 500
).encode()


def idle(port: int, _: Path) -> None:
    """One connection that sends nothing."""
    hold(port, 1, b"", b"")


def silent(port: int, _: Path) -> None:
    """200 connections that send nothing."""
    hold(port, 200, b"", b"")


def slow(port: int, _: Path) -> None:
    """8 connections that send one byte of a request head per second."""
    hold(port, 8, b"GET / HTTP/1.1\r\nX: ", b"a")


def uploads(port: int, _: Path) -> None:
    """24 uploads that stop after a kilobyte."""
    hold(port, 24, UPLOAD, b"")


def writers(port: int, folder: Path) -> None:
    """16 visitors start a card while another process holds the database's write lock."""
    start = {"name": "A B", "born-day": "1", "born-month": "1", "born-year": "1980", "region": "GB"}
    form = urlencode(start).encode()
    for _ in range(16):
        ask = threading.Thread(target=post_for_ever, args=(port, "/make/new", form), daemon=True)
        ask.start()
    while True:
        with contextlib.closing(sqlite3.connect(folder / FILE, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            time.sleep(4)
            database.execute("ROLLBACK")
        time.sleep(0.2)


def nothing(_: int, __: Path) -> None:
    """No load at all."""
    threading.Event().wait()


def read_only(_: int, __: Path) -> None:
    """No load: the disk was made read-only beforehand, while the server ran."""
    threading.Event().wait()


LOADS: dict[str, Load] = {
    "nothing": nothing,
    "idle": idle,
    "silent": silent,
    "slow": slow,
    "uploads": uploads,
    "prints": prints,
    "worst": worst_prints,
    "numbers": numbers,
    "keys": keys,
    "ids": unknown_ids,
    "writers": writers,
    "read-only": read_only,
}
