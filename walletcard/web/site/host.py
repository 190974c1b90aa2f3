"""Where the site is, which no request may say otherwise.

Pages use paths alone, so the Host of a request is needed only to answer a wrong path with a
redirect and to compare the Origin of a form. What a visitor writes into it may be no host at all.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# A name of letters, digits and hyphens between single dots, or an address; perhaps with a port.
_HOST = re.compile(
    r"(?=.{1,255}\Z)([a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?|\[[0-9a-f:.]+\])(:[0-9]{1,5})?",
    re.IGNORECASE | re.ASCII,
)
UNKNOWN = "localhost"
ASKED = "walletcard.asked"  # the Host of the request, in its environment


class KnownHost:
    """Gives the application the public origin, or without one the Host that was asked for."""

    def __init__(self, app: WSGIApplication, origin: str | None) -> None:
        """Wrap an application; `origin` is like `https://cards.example.org`."""
        self._app = app
        self._origin = urlsplit(origin) if origin else None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, at the root of the site: a header SCRIPT_NAME moves nothing."""
        asked = environ.get("HTTP_HOST", "")
        environ["HTTP_HOST"] = asked if _HOST.fullmatch(asked) else UNKNOWN
        environ["SCRIPT_NAME"] = ""
        environ[ASKED] = environ["HTTP_HOST"]
        if self._origin:
            environ["HTTP_HOST"] = self._origin.netloc
            environ["wsgi.url_scheme"] = self._origin.scheme
        return self._app(environ, start_response)
