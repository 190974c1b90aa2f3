"""Addresses that a scanner, a mail program or a person has changed.

`/c#1234` may become `/c%231234`, `/c/`, `/C` or `/c.`. Each is answered like `/c`, and digits in
the path are used. No path is ever logged.
"""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.routing import BaseConverter, Map


class Mangled(BaseConverter):
    """A path that begins with a name, in small or capital letters: `<mangled("c"):path>`.

    `below` if there are pages below the name, such as /owner/card; these do not match.
    """

    part_isolating = False

    def __init__(self, map: Map, name: str, *, below: bool = False) -> None:
        super().__init__(map)
        no_page = "(?!/?[A-Za-z])" if below else ""
        self.regex = rf"(?i:{re.escape(name)}){no_page}(?s:.*)"


def know_mangled(app: Flask) -> None:
    """Register the converter `mangled`."""
    app.url_map.converters["mangled"] = Mangled
