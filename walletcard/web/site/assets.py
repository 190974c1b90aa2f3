"""Addresses of static files that change when the file does, so that browsers may keep them."""

import hashlib
import struct
from functools import cache

from flask import url_for

from walletcard.places import STATIC

HASH_CHARACTERS = 12
PNG_SIZE_AT = slice(16, 24)  # width and height in the first chunk of a PNG file


def asset(name: str) -> str:
    """The address of a file under `static/`. Raises `OSError` if there is no such file."""
    return url_for("static", filename=name, v=_version(name))


@cache
def picture_size(name: str) -> tuple[int, int]:
    """Width and height in pixels of a PNG under `static/`. Raises `OSError` as above."""
    width, height = struct.unpack(">II", (STATIC / name).read_bytes()[PNG_SIZE_AT])
    return width, height


@cache
def _version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:HASH_CHARACTERS]
