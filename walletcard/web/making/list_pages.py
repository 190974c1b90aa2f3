"""The pages of lists: their entries, to change, order, remove and put back."""

from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from walletcard.form import options
from walletcard.form.drafts import Draft
from walletcard.form.outline import EntryList, place_of
from walletcard.web.making import links
from walletcard.web.making.summary import entry_lines, entry_name
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.site.decisions import VISITOR, opens_to

NONE = "none"
LONG_LIST = 5  # entries, about a screen of a phone

pages = Blueprint("list_pages", __name__)
speak_to_visitors(pages)


@pages.get("/make/<int:number>/<slug>/")
@opens_to(VISITOR, compressed=True)
def entries(number: int, slug: str) -> str:
    """The entries of a list, to change, remove and add to."""
    list_, draft = list_of(slug), visitor().draft(number)
    is_full = len(draft.entries(list_)) >= list_.most
    removed = [] if is_full else draft.removed_from(list_)[::-1]
    return list_page(
        "making/list.html",
        draft,
        list_,
        lines=entry_lines(draft, list_, to=links.on_the_way()),
        long_list=LONG_LIST,
        removed=[(one["id"], entry_name(list_, one["entry"])) for one in removed],
        new=links.of_entry(draft, list_, draft.last_id + 1, to=links.on_the_way()),
        is_none=draft.record.get(list_.key) == [],
    )


@pages.post("/make/<int:number>/<slug>/")
@opens_to(VISITOR, repeatable=True)
def go_on(number: int, slug: str) -> Response:
    """Leave a list; an empty one with the answer whether there is none."""
    list_ = list_of(slug)
    with visitor().changing_draft(number) as draft:
        if "answer" in request.form:
            draft.say_none(list_, is_none=request.form["answer"] == NONE)
        draft.been(list_)
    return to_page(links.after(draft, list_))


@pages.post("/make/<int:number>/<slug>/<int:id>/remove")
@opens_to(VISITOR)
def remove(number: int, slug: str, id: int) -> Response:
    """Remove an entry; the list offers to put it back."""
    list_ = list_of(slug)
    with visitor().changing_draft(number) as draft:
        if draft.entry(list_, id) is not None:
            draft.remove(list_, id)
    return to_page(links.entries(draft, list_))


@pages.post("/make/<int:number>/<slug>/undo")
@opens_to(VISITOR)
def undo(number: int, slug: str) -> Response:
    """Put the entry back that the button names; nothing happens if it is there already."""
    list_, id = list_of(slug), request.form.get("id", 0, int)
    with visitor().changing_draft(number) as draft:
        draft.put_back(list_, id)
    return to_page(links.entries(draft, list_))


@pages.post("/make/<int:number>/<slug>/<int:id>/first")
@opens_to(VISITOR)
def put_first(number: int, slug: str, id: int) -> Response:
    """Move an entry before the others: who is called first."""
    list_ = list_of(slug)
    with visitor().changing_draft(number) as draft:
        if list_.first:
            draft.put_first(list_, id)
    return to_page(links.entries(draft, list_))


@pages.post("/make/<int:number>/<slug>/<int:id>/again")
@opens_to(VISITOR)
def add_again(number: int, slug: str, id: int) -> Response:
    """Add a copy of an entry, under the id that the button sends: pressed twice it is one copy."""
    list_ = list_of(slug)
    new = request.form.get("new", type=int)
    with visitor().changing_draft(number) as draft:
        entry = draft.entry(list_, id)
        if entry and new == draft.last_id + 1 and len(draft.entries(list_)) < list_.most:
            draft.put(list_, new, entry)
    return to_page(links.entries(draft, list_))


def list_of(slug: str) -> EntryList:
    """The list of an address; there is an error page for others."""
    found = place_of(slug)
    return found if isinstance(found, EntryList) else abort(HTTPStatus.NOT_FOUND)


def to_page(address: str) -> Response:
    """A redirect after something was saved."""
    return redirect(address, HTTPStatus.SEE_OTHER)


def list_page(template: str, draft: Draft, list_: EntryList, **more: object) -> str:
    """A page about a list."""
    return render_template(
        template,
        draft=draft,
        list=list_,
        few_brands="medicine" in list_.kinds and options.has_few_brands(draft.region),
        to=links.on_the_way(),
        token=visitor().token,
        **more,
    )
