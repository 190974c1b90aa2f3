"""Lets a layout open our own style sheets, fonts and pictures, and nothing else."""

import base64
import posixpath
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from walletcard.places import FONTS, STATIC

CSS_FOLDER = STATIC / "css"
MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


class OwnFilesOnly:
    """A fetcher for WeasyPrint: files of `static/css` and `static/fonts`, and the images given.

    `response` is WeasyPrint's class for a response, `images` are whole data: URIs. Any other URL
    raises ValueError, decided by its text alone: no other path is touched and no host is called.
    """

    _fail_on_errors = False  # WeasyPrint then logs a failed fetch, and the layout is refused

    def __init__(self, response: Callable[..., Any], images: Collection[str] = ()) -> None:
        self._response = response
        self._images = frozenset(images)

    def __call__(self, url: str) -> Any:
        """The content of a URL."""
        if url in self._images:
            head, _, body = url.partition(",")
            media_type = head.removeprefix("data:").removesuffix(";base64")
            return self._response(url, base64.b64decode(body), {"Content-Type": media_type})
        path = _own_file(url)
        return self._response(url, path.read_bytes(), {"Content-Type": MEDIA_TYPES[path.suffix]})


def _own_file(url: str) -> Path:
    parts = urlsplit(url)
    path = Path(posixpath.normpath(unquote(parts.path)))
    ours = any(path.is_relative_to(folder) for folder in (CSS_FOLDER, FONTS))
    if (parts.scheme, parts.netloc) != ("file", "") or not ours or path.suffix not in MEDIA_TYPES:
        raise ValueError("not a file of ours")
    return path
