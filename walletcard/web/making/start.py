"""The first page, a new card, drafts to continue, a saved file, and leaving."""

import re
from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.guidance import guidance
from walletcard.clinical.record import RecordRefused
from walletcard.form.drafts import Draft
from walletcard.form.fields import complain
from walletcard.form.filling import Filled, filled_from_form, filled_from_record
from walletcard.form.outline import ABOUT
from walletcard.form.problems import Problem
from walletcard.form.questions import FileForm
from walletcard.form.records import file_of, record_in
from walletcard.form.whose import answered_in
from walletcard.sharing.quota import QuotaSpent
from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.store import StoreDown
from walletcard.web.downloads import record_file
from walletcard.web.making import links
from walletcard.web.session import access, visit
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.session.visit import Visit
from walletcard.web.site.current import now, site, today
from walletcard.web.site.decisions import ANYONE, VISITOR, opens_to
from walletcard.web.site.errors import sentences_of
from walletcard.web.site.rate_limit import CROWDED
from walletcard.web.site.reply import Reply
from walletcard.web.site.sent import is_repeatable

_IN_A_DRAFT = re.compile(r"/make/\d+(?P<page>/[^?]*)(\?.*)?")

DELETED = (
    "This browser can no longer open them. What is not kept behind a code is gone from this "
    "server. The history of this browser may still list the pages that you opened, without your "
    "answers. A card that you made is not touched, nor is what its code opens, or a file that you "
    "saved."
)
MOST_WAITING = 3  # on the first page, so that a new card stays in sight

pages = Blueprint("start", __name__)
speak_to_visitors(pages)
pages.after_app_request(visit.remember)


@pages.get("/")
@opens_to(ANYONE, compressed=True)
def home() -> str:
    """The home page; the cards that wait to be continued come first."""
    reviewed = guidance(catalogue().statements).id
    waiting = _waiting()[::-1]  # the latest first
    return render_template(
        "making/home.html", reviewed=reviewed, waiting=waiting, most_waiting=MOST_WAITING
    )


@pages.get("/make")
@opens_to(ANYONE, compressed=True)
def make() -> str:
    """The drafts to continue; the first questions if there is none."""
    here = access.visitor_or_none()
    drafts = _drafts(here) if here else []
    if not here or not drafts:
        return _start_page(filled_from_record(ABOUT.form, {}))
    return render_template("making/drafts.html", drafts=drafts, token=here.token)


@pages.get("/make/new")
@opens_to(ANYONE, compressed=True)
def new() -> str:
    """The first questions of a new card."""
    return _start_page(filled_from_record(ABOUT.form, {}))


@pages.post("/make/new")
@opens_to(ANYONE, asks="start a card")
def start_draft() -> Reply:
    """Start a draft with the first answers; it needs no visit, so no cookie is set before."""
    filled = filled_from_form(ABOUT.form, {}, request.form)
    if not filled.judge("", filled.form.answers, today()):
        return _start_page(filled), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        draft = visit.add_draft(Draft.of(filled.form.answers))
    except QuotaSpent:
        filled.problems.append(Problem(CROWDED))
        return _start_page(filled), HTTPStatus.TOO_MANY_REQUESTS
    return redirect(links.after(draft, ABOUT), HTTPStatus.SEE_OTHER)


@pages.post("/make/bring")
@opens_to(ANYONE, asks="put what you typed into a new card")
def bring() -> Reply:
    """A new draft for what was typed when the cookie was gone; one more press saves it there."""
    to = _IN_A_DRAFT.fullmatch(request.form.get("to", ""))
    if not to or not is_repeatable(to[0]):
        return redirect(url_for("start.new"), HTTPStatus.SEE_OTHER)
    fields = access.unpacked(request.form.get("sent", ""))
    by = answered_in(fields) if to["page"] != f"/{ABOUT.slug}" else None  # that page has its own
    here, number = visit.with_draft(Draft(0, {"answered_by": by.value} if by else {}))
    seen = visit.fingerprint(None if re.search(r"/\d+$", to["page"]) else {})
    action = f"/make/{number}{to['page']}"
    return access.again([*fields, ("seen", seen)], action, here.token, "brought")


@pages.get("/make/file")
@opens_to(ANYONE, compressed=True)
def make_from_file() -> str:
    """The form for a saved record file."""
    return _ask_for_file(FileForm(), [])


@pages.post("/make/file")
@opens_to(ANYONE, asks="start from a file")
def made_from_file() -> Reply:
    """A draft made from a record file, or what is wrong with the file."""
    form = FileForm()
    uploaded = request.files.get("file")
    if not uploaded:
        complain(form.file, "Choose a file first.")
        return _ask_for_file(form, ["Choose a file first."]), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        record = record_in(uploaded.read(), today())
    except RecordRefused as refusal:
        complain(form.file, "These answers cannot be used as they are.")
        page = _ask_for_file(form, sentences_of(refusal), sentences_of(refusal, str))
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        draft = visit.add_draft(Draft.of(record))
    except QuotaSpent:
        complain(form.file, CROWDED)
        return _ask_for_file(form, [CROWDED]), HTTPStatus.TOO_MANY_REQUESTS
    return redirect(url_for("check_pages.check", number=draft.number), HTTPStatus.SEE_OTHER)


@pages.post("/make/<int:number>/save")
@opens_to(VISITOR, asks="save the answers as a file")
def save(number: int) -> Response:
    """The answers so far as a record file."""
    draft = visitor().draft(number)
    day = str(draft.record.get("answered_on", today()))
    return record_file(file_of(draft.record, today()), draft.name, day)


@pages.get("/make/<int:number>/delete")
@opens_to(VISITOR)
def ask_to_delete(number: int) -> str:
    """The page that asks before a draft is deleted; it names what else is on this device."""
    here = visitor()
    draft = here.draft(number, even_made=True)
    others = [(one, is_open) for one, is_open in _drafts(here) if one.number != number]
    return render_template("making/delete.html", draft=draft, others=others, token=here.token)


@pages.post("/make/<int:number>/delete")
@opens_to(VISITOR, asks="delete answers from this device")
def delete(number: int) -> Reply:
    """Delete a draft; with the last one the visit ends, unless an owner is logged in."""
    dropped = visitor().drafts.get(number)
    visitor().drop(number)
    if dropped and dropped.owner and visitor().owner:
        return redirect(url_for("owner.card"), HTTPStatus.SEE_OTHER)
    if not visitor().drafts and not visitor().owner:
        return _end()
    return redirect(url_for("start.make"), HTTPStatus.SEE_OTHER)


@pages.post("/make/leave")
@opens_to(VISITOR, asks="delete all answers from this device")
def leave() -> Response:
    """Delete everything of this visit, here and in the browser, on a shared computer.

    First it is asked, with names; and again if another window has started a card meanwhile.
    """
    here = visitor()
    sure = " ".join(map(str, here.drafts))
    if request.form.get("sure", "") == sure:
        return _end()
    drafts = _drafts(here)
    return make_response(
        render_template("making/leave.html", drafts=drafts, sure=sure, token=here.token)
    )


@pages.get("/privacy")
@opens_to(ANYONE, compressed=True)
def privacy() -> str:
    """The privacy page: what is kept, where, how long, and who could read it."""
    return render_template("making/privacy.html", settings=site().settings)


def _end() -> Response:
    """End the visit, with the page that says what is left in the browser."""
    visitor().end()
    page = render_template(
        "owner/gone.html", heading="Your answers are deleted here", sentence=DELETED, is_left=False
    )
    response = make_response(page)
    visit.forget(response)
    return response


@pages.app_template_global()
def is_one_of_many() -> bool:
    """Whether this browser has other cards too, so that each page says whose it is."""
    return _names().total() > 1


@pages.app_template_global()
def told_apart_by(draft: Draft) -> str:
    """The date of birth, if another card in this browser has the same name; else nothing."""
    return str(draft.record.get("born", "")) if _names()[draft.name] > 1 else ""


def _names() -> Counter[str]:
    """The names of the drafts, each with how many have it: counted once for a page that asks often.

    A browser may have thousands of drafts.
    """
    if "names" not in g:
        g.names = Counter(draft.name for draft, _ in _drafts(visitor()))
    names: Counter[str] = g.names
    return names


def _drafts(here: Visit) -> list[tuple[Draft, bool]]:
    """The drafts, and whether each may be opened now."""
    mark = visit.mark_of(here.owner) if here.owner else None
    return [
        (draft, draft.owner in {None, mark})
        for draft in here.drafts.values()
        if draft.is_made_at(now()) is not False
    ]


def _waiting() -> list[Draft]:
    """The cards that this browser can go on with; none if the database is down."""
    try:
        here = access.visitor_or_none()
    except (StoreDown, SchemaMismatch):
        return []
    return [draft for draft, is_open in (_drafts(here) if here else []) if is_open]


def _start_page(filled: Filled) -> str:
    return render_template("making/start.html", filled=filled, page=ABOUT, problems=filled.problems)


def _ask_for_file(form: FileForm, faults: list[str], as_written: Sequence[str] = ()) -> str:
    """The form for a file; what is wrong with one, and the same in the file's own words."""
    found = [Problem(fault, form.file.id) for fault in faults]
    return render_template("making/file.html", form=form, problems=found, as_written=as_written)
