"""Addresses that a scanner, a mail program or a person has changed, and numbers in them.

`/c#1234` may become `/c%231234`, `/c/`, `/C` or `/c.`. Each is answered like `/c`, and digits in
the path are used. No path is ever logged.
"""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map


class Mangled(BaseConverter):
    """A path that begins with a name, in small or capital letters: `<mangled("c"):path>`.

    `below` if there are pages below the name, such as /owner/card; these do not match.
    """

    part_isolating = False

    def __init__(self, map: Map, name: str, *, below: bool = False) -> None:
        super().__init__(map)
        no_page = "(?!/?[A-Za-z])" if below else ""
        self.regex = rf"(?i:{re.escape(name)}){no_page}(?s:.*)"


class Number(IntegerConverter):
    """The number of a draft or an entry; none has more digits, and Python reads 4,300 at most."""

    regex = r"\d{1,9}"


def know_mangled(app: Flask) -> None:
    """Register the converter `mangled`, and that of numbers."""
    app.url_map.converters |= {"mangled": Mangled, "int": Number}
