"""The checklist page of a list: usual entries to tick, and a box for another one."""

from http import HTTPStatus

from flask import Blueprint, request
from werkzeug.wrappers import Response

from walletcard.form import options
from walletcard.form.checklist import checklist, rows_of, ticked
from walletcard.form.drafts import Draft
from walletcard.form.filling import Filled, filled_from_form, filled_from_record
from walletcard.form.outline import EntryList
from walletcard.form.records import Record
from walletcard.web.making import links
from walletcard.web.making.list_pages import NONE, list_of, list_page, to_page
from walletcard.web.making.lookup import typed_words
from walletcard.web.session import visit
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.session.conflicts import differences, note_overtaken
from walletcard.web.site.current import today
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.reply import Reply

pages = Blueprint("checklist_pages", __name__)
speak_to_visitors(pages)


@pages.get("/make/<int:number>/<slug>/usual")
@opens_to(VISITOR, compressed=True)
def usual(number: int, slug: str) -> str:
    """The usual entries, to tick, and a box for others."""
    list_, draft = list_of(slug), visitor().draft(number)
    person = draft.person(today())
    rows = rows_of(draft.record, list_, person)
    return _usual_page(draft, list_, filled_from_record(checklist(list_, person), rows, person))


@pages.post("/make/<int:number>/<slug>/usual")
@opens_to(VISITOR, repeatable=True)
def save_usual(number: int, slug: str) -> Reply:
    """Save what was ticked, and go on to what was typed or to the other entries."""
    list_ = list_of(slug)
    with visitor().changing_draft(number) as draft:
        person = draft.person(today())
        stored = rows_of(draft.record, list_, person, request.form)
        kind = checklist(list_, person, request.form)
        filled = filled_from_form(kind, stored, request.form, person)
        note_overtaken(filled)
        is_none = request.form.get("answer") == NONE
        entries = ticked(draft.record, list_, filled)
        kept = [one for one in entries if one]
        record = draft.record | ({list_.key: kept} if entries else {})
        rows = [str(one.get("id")) for one in kept]
        fine = filled.judge(list_.key, record, today(), rows)
        if is_none and (filled.form.answers or draft.entries(list_) or typed_words()):
            filled.contradict(person.plain(list_.none))
        elif fine and not filled.is_overtaken:
            return _keep_ticked(draft, list_, filled, entries, is_none=is_none)
    return _usual_page(draft, list_, filled), HTTPStatus.UNPROCESSABLE_ENTITY


def _keep_ticked(
    draft: Draft, list_: EntryList, filled: Filled, entries: list[Record], *, is_none: bool
) -> Response:
    if filled.is_changed:
        draft.put_all(list_, entries)
    if is_none:
        draft.say_none(list_, is_none=True)
    if words := typed_words():
        draft.words[list_.slug] = words
        return to_page(links.of_entry(draft, list_, draft.last_id + 1, to=links.on_the_way()))
    draft.words.pop(list_.slug, None)
    draft.been(list_)
    has_more = _others(draft, list_)
    return to_page(links.entries(draft, list_) if has_more else links.after(draft, list_))


def _others(draft: Draft, list_: EntryList) -> int:
    """How many entries the checklist does not show."""
    shown = rows_of(draft.record, list_, draft.person(today()))
    return len(draft.entries(list_)) - len(shown)


def _usual_page(draft: Draft, list_: EntryList, filled: Filled) -> str:
    return list_page(
        "making/usual.html",
        draft,
        list_,
        filled=filled,
        problems=filled.problems,
        brands=options.brands([one.short_name for one in filled.form], draft.region)
        if list_.key == "medications"
        else {},
        seen=visit.fingerprint(filled.source),
        differences=differences(filled) if filled.is_overtaken else [],
        words=request.form.get("words", draft.words.get(list_.slug, "")),
        is_none=request.form.get("answer") == NONE or draft.record.get(list_.key) == [],
        others=_others(draft, list_),
    )
