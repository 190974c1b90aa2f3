"""Inline styles and scripts, and their hashes for the Content-Security-Policy."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from walletcard.places import STATIC


@dataclass(frozen=True)
class Inline:
    """The text of an inline element, exactly as in the page."""

    text: Markup

    @property
    def source(self) -> str:
        """The hash of the text, as a source in a Content-Security-Policy."""
        digest = hashlib.sha256(self.text.encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def inline(*names: str) -> Inline:
    """Files under `static/`, read once per process. Raises `OSError` if one is missing.

    Without comments and most spaces: on a weak signal each byte counts.
    """
    texts = ((STATIC / name).read_text("utf-8") for name in names)
    small = "\n".join(map(_small_style if names[0].endswith(".css") else _small_script, texts))
    return Inline(Markup(small))  # noqa: S704 - files of ours


def _small_script(text: str) -> str:
    """A script without comment lines and indentation."""
    lines = map(str.strip, text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _small_style(text: str) -> str:
    """A style sheet without comments and needless spaces."""
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    small = re.sub(r"\s*([{};,])\s*|(?<=:)\s+", r"\1", " ".join(plain.split()))
    return small.replace(";}", "}")
