"""Requests to every route, with a marked word everywhere that a client can choose the text.

In path, query, headers, cookies and body: as forms, files, JSON and noise; with wrong methods, too
large, cut off, and as malformed HTTP.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.issuing.leaks import found_in, needles
from tests.server.fronts import HOST
from tests.server.hardly_http import CHANGES, NO_HTTP, Dice, request
from walletcard.web.site.headers import MAX_BODY_BYTES

MARK = "4711s3cret"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=bbb"
FIELDS = ("digits", "record", "name", "code", "token", "file", "paper", "to", "sent", MARK)
_PART = '--bbb\r\nContent-Disposition: form-data; name="{0}"; filename="{1}"\r\n\r\n{1}\r\n'
HEADERS = {
    **dict.fromkeys(("User-Agent", "Referer", "X-Forwarded-For", "X-Request-Id"), MARK),
    **dict.fromkeys(("Accept-Language", "Authorization", f"X-{MARK}", "If-None-Match"), MARK),
    "Cookie": f"walletcard={MARK}; {MARK}={MARK}",
}
# Malformed HTTP that is sent exactly as it stands here.
RAW = [
    b"GET /%s HTTP/9.9\r\nHost: a\r\n\r\n",
    b"GET /\xff\xfe%s HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://[%s/ HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /c HTTP/1.1\r\nHost: %s..b\r\n\r\n",
    b"%s /c HTTP/1.1\r\nHost: a\r\n\r\n",
    b"%s\r\n\r\n",
    b"\x16\x03\x01%s\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n",
    b"GET /c HTTP/1.1\r\nHost: a\r\nX: %s" + b"x" * 40_000 + b"\r\n\r\n",
    b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: %s\r\n\r\n",
    b"POST /c HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n%s",
    b"POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: %s\r\n\r\n",
    b"POST /make/new HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n",
    b"POST /c HTTP/1.1\r\nHost: a\r\nExpect: %s\r\nContent-Length: 5\r\n\r\nabcde",
    b"GET /%s HTTP/1.1\r\nHost: a\r\n",  # the head never ends
]


@dataclass
class Sender:
    """Sends marked requests to a server, and keeps the answers."""

    port: int
    statuses: list[int] = field(default_factory=list)

    def send_all(self, rules: Iterable[str]) -> None:
        """Send every kind of request to every route, then malformed HTTP."""
        for rule in rules:
            for method, body, kind in _bodies():
                self._ask(method, f"{_filled(rule)}?{MARK}={MARK}", body, kind)
        for path in ("/make/new", "/c", "/papers/wallet-card.pdf"):
            self._ask("POST", path, f"digits={MARK}&".encode() * (MAX_BODY_BYTES // 10), FORM)
        for raw in [*(one.replace(b"%s", MARK.encode()) for one in RAW), *_hardly()]:
            self._throw(raw)

    def _ask(self, method: str, path: str, body: bytes | None, kind: str) -> None:
        line = http.client.HTTPConnection(HOST, self.port, timeout=60)
        with contextlib.closing(line):
            line.request(method, path, body, HEADERS | {"Content-Type": f"{kind}; {MARK}={MARK}"})
            answer = line.getresponse()
            answer.read()
            self.statuses.append(answer.status)

    def _throw(self, sent: bytes) -> None:
        """Send bytes, read what comes at once, and hang up."""
        with (
            contextlib.suppress(OSError),
            socket.create_connection((HOST, self.port), timeout=0.3) as line,
        ):
            line.sendall(sent)
            line.recv(200)


def _bodies() -> Iterator[tuple[str, bytes | None, str]]:
    """Methods, bodies and their types."""
    fields = dict.fromkeys(FIELDS, MARK)
    parts = "".join(_PART.format(name, MARK) for name in FIELDS) + "--bbb--\r\n"
    yield "GET", None, FORM
    yield "POST", urlencode(fields).encode(), FORM
    yield "POST", parts.encode(), MULTIPART
    yield "POST", parts.encode()[:-90], MULTIPART  # cut off
    yield "POST", urlencode({"record": f'{{"version": 1, "{MARK}": "{MARK}'}).encode(), FORM
    yield "POST", f"\xff%00%ff{MARK}=%ED%A0%80{MARK}".encode("latin-1"), FORM
    yield "POST", f'{{"{MARK}": 1}}'.encode(), "application/json"
    yield MARK, None, "text/plain"


def _filled(rule: str) -> str:
    """A path for a route: numbers become 1, every other part gets the mark."""
    mangled = re.sub(r'<mangled\("(\w+)".*?\):path>', rf"\1.{MARK}", rule)
    return re.sub(r"<(?!int)[^>]+>", MARK, re.sub(r"<int:\w+>", "1", mangled))


def _hardly() -> Iterator[bytes]:
    """A hundred malformed requests, the same in every run."""
    dice = Dice(4711)
    for _ in range(60):
        yield dice.choice(CHANGES)(dice, request(dice).replace(b"\r\n", f" {MARK}\r\n".encode(), 1))
    yield from (noise + MARK.encode() for noise in NO_HTTP)


def told_in(texts: dict[str, bytes]) -> list[str]:
    """The names of the texts in which a mark appears in any form."""
    sought = needles([MARK], [])
    return [
        f"{name}: {needle!r}"
        for name, text in texts.items()
        for needle in found_in(text, sought, quickly=True)
    ]


def files_below(folder: Path) -> dict[str, bytes]:
    """The content of every file below a folder, by its name."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): str(file).encode() + file.read_bytes() for file in found}
