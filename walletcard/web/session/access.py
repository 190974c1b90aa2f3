"""What was typed is never lost: it is carried on a page from which it can be sent again."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from walletcard.form.filling import Problem
from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.sessions import SessionFull, SessionOver
from walletcard.sharing.store import StoreDown
from walletcard.web.session import visit
from walletcard.web.session.visit import CardMade, OwnerNeeded, Visit
from walletcard.web.site.errors import log

Page = tuple[str, int]

# What may be sent again by the person's own hand after they logged in once more.
REPEATABLE = {
    *("answering.save", "entering.save_entry", "ticking.save_usual", "listing.go_on"),
    *("checking.make", "owning.renew", "owning.withdraw", "owning.erase"),
}


def let_in_to(pages: Blueprint) -> None:
    """Let visitors in to pages, and take only forms that their visit was given."""
    pages.before_request(_let_in)
    pages.register_error_handler(SessionOver, not_here)
    pages.register_error_handler(OwnerNeeded, lambda _: owner_needed())
    carry_through_failures(pages)


def carry_through_failures(pages: Blueprint) -> None:
    """Carry what was typed if it cannot be kept now."""
    pages.register_error_handler(CardMade, _card_made)
    pages.register_error_handler(StoreDown, _down)
    pages.register_error_handler(SchemaMismatch, _down)
    pages.register_error_handler(SessionFull, _full)


def let_owner_in() -> Page | None:
    """Let in whoever opened an owner link and was not logged out since."""
    g.visit = visit.here_or_none()
    if g.visit is None or g.visit.owner is None:
        return owner_needed()
    if request.method == "POST":
        g.visit.empty_shelf()  # what the owner changes or withdraws is printed no more
    return _refuse_forged()


def visitor() -> Visit:
    """Whoever was let in."""
    here: Visit = g.visit
    return here


def _let_in() -> Page | None:
    g.visit = visit.here()
    if request.method == "GET":
        g.visit.prolong()
    return _refuse_forged()


def _refuse_forged() -> Page | None:
    if request.method != "POST" or visitor().sent_this():
        return None
    body = again(visit.typed(), full_path(), visitor().token, "forged")
    return body, HTTPStatus.FORBIDDEN


def owner_needed() -> Page:
    """The page that asks for the owner link, and carries what was typed."""
    is_sent = request.method == "POST" and is_repeatable(request.path)
    sent = urlencode(list(visit.typed())) if is_sent else ""
    return door("", full_path(), sent, is_over=True), HTTPStatus.FORBIDDEN


def full_path() -> str:
    """The address that was asked for on this site."""
    return request.full_path.rstrip("?")


def door(wrong: str = "", to: str = "", sent: str = "", *, is_over: bool = False) -> str:
    """The page that asks for the digits of the owner link."""
    problems = [Problem(wrong, "digits")] if wrong else []
    return render_template("owning/door.html", problems=problems, sent=sent, to=to, is_over=is_over)


def again(fields: Iterable[tuple[str, str]], to: str, token: str, reason: str) -> str:
    """What was typed, to be sent once more; `reason` is `forged`, `in-again` or `down`."""
    return render_template(
        "owning/again.html",
        fields=list(fields) if is_repeatable(to) else [],
        action=to if is_repeatable(to) else url_for("making.home"),
        token=token,
        reason=reason,
    )


def unpacked(sent: str) -> list[tuple[str, str]]:
    """The fields that `owner_needed` packed."""
    return parse_qsl(sent, keep_blank_values=True)


def is_repeatable(path: str) -> bool:
    """Whether a form may be sent to a path by a page that carries it."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(path.partition("?")[0], method="POST")
    except HTTPException:
        return False
    return endpoint in REPEATABLE


def not_here(_: SessionOver) -> Page:
    """The page for whoever has no drafts here, or whose browser takes no cookie."""
    return render_template("making/not-here.html"), HTTPStatus.FORBIDDEN


def _card_made(_: CardMade) -> Response:
    number = (request.view_args or {})["number"]
    return redirect(url_for("checking.card", number=number), HTTPStatus.SEE_OTHER)


def _down(failure: Exception) -> Page:
    log(failure)
    fields = visit.typed() if request.method == "POST" else []
    body = again(fields, full_path(), request.form.get(visit.TOKEN, ""), "down")
    return body, HTTPStatus.SERVICE_UNAVAILABLE


def _full(_: SessionFull) -> Page:
    return render_template("making/full.html"), HTTPStatus.UNPROCESSABLE_ENTITY
