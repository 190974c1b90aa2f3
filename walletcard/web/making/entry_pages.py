"""The page of one entry. A typed name is looked up, and changed only if the person chooses so."""

from http import HTTPStatus

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from walletcard.cautions.beside import beside, is_dose
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.meaning import meaning
from walletcard.clinical.naming import Reading
from walletcard.form.drafts import Draft
from walletcard.form.filling import Filled, filled_from_form, filled_from_record
from walletcard.form.outline import FIRST, PENS, EntryList, form_of_entry
from walletcard.form.problems import Problem
from walletcard.form.questions import QuestionGroup
from walletcard.form.records import Record, faults_of, with_entry
from walletcard.web.making import links
from walletcard.web.making.brand_pages import CHOOSE, brand_of, brand_page, is_brand_asked
from walletcard.web.making.list_pages import NONE, go_on, list_of, list_page, to_page
from walletcard.web.making.lookup import Lookup, is_too_long, look_up, typed_words
from walletcard.web.making.summary import entry_name
from walletcard.web.session import visit
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.session.conflicts import differences, note_overtaken
from walletcard.web.site.current import today
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.reply import Reply

SKIP = "Skip for now"
SKIPPED = {NONE, "later"}
LEFT_OUT = "You answered something here. Save it, or press “{}” again to leave it out."
MORE = "more"  # what the button says that saves an entry and asks for another
BEFORE_OTHERS = "first"  # the same of the one that puts it before the others
NO_ROOM = "The list has room for {} more: {} is the most."

pages = Blueprint("entry_pages", __name__)
speak_to_visitors(pages)


@pages.get("/make/<int:number>/<slug>/<int:id>")
@opens_to(VISITOR)
def entry(number: int, slug: str, id: int) -> str:
    """The page to change an entry, or to add one, perhaps with words typed on the checklist."""
    list_, draft = list_of(slug), visitor().draft(number)
    stored = draft.entry(list_, id)
    if list_ is PENS and is_brand_asked(draft, stored):
        return brand_page(draft, id, is_first=list_.key not in draft.record)
    if stored is not None:
        filled = filled_from_record(_kind(draft, list_, stored), stored, draft.person(today()))
        path = f"{list_.key}[{draft.index(list_, id)}]"
        filled.blame(path, faults_of(draft.record, today()))
        return _entry_page(draft, list_, id, filled, None)
    words = draft.words.get(slug, "")
    known = {"name": words} if words else {}
    filled = filled_from_record(_kind(draft, list_, None), known, draft.person(today()))
    filled.before, filled.is_new = {}, True
    if list_.key not in draft.record:
        filled.form.suggest(draft.person(today()))
    lookup = _look_up(draft, list_, words) if words else None
    return _entry_page(draft, list_, id, filled, lookup)


@pages.post("/make/<int:number>/<slug>/<int:id>")
@opens_to(VISITOR, repeatable=True)
def save_entry(number: int, slug: str, id: int) -> Reply:
    """Save an entry; first ask what an unknown name means."""
    list_ = list_of(slug)
    if request.form.get("answer") in SKIPPED:
        return _skip(number, slug, list_, id)
    if request.form.get("do") == "suggest":
        return _meanings(_look_up(visitor().draft(number), list_, typed_words("name")))
    if picked := request.form.get("is"):
        return _said_yes(number, list_, id, picked)
    with visitor().changing_draft(number) as draft:
        id = _id_for(draft, list_, id)
        stored = draft.entry(list_, id) or _known()
        kind, person = _kind(draft, list_, stored or None), draft.person(today())
        filled = filled_from_form(kind, stored, request.form, person)
        filled.is_new = draft.entry(list_, id) is None
        note_overtaken(filled)
        lookup = _lookup(draft, list_, filled, stored)
        if lookup and request.form.get("looked") != lookup.words:
            return _entry_page(draft, list_, id, filled, lookup)
        if _is_kept(draft, list_, id, filled, stored):
            return to_page(_after_entry(draft, list_))
    return _entry_page(draft, list_, id, filled, lookup), HTTPStatus.UNPROCESSABLE_ENTITY


def _skip(number: int, slug: str, list_: EntryList, id: int) -> Reply:
    """Leave a new entry out; if something was answered, only at the second press."""
    draft = visitor().draft(number)
    person, kind = draft.person(today()), _kind(draft, list_, None)
    filled, empty = filled_from_form(kind, {}, request.form, person), filled_from_record(kind, {})
    if list_.key not in draft.record:
        empty.form.suggest(person)
    if "left" in request.form or filled.form.answers in ({}, empty.form.answers):
        with visitor().changing_draft(number) as draft:
            draft.words.pop(slug, None)
        return go_on(number, slug)
    said = person.plain(list_.none) if request.form["answer"] == NONE else SKIP
    filled.is_new = True
    filled.problems.append(Problem(LEFT_OUT.format(said)))
    return _entry_page(draft, list_, id, filled, None), HTTPStatus.UNPROCESSABLE_ENTITY


def _said_yes(number: int, list_: EntryList, id: int, picked: str) -> Response:
    """Replace a typed name by the entry chosen on the check page, if the name is still the same."""
    with visitor().changing_draft(number) as draft:
        entry = draft.entry(list_, id)
        kinds = (*list_.kinds, "product")
        known = any(picked in getattr(catalogue(), f"{kind}s") for kind in kinds)
        if entry and known and entry.get("name") == request.form.get("name"):
            draft.put(list_, id, in_place(list_, entry, picked))
    return to_page(links.after(draft, list_))


def _saved(draft: Draft, list_: EntryList) -> str:
    """The name of the last entry of the list, for whoever adds one after the other."""
    entries = draft.entries(list_)
    return entry_name(list_, entries[-1][1]) if entries else ""


def _meanings(lookup: Lookup) -> Response:
    """The part of the page with possible meanings; a script fetches it while somebody types."""
    part = render_template("making/_meanings.html", lookup=lookup)
    return Response(part, mimetype="text/plain")


def _kind(draft: Draft, list_: EntryList, stored: Record | None) -> type[QuestionGroup]:
    has_id = stored is not None and "id" in stored
    brand = brand_of(draft, stored) if list_ is PENS else ""
    return form_of_entry(list_, draft.region, brand, has_id=has_id, is_new=stored is None)


def _known() -> Record:
    """The catalogue id of an entry that another window removed while it was being changed."""
    return {"id": request.form["known"]} if request.form.get("known") else {}


def _id_for(draft: Draft, list_: EntryList, id: int) -> int:
    """The id to save an entry under: a new one if another window has used this one meanwhile.

    The address of a new entry may say any number; no id is above the next one.
    """
    there = draft.entry(list_, id)
    if there is None:
        return min(id, draft.last_id + 1)
    was_new = request.form.get("seen") == visit.fingerprint(None)
    if (
        not was_new
        or filled_from_form(_kind(draft, list_, there), {}, request.form).form.answers == there
    ):
        return id
    return draft.last_id + 1


def _is_kept(draft: Draft, list_: EntryList, id: int, filled: Filled, stored: Record) -> bool:
    """Save an entry, or several copies of a new one; False if something is wrong with it."""
    index = draft.index(list_, id)
    entry = _with_pick(list_, filled.over(stored))
    record = with_entry(draft.record, list_, index, entry)
    if not filled.judge(f"{list_.key}[{index}]", record, today()) or filled.is_overtaken:
        return False
    count = int(filled.form["count"].data or 1) if "count" in filled.form else 1
    room = list_.most - len(draft.entries(list_))
    if count > 1 and count > room:
        filled.refuse("count", NO_ROOM.format(room, list_.most))
        return False
    if filled.is_new or entry != stored:
        draft.put(list_, id, entry)
    for _ in range(count - 1):
        draft.put(list_, draft.last_id + 1, entry)
    if list_.first and request.form.get("do") == BEFORE_OTHERS:
        draft.put_first(list_, id)
    draft.words.pop(list_.slug, None)
    return True


def _after_entry(draft: Draft, list_: EntryList) -> str:
    """To another new entry if that was asked for, else to the list."""
    if request.form.get("do") == MORE and len(draft.entries(list_)) < list_.most:
        return links.of_entry(draft, list_, draft.last_id + 1, to=links.on_the_way())
    if links.on_the_way() == links.CHECK or (draft.is_first_time and list_ in FIRST):
        draft.been(list_)
        return links.after(draft, list_)
    return links.entries(draft, list_)


def _lookup(draft: Draft, list_: EntryList, filled: Filled, stored: Record) -> Lookup | None:
    """The question about a name; None if it is unchanged, or known without asking."""
    words = filled.form.answers.get("name")
    if not words or not list_.kinds or words == stored.get("name") or is_too_long(words):
        return None
    wanted = request.form.get("do") == "search" or request.form.get("looked") == words
    lookup = _look_up(draft, list_, words)
    return lookup if wanted or (lookup.found and not _is_known(draft, list_, words)) else None


def _look_up(draft: Draft, list_: EntryList, words: str) -> Lookup:
    return look_up(words, list_.kinds, draft.region)


def _is_known(draft: Draft, list_: EntryList, words: str) -> bool:
    """Whether these words are understood without choosing a catalogue entry."""
    return meaning(words, Reading(list_.key), draft.region).is_sure


def _with_pick(list_: EntryList, entry: Record) -> Record:
    """The entry with the meaning that was picked for its name, if one was, in place of the name."""
    picked, name = request.form.get("meant"), entry.get("name", "")
    if not picked or not name or is_too_long(name) or request.form.get("looked") != name:
        return entry
    return in_place(list_, entry, picked)


def in_place(list_: EntryList, entry: Record, picked: str) -> Record:
    """An entry with a catalogue id in place of a typed name; what was typed beside it stays."""
    words = beside(entry["name"], picked)
    if picked in catalogue().products:
        return _with_words(list_, entry | {"name": catalogue().products[picked].name}, words)
    rest = {key: value for key, value in entry.items() if key != "name"}
    return {"id": picked} | _with_words(list_, rest, words)


def _with_words(list_: EntryList, entry: Record, words: str) -> Record:
    """An entry with the words beside its name: a dose in its own box, the rest in the note."""
    if not words or words in entry.values():
        return entry
    if is_dose(words) and "dose" not in entry and hasattr(list_.form, "dose"):
        return entry | {"dose": words}
    return entry | {"note": "; ".join(filter(None, (words, entry.get("note"))))}


def _entry_page(
    draft: Draft, list_: EntryList, id: int, filled: Filled, lookup: Lookup | None
) -> str:
    stored = draft.entry(list_, id)
    return list_page(
        "making/pen.html" if list_ is PENS else "making/entry.html",
        draft,
        list_,
        filled=filled,
        problems=filled.problems,
        is_new=filled.is_new,
        known=(stored or _known() if request.method == "POST" else stored or {}).get("id", ""),
        name=entry_name(list_, stored) if stored and "id" in stored else "",
        brand=brand_of(draft, stored) if list_ is PENS else "",
        other_brand=links.of_entry(draft, list_, id, to=links.on_the_way(), brand=CHOOSE),
        lookup=lookup,
        differences=differences(filled) if filled.is_overtaken else [],
        seen=visit.fingerprint(filled.source),
        action=links.of_entry(draft, list_, id, to=links.on_the_way()),
        is_first=list_.key not in draft.record,
        skip=SKIP,
        is_skipped=request.form.get("answer") in SKIPPED,
        can_be_first=list_.first and draft.index(list_, id) > 0,
        saved=_saved(draft, list_) if filled.is_new else "",
    )
