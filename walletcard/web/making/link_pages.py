"""The owner link of a card that was just made: shown until the person says that it is saved.

It is in the draft's place in the visit's sealed session, so neither Back nor a reload loses it.
"""

import re
from http import HTTPStatus

from flask import Blueprint, Response, abort, redirect, render_template, url_for

from walletcard.form.drafts import Draft
from walletcard.issuing.links import owner_link
from walletcard.sharing import cards
from walletcard.sharing.secret import OwnerSecret
from walletcard.web.downloads import keep_at_home, usual_sheet
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.site.current import site, store
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.reply import Reply

pages = Blueprint("link_pages", __name__)
speak_to_visitors(pages)


@pages.get("/make/<int:number>/owner-link")
@opens_to(VISITOR)
def show(number: int) -> str:
    """The link with the digits beside it, and every way to save them."""
    draft = _made(number)
    owner = _owner_of(draft)
    return render_template(
        "making/owner-link.html",
        draft=draft,
        link_in_parts=_in_parts(owner_link(site().settings.code_origin or "", owner)),
        beside=owner.beside_link,
        token=visitor().token,
    )


@pages.post("/make/<int:number>/owner-link")
@opens_to(VISITOR, asks="note that the owner link is saved")
def saved(number: int) -> Reply:
    """The person says that the link is saved, and goes on to the card."""
    _made(number)
    visitor().link_is_saved(number)
    return redirect(url_for("result_pages.card", number=number), HTTPStatus.SEE_OTHER)


@pages.post("/make/<int:number>/keep-at-home.pdf")
@opens_to(VISITOR, asks="get the sheet to keep at home")
def sheet(number: int) -> Response:
    """The sheet to keep at home."""
    owner = _owner_of(_made(number))
    held = cards.holding(store(), owner)
    return keep_at_home(owner, held.cards[-1], usual_sheet(held.answers.patient))


def _in_parts(link: str) -> list[str]:
    """The link up to its digits, then these in groups of four, as they are printed."""
    start, digits = link.split("#")
    return [f"{start}#", *re.findall("....", digits)]


def _made(number: int) -> Draft:
    """What opens the card that was made; there is an error page for a draft."""
    draft = visitor().draft(number, even_made=True)
    return draft if draft.made_until else abort(HTTPStatus.NOT_FOUND)


def _owner_of(draft: Draft) -> OwnerSecret:
    return OwnerSecret.read(draft.secret or "")
