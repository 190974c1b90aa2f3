"""Makes the card, and keeps the record if the person chose so.

If the form is sent twice at once it is still one card: the owner's secret is drawn, and saved in
the draft, before the card is kept.
"""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for

from walletcard.clinical.patient import Patient
from walletcard.clinical.record import RecordRefused
from walletcard.form.drafts import Draft
from walletcard.form.problems import Problem
from walletcard.form.records import patient_of
from walletcard.issuing.issue import issue
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord, digest
from walletcard.sharing.quota import QuotaSpent
from walletcard.sharing.rows import CardUnknown
from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import StoreDown
from walletcard.web.downloads import printing_on, usual_sheet
from walletcard.web.making.check_pages import check_page
from walletcard.web.making.kept_answers import photo_of
from walletcard.web.making.live_card import can_draw
from walletcard.web.session import prints
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.site.current import site, store, today
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.errors import log
from walletcard.web.site.rate_limit import CROWDED
from walletcard.web.site.reply import Reply

KEEP, PRINT = "keep", "print"
NO_CHOICE = "Choose whether we keep your details."
NOT_KEPT = (
    "We cannot keep your details now, and have kept nothing. Try again in a few minutes, or choose "
    "to print without keeping anything."
)
OVERTAKEN = "Your kept answers were changed elsewhere since you opened them here. Tick to go on."

pages = Blueprint("make_card", __name__)
speak_to_visitors(pages)


@pages.post("/make/<int:number>/check")
@opens_to(VISITOR, repeatable=True, asks="make the card, or keep the changes")
def make(number: int) -> Reply:
    """Keep an owner's changes, or print; the choice to keep comes first where there is one."""
    draft = visitor().draft(number)
    try:
        patient = patient_of(draft.record, today())
        if draft.owner:
            return _keep_changes(draft, patient)
    except RecordRefused:
        return _refused(draft)
    if site().settings.no_code:
        return _print(number)
    return redirect(url_for("make_card.ask_to_keep", number=number), HTTPStatus.SEE_OTHER)


@pages.get("/make/<int:number>/keep")
@opens_to(VISITOR, compressed=True)
def ask_to_keep(number: int) -> Reply:
    """The one question: whether the details are kept behind the code."""
    draft = visitor().draft(number)
    if draft.owner or site().settings.no_code or not can_draw(draft):
        return redirect(url_for("check_pages.check", number=number), HTTPStatus.SEE_OTHER)
    return _keep_page(draft)


@pages.post("/make/<int:number>/keep")
@opens_to(VISITOR, repeatable=True, asks="make the card, or keep the changes")
def made(number: int) -> Reply:
    """Make the card, and keep the record or not, as was chosen."""
    draft = visitor().draft(number)
    chosen = request.form.get("keep")
    try:
        patient = patient_of(draft.record, today())
        if draft.owner:
            return _keep_changes(draft, patient)
        if chosen == PRINT or site().settings.no_code:
            return _print(number)
        if chosen != KEEP:
            return _not_kept(draft, NO_CHOICE)
        return _keep(number, patient)
    except RecordRefused:
        return _refused(draft)


def _print(number: int) -> Reply:
    """Print without keeping: the draft stays, dated today until it is changed."""
    with visitor().changing_draft(number) as draft:
        draft.record = {"answered_on": today().isoformat()} | draft.record
    return _to_card(number)


def _keep(number: int, patient: Patient) -> Reply:
    """Print, then keep: both or neither. Then the draft only points to the card."""
    with visitor().changing_draft(number) as draft:
        draft.secret = draft.secret or OwnerSecret.fresh().digits
    owner = OwnerSecret.read(draft.secret)
    printing = printing_on(usual_sheet(patient))
    try:
        if not _is_kept(owner):
            answers = KeptRecord.of(patient, draft.photo)
            issue(store(), answers, printing, today(), owner, printed=prints.papers)
    except QuotaSpent:
        return _not_kept(draft, CROWDED, HTTPStatus.TOO_MANY_REQUESTS)
    except (StoreDown, SchemaMismatch) as failure:
        # If the form was sent twice at once, the second finds the row of the first.
        if not _is_kept(owner):
            log(failure)
            return _not_kept(draft, NOT_KEPT, HTTPStatus.SERVICE_UNAVAILABLE)
    return _to_card(visitor().show_made(draft))


def _is_kept(owner: OwnerSecret) -> bool:
    try:
        cards.holding(store(), owner)
    except CardUnknown:
        return False
    return True


def _keep_changes(draft: Draft, patient: Patient) -> Reply:
    """Keep an owner's changed answers, and the photo: a new one, or the kept one if it is named."""
    owner = visitor().known_owner
    held = cards.holding(store(), owner).answers
    if digest(held) != draft.held and request.form.get("replace") != "y":
        return _refused(draft, Problem(OVERTAKEN, "replace"), status=HTTPStatus.CONFLICT)
    cards.change(store(), owner, KeptRecord.of(patient, photo_of(draft)))
    visitor().drop(draft.number)
    return redirect(url_for("owner.card", done="changed"), HTTPStatus.SEE_OTHER)


def _to_card(number: int) -> Reply:
    return redirect(url_for("result_pages.card", number=number), HTTPStatus.SEE_OTHER)


def _keep_page(draft: Draft, *problems: Problem) -> str:
    return render_template(
        "making/keep.html",
        draft=draft,
        problems=problems,
        settings=site().settings,
        token=visitor().token,
    )


def _not_kept(
    draft: Draft, said: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> Reply:
    return _keep_page(draft, Problem(said, "keep")), status


def _refused(
    draft: Draft, *problems: Problem, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> Reply:
    return check_page(draft, *problems), status
