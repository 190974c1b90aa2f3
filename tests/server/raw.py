"""Sends malformed HTTP to a server with the shipped settings, and watches the server.

Run as `script/fuzz --raw [COUNT] [--seed N]`. Requests are cut, joined, doubled, too long, sent in
pieces or left half, and each holds a word that no log may contain. A fault is an answer of 500 or
more (except 503 with Retry-After), a process that ended, a log with words of a request or the place
of the code, a request that kept readers or maker busy for over a second, or a `GET /c` that was not
answered meanwhile.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import socket
import struct
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.server.fronts import HOST, asked
from tests.server.hardly_http import CHANGES, MARK, Dice, request
from tests.server.served import Served, served

AT_ONCE = 16
MOST_SECONDS = 1.0
QUIET_SECONDS = 1.0  # after so long without a byte, nothing more is expected
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
TOLD_PATHS = re.compile(rb'Traceback|File "|site-packages|/home|\.py\b')


@dataclass
class Conversation:
    """The bytes to send on one connection, how to send them, and the answer."""

    sent: bytes
    pieces: int
    pause: float
    ending: str
    came: bytes = b""

    @classmethod
    def drawn(cls, dice: Dice) -> Conversation:
        """A random conversation; a few are sent in pieces, slowly."""
        sent = dice.choice(CHANGES)(dice, request(dice))
        pieces = dice.randint(2, 20) if dice.happens(0.15) else 1
        return cls(
            sent,
            pieces,
            dice.choice([0, 0.01, 0.05]),
            dice.choice(["wait", "wait", "half", "reset"]),
        )

    def hold(self, port: int) -> None:
        """Send the bytes and read the answers."""
        size = max(1, len(self.sent) // self.pieces)
        with (
            socket.create_connection((HOST, port), timeout=20) as line,
            contextlib.suppress(OSError),
        ):
            with contextlib.suppress(OSError):  # the server may refuse it before all is sent
                for start in range(0, len(self.sent), size):
                    line.sendall(self.sent[start : start + size])
                    time.sleep(self.pause)
            self._end(line)

    def _end(self, line: socket.socket) -> None:
        if self.ending == "reset":
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        if self.ending == "half":
            line.shutdown(socket.SHUT_WR)
        line.settimeout(QUIET_SECONDS)
        while some := line.recv(65_536):
            self.came += some

    @property
    def statuses(self) -> list[int]:
        return [int(found) for found in STATUS.findall(self.came)]

    @property
    def fault(self) -> str | None:
        """What is wrong with the answers, if anything."""
        failed = [status for status in self.statuses if status >= 500]
        if not failed or (set(failed) == {503} and self.came.count(b"Retry-After:") >= len(failed)):
            return None
        return f"{failed}: {self.sent[:300]!r}"


@dataclass
class Reader:
    """Somebody who keeps opening the page behind the code."""

    port: int
    took: list[float] = field(default_factory=list)
    failed: int = 0
    _is_over: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        """Open it again and again until told to stop."""
        while not self._is_over.wait(0.05):
            began = time.monotonic()
            try:
                self.failed += "EMERGENCY" not in asked(self.port, "/c")
            except OSError:
                self.failed += 1
            self.took.append(time.monotonic() - began)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Keep reading during the block."""
        thread = threading.Thread(target=self.read)
        thread.start()
        try:
            yield
        finally:
            self._is_over.set()
            thread.join()


def batches(seed: int, count: int) -> Iterator[list[Conversation]]:
    """So many conversations, a few at a time."""
    dice = Dice(seed)
    for start in range(0, count, AT_ONCE):
        yield [Conversation.drawn(dice) for _ in range(min(AT_ONCE, count - start))]


def busy(server: Served, batch: list[Conversation], threads: ThreadPoolExecutor) -> Iterator[str]:
    """Hold some conversations; repeat those that kept the server busy too long one by one."""
    before = server.seconds()
    list(threads.map(lambda one: one.hold(server.port), batch))
    if server.seconds() - before < MOST_SECONDS:
        return
    for one in batch:
        before = server.seconds()
        one.hold(server.port)
        took = server.seconds() - before
        if took > MOST_SECONDS:
            yield f"{took:.1f} s of processor time: {one.sent[:300]!r}"


def sent_to(server: Served, seed: int, count: int) -> list[str]:
    """Send so many requests, and list the faults."""
    faults: list[str] = []
    statuses: Counter[int] = Counter()
    before, reader = set(server.processes), Reader(server.port)
    with ThreadPoolExecutor(AT_ONCE) as threads, reader.reading():
        for batch in batches(seed, count):
            faults += busy(server, batch, threads)
            faults += [one.fault for one in batch if one.fault]
            statuses.update(status for one in batch for status in one.statuses or [0])
    if set(server.processes) != before:
        faults.append("a process ended")
    faults += [f"the log says: {line!r}" for line in told(server.written())]
    faults += [f"{reader.failed} of GET /c failed"] if reader.failed else []
    sys.stdout.write(f"answers by status (0: none): {dict(sorted(statuses.items()))}\n")
    sys.stdout.write(f"GET /c {len(reader.took)} times, {max(reader.took):.2f} s at most\n")
    return faults


def told(written: bytes) -> list[bytes]:
    """The lines of a log that hold words of a request, or its address."""
    lines = written.splitlines()
    return [
        line for line in lines if MARK in line or HOST.encode() in line or TOLD_PATHS.search(line)
    ]


def _kind_of(line: bytes) -> str:
    """A log line without its time, process and request, to tell kinds of lines apart."""
    told = json.loads(line)
    return " ".join(str(told[key]) for key in ("level", "said", "status", "error") if key in told)


def main() -> None:
    """Start a server, send the requests, and list the faults."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=1_000)
    options.add_argument("--seed", type=int, default=20261129)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        faults = sent_to(server, chosen.seed, chosen.count)
        written = server.written()
    sys.stdout.write("\n".join([*faults, ""]))
    sys.stdout.write(
        f"{chosen.count} connections, seed {chosen.seed}: {len(faults)} faults, "
        f"{len(written.splitlines())} lines in the log\n"
    )
    for said, often in Counter(_kind_of(line) for line in written.splitlines()).items():
        sys.stdout.write(f"  {often} times: {said}\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
