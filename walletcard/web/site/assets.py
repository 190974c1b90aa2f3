"""Addresses of static files that change when the file does, so that browsers may keep them."""

import hashlib
import struct
from functools import cache

from flask import url_for
from markupsafe import Markup

from walletcard.places import STATIC

HASH_CHARACTERS = 12
PNG_SIZE_AT = slice(16, 24)  # width and height in the first chunk of a PNG file


def asset(name: str) -> str:
    """The address of a file under `static/`. Raises `OSError` if there is no such file."""
    return url_for("static", filename=name, v=_version(name))


def styles(*names: str) -> Markup:
    """The links to style sheets under `static/css/`; a later one wins over an earlier."""
    link = Markup('<link rel="stylesheet" href="{}">').format
    return Markup("\n").join(link(asset(f"css/{name}.css")) for name in names)


@cache
def picture_size(name: str) -> tuple[int, int]:
    """Width and height in pixels of a PNG under `static/`. Raises `OSError` as above."""
    width, height = struct.unpack(">II", (STATIC / name).read_bytes()[PNG_SIZE_AT])
    return width, height


@cache
def _version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:HASH_CHARACTERS]
