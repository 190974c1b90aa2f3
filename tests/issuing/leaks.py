"""Looks for words and secrets in bytes, in whatever form they may hide there."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from walletcard.sharing.secret import Secret

# Shorter ones turn up in ciphertext by chance.
LEAST_BYTES = 6
INFLATED_BYTES = 4000
ZLIB, GZIP, DEFLATE = 15, 31, -15

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}")
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_HEX = re.compile(rb"[0-9A-Fa-f]{12,}")


def found_in(data: bytes, needles: Iterable[bytes], *, quickly: bool = False) -> list[bytes]:
    """The needles that stand in the data, in any case, as they are or packed.

    Quickly: of what is packed only what begins as a file of zlib or gzip does.
    """
    haystack = b"\n".join(views(data, quickly=quickly)).lower()
    return [needle for needle in needles if needle.lower() in haystack]


def views(data: bytes, *, quickly: bool = False) -> Iterator[bytes]:
    """The data, and all that can be inflated or decoded from it, at any offset."""
    for view in (data, *_decoded(data)):
        yield view
        begins = (found.start() for found in _PACKED.finditer(view))
        yield from _inflated(view, begins if quickly else range(len(view)))


def _decoded(data: bytes) -> Iterator[bytes]:
    for run in _BASE64.findall(data):
        plain = run.translate(bytes.maketrans(b"-_", b"+/"))
        for start in range(4):
            length = (len(plain) - start) // 4 * 4
            yield base64.b64decode(plain[start : start + length])
    for run in _HEX.findall(data):
        for start in range(2):
            length = (len(run) - start) // 2 * 2
            yield binascii.unhexlify(run[start : start + length])


def _inflated(data: bytes, offsets: Iterable[int]) -> Iterator[bytes]:
    looked_at = memoryview(data)
    for offset in offsets:
        for wrapping in (ZLIB, GZIP, DEFLATE):
            try:
                inflated = zlib.decompressobj(wrapping).decompress(
                    looked_at[offset:], INFLATED_BYTES
                )
            except zlib.error:
                continue
            if len(inflated) >= LEAST_BYTES:
                yield inflated


def forms_of_text(text: str) -> Iterator[bytes]:
    """A text in the encodings of files and databases; without gaps too if it is a phone number."""
    if re.fullmatch(r"[-+() ./\d]+", text):
        yield re.sub(r"\D", "", text).encode()
    yield text.encode()
    yield text.encode("utf-16-le")
    yield json.dumps(text)[1:-1].encode()
    yield quote(text).encode()
    yield quote_plus(text).encode()


def forms_of_secret(secret: Secret) -> Iterator[bytes]:
    """A secret and its key as digits, bytes in both orders, hex, base64 and base32."""
    digits = secret.digits
    yield digits.encode()
    yield digits[:-1].lstrip("0").encode()
    yield b" ".join(re.findall(b"....", digits.encode()))
    for material in (secret.number, secret.number[::-1], secret.key):
        yield material
        yield material.hex().encode()
        yield base64.b64encode(material).rstrip(b"=")
        yield base64.urlsafe_b64encode(material).rstrip(b"=")
        yield base64.b32encode(material).rstrip(b"=")


def needles(texts: Iterable[str], secrets: Iterable[Secret]) -> set[bytes]:
    """All forms of texts and secrets that are long enough to be told from chance."""
    forms = {form for text in texts for form in forms_of_text(text)}
    forms |= {form for secret in secrets for form in forms_of_secret(secret)}
    return {form for form in forms if len(form) >= LEAST_BYTES}
