"""The lists: an entry a page, the usual ones to tick, and what was typed looked up."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from walletcard.clinical.naming import conditions_in, groups_in, medicines_in
from walletcard.clinical.suggest import Suggestion, suggest
from walletcard.web import choices, flow, visit
from walletcard.web.answering import Answer, differences, is_overtaken
from walletcard.web.answers import Filled, judge, merged, shown, typed
from walletcard.web.carrying import let_in_to, visitor
from walletcard.web.checklist import checklist, rows_of, ticked
from walletcard.web.drafts import Draft, Record, with_entry
from walletcard.web.sections import PENS, EntryList, form_of_entry, place_of, section_of
from walletcard.web.site import today
from walletcard.web.spoken import entry_lines, entry_name

NONE = "none"
SKIPPED = {NONE, "later"}

listing = Blueprint("listing", __name__)
let_in_to(listing)


@dataclass(frozen=True)
class Lookup:
    """Words that were typed, and what of the catalogue they may mean."""

    words: str
    found: tuple[Suggestion, ...]

    @property
    def picked(self) -> str:
        """What is picked before the person chooses: an entry only if it is called just so."""
        return next((one.id for one in self.found[:1] if one.exact), "")


@listing.get("/make/<int:number>/<slug>/")
def entries(number: int, slug: str) -> str:
    """The entries of a list, to change, remove and add to."""
    list_, draft = list_of(slug), visitor().draft(number)
    removed = draft.removed if draft.removed and draft.removed["list"] == slug else None
    return _page(
        "making/list.html",
        draft,
        list_,
        lines=entry_lines(draft, list_, to=flow.on_the_way()),
        removed=entry_name(list_, removed["entry"]) if removed else None,
        new=flow.of_entry(draft, list_, draft.last_id + 1, to=flow.on_the_way()),
        is_none=draft.record.get(list_.key) == [],
    )


@listing.post("/make/<int:number>/<slug>/")
def go_on(number: int, slug: str) -> Response:
    """On from a list; an empty one with the answer whether there is none."""
    list_ = list_of(slug)
    with visitor().changing_draft(number) as draft:
        if "answer" in request.form:
            draft.say_none(list_, is_none=request.form["answer"] == NONE)
        draft.been(list_)
    return _to(flow.after(draft, list_))


@listing.post("/make/<int:number>/<slug>/<int:id>/remove")
def remove(number: int, slug: str, id: int) -> Response:
    """Take an entry out; the list offers to put it back."""
    list_ = list_of(slug)
    with visitor().changing_draft(number) as draft:
        if draft.entry(list_, id) is not None:
            draft.remove(list_, id)
    return _to(flow.of_list("entries", draft, list_, to=flow.on_the_way()))


@listing.post("/make/<int:number>/<slug>/undo")
def undo(number: int, slug: str) -> Response:
    """Put the entry back that was removed last."""
    list_ = list_of(slug)
    with visitor().changing_draft(number) as draft:
        draft.put_back(list_)
    return _to(flow.of_list("entries", draft, list_, to=flow.on_the_way()))


@listing.post("/make/<int:number>/<slug>/<int:id>/again")
def add_again(number: int, slug: str, id: int) -> Response:
    """The same entry once more, under the id that its button carried: pressed twice it is one."""
    list_ = list_of(slug)
    new = request.form.get("new", type=int)
    with visitor().changing_draft(number) as draft:
        entry = draft.entry(list_, id)
        if entry and new and new > draft.last_id and len(draft.entries(list_)) < list_.most:
            draft.put(list_, new, entry)
    return _to(flow.of_list("entries", draft, list_, to=flow.on_the_way()))


@listing.get("/make/<int:number>/<slug>/<int:id>")
def entry(number: int, slug: str, id: int) -> str:
    """An entry to change, or an empty one to add, perhaps with words that were typed before."""
    list_, draft = list_of(slug), visitor().draft(number)
    part = draft.entry(list_, id)
    if part is not None:
        return _entry_page(draft, list_, id, shown(_kind(draft, list_, part), part), None)
    words = draft.words.get(slug, "")
    filled = shown(_kind(draft, list_, None), {"name": words} if words else {})
    filled.before, filled.is_new = {}, True
    return _entry_page(draft, list_, id, filled, _look_up(list_, words) if words else None)


@listing.post("/make/<int:number>/<slug>/<int:id>")
def save_entry(number: int, slug: str, id: int) -> Answer:
    """Keep an entry; first ask what an unknown name may mean."""
    list_ = list_of(slug)
    if request.form.get("answer") in SKIPPED:
        return go_on(number, slug)
    with visitor().changing_draft(number) as draft:
        id = _id_for(draft, list_, id)
        part = draft.entry(list_, id) or _known()
        filled = typed(_kind(draft, list_, part or None), part, request.form)
        filled.is_new = draft.entry(list_, id) is None
        lookup = _lookup(list_, filled, part)
        if lookup and request.form.get("looked") != lookup.words:
            return _entry_page(draft, list_, id, filled, lookup)
        if _is_kept(draft, list_, id, filled, part):
            return _to(_after_entry(draft, list_))
    return _entry_page(draft, list_, id, filled, lookup), HTTPStatus.UNPROCESSABLE_ENTITY


@listing.get("/make/<int:number>/<slug>/usual")
def usual(number: int, slug: str) -> str:
    """The usual entries, to tick, and a box for others."""
    list_, draft = list_of(slug), visitor().draft(number)
    return _usual_page(draft, list_, shown(checklist(list_), rows_of(draft, list_)))


@listing.post("/make/<int:number>/<slug>/usual")
def save_usual(number: int, slug: str) -> Answer:
    """Keep what was ticked, and go on to what was typed, or to the other entries."""
    list_ = list_of(slug)
    with visitor().changing_draft(number) as draft:
        filled = typed(checklist(list_), rows_of(draft, list_), request.form)
        is_none = request.form.get("answer") == NONE
        entries = ticked(draft, list_, filled.before, filled.form.answers)
        record = draft.record | {list_.key: [one for one in entries if one]}
        fine = judge(filled, list_.key, record if entries else draft.record, today())
        if is_none and (filled.form.answers or draft.entries(list_)):
            filled.contradict(list_.none)
        elif fine and not is_overtaken(filled):
            return _keep_ticked(draft, list_, filled, entries, is_none=is_none)
    return _usual_page(draft, list_, filled), HTTPStatus.UNPROCESSABLE_ENTITY


def _keep_ticked(
    draft: Draft, list_: EntryList, filled: Filled, entries: list[Record], *, is_none: bool
) -> Response:
    if filled.is_changed:
        draft.put_all(list_, entries)
    if is_none:
        draft.say_none(list_, is_none=True)
    words = request.form.get("words", "").strip()[: choices.MOST_LETTERS]
    if words:
        draft.words[list_.slug] = words
        return _to(flow.of_entry(draft, list_, draft.last_id + 1, to=flow.on_the_way()))
    draft.been(list_)
    others = len(draft.entries(list_)) > len(rows_of(draft, list_))
    return _to(
        flow.of_list("entries", draft, list_, to=flow.on_the_way())
        if others
        else flow.after(draft, list_)
    )


def list_of(slug: str) -> EntryList:
    """The list of an address; there is an error page for others."""
    found = place_of(slug)
    return found if isinstance(found, EntryList) else abort(HTTPStatus.NOT_FOUND)


def _kind(draft: Draft, list_: EntryList, part: Record | None) -> Any:
    has_id = part is not None and "id" in part
    return form_of_entry(list_, draft.region, has_id=has_id, is_new=part is None)


def _known() -> Record:
    """The catalogue's id of an entry that was removed elsewhere while it was being changed."""
    return {"id": request.form["known"]} if request.form.get("known") else {}


def _id_for(draft: Draft, list_: EntryList, id: int) -> int:
    """The id to keep an entry under: a new one if another window has used this one meanwhile."""
    there = draft.entry(list_, id)
    was_new = request.form.get("seen") == visit.fingerprint(None)
    if (
        there is None
        or not was_new
        or typed(_kind(draft, list_, there), {}, request.form).form.answers == there
    ):
        return id
    return draft.last_id + 1


def _is_kept(draft: Draft, list_: EntryList, id: int, filled: Filled, part: Record) -> bool:
    """Keep an entry, as often as was said of a new one, unless something is wrong with it."""
    index, count = draft.index(list_, id), request.form.get("count", 1, int)
    entry = _with_pick(merged(part, filled.before, filled.form.answers))
    record = with_entry(draft.record, list_, index, entry)
    if not judge(filled, f"{list_.key}[{index}]", record, today()) or is_overtaken(filled):
        return False
    if filled.is_new or entry != part:
        draft.put(list_, id, entry)
    room = list_.most - len(draft.entries(list_))
    for _ in range(min(count - 1, 2, room) if filled.is_new else 0):
        draft.put(list_, draft.last_id + 1, entry)
    draft.words.pop(list_.slug, None)
    return True


def _after_entry(draft: Draft, list_: EntryList) -> str:
    if request.args.get("to") == flow.CHECK:
        return flow.after(draft, list_)
    return flow.of_list("entries", draft, list_)


def _lookup(list_: EntryList, filled: Filled, part: Record) -> Lookup | None:
    """What to ask about a name: nothing if it is the old one, or one that is known as it is."""
    words = filled.form.answers.get("name")
    if not words or not list_.kinds or words == part.get("name"):
        return None
    wanted = request.form.get("do") == "search" or request.form.get("looked") == words
    lookup = _look_up(list_, words)
    return lookup if wanted or (lookup.found and not _is_known(list_, words)) else None


def _look_up(list_: EntryList, words: str) -> Lookup:
    return Lookup(words, suggest(words, kinds=list_.kinds) if list_.kinds else ())


def _is_known(list_: EntryList, words: str) -> bool:
    """Whether the card knows what such words mean, without an entry of the catalogue."""
    if "condition" in list_.kinds:
        return bool(conditions_in(words))
    return bool(medicines_in(words) or ("trigger" in list_.kinds and groups_in(words)))


def _with_pick(entry: Record) -> Record:
    """The entry of the catalogue that was picked, in place of the words; the rest stays."""
    picked = request.form.get("meant")
    if not picked or "name" not in entry:
        return entry
    return {"id": picked} | {key: value for key, value in entry.items() if key != "name"}


def _to(address: str) -> Response:
    return redirect(address, HTTPStatus.SEE_OTHER)


def _entry_page(
    draft: Draft, list_: EntryList, id: int, filled: Filled, lookup: Lookup | None
) -> str:
    part = draft.entry(list_, id)
    return _page(
        "making/pen.html" if list_ is PENS else "making/entry.html",
        draft,
        list_,
        filled=filled,
        problems=filled.problems,
        is_new=filled.is_new,
        known=(part or _known() if request.method == "POST" else part or {}).get("id", ""),
        name=entry_name(list_, part) if part and "id" in part else "",
        lookup=lookup,
        differences=differences(filled) if filled.is_overtaken else [],
        seen=visit.fingerprint(filled.source),
        action=flow.of_entry(draft, list_, id, to=flow.on_the_way()),
        is_first=list_.key not in draft.record,
    )


def _usual_page(draft: Draft, list_: EntryList, filled: Filled) -> str:
    return _page(
        "making/usual.html",
        draft,
        list_,
        filled=filled,
        problems=filled.problems,
        brands=choices.brands() if "medicine" in list_.kinds else {},
        seen=visit.fingerprint(filled.source),
        differences=differences(filled) if filled.is_overtaken else [],
        words=request.form.get("words", ""),
        is_none=request.form.get("answer") == NONE or draft.record.get(list_.key) == [],
        others=len(draft.entries(list_)) - len(rows_of(draft, list_)),
    )


def _page(template: str, draft: Draft, list_: EntryList, **more: object) -> str:
    return render_template(
        template,
        draft=draft,
        list=list_,
        section=section_of(list_),
        to=flow.on_the_way(),
        token=visitor().token,
        **more,
    )
