"""How long the page behind a code takes while the server is busy, attacked, or both.

    .venv/bin/python benchmarks/reading_under_load.py [--seconds 10] [--runs 3] [--only prints ...]

Starts the server on this machine with the shipped settings and puts one load after the other on it.
Meanwhile it times GET /c and POST /c, and for comparison a server that answers one byte. Each load
ends by itself. Answers other than 200 are counted. The load with a read-only disk is left out where
this user may not mount one. To measure an earlier release, name a folder that holds it and the
command in its README, with {port} in place of the port:

    --checkout FOLDER --serve "gunicorn --config script/gunicorn_conf.py"
    --checkout FOLDER --serve "gunicorn --bind 127.0.0.1:{port} walletcard:create_app()"
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import multiprocessing
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from loads import HOST, LOADS, PATIENTS, ROOT, TYPICAL, Load, asked, read_only, record_form
from waitress.server import create_server

from walletcard.sharing.secret import OwnerSecret

ORIGIN = "https://cards.example.org"
MAKE = "from walletcard.cli import main; main()"
OK = 200
SECONDS_TO_START = 60
PAUSE = 0.01


class LeftOut(Exception):
    """A load that cannot run here; the message says why."""


@contextlib.contextmanager
def disk() -> Iterator[Path]:
    """A folder on a disk of its own. Raises `LeftOut` where none can be mounted."""
    with tempfile.TemporaryDirectory() as named:
        of_system("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", named)
        try:
            yield Path(named)
        finally:
            of_system("umount", "--lazy", named)


def of_system(*command: str) -> None:
    """Run a system command. Raises `LeftOut` if it fails."""
    try:
        subprocess.run(command, check=True, capture_output=True)
    except OSError as error:
        raise LeftOut(str(error)) from None
    except subprocess.CalledProcessError as error:
        raise LeftOut(error.stderr.decode().strip()) from None


@contextlib.contextmanager
def folder_for(load: Load) -> Iterator[Path]:
    """A folder for the database; on a disk of its own for `read_only`. Raises `LeftOut`."""
    if load is read_only:
        with disk() as folder:
            yield folder
    else:
        with tempfile.TemporaryDirectory() as named:
            yield Path(named)


@dataclass(frozen=True)
class Release:
    """The release to measure: its folder, and the command that serves it."""

    checkout: Path
    command: str

    def environ(self, folder: Path) -> dict[str, str]:
        """The environment variables of its processes."""
        return os.environ | {
            "PYTHONPATH": str(self.checkout),
            "WALLETCARD_INSTANCE": str(folder),
            "PUBLIC_URL": ORIGIN,
        }


@contextlib.contextmanager
def served(release: Release, port: int, folder: Path) -> Iterator[None]:
    """Run a server on this machine during the block, which begins once it answers."""
    with tempfile.NamedTemporaryFile() as log:
        server = subprocess.Popen(
            shlex.split(release.command.format(port=port)),
            cwd=release.checkout,
            env=release.environ(folder) | {"HOST": HOST, "PORT": str(port)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            until = time.monotonic() + SECONDS_TO_START
            while not answers(port):
                if time.monotonic() > until or server.poll() is not None:
                    raise SystemExit(Path(log.name).read_text("utf-8"))
                time.sleep(0.2)
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(30)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def answers(port: int) -> bool:
    """Whether the server answers."""
    try:
        return asked(port, "GET", "/c") == OK
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
    """Run `work` in a process of its own during the block."""
    process = multiprocessing.get_context("fork").Process(target=work, args=given, daemon=True)
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def card_in(folder: Path, release: Release, record: str = "01-typical") -> str:
    """Have the release make a card in its own database, and return the digits of its code."""
    with tempfile.TemporaryDirectory() as out:
        make = [sys.executable, "-c", MAKE, "make", str(PATIENTS / f"{record}.json"), "--out", out]
        environ = release.environ(folder)
        made = subprocess.run(
            make, cwd=release.checkout, env=environ, check=True, capture_output=True, text=True
        )
    shown = re.search(r"/owner#(\d{32,40})(?:\n.*: (\d{8})\n)?", made.stdout)
    if not shown:
        raise SystemExit(made.stdout)
    return OwnerSecret.read("".join(part or "" for part in shown.groups())).card(1).digits


@dataclass
class Took:
    """The milliseconds of each request, and how many answers were not 200."""

    times: list[float] = field(default_factory=list)
    failed: int = 0

    def time(self, request: Callable[[], int]) -> None:
        """Send one request and note how long it took."""
        began = time.perf_counter()
        try:
            self.failed += request() != OK
        except (OSError, http.client.HTTPException):
            self.failed += 1
        self.times.append((time.perf_counter() - began) * 1000)

    def share(self, part: float) -> float:
        """The time that this part of the requests did not exceed, such as 0.99 of them."""
        return sorted(self.times)[min(len(self.times) - 1, int(part * len(self.times)))]


def measured(ports: tuple[int, int], digits: str, seconds: float) -> dict[str, Took]:
    """Send the requests one after the other, and time each."""
    port, other = ports
    form = urlencode({"digits": digits}).encode()
    requests: dict[str, Callable[[], int]] = {
        "GET /c": lambda: asked(port, "GET", "/c"),
        "POST /c": lambda: asked(port, "POST", "/c", form),
        "one byte": lambda: asked(other, "GET", "/"),
    }
    took = {name: Took() for name in requests}
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for name, request in requests.items():
            took[name].time(request)
        time.sleep(PAUSE)
    return took


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Measure under each chosen load, and print a line for it."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", nargs="*", choices=LOADS, default=list(LOADS))
    options.add_argument("--serve", default=f"{Path(sys.executable).parent}/walletcard serve")
    options.add_argument("--checkout", type=Path, default=ROOT)
    chosen = options.parse_args()
    release = Release(chosen.checkout.absolute(), chosen.serve)
    heads = f"{'load':10} {'request':9} {'n':>5} {'p50':>8} {'p99':>8} {'max':>8}"
    print(f"{heads}  (ms) {'not 200':>8}")
    for run in range(chosen.runs):
        print(f"run {run + 1} of {chosen.runs}")
        for name in chosen.only:
            try:
                measure(name, LOADS[name], release, chosen.seconds)
            except LeftOut as why:
                print(f"{name:10} left out: {why}", flush=True)


def measure(name: str, load: Load, release: Release, seconds: float) -> None:
    """Measure under one load on a fresh server. Raises `LeftOut`."""
    ports = free_port(), free_port()
    with folder_for(load) as folder:
        digits = card_in(folder, release)
        with served(release, ports[0], folder), running(one_byte, ports[1]):
            asked(ports[0], "POST", "/papers/action-plan.pdf", record_form(TYPICAL))  # warm
            if load is read_only:
                of_system("mount", "-o", "remount,ro", str(folder))
            with running(load, ports[0], folder):
                time.sleep(1)
                took = measured(ports, digits, seconds)
    for request, one in took.items():
        figures = f"{one.share(0.5):8.1f} {one.share(0.99):8.1f} {max(one.times):8.1f}"
        print(
            f"{name:10} {request:9} {len(one.times):5} {figures}       {one.failed:8}", flush=True
        )


if __name__ == "__main__":
    main()
