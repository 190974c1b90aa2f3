"""Sends what is hardly HTTP to a server that runs as in earnest, and watches the server.

Run as `script/fuzz --raw [COUNT] [--seed N]`. Requests are cut, joined, doubled, swollen, sent in
pieces or left half, and each holds a word that must turn up in no log. A fault is an answer of 500
or more (but 503 with Retry-After), a process that ended, a log that says what was sent or where the
code lies, a request that kept readers or maker busy for over a second, or a `GET /c` that was not
answered meanwhile.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import re
import socket
import struct
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.server.fronts import HOST, asked
from tests.server.served import Served, served
from tests.web.keeping import record
from walletcard.web.site.headers import MAX_BODY_BYTES

MARK = b"4711s3cret"
AT_ONCE = 16
MOST_SECONDS = 1.0
QUIET_SECONDS = 1.0  # nothing more is expected after so long without a byte
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
TOLD_PATHS = re.compile(rb'Traceback|File "|site-packages|/home|\.py\b')

PATHS = [
    *(
        b"/c",
        b"/",
        b"/make",
        b"/make/new",
        b"/make/1/",
        b"/make/1/check",
        b"/owner",
        b"/owner/card",
    ),
    *(
        b"/record",
        b"/about",
        b"/static/img/sample-card.png",
        b"/static/../x",
        b"//c",
        b"/c/",
        b"/C",
        b"/c?%",
    ),
    *(
        b"*",
        b"",
        b"/%00",
        b"/%c0%ae",
        b"/\xff",
        b"http://[::1/",
        b"http://a/c",
        b"a:80",
        b"/" + b"x" * 9000,
    ),
]
METHODS = [
    b"GET",
    b"POST",
    b"HEAD",
    b"OPTIONS",
    b"TRACE",
    b"CONNECT",
    b"PUT",
    b"get",
    b"G\x00T",
    b"G" * 99,
]
VERSIONS = [
    b"HTTP/1.1",
    b"HTTP/1.1",
    b"HTTP/1.0",
    b"HTTP/0.9",
    b"HTTP/2.0",
    b"HTTP/1.999",
    b"http/1.1",
    b"",
]
HEADERS = [
    *(b"Host: a", b"Host: a..b", b"Host: ", b"Host: a\r\nHost: b", b"Host: [", b"Host: \xff"),
    *(
        b"Connection: close",
        b"Connection: keep-alive, Upgrade",
        b"Upgrade: h2c",
        b"Expect: 100-continue",
    ),
    *(
        b"Expect: 200-maybe",
        b"Range: bytes=0-0,5-2",
        b"Accept-Encoding: gzip;q=x, br",
        b"Cookie: ;=;walletcard",
    ),
    *(
        b"Cookie: walletcard=" + b"A" * 4000,
        b"SCRIPT_NAME: /x",
        b"Script-Name: /x",
        b"X-Forwarded-For: ::, a",
    ),
    *(b"Origin: http://[", b"Sec-Fetch-Site: cross-site", b"Referer: \x7f", b"If-None-Match: W/"),
    *(
        b": no name",
        b"No colon",
        b" folded: a",
        b"A: b\r\n c",
        b"A : b",
        b"A\x00: b",
        b"A: \x00",
        b"\xff: a",
    ),
    *(
        b"Content-Type: multipart/form-data; boundary=",
        b"Content-Type: multipart/form-data; boundary=" + b"b" * 99,
    ),
    *(
        b"Content-Type: text/plain; charset=\xff",
        b"Content-Type: application/x-www-form-urlencoded; charset=utf-7",
    ),
    *(b"Proxy: http://evil.example", b"Accept-Language: " + b"x," * 3000, b"Date: 1e9999999"),
]
LENGTHS = [
    *(
        b"0",
        b"5",
        b"-1",
        b"+5",
        b"5, 5",
        b"5, 6",
        b"0x5",
        b"5 5",
        b"",
        b"9" * 30,
        b"9" * 5000,
        b"1e3",
    ),
    *(b"\xb2", b"5\r\nContent-Length: 6", b"99999999", b"8388608"),
]
CODINGS = [
    *(
        b"chunked",
        b"Chunked",
        b"chunked, chunked",
        b"gzip, chunked",
        b"chunked, gzip",
        b"identity",
        b"",
    ),
    *(b"\x0bchunked", b"xchunked", b"chunked;q=1", b"chunked\r\nTransfer-Encoding: identity"),
]
CHUNKS = [
    *(
        b"5\r\nabcde\r\n0\r\n\r\n",
        b"5;x=y\r\nabcde\r\n0\r\n\r\n",
        b"0\r\n\r\n",
        b"-5\r\n",
        b"0x5\r\nabcde\r\n",
    ),
    *(
        b"f" * 16 + b"\r\n",
        b"f" * 9000 + b"\r\n",
        b"5\nabcde\n0\n\n",
        b"5\r\nabcdeX",
        b"g\r\n",
        b"\r\n\r\n",
    ),
    *(b"5;" + b"x" * 70_000 + b"\r\nabcde\r\n0\r\n\r\n", b"0\r\nA: " + b"b" * 70_000 + b"\r\n\r\n"),
    *(b"1\r\na\r\n" * 3000 + b"0\r\n\r\n", b"5\r\nabcde\r\n0\r\nGET /c HTTP/1.1\r\n\r\n"),
]
BODIES = [
    *(
        b"digits=1",
        b"digits=" + b"1" * 40,
        b"=" * 500,
        b"&" * 5000,
        b"%" * 999,
        b"a=%ff&b=%00",
        b"\x00" * 99,
    ),
    *(
        b"digits=%ED%A0%80",
        b"a&" * 20_000,
        b"--b\r\n" * 999,
        b"record=" + b"[" * 30_000,
        b"x" * MAX_BODY_BYTES,
    ),
    urlencode({"record": record("01"), "paper": "a4"}).encode(),
    urlencode({"record": '{"version": 1, "k": 1e9999999}'}).encode(),
    urlencode({"name": "A", "born-day": "1", "born-month": "1", "born-year": "1980"}).encode(),
]
NO_HTTP = [
    *(
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\r\n" * 999,
    ),
    *(
        b"\x00" * 999,
        b"SSH-2.0-x\r\n",
        b"GET\r\n\r\n",
        b"\n\n",
        b"\r\r\n\n",
        b"GET /c\r\n\r\n",
        b"A" * 40_000,
    ),
]


class Dice(random.Random):
    """Chances that come again for a seed."""

    def happens(self, chance: float) -> bool:
        """Whether something happens."""
        return self.random() < chance


def head(dice: Dice) -> bytes:
    """The beginning of a request, without the line that ends it."""
    first = dice.choice(METHODS[:2] if dice.happens(0.7) else METHODS)
    path = dice.choice(PATHS) + (b"?" + MARK if dice.happens(0.2) else b"")
    line = b"%s %s %s\r\n" % (
        first,
        path,
        dice.choice(VERSIONS[:2] if dice.happens(0.8) else VERSIONS),
    )
    named = [b"Host: a"] if dice.happens(0.8) else []
    named += dice.sample(HEADERS, k=dice.choice([0, 0, 1, 2, 5]))
    return line + b"".join(header + b"\r\n" for header in [*named, b"X-Word: " + MARK])


def request(dice: Dice) -> bytes:
    """One request, whole as far as its kind allows."""
    kind = dice.random()
    if kind < 0.08:
        return dice.choice(NO_HTTP) + MARK
    if kind < 0.35:
        return head(dice) + b"\r\n"
    if kind < 0.55:
        coding = b"Transfer-Encoding: %s\r\n" % dice.choice(CODINGS)
        length = b"Content-Length: 5\r\n" if dice.happens(0.3) else b""
        return head(dice) + FORM + coding + length + b"\r\n" + dice.choice(CHUNKS)
    body = dice.choice(BODIES)
    length = dice.choice(LENGTHS) if dice.happens(0.3) else b"%d" % len(body)
    return (
        head(dice).replace(b"GET", b"POST", 1)
        + FORM
        + b"Content-Length: %s\r\n\r\n" % length
        + body
    )


def as_it_is(_: Dice, sent: bytes) -> bytes:
    """Nothing is changed."""
    return sent


def cut(dice: Dice, sent: bytes) -> bytes:
    """The end is missing."""
    return sent[: dice.randrange(len(sent))]


def flipped(dice: Dice, sent: bytes) -> bytes:
    """A few bytes are others, mostly at the beginning."""
    changed = bytearray(sent)
    for _ in range(dice.randint(1, 4)):
        changed[dice.randrange(min(len(changed), 400))] = dice.randrange(256)
    return bytes(changed)


def pipelined(dice: Dice, sent: bytes) -> bytes:
    """Several requests come at once."""
    return sent + b"".join(request(dice) for _ in range(dice.randint(1, 12)))


def bare(_: Dice, sent: bytes) -> bytes:
    """Lines end as they do elsewhere."""
    return sent.replace(b"\r\n", b"\n")


def swollen(dice: Dice, sent: bytes) -> bytes:
    """The head is larger than any that is taken, or has too many lines."""
    more = dice.choice([b"X-Long: " + b"x" * 40_000 + b"\r\n", b"A: b\r\n" * 4_000])
    return sent.replace(b"X-Word", more + b"X-Word", 1)


CHANGES: list[Callable[[Dice, bytes], bytes]] = [
    *(as_it_is, as_it_is, as_it_is, cut, flipped, pipelined, bare, swollen)
]


@dataclass
class Conversation:
    """What is sent on one connection, how, and what came back."""

    sent: bytes
    pieces: int
    pause: float
    ending: str
    came: bytes = b""

    @classmethod
    def drawn(cls, dice: Dice) -> Conversation:
        """One by chance; a few come in pieces, slowly."""
        sent = dice.choice(CHANGES)(dice, request(dice))
        pieces = dice.randint(2, 20) if dice.happens(0.15) else 1
        return cls(
            sent,
            pieces,
            dice.choice([0, 0.01, 0.05]),
            dice.choice(["wait", "wait", "half", "reset"]),
        )

    def hold(self, port: int) -> None:
        """Send it, and take what comes."""
        size = max(1, len(self.sent) // self.pieces)
        with (
            socket.create_connection((HOST, port), timeout=20) as line,
            contextlib.suppress(OSError),
        ):
            with contextlib.suppress(OSError):  # it was refused before all was sent
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
        """The status of each answer."""
        return [int(found) for found in STATUS.findall(self.came)]

    @property
    def fault(self) -> str | None:
        """What is wrong with the answers."""
        failed = [status for status in self.statuses if status >= 500]
        if not failed or (set(failed) == {503} and self.came.count(b"Retry-After:") >= len(failed)):
            return None
        return f"{failed}: {self.sent[:300]!r}"


@dataclass
class Reader:
    """Somebody who opens the page behind the code all the time."""

    port: int
    took: list[float] = field(default_factory=list)
    failed: int = 0
    _is_over: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        """Open it, until it is over."""
        while not self._is_over.wait(0.05):
            began = time.monotonic()
            try:
                self.failed += "EMERGENCY" not in asked(self.port, "/c")
            except OSError:
                self.failed += 1
            self.took.append(time.monotonic() - began)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Read meanwhile."""
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
    """Hold some conversations; those that kept the server busy for too long, one by one."""
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
    """Send so many, and list what was wrong."""
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
    """The lines of a log that say more than they may."""
    lines = written.splitlines()
    return [
        line for line in lines if MARK in line or HOST.encode() in line or TOLD_PATHS.search(line)
    ]


def main() -> None:
    """Serve, send the requests, and list what was wrong."""
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
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
