"""Malformed HTTP requests, each with a marked word that no log may contain.

They are cut, joined, doubled, too long or left half: what once broke a server, or might.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from urllib.parse import urlencode

from tests.web.keeping import record
from walletcard.web.site.headers import MAX_BODY_BYTES

MARK = b"4711s3cret"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"

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
    """Random choices that the same seed repeats."""

    def happens(self, chance: float) -> bool:
        """True with this probability."""
        return self.random() < chance


def head(dice: Dice) -> bytes:
    """The beginning of a request, without the line that ends the head."""
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
    """One request, as complete as its kind can be."""
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
    """Leave the request as it is."""
    return sent


def cut(dice: Dice, sent: bytes) -> bytes:
    """Cut off the end."""
    return sent[: dice.randrange(len(sent))]


def flipped(dice: Dice, sent: bytes) -> bytes:
    """Change a few bytes, mostly at the beginning."""
    changed = bytearray(sent)
    for _ in range(dice.randint(1, 4)):
        changed[dice.randrange(min(len(changed), 400))] = dice.randrange(256)
    return bytes(changed)


def pipelined(dice: Dice, sent: bytes) -> bytes:
    """Send several requests at once."""
    return sent + b"".join(request(dice) for _ in range(dice.randint(1, 12)))


def bare(_: Dice, sent: bytes) -> bytes:
    """Use bare line feeds instead of CRLF."""
    return sent.replace(b"\r\n", b"\n")


def swollen(dice: Dice, sent: bytes) -> bytes:
    """Make the head longer than the limit, or give it too many lines."""
    more = dice.choice([b"X-Long: " + b"x" * 40_000 + b"\r\n", b"A: b\r\n" * 4_000])
    return sent.replace(b"X-Word", more + b"X-Word", 1)


CHANGES: list[Callable[[Dice, bytes], bytes]] = [
    *(as_it_is, as_it_is, as_it_is, cut, flipped, pipelined, bare, swollen)
]
