"""The photo on the papers: taken or chosen, made small, and cut to the shape of a passport photo.

The box has `accept` without HEIC, so that an iPhone sends JPEG, and no `capture`, which would open
the camera alone and leave no way to a photo that is there already.
"""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from walletcard.form.drafts import Draft
from walletcard.form.problems import Problem
from walletcard.paper.photo import (
    MAX_BYTES,
    PREVIEW_SIZE,
    TOO_LARGE,
    PhotoRefused,
    cropped,
    is_cut,
    upright,
)
from walletcard.sharing.sessions import SessionFull
from walletcard.web.making.kept_answers import photo_of
from walletcard.web.session import prints
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.reply import Reply

PLACES = (0, 25, 50, 75, 100)  # where a photo may be cut, in per cent of what is left over
MIDDLE = 50
NO_ROOM = (
    "There is no room for a photo beside your other unfinished cards. Delete one of them first."
)

pages = Blueprint("photo_pages", __name__)
speak_to_visitors(pages)


@pages.get("/make/<int:number>/photo")
@opens_to(VISITOR)
def photo(number: int) -> str:
    """The photo that there is, and the box for another; first where to cut a new one."""
    return _page(visitor().draft(number))


@pages.post("/make/<int:number>/photo")
@opens_to(VISITOR, asks="use a photo")
def upload(number: int) -> Reply:
    """Take a photo, or say what is wrong with it."""
    draft, sent = visitor().draft(number), request.files.get("photo")
    if not sent:
        return _refused(draft, "Choose a photo first.")
    with sent.stream as file:  # a large one lies in a temporary file
        content = file.read(MAX_BYTES + 1)
    try:
        whole = prints.run(upright, content)
        cut = whole if is_cut(whole) else prints.run(cropped, whole, MIDDLE)
        with visitor().changing_draft(number) as draft:
            if cut is whole:
                draft.uncut = whole
            else:
                draft.take_photo(cut)
    except PhotoRefused as refusal:
        return _refused(draft, str(refusal))
    except SessionFull:
        return _refused(visitor().draft(number), NO_ROOM)
    return _to(url_for("photo_pages.photo", number=number))


@pages.post("/make/<int:number>/photo/cut")
@opens_to(VISITOR, asks="cut a photo")
def cut(number: int) -> Reply:
    """Cut the new photo where it was said."""
    at = request.form.get("at", MIDDLE, int)
    with visitor().changing_draft(number) as draft:
        if draft.uncut:
            draft.take_photo(cropped(draft.uncut, at if at in PLACES else MIDDLE))
    return _to(url_for("check_pages.check", number=number))


@pages.post("/make/<int:number>/photo/remove")
@opens_to(VISITOR, asks="remove the photo")
def remove(number: int) -> Reply:
    """Have no photo on the papers."""
    with visitor().changing_draft(number) as draft:
        draft.drop_photo()
    return _to(url_for("photo_pages.photo", number=number))


@pages.errorhandler(RequestEntityTooLarge)
def too_large(_: RequestEntityTooLarge) -> Reply:
    """The same page for a photo that is too large to be read at all."""
    number = (request.view_args or {})["number"]
    return _refused(visitor().draft(number), TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _refused(
    draft: Draft, said: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> Reply:
    return _page(draft, Problem(said, "photo")), status


def _page(draft: Draft, *problems: Problem) -> str:
    uncut = draft.uncut
    cuts = {at: cropped(uncut, at, PREVIEW_SIZE) for at in PLACES} if uncut else {}
    return render_template(
        "making/photo.html",
        draft=draft,
        photo=photo_of(draft),
        cuts=cuts,
        middle=MIDDLE,
        problems=problems,
        token=visitor().token,
    )


def _to(address: str) -> Reply:
    return redirect(address, HTTPStatus.SEE_OTHER)
