"""How long the page behind a code takes while the server is busy, attacked, or both.

    .venv/bin/python benchmarks/reading_under_load.py [--seconds 10] [--runs 3] [--only prints ...]

It starts the server on this machine alone, with the settings that are shipped, puts one load after
the other on it, and times GET /c and POST /c meanwhile, beside a server that answers one byte. Each
load ends by itself. With --serve another command is measured, where {port} stands for the port:

    --serve "gunicorn --bind 127.0.0.1:{port} walletcard:create_app()"
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import multiprocessing
import os
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from waitress.server import create_server

from walletcard.clinical.record import read_record
from walletcard.issuing.issue import Printing, issue
from walletcard.paper.sheets import Sheet
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.store import FILE, Store

HOST = "127.0.0.1"
PATIENTS = Path(__file__).parent.parent / "tests" / "patients"
TYPICAL = (PATIENTS / "01-typical.json").read_text("utf-8")
LEAST = json.loads((PATIENTS / "02-least.json").read_text("utf-8"))
SECONDS_TO_START = 60
FORM_TYPE = "application/x-www-form-urlencoded"
FORM = {"Content-Type": FORM_TYPE}
PAUSE = 0.01

Load = Callable[[int, Path], None]


def record_form(record: str) -> bytes:
    """A record as the page of a card sends it to have it printed."""
    return urlencode({"record": record, "paper": "a4"}).encode()


def asked(port: int, method: str, path: str, body: bytes | None = None, wait: float = 60) -> bytes:
    """The answer to one request on a connection of its own."""
    line = http.client.HTTPConnection(HOST, port, timeout=wait)
    try:
        line.request(method, path, body, FORM if body else {})
        return line.getresponse().read()
    finally:
        line.close()


def post_for_ever(port: int, path: str, body: bytes) -> None:
    """Send the same form again and again."""
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            asked(port, "POST", path, body)


def at_once(number: int, work: Callable[[], None]) -> None:
    """Do the same so many times at once, for ever."""
    for _ in range(number):
        threading.Thread(target=work, daemon=True).start()
    threading.Event().wait()


def prints(port: int, _: Path) -> None:
    """20 ordinary prints at once, all the time."""
    plan, form = "/papers/action-plan.pdf", record_form(TYPICAL)
    at_once(20, lambda: post_for_ever(port, plan, form))


def worst_prints(port: int, _: Path) -> None:
    """Four prints at once of 60 triggers, each with a note of 150 lines."""
    note = "\n".join("a" * 150)
    triggers = [{"name": f"t{n}", "reaction": "mild", "note": note} for n in range(60)]
    form = record_form(json.dumps(LEAST | {"triggers": triggers}))
    at_once(4, lambda: post_for_ever(port, "/papers/action-plan.pdf", form))


def numbers(port: int, _: Path) -> None:
    """Four posts at once of a short record with a number of ten million digits."""
    text = json.dumps(LEAST | {"reactions": {"anaphylaxis_count": 0}})
    form = record_form(text.replace(": 0}", ": 1e9999999}"))
    at_once(4, lambda: post_for_ever(port, "/record", form))


def keys(port: int, _: Path) -> None:
    """Two posts at once of 250 KB of JSON keys with a repeat at the end."""
    names = [f'"k{n}":1' for n in range(18_000)]
    form = record_form("{" + ",".join([*names, '"k0":1']) + "}")
    at_once(2, lambda: post_for_ever(port, "/record", form))


def unknown_ids(port: int, _: Path) -> None:
    """Two posts at once of 38 KB of ids that the catalogue does not have."""
    triggers = [{"id": f"no-such-thing-{n}", "reaction": "mild"} for n in range(650)]
    form = record_form(json.dumps(LEAST | {"triggers": triggers}))
    at_once(2, lambda: post_for_ever(port, "/record", form))


def hold(port: int, number: int, first: bytes, more: bytes) -> None:
    """Hold so many connections open: send the first bytes, then the others once a second."""
    held: list[socket.socket] = []
    while True:
        while len(held) < number:
            line = socket.create_connection((HOST, port))
            line.sendall(first)
            held.append(line)
        time.sleep(1)
        held = [line for line in held if is_open(line, more)]


def is_open(line: socket.socket, more: bytes) -> bool:
    """Send more; whether the connection is still there."""
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
    """8 connections that send one byte of a head a second."""
    hold(port, 8, b"GET / HTTP/1.1\r\nX: ", b"a")


def uploads(port: int, _: Path) -> None:
    """24 uploads that stop after a kilobyte."""
    hold(port, 24, UPLOAD, b"")


def writers(port: int, folder: Path) -> None:
    """16 who begin a card, while somebody else holds the database for writing."""
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
}


@contextlib.contextmanager
def served(command: str, port: int, folder: Path) -> Iterator[None]:
    """A server on this machine alone, until it answers and no longer than we are here."""
    environ = os.environ | {
        "HOST": HOST,
        "PORT": str(port),
        "WALLETCARD_INSTANCE": str(folder),
        "PUBLIC_URL": "https://cards.example.org",
    }
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            shlex.split(command.format(port=port)),
            env=environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        until = time.monotonic() + SECONDS_TO_START
        while not answers(port):
            if time.monotonic() > until:
                raise SystemExit((folder / "log").read_text())
            time.sleep(0.2)
        yield
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def answers(port: int) -> bool:
    """Whether the server answers."""
    try:
        return bool(asked(port, "GET", "/c"))
    except OSError:
        return False


def one_byte(port: int) -> None:
    """Serve one byte at every address."""

    def app(_: object, start: Callable[..., object]) -> list[bytes]:
        start("200 OK", [("Content-Length", "1")])
        return [b"1"]

    create_server(app, host=HOST, port=port, threads=2, asyncore_use_poll=True).run()


@contextlib.contextmanager
def running(work: Callable[..., None], *given: object) -> Iterator[None]:
    """Something in a process of its own, meanwhile."""
    process = multiprocessing.get_context("fork").Process(target=work, args=given, daemon=True)
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def card_in(folder: Path) -> str:
    """The digits of a card that is kept."""
    patient = read_record(TYPICAL.encode())
    printing = Printing(Sheet.A4, origin="https://cards.example.org")
    today = datetime.now(UTC).date()
    made = issue(Store(None, folder), KeptRecord.of(patient), printing, today)
    return made.owner.card(1).digits


def measured(ports: tuple[int, int], digits: str, seconds: float) -> dict[str, list[float]]:
    """How many milliseconds each request took, one after the other."""
    port, other = ports
    form = urlencode({"digits": digits}).encode()
    requests: dict[str, Callable[[], bytes]] = {
        "GET /c": lambda: asked(port, "GET", "/c"),
        "POST /c": lambda: asked(port, "POST", "/c", form),
        "one byte": lambda: asked(other, "GET", "/"),
    }
    times: dict[str, list[float]] = {name: [] for name in requests}
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for name, request in requests.items():
            began = time.perf_counter()
            with contextlib.suppress(OSError, http.client.HTTPException):
                request()
            times[name].append((time.perf_counter() - began) * 1000)
        time.sleep(PAUSE)
    return times


def share(times: list[float], part: float) -> float:
    """The time that so large a part of them does not exceed."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Measure what was asked for, and print a line for each."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", nargs="*", choices=LOADS, default=list(LOADS))
    options.add_argument("--serve", default=f"{Path(sys.executable).parent}/walletcard serve")
    chosen = options.parse_args()
    print(f"{'load':10} {'request':9} {'n':>5} {'p50':>8} {'p99':>8} {'max':>8}  (ms)")
    for run in range(chosen.runs):
        print(f"run {run + 1} of {chosen.runs}")
        for name in chosen.only:
            measure(name, LOADS[name], chosen.serve, chosen.seconds)


def measure(name: str, load: Load, command: str, seconds: float) -> None:
    """One load on a new server."""
    ports = free_port(), free_port()
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        digits = card_in(folder)
        with served(command, ports[0], folder), running(one_byte, ports[1]):
            asked(ports[0], "POST", "/papers/action-plan.pdf", record_form(TYPICAL))  # warm
            with running(load, ports[0], folder):
                time.sleep(1)
                times = measured(ports, digits, seconds)
    for request, took in times.items():
        figures = f"{share(took, 0.5):8.1f} {share(took, 0.99):8.1f} {max(took):8.1f}"
        print(f"{name:10} {request:9} {len(took):5} {figures}", flush=True)


if __name__ == "__main__":
    main()
