"""The owner's pages: see and change the answers, print again, replace a lost card, erase.

The secret of the owner link comes in the body of one POST; after it the addresses are clean.
"""

from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from walletcard.clinical.patient import Patient
from walletcard.clinical.record import RecordRefused, read_record
from walletcard.paper.papers import refuse_unprintable
from walletcard.paper.sheets import Sheet
from walletcard.sharing import cards
from walletcard.sharing.holding import Answers, Holding
from walletcard.sharing.rows import CardUnknown
from walletcard.sharing.secret import CheckDigitWrong, NotFortyDigits, OwnerSecret
from walletcard.sharing.sessions import SessionOver
from walletcard.web import ownership
from walletcard.web.answers import Problem, blame, form_for, patient_in
from walletcard.web.asking import form_page
from walletcard.web.downloads import usual_sheet
from walletcard.web.errors import shown
from walletcard.web.forms import CardForm
from walletcard.web.ownership import Session
from walletcard.web.site import site, today
from walletcard.web.story import story

Page = tuple[str, int]

DOOR = {"owning.door", "owning.enter"}
REPEATABLE = {"owning.change", "owning.renew", "owning.erase"}
CHANGED = (
    "Your answers are changed. The code on your card opens the new ones. The printed side still "
    "says the old ones: print again."
)
UNKNOWN = "We know no card with these digits. It may have been erased."

owning = Blueprint("owning", __name__)


@owning.before_request
def let_in() -> Page | None:
    """Let in who has a session, and take only forms that this session was given."""
    if request.endpoint in DOOR:
        return None
    try:
        g.session = ownership.here()
    except SessionOver:
        return _door(to=request.endpoint or "", is_over=True), HTTPStatus.FORBIDDEN
    if request.method == "POST" and not _session().sent_this():
        return _again(list(ownership.typed()), _session()), HTTPStatus.FORBIDDEN
    return None


@owning.get("/owner")
def door() -> str:
    """Where the owner link leads; its script sends the digits on."""
    return _door()


@owning.post("/owner")
def enter() -> Response | Page:
    """Open the owner's card; if they had been logged out, with what they had typed."""
    sent, to = request.form.get("sent", ""), request.form.get("to", "")
    try:
        owner = OwnerSecret.read(request.form.get("digits", ""))
        cards.holding(site().store, owner)
    except NotFortyDigits as slip:
        said = f"An owner link ends in 40 digits. These are {slip.found}."
        return _door(said, to, sent), HTTPStatus.UNPROCESSABLE_ENTITY
    except CheckDigitWrong:
        said = "One of these digits is wrong. Compare them with your owner link."
        return _door(said, to, sent), HTTPStatus.UNPROCESSABLE_ENTITY
    except CardUnknown:
        return _door(UNKNOWN, to, sent), HTTPStatus.NOT_FOUND
    session = ownership.begin(owner)
    if sent and to in REPEATABLE:
        response = make_response(_again(parse_qsl(sent, keep_blank_values=True), session, to))
    else:
        response = make_response(redirect(url_for("owning.card"), HTTPStatus.SEE_OTHER))
    ownership.remember(response, session)
    return response


@owning.get("/owner/card")
def card() -> str:
    """The card, its answers, and all that its owner can do."""
    return _card()


@owning.get("/owner/card/answers")
def answers() -> str | Page:
    """The form, filled in with the answers."""
    patient = _readable(_held())
    form = form_for(patient) if patient else None
    if form is None:
        said = "These answers say more than our form can hold. Change them with a file."
        return _card("", Problem(said, "file")), HTTPStatus.UNPROCESSABLE_ENTITY
    return form_page(form, _session().token)


@owning.post("/owner/card/answers")
def change() -> str | Page:
    """Other answers, from the form; or the form again with what is wrong."""
    form = CardForm(request.form)
    patient = patient_in(form)
    if patient is None:
        return form_page(form, _session().token), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        return _changed(patient)
    except RecordRefused as refusal:
        blame(form, refusal.faults)
        return form_page(form, _session().token), HTTPStatus.UNPROCESSABLE_ENTITY


@owning.post("/owner/card/file")
def change_by_file() -> str | Page:
    """Other answers, from a record file; or what is wrong with it."""
    uploaded = request.files.get("file")
    if not uploaded:
        wrong = [Problem("Choose a file first.", "file")]
        return _card("", *wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        return _changed(read_record(uploaded.read()))
    except RecordRefused as refusal:
        wrong = [Problem(fault, "file") for fault in shown(refusal)]
        return _card("", *wrong), HTTPStatus.UNPROCESSABLE_ENTITY


@owning.post("/owner/card/renew")
def renew() -> str | Page:
    """Make the code of a lost card useless, and the next card."""
    if request.form.get("lost") != "y":
        wrong = Problem("Tick the box to say that the old code may stop working.", "lost")
        return _card("", wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    # A form that is sent twice makes one card.
    if str(_held().cards[-1].number) != request.form.get("number"):
        return _card()
    made = cards.renew(site().store, _session().owner, today())
    return _card(
        f"This is card number {made.number} now. The code of the card before it opens nothing "
        "any more. Print the new card, and throw the old one away if you find it."
    )


@owning.post("/owner/card/erase")
def erase() -> Response | Page:
    """Forget everything that is kept of this owner."""
    if request.form.get("erase") != "y":
        wrong = Problem("Tick the box to say that everything may be erased.", "erase")
        return _card("", wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    cards.erase(site().store, _session().owner)
    return _gone("Everything is erased", "Your answers are gone from this server for good.")


@owning.post("/owner/card/leave")
def leave() -> Response:
    """Log out."""
    return _gone("You are logged out", "To come back, open your owner link.")


def _gone(heading: str, sentence: str) -> Response:
    ownership.end(_session())
    response = make_response(
        render_template("owning/gone.html", heading=heading, sentence=sentence)
    )
    ownership.forget(response)
    return response


def _session() -> Session:
    session: Session = g.session
    return session


def _held() -> Holding:
    return cards.holding(site().store, _session().owner)


def _readable(held: Holding) -> Patient | None:
    """The patient, unless the record came from an earlier release and is not valid any more."""
    try:
        return held.answers.patient
    except RecordRefused:
        return None


def _changed(patient: Patient) -> str:
    """Keep other answers, and the photo if they still name one. Raises `RecordRefused`."""
    refuse_unprintable(patient)
    photo = _held().answers.photo if patient.photo else None
    cards.change(site().store, _session().owner, Answers.of(patient, photo))
    return _card(CHANGED)


def _card(notice: str = "", *problems: Problem) -> str:
    held, session = _held(), _session()
    patient = _readable(held)
    return render_template(
        "owning/card.html",
        notice=notice,
        problems=problems,
        number=held.cards[-1].number,
        code=session.owner.card(held.current.number).digits if held.current else None,
        record=held.answers.record,
        story=story(patient, today()) if patient else None,
        patient=patient,
        changeable=patient is not None and form_for(patient) is not None,
        sheets=Sheet,
        usual_sheet=usual_sheet(patient) if patient else Sheet.A4,
        token=session.token,
    )


def _door(wrong: str = "", to: str = "", sent: str = "", *, is_over: bool = False) -> str:
    """The page that asks for the digits; it carries what was typed before the session ended."""
    if is_over and to in REPEATABLE:
        sent = urlencode(list(ownership.typed()))
    problems = [Problem(wrong, "digits")] if wrong else []
    return render_template("owning/door.html", problems=problems, sent=sent, to=to, is_over=is_over)


def _again(fields: list[tuple[str, str]], session: Session, to: str = "") -> str:
    """What was typed, to be sent once more by the person's own hand."""
    to = to or request.endpoint or ""
    return render_template(
        "owning/again.html",
        fields=fields if to in REPEATABLE else [],
        action=url_for(to if to in REPEATABLE else "owning.card"),
        token=session.token,
        is_in_again=request.endpoint == "owning.enter",
    )
