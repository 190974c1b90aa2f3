"""The owner's pages: see and change the answers, print again, replace a lost card, delete.

The secret comes once, in the body of a POST. After that no address holds any of it.
"""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from walletcard.clinical.patient import Patient
from walletcard.clinical.record import RecordRefused
from walletcard.form.asked_at import in_words
from walletcard.form.drafts import Draft
from walletcard.form.problems import Problem
from walletcard.form.records import faults_of, record_in, record_of
from walletcard.form.whose import Whose
from walletcard.paper.sheets import Sheet
from walletcard.sharing import cards
from walletcard.sharing.holding import Holding, digest
from walletcard.sharing.quota import QuotaSpent
from walletcard.sharing.readings import readings
from walletcard.sharing.rows import CardUnknown
from walletcard.sharing.secret import CheckDigitWrong, NotFortyDigits, OwnerSecret
from walletcard.sharing.unused import MONTHS, WARNED_YEARS, unused_months
from walletcard.web.downloads import keep_at_home, usual_sheet
from walletcard.web.reader.story import story
from walletcard.web.session import access, visit
from walletcard.web.session.access import visitor
from walletcard.web.site.current import now, site, store, today
from walletcard.web.site.decisions import ANYONE, OWNER, opens_to
from walletcard.web.site.errors import sentences_of
from walletcard.web.site.rate_limit import CROWDED
from walletcard.web.site.reply import Reply
from walletcard.web.site.sent import is_repeatable

# What the page says after something was done.
NOTICES = {
    "changed": (
        "Your answers are changed.{opens} What you printed still has the old ones: print both "
        "papers again."
    ),
    "paused": "The code of your card is off. Whoever scans it reads only the general help.",
    "resumed": "The code of your card works again. It opens your answers as they are now.",
    "withdrawn": "The code of your card opens nothing any more. Your answers are still kept.",
    "renewed": (
        "This is card number {number} now. The code of the card before it opens nothing any more. "
        "Print the new card now, and throw the old one away if you find it."
    ),
}
OPENS = " The code on your papers opens the new ones."  # not while it is off
EARLIER = (
    "Nothing was changed just now: you sent that from a page of an earlier card. This is card "
    "number {number} now."
)
LEFT = (
    "To come back, open your owner link and type the 8 digits beside it. The history of this "
    "browser may still list the link; without the digits it opens nothing. Did your link hold all "
    "40 digits, and do others use this device? Then delete today’s history of this browser too."
)
ERASED = "Your answers are gone from this server for good."
NOT_READABLE = "These answers are damaged. Choose the file that you saved before."

MOST_READINGS = 20  # times on the page; there may be more

pages = Blueprint("owner", __name__)
access.carry_through_failures(pages)


@pages.get("/owner")
@opens_to(ANYONE, compressed=True)
def login() -> str:
    """The page of the owner link; its script takes the digits from the address."""
    return access.login()


@pages.get('/<mangled("owner", below=True):path>')
@opens_to(ANYONE)
def mangled_login(path: str) -> str:  # noqa: ARG001 - its script reads the digits there
    """The same page for an owner link that was changed on its way."""
    return access.login()


@pages.post("/owner")
@opens_to(ANYONE, asks="open the page of a card")
def enter() -> Reply:
    """Log the owner in; if they were logged out while they typed, offer to send that again."""
    sent, to, digits = (request.form.get(name, "") for name in ("sent", "to", "digits"))
    try:
        owner = OwnerSecret.read(digits)
        cards.enter(store(), owner)
        here = visit.start_visit_of(owner)
    except (NotFortyDigits, CheckDigitWrong, CardUnknown, QuotaSpent) as refusal:
        said, status = access.why_not(refusal)
        return access.login(said, to, sent, digits), status
    if sent and is_repeatable(to):
        return access.again(access.unpacked(sent), to, here.token, "in-again")
    return redirect(url_for("owner.card"), HTTPStatus.SEE_OTHER)


@pages.get("/owner/card")
@opens_to(OWNER)
def card() -> Response:
    """The owner's page: the card, the answers, and what the owner can do."""
    response = make_response(_card(_notice(request.args.get("done", ""))))
    visited = partial(site().notes.put_visit, _owner(), _held().cards[-1].number, now())
    response.call_on_close(visited)  # once the answer was sent
    return response


@pages.get("/owner/card/answers")
@opens_to(OWNER)
def answers() -> Response:
    """An old address, from when all answers were changed on one page."""
    return redirect(url_for("owner.card"), HTTPStatus.SEE_OTHER)


@pages.post("/owner/card/answers")
@opens_to(OWNER, asks="change the answers")
def change() -> Reply:
    """A draft of the kept record, or the one that was started before."""
    patient = _readable(_held())
    if patient is None:
        return _card("", Problem(NOT_READABLE, "file")), HTTPStatus.UNPROCESSABLE_ENTITY
    mark = visit.mark_of(_owner())
    begun = [
        number
        for number, draft in visitor().drafts.items()
        if draft.owner == mark and not draft.from_file
    ]
    draft = Draft.of(record_of(patient))
    draft.owner, draft.held = mark, digest(_held().answers)
    number = begun[0] if begun else visit.add_draft(draft).number
    return redirect(url_for("question_pages.topics", number=number), HTTPStatus.SEE_OTHER)


@pages.post("/owner/card/file")
@opens_to(OWNER, asks="use the answers in a file")
def change_by_file() -> Reply:
    """A draft of a file's answers, to look at before they are kept, or what is wrong with it."""
    uploaded = request.files.get("file")
    if not uploaded:
        wrong = [Problem("Choose a file first.", "file")]
        return _card("", *wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        draft = Draft.of(record_in(uploaded.read(), today()))
    except RecordRefused as refusal:
        wrong = [Problem(fault, "file") for fault in sentences_of(refusal)]
        return _card("", *wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    draft.owner, draft.held = visit.mark_of(_owner()), digest(_held().answers)
    draft.from_file = True
    number = visit.add_draft(draft).number
    return redirect(url_for("check_pages.check", number=number), HTTPStatus.SEE_OTHER)


@pages.post("/owner/card/withdraw")
@opens_to(OWNER, asks="stop the code for good")
def withdraw() -> Reply:
    """Withdraw a lost card without making the next one."""
    if request.form.get("stop") != "y":
        return _not_ticked("stop", "the code may stop working for good")
    if not _is_of_last_card():
        return _of_earlier_card()
    cards.withdraw(store(), _owner(), today())
    return _done("withdrawn")


@pages.post("/owner/card/pause")
@opens_to(OWNER, asks="switch the code off")
def pause() -> Reply:
    """Switch the code off for a while."""
    if request.form.get("pause") != "y":
        return _not_ticked("pause", "the code may be off for a while")
    if not _is_of_last_card():
        return _of_earlier_card()
    if _held().current:
        cards.pause(store(), _owner(), today())
    return _done("paused")


@pages.post("/owner/card/resume")
@opens_to(OWNER, repeatable=True, asks="switch the code on again")
def resume() -> Reply:
    """Switch a paused code on again."""
    if not _is_of_last_card():
        return _of_earlier_card()
    try:
        if _held().paused:
            cards.resume(store(), _owner())
    except QuotaSpent:
        return _card("", Problem(CROWDED)), HTTPStatus.TOO_MANY_REQUESTS
    return _done("resumed")


@pages.post("/owner/card/renew")
@opens_to(OWNER, asks="replace this card")
def renew() -> Reply:
    """Withdraw a lost card, if it is not withdrawn, and make the next one."""
    if not _held().cards[-1].withdrawn and request.form.get("lost") != "y":
        return _not_ticked("lost", "the old code may stop working")
    if not _is_of_last_card():
        return _of_earlier_card()
    try:
        cards.renew(store(), _owner(), today())
    except QuotaSpent:
        return _card("", Problem(CROWDED)), HTTPStatus.TOO_MANY_REQUESTS
    return _done("renewed")


@pages.post("/owner/card/erase")
@opens_to(OWNER, asks="delete everything")
def erase() -> Reply:
    """Delete everything that is kept of this owner."""
    if request.form.get("erase") != "y":
        return _not_ticked("erase", "everything may be deleted")
    cards.erase(store(), _owner())
    is_left = visitor().log_out(is_erased=True)
    return _gone("Everything is deleted", ERASED, is_left=is_left)


@pages.post("/owner/card/keep-at-home.pdf")
@opens_to(OWNER, asks="get the sheet to keep at home")
def sheet() -> Response:
    """The sheet with the owner link, to keep at home."""
    held = _held()
    patient = _readable(held)
    paper = usual_sheet(patient) if patient else Sheet.A4
    return keep_at_home(_owner(), held.cards[-1], paper)


@pages.post("/owner/card/leave")
@opens_to(OWNER)
def leave() -> Response:
    """Log out: what shows this card goes from this device; what belongs to other cards stays."""
    unsaved = [draft for draft in visitor().unsaved if draft.secret == _owner().digits]
    if unsaved and "sure" not in request.form:
        return make_response(access.not_saved(unsaved))
    return _gone("You are logged out", LEFT, is_left=visitor().log_out())


def _not_ticked(box: str, said: str) -> Reply:
    """The page again, with what a tick in the box says."""
    wrong = Problem(f"Tick the box to say that {said}.", box)
    return _card("", wrong), HTTPStatus.UNPROCESSABLE_ENTITY


def _done(what: str) -> Reply:
    """To the owner's page, which says what was done: Back and a reload send nothing again."""
    return redirect(url_for("owner.card", done=what), HTTPStatus.SEE_OTHER)


def _notice(done: str) -> str:
    """What was done, if it is still so: the page may be loaded again much later."""
    held = _held()
    is_so = {
        "changed": True,
        "paused": held.paused,
        "resumed": held.current,
        "withdrawn": not (held.current or held.paused),
        "renewed": len(held.cards) > 1,
    }
    opens = OPENS if held.current else ""
    said = NOTICES[done] if is_so.get(done) else ""
    return said.format(number=held.cards[-1].number, opens=opens)


def _of_earlier_card() -> Reply:
    """The page again, for a form about a card that was replaced meanwhile."""
    return _card(EARLIER.format(number=_held().cards[-1].number)), HTTPStatus.CONFLICT


def _is_of_last_card() -> bool:
    """Whether the form is about the last card. A form sent twice is not, the second time."""
    return str(_held().cards[-1].number) == request.form.get("number")


def _gone(heading: str, sentence: str, *, is_left: bool) -> Response:
    """The last page, after a log-out; without other drafts the visit ends and the cookie goes."""
    response = make_response(
        render_template("owner/gone.html", heading=heading, sentence=sentence, is_left=is_left)
    )
    if is_left:
        visit.forget_pages(response)
    else:
        visitor().end()
        visit.forget(response)
    return response


def _owner() -> OwnerSecret:
    return visitor().known_owner


def _held() -> Holding:
    return cards.holding(store(), _owner())


def _readable(held: Holding) -> Patient | None:
    """The patient; None if the record is damaged or of a later release."""
    try:
        return held.answers.patient
    except RecordRefused:
        return None


def _asked_now(patient: Patient) -> Iterator[str]:
    """What today's rules would refuse: the question of the form, and what is wrong."""
    record = record_of(patient)
    for fault in faults_of(record, today()):
        yield in_words(fault, Whose.of(record, today()))


def _unused_years() -> int | None:
    """For how many years nobody used the card, if it would soon have been removed."""
    years = site().settings.keep_years
    if years is None:
        return None
    unused = unused_months(store(), _owner(), now()) // MONTHS
    return unused if unused >= years - WARNED_YEARS else None


def _card(notice: str = "", *problems: Problem) -> str:
    held = _held()
    patient = _readable(held)
    return render_template(
        "owner/card.html",
        notice=notice,
        problems=problems,
        number=held.cards[-1].number,
        code=_owner().card(held.current.number).digits if held.current else None,
        paused=held.paused,
        readings=readings(store(), _owner(), held.cards[-1].number),
        most_readings=MOST_READINGS,
        unused_years=_unused_years(),
        record=held.answers.record,
        photo=held.answers.photo if patient and patient.photo else None,
        patient=patient,
        is_child=patient and Whose.of(record_of(patient), today()).is_child,
        story=story(patient, today()) if patient else None,
        sheets=Sheet,
        asked=list(_asked_now(patient)) if patient else [],
        usual_sheet=usual_sheet(patient) if patient else Sheet.A4,
        token=visitor().token,
        drafts=visitor().kept_at_log_out,
    )
