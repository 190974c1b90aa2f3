"""Styles and scripts that stand in the page itself, and the hashes by which the CSP knows them."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from walletcard.places import STATIC


@dataclass(frozen=True)
class Inline:
    """The text of an element, exactly as it stands in the page."""

    text: Markup

    @property
    def source(self) -> str:
        """The text as a source expression of a Content-Security-Policy."""
        digest = hashlib.sha256(self.text.encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def inline(name: str) -> Inline:
    """A file under `static/`, read once a process. Raises `OSError` if there is no such file.

    Comments of whole lines and the space before a line are left out: each byte is waited for.
    """
    lines = map(str.strip, (STATIC / name).read_text("utf-8").splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    return Inline(Markup(text))  # noqa: S704 - a file of ours
