"""Security headers on every response, and limits on what may be sent."""

import re
from enum import Enum, auto
from http import HTTPStatus

from flask import Flask, Response, abort, g, request
from flask_compress import Compress

from walletcard.clinical.record import RECORD_BYTES
from walletcard.paper.photo import MAX_BYTES
from walletcard.paper.press import PressBusy
from walletcard.web.site.current import site
from walletcard.web.site.decisions import ANYONE, decision_of, opens_to
from walletcard.web.site.host import ASKED
from walletcard.web.site.inline import inline

# The largest record, with room for percent-encoding.
MAX_BODY_BYTES = 2 * RECORD_BYTES
PHOTO_BODY_BYTES = MAX_BYTES + 64 * 1024  # a photo, and what a form puts around it
PHOTO_PATH = re.compile(r"/make/[0-9]+/photo")
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class Kind(Enum):
    """A kind of page: each has its own headers."""

    FORM = auto()
    READING = auto()
    PERSON = auto()  # what a card opens: it asks for nothing more
    OWNING = auto()
    BARE = auto()  # a line of text, without anything that a page could load


_READ = frozenset({Kind.READING, Kind.PERSON})
READER = "reader"  # the blueprint of the page behind the code, which has its own policy
# The page behind the code for everybody may show what it fetched: one person's page.
PERSON_STYLE = (
    *("css/site/tokens.css", "css/reader/page.css", "css/reader/person.css"),
    "css/reader/tools.css",
)
PERSON_SCRIPT = ("js/tools.js",)
READER_STYLES = (
    ("css/site/tokens.css", "css/reader/page.css", "css/reader/general.css"),
    PERSON_STYLE,
)
READER_SCRIPTS = (("js/ask.js",), ("js/reader.js",), PERSON_SCRIPT)
OWNER_SCRIPT = "js/owner.js"
ON_EVERY_PAGE = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), usb=()"
    ),
}
IS_BUSY = "walletcard.is_busy"  # a key of the WSGI environ: the server is too busy to answer
WAS_CUT_OFF = "walletcard.was_cut_off"  # and the reason: the process that was answering has ended
RETRY_SECONDS = 30
HSTS = "max-age=31536000; includeSubDomains"
NEVER_KEPT = "no-store"
KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"


def most_bytes(path: str) -> int:
    """How large the body of a request to a path may be."""
    return PHOTO_BODY_BYTES if PHOTO_PATH.fullmatch(path) else MAX_BODY_BYTES


def protect(app: Flask) -> None:
    """Limit the requests to an application, and add headers to its responses."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.config["COMPRESS_REGISTER"] = False
    app.config["COMPRESS_STREAMS"] = False
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 5  # a twelfth less than 4, in about a millisecond
    compress = Compress(app)
    opens_to(ANYONE, compressed=True)(app.view_functions["static"])
    app.before_request(_limit_body)
    app.before_request(_refuse_other_addresses)
    app.before_request(_refuse_what_is_no_form)
    app.before_request(_refuse_other_sites)
    app.before_request(_put_off)

    @app.after_request
    def finish(response: Response) -> Response:
        protected = _protected(response)
        decision = decision_of(app, request.endpoint)
        if decision is None or not decision.is_compressed:
            return protected
        if protected.mimetype == "text/css":
            # Flask-Compress would leave a streamed file open.
            protected.direct_passthrough = False
            protected.make_sequence()
        return compress.after_request(protected)


def headers(kind: Kind, *, is_secure: bool) -> dict[str, str]:
    """The headers of a kind of page; `is_secure` if readers reach the site by https alone."""
    own = {
        "Content-Security-Policy": "; ".join(_policy(kind)),
        "Referrer-Policy": "no-referrer" if kind in _READ else "same-origin",
    }
    if kind is not Kind.FORM:
        own["X-Robots-Tag"] = "noindex"
    if is_secure:
        own["Strict-Transport-Security"] = HSTS
    return ON_EVERY_PAGE | own


def is_of_a_person() -> None:
    """Note that the page that is ready to be sent is what a card opens."""
    g.kind = Kind.PERSON


def _kind() -> Kind:
    """The kind of the requested page; paths of owners count even if there is no such page."""
    if request.blueprint == READER:
        kind: Kind = g.get("kind", Kind.READING)
        return kind
    return Kind.OWNING if request.path.lower().startswith("/owner") else Kind.FORM


def _policy(kind: Kind) -> list[str]:
    """The Content-Security-Policy: what a page may load and do."""
    allowed = {
        Kind.FORM: [
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
        ],
        Kind.READING: [
            f"style-src {_hashes(READER_STYLES)}",
            f"script-src {_hashes(READER_SCRIPTS)}",
            "connect-src 'self'",
            "require-trusted-types-for 'script'",
            "trusted-types walletcard",
        ],
        Kind.PERSON: [
            f"style-src {_hashes((PERSON_STYLE,))}",
            f"script-src {_hashes((PERSON_SCRIPT,))}",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ],
        Kind.OWNING: [
            "style-src 'self'",
            f"script-src {inline(OWNER_SCRIPT).source}",
            "img-src 'self'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ],
        Kind.BARE: [],
    }[kind]
    general = ["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"]
    return ["default-src 'none'", *allowed, *general]


def _hashes(elements: tuple[tuple[str, ...], ...]) -> str:
    """The sources of inline elements, each by the names of its files."""
    return " ".join(inline(*names).source for names in elements)


def _limit_body() -> None:
    request.max_content_length = most_bytes(request.path)


def _refuse_other_addresses() -> None:
    """Where it is tried out, refuse what was not sent to the address that was printed."""
    if not site().settings.takes(request.environ[ASKED]):
        abort(HTTPStatus.MISDIRECTED_REQUEST)


def _refuse_what_is_no_form() -> None:
    if request.method != "POST":
        return
    if request.mimetype not in FORM_TYPES:
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if request.content_length is None:
        # Werkzeug would cut such a body at the limit, and answers would be lost unnoticed.
        abort(HTTPStatus.LENGTH_REQUIRED)


def _refuse_other_sites() -> None:
    """Refuse a form from another site (login CSRF, for example, needs no cookie)."""
    if request.method == "POST" and not _is_ours():
        abort(HTTPStatus.FORBIDDEN)


def _put_off() -> None:
    """Show the busy page if the server is too busy to answer."""
    if request.environ.get(IS_BUSY):
        raise PressBusy


def _is_ours() -> bool:
    """Whether a form is from our own pages: by Sec-Fetch-Site or by Origin, if it has any of them.

    Browsers do not send Sec-Fetch-Site over plain http. A request with neither is from no browser,
    or from a very old one. The page behind the code suppresses Origin; its form only reads. WebKit
    says "cross-site" of our own form if it is sent again by a reload of the error page of a proxy.
    """
    sent_by, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if sent_by is None and (origin is None or request.blueprint == READER):
        return True
    ours = {request.host, request.environ.get(ASKED)}
    return sent_by in {"same-origin", "none"} or (origin or "").partition("://")[2] in ours


def _protected(response: Response) -> Response:
    response.headers.update(headers(_kind(), is_secure=site().is_secure))
    # The address of a static file has its hash; anything else may be personal, and is not cached.
    found = response.status_code < HTTPStatus.BAD_REQUEST
    kept = request.endpoint == "static" and found and "v" in request.args
    response.headers["Cache-Control"] = KEPT_FOR_A_YEAR if kept else NEVER_KEPT
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
