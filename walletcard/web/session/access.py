"""Lets visitors and owners in, and carries what they typed if they cannot be let in now."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Flask, g, redirect, render_template, request, url_for

from walletcard.form.drafts import Draft
from walletcard.form.filling import choices_of
from walletcard.form.outline import place_of
from walletcard.form.problems import Problem
from walletcard.sharing.quota import QuotaSpent
from walletcard.sharing.rows import CardUnknown
from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.secret import DIGITS, KEY_DIGITS, NotFortyDigits
from walletcard.sharing.sessions import SessionFull, SessionOver
from walletcard.sharing.store import StoreDown
from walletcard.web.session import visit
from walletcard.web.session.visit import CardMade, DraftGone, OwnerNeeded, Visit
from walletcard.web.site.decisions import OWNER, VISITOR, decision_of
from walletcard.web.site.errors import log
from walletcard.web.site.reply import Reply
from walletcard.web.site.sent import asked_by, is_repeatable, page_at

# The names of boxes that a page fills in itself, and of buttons and ticks beside the questions.
OURS = {
    *("seen", "known", "looked", "brand", "do", "answer", "count", "meant", "left", "ticked"),
    "answered_by",
}
UNKNOWN = "We know no card with these digits. It may have been deleted."
TRIED = (
    "There were too many tries in the last hour, with this link or from your network. Nothing is "
    "lost. Wait an hour, then try again."
)
SLIP = "One of these digits is wrong. Compare them with your owner link."
BESIDE = f"Type the {KEY_DIGITS} digits that stand beside your owner link too, after these."
NOTHING = "Type the 40 digits: those of the link, then those beside it."
MISSING = "There must be {} digits: those of the link, then those beside it. These are {}."


def let_in(app: Flask) -> None:
    """Check before each view who may open it, and that a form carries the visit's token (CSRF)."""
    guards = {VISITOR: _let_visitor_in, OWNER: _let_owner_in}

    @app.before_request
    def check() -> Reply | None:
        decision = decision_of(app, request.endpoint)
        guard = guards.get(decision.who) if decision else None
        return guard() if guard else None


def speak_to_visitors(pages: Blueprint) -> None:
    """Answer people without a session, and carry what they typed."""
    pages.register_error_handler(SessionOver, not_here)
    pages.register_error_handler(DraftGone, not_here)
    pages.register_error_handler(OwnerNeeded, lambda _: owner_needed())
    carry_through_failures(pages)


def carry_through_failures(pages: Blueprint) -> None:
    """Carry what was typed if it cannot be saved now."""
    pages.register_error_handler(CardMade, _card_made)
    pages.register_error_handler(StoreDown, _down)
    pages.register_error_handler(SchemaMismatch, _down)
    pages.register_error_handler(SessionFull, _full)
    pages.register_error_handler(QuotaSpent, _crowded)


def _let_owner_in() -> Reply | None:
    """Let an owner in who is still logged in."""
    g.visit = visit.here_or_none()
    if g.visit is None or g.visit.owner is None:
        return owner_needed()
    if request.method == "POST":
        g.visit.empty_shelf()  # what the owner changes or withdraws must not be printed from memory
    return _refuse_forged()


def visitor() -> Visit:
    """The visit that was let in."""
    here: Visit = g.visit
    return here


def visitor_or_none() -> Visit | None:
    """Whoever comes with a visit to a page that needs none. Raises `StoreDown`."""
    g.visit = visit.here_or_none()
    return visitor() if g.visit else None


def _let_visitor_in() -> Reply | None:
    g.visit = visit.here()
    if request.method == "GET":
        g.visit.prolong()
    return _refuse_forged()


def _refuse_forged() -> Reply | None:
    if request.method != "POST" or visitor().sent_this():
        return None
    body = again(visit.sent_fields(), full_path(), visitor().token, "forged")
    return body, HTTPStatus.FORBIDDEN


def owner_needed() -> Reply:
    """The page that asks to log in again, and carries what was typed."""
    is_sent = request.method == "POST" and is_repeatable(request.path)
    sent = urlencode(list(visit.sent_fields())) if is_sent else ""
    return login("", full_path(), sent, is_shut=True), HTTPStatus.FORBIDDEN


def full_path() -> str:
    """The path and query of the request."""
    return request.full_path.rstrip("?")


def login(
    wrong: str = "", to: str = "", sent: str = "", typed: str = "", *, is_shut: bool = False
) -> str:
    """The page that asks for the digits of the owner link; `is_shut` if another page needs it."""
    here: Visit | None = g.get("visit")
    return render_template(
        "owner/login.html",
        problems=[Problem(wrong, "digits")] if wrong else [],
        sent=sent,
        typed=typed,
        to=to,
        is_shut=is_shut,
        is_over=is_shut and here and here.session.owner and not here.owner,
        asked=asked_by(to),
    )


def why_not(refusal: Exception) -> tuple[str, HTTPStatus]:
    """Why these digits open nothing, and the status to say it with."""
    if isinstance(refusal, CardUnknown):
        return UNKNOWN, HTTPStatus.NOT_FOUND
    if isinstance(refusal, QuotaSpent):
        return TRIED, HTTPStatus.TOO_MANY_REQUESTS
    said = SLIP
    if isinstance(refusal, NotFortyDigits):
        is_link_alone = refusal.found == DIGITS - KEY_DIGITS
        missing = MISSING.format(DIGITS, refusal.found) if refusal.found else NOTHING
        said = BESIDE if is_link_alone else missing
    return said, HTTPStatus.UNPROCESSABLE_ENTITY


def again(fields: Iterable[tuple[str, str]], to: str, token: str, reason: str) -> str:
    """The page from which what was typed can be sent again.

    `reason` is `forged`, `in-again`, `brought`, `down` or `crowded`.
    """
    fields = list(fields)
    return render_template(
        "owner/again.html",
        fields=fields if is_repeatable(to) else [],
        action=to if is_repeatable(to) else url_for("start.home"),
        token=token,
        reason=reason,
        asked=asked_by(to),
        page=page_at(to, fields),
        is_owners=to.startswith("/owner"),
    )


def unpacked(sent: str) -> list[tuple[str, str]]:
    """The fields that `owner_needed` packed into one."""
    return parse_qsl(sent, keep_blank_values=True)


def not_saved(unsaved: list[Draft]) -> str:
    """The page that asks before the owner links of these cards are lost with the visit."""
    token = visitor().token
    return render_template(
        "making/not-saved.html", unsaved=unsaved, action=request.path, token=token
    )


def not_here(missing: SessionOver | DraftGone) -> Reply:
    """The page for people without this draft here, or whose browser blocks the cookie.

    What they typed on a page of the form comes back: it can go into a new draft.
    """
    is_sent = request.method == "POST" and is_repeatable(request.path)
    sent = list(visit.sent_fields()) if is_sent and request.path.startswith("/make/") else []
    is_gone = isinstance(missing, DraftGone)
    page = render_template(
        "making/not-here.html",
        typed=_typed(sent),
        sent=urlencode([(name, value) for name, value in sent if name != "seen"]),
        to=full_path(),
        is_gone=is_gone,
        is_owner=is_gone and visitor().owner,
    )
    return page, HTTPStatus.NOT_FOUND if is_gone else HTTPStatus.FORBIDDEN


def _typed(sent: Iterable[tuple[str, str]]) -> list[str]:
    """The words that a person typed on a page; what they chose is not among them."""
    place = place_of(str((request.view_args or {}).get("slug")))
    chosen = OURS | (choices_of(place) if place else set())
    return [value for name, value in sent if value and name.rpartition("-")[2] not in chosen]


def _card_made(_: CardMade) -> Reply:
    """The way to the card; a form that made it and is sent twice leads straight there."""
    number = (request.view_args or {})["number"]
    if request.method == "POST" and request.blueprint == "make_card":
        return redirect(url_for("result_pages.card", number=number), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.OK if request.method == "GET" else HTTPStatus.CONFLICT
    return render_template("making/kept.html", number=number), status


def _down(failure: Exception) -> Reply:
    log(failure)
    fields = visit.sent_fields() if request.method == "POST" else []
    body = again(fields, full_path(), request.form.get(visit.TOKEN, ""), "down")
    return body, HTTPStatus.SERVICE_UNAVAILABLE


def _crowded(_: QuotaSpent) -> Reply:
    body = again(visit.sent_fields(), full_path(), request.form.get(visit.TOKEN, ""), "crowded")
    return body, HTTPStatus.TOO_MANY_REQUESTS


def _full(_: SessionFull) -> Reply:
    return render_template("making/full.html"), HTTPStatus.UNPROCESSABLE_ENTITY
