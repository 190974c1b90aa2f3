"""Error pages: what happened, and what to do next.

Logs name the route and the line of code, never an address, a requested path, or a value.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from http import HTTPStatus

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from walletcard.clinical.record import Fault, RecordRefused
from walletcard.form.asked_at import in_words
from walletcard.paper.pdf import RenderFailed
from walletcard.paper.press import PressBusy
from walletcard.paper.printer import NobodyWaits
from walletcard.sharing.quota import QuotaSpent
from walletcard.sharing.rows import CardUnknown, CardWithdrawn
from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.seal import SealBroken
from walletcard.sharing.secret import CheckDigitWrong, NotFortyDigits
from walletcard.sharing.store import StoreDown
from walletcard.web.site.frames import frames_of
from walletcard.web.site.headers import MAX_BODY_BYTES, WAS_CUT_OFF
from walletcard.web.site.reply import Reply
from walletcard.web.site.sent import asked_by, page_at

LOG = logging.getLogger(__name__)
REQUEST = "walletcard.request"  # a key of the WSGI environ: the number of the request in the log
TOLD = "walletcard.told"  # another: a dictionary in which the application tells the server things
MOST_FAULTS_SHOWN = 50

# A heading, and what to do next.
NO_FORM = (
    "That was sent in a way we do not read",
    "Please use the forms on these pages.",
    "Start from the first page.",
)
PAGES = {
    HTTPStatus.BAD_REQUEST: (
        "We could not read what was sent",
        "Something that this page needs was missing or damaged.",
        "Go back and try again, or start from the first page.",
    ),
    HTTPStatus.FORBIDDEN: (
        "That came from another site",
        "We only take what our own pages send. Nothing was changed.",
        "If you were filling in one of our forms, go back and send it again.",
    ),
    HTTPStatus.NOT_FOUND: (
        "Page not found",
        "If you typed the web address, check that it is right.",
        "Or start from the first page.",
    ),
    HTTPStatus.MISDIRECTED_REQUEST: (
        "We are not at this address",
        "This server is only tried out. It answers at the address that it printed.",
        "Open that address, or ask whoever started it.",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "This page cannot be opened like that",
        "It is the next step of a form, so it cannot be opened by its address.",
        "Start from the first page.",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "That was too much to send",
        f"We take at most {MAX_BODY_BYTES // 1024} KB at a time.",
        "Did you choose a file? Choose the one that you saved here: it is much smaller.",
        "Did you type a long text? Go back and shorten it.",
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: NO_FORM,
    HTTPStatus.LENGTH_REQUIRED: NO_FORM,
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Something went wrong here",
        "It is our mistake, not yours. Nothing was changed.",
        "Go back: your browser may still have your answers. Then try again.",
    ),
}
NOT_PRINTED = (
    "Your papers could not be printed",
    "It is our mistake, not yours. We do not hand out papers that may be incomplete.",
    "Go back: your browser may still have your answers. Shorten the longest ones and try again.",
)
NOT_A_RECORD = (
    "These answers cannot be printed",
    "Something in them was changed or damaged on the way, or has a sign that we cannot print.",
    "Go back and try again, or start from the first page.",
)
STORE_DOWN = (
    "We cannot reach the stored cards",
    "Nothing was changed, and nothing is lost. A card that is printed helps as it is.",
    "Go back and try again in a few minutes.",
)
TOO_MUCH_KEPT = (
    "Too much was saved from your network just now",
    "Nothing was changed, and nothing is lost.",
    "Wait an hour and try again, or use another network, such as your phone’s own.",
)
# What the store raises about a secret, as a status and a page.
REFUSED_BY_STORE: dict[type[Exception], tuple[HTTPStatus, tuple[str, ...]]] = {
    CardUnknown: (
        HTTPStatus.NOT_FOUND,
        (
            "We know no such card",
            "Nothing is kept under these digits. The owner may have deleted it.",
        ),
    ),
    CardWithdrawn: (
        HTTPStatus.GONE,
        (
            "The code of this card opens nothing now",
            "Its owner switched it off, replaced the card or deleted it.",
            "Is it yours? Open your owner link to print.",
        ),
    ),
    StoreDown: (HTTPStatus.SERVICE_UNAVAILABLE, STORE_DOWN),
    SchemaMismatch: (HTTPStatus.SERVICE_UNAVAILABLE, STORE_DOWN),
    QuotaSpent: (HTTPStatus.TOO_MANY_REQUESTS, TOO_MUCH_KEPT),
    SealBroken: (HTTPStatus.SERVICE_UNAVAILABLE, STORE_DOWN),
    NotFortyDigits: (HTTPStatus.BAD_REQUEST, PAGES[HTTPStatus.BAD_REQUEST]),
    CheckDigitWrong: (HTTPStatus.BAD_REQUEST, PAGES[HTTPStatus.BAD_REQUEST]),
}


def speak(app: Flask) -> None:
    """Answer every error with a page."""
    app.before_request_funcs.setdefault(None, []).insert(0, _tell_route)
    for status in PAGES:
        app.register_error_handler(status, partial(_expected, status))
    app.register_error_handler(RecordRefused, _record_refused)
    app.register_error_handler(RenderFailed, _not_printed)
    app.register_error_handler(PressBusy, _busy)
    app.register_error_handler(NobodyWaits, _busy)  # read by nobody
    for refusal in REFUSED_BY_STORE:
        app.register_error_handler(refusal, _refused_by_store)
    app.register_error_handler(HTTPException, _other)
    app.register_error_handler(Exception, _unforeseen)


def sentences_of(refusal: RecordRefused, say: Callable[[Fault], str] = in_words) -> list[str]:
    """The faults of a record as lines; very many are cut off with a count of the rest.

    They speak the form's words; with `str` those of the file.
    """
    lines = [say(fault) for fault in refusal.faults]
    more = len(lines) - MOST_FAULTS_SHOWN
    return [*lines[:MOST_FAULTS_SHOWN], f"And {more} more."] if more > 0 else lines


def _expected(status: HTTPStatus, _: Exception) -> Reply:
    return _show(status, PAGES[status])


def _other(refusal: HTTPException) -> Reply:
    """Any other HTTP error; none of our pages leads to one."""
    if refusal.code is None or refusal.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _unforeseen(refusal)
    return _show(refusal.code, PAGES[HTTPStatus.BAD_REQUEST])


def _record_refused(refusal: RecordRefused) -> Reply:
    return _show(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_A_RECORD, sentences_of(refusal))


def _not_printed(failure: RenderFailed) -> Reply:
    log(failure)
    return _show(HTTPStatus.INTERNAL_SERVER_ERROR, NOT_PRINTED)


def _busy(_: Exception) -> Reply:
    """The busy page, with what was sent, so that the person can send it again.

    What is too large for that has a file in it: the page says to choose the file again.
    """
    sent, has_file = list[tuple[str, str]](), True
    with suppress(RequestEntityTooLarge):
        sent = list(request.form.items(multi=True))
        has_file = any(file.filename for file in request.files.values())
    body = render_template(
        "site/busy.html",
        method=request.method,
        action=request.full_path.rstrip("?"),
        fields=sent,
        has_file=has_file,
        was_cut_off=request.environ.get(WAS_CUT_OFF, False),
        asked=asked_by(request.path),
        page=page_at(request.path, sent),
    )
    return body, HTTPStatus.SERVICE_UNAVAILABLE


def _refused_by_store(refusal: Exception) -> Reply:
    status, page = REFUSED_BY_STORE[type(refusal)]
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log(refusal)
    return _show(status, page)


def _unforeseen(error: Exception) -> Reply:
    log(error)
    return _expected(HTTPStatus.INTERNAL_SERVER_ERROR, error)


def _show(status: int, page: tuple[str, ...], faults: Sequence[str] = ()) -> Reply:
    heading, *sentences = page
    body = render_template("site/error.html", heading=heading, sentences=sentences, faults=faults)
    return body, status


def log(error: Exception) -> None:
    """Log where an error came from, without its message, which may hold a person's words."""
    told = {
        "request": request.environ.get(REQUEST),
        "route": _route(),
        "error": type(error).__name__,
        "where": frames_of(error.__traceback__),
    }
    LOG.error("A request failed", extra={"told": told})


def _tell_route() -> None:
    """Tell the server which page was asked for."""
    request.environ.get(TOLD, {})["route"] = _route()


def _route() -> str | None:
    """The template of the requested path, or None if there is no such page."""
    return request.url_rule.rule if request.url_rule else None
