"""Addresses as they arrive when a scanner, a mail program or a hand has changed them.

Of `/c#1234` come `/c%231234`, `/c/`, `/C` and `/c.`. Each is answered like `/c`: the digits,
which may stand in the path then, are not lost. Neither we nor our server's settings log a path.
"""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.routing import BaseConverter, Map


class Mangled(BaseConverter):
    """A path that begins with a name, in capitals too: `<mangled("c"):path>`.

    If the name has paths below it that are pages, they are theirs: `below` says so.
    """

    part_isolating = False

    def __init__(self, map: Map, name: str, *, below: bool = False) -> None:
        super().__init__(map)
        no_page = "(?!/?[A-Za-z])" if below else ""
        self.regex = rf"(?i:{re.escape(name)}){no_page}(?s:.*)"


def know_mangled(app: Flask) -> None:
    """Let routes say `mangled`."""
    app.url_map.converters["mangled"] = Mangled
