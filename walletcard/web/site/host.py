"""The site's own address, which no request can change.

Pages link by path alone. The Host of a request is needed only for redirects and to compare the
Origin of a form, and a client can write anything into it.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# A host name or an IP address, perhaps with a port.
_HOST = re.compile(
    r"(?=.{1,255}\Z)([a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?|\[[0-9a-f:.]+\])(:[0-9]{1,5})?",
    re.IGNORECASE | re.ASCII,
)
UNKNOWN = "localhost"
ASKED = "walletcard.asked"  # the key of the WSGI environ that holds the request's own Host


class KnownHost:
    """Gives the application the public origin as Host, or without one the request's Host."""

    def __init__(self, app: WSGIApplication, origin: str | None) -> None:
        """Wrap an application; `origin` is like `https://cards.example.org`."""
        self._app = app
        self._origin = urlsplit(origin) if origin else None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request at the site's root, whatever SCRIPT_NAME a client sends."""
        asked = environ.get("HTTP_HOST", "")
        environ["HTTP_HOST"] = asked if _HOST.fullmatch(asked) else UNKNOWN
        environ["SCRIPT_NAME"] = ""
        environ[ASKED] = environ["HTTP_HOST"]
        if self._origin:
            environ["HTTP_HOST"] = self._origin.netloc
            environ["wsgi.url_scheme"] = self._origin.scheme
        return self._app(environ, start_response)
