"""Styles and scripts that stand in the page itself, and the hashes by which the CSP knows them."""

import base64
import hashlib
import re
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
def inline(*names: str) -> Inline:
    """Files under `static/`, read once a process. Raises `OSError` if one is not there.

    Without comments and most spaces: a phone far from a mast waits for each byte.
    """
    texts = ((STATIC / name).read_text("utf-8") for name in names)
    small = "\n".join(map(_small_style if names[0].endswith(".css") else _small_script, texts))
    return Inline(Markup(small))  # noqa: S704 - files of ours


def _small_script(text: str) -> str:
    """A script without comments of whole lines and without space before its lines."""
    lines = map(str.strip, text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _small_style(text: str) -> str:
    """A style sheet without comments, and without the spaces that part nothing."""
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*|(?<=:)\s+", r"\1", " ".join(plain.split()))
