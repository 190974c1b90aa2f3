"""What keeps the pages safe: headers on every answer, and limits on what may be sent."""

from http import HTTPStatus

from flask import Flask, Response, abort, request

from walletcard.clinical.record import RECORD_BYTES

# A record of the largest size, doubled by the percent signs of a form.
MAX_BODY_BYTES = 2 * RECORD_BYTES
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), usb=()"
    ),
    "Referrer-Policy": "same-origin",
}
NEVER_KEPT = "no-store"
KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"


def protect(app: Flask) -> None:
    """Limit what is sent to the application, and protect what it answers."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.before_request(_refuse_what_is_no_form)
    app.after_request(_protected)


def _refuse_what_is_no_form() -> None:
    if request.method != "POST":
        return
    if request.mimetype not in FORM_TYPES:
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if request.content_length is None:
        # Werkzeug would cut such a body off at the limit, and answers would be lost unseen.
        abort(HTTPStatus.LENGTH_REQUIRED)


def _protected(response: Response) -> Response:
    response.headers.update(HEADERS)
    # The address of a static file holds its hash; everything else may be about a person.
    found = response.status_code < HTTPStatus.BAD_REQUEST
    kept = request.endpoint == "static" and found and "v" in request.args
    response.headers["Cache-Control"] = KEPT_FOR_A_YEAR if kept else NEVER_KEPT
    return response
