"""Check your answers, make the card, and the result.

The choice whether anything is kept for good stands where the card is made. Made twice at once it is
one card: the owner's secret is drawn in the draft before the card is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import RecordRefused, write_record
from walletcard.clinical.statement import Term
from walletcard.clinical.warnings import warnings
from walletcard.form.drafts import Draft
from walletcard.form.outline import ANSWERED, SECTIONS, EntryList, place_at
from walletcard.form.problems import Problem
from walletcard.form.records import patient_of
from walletcard.issuing.issue import Printing, issue
from walletcard.issuing.links import owner_link
from walletcard.paper.papers import Order, Papers
from walletcard.paper.sheets import Sheet
from walletcard.sharing import cards
from walletcard.sharing.holding import Answers, digest
from walletcard.sharing.quota import QuotaSpent
from walletcard.sharing.rows import CardUnknown
from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.sharing.store import StoreDown
from walletcard.web.downloads import usual_sheet
from walletcard.web.making import links
from walletcard.web.making.preview import DPI, picture, preview
from walletcard.web.making.question_pages import Answer
from walletcard.web.making.summary import lines
from walletcard.web.session import prints, visit
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.site.current import site, store, today
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.errors import log
from walletcard.web.site.rate_limit import CROWDED
from walletcard.wording import Words

KEEP, PRINT = "keep", "print"
NO_CHOICE = "Choose whether we keep your details."
NOT_KEPT = (
    "We cannot keep your details now, and have kept nothing. Try again in a few minutes, or choose "
    "to print without keeping anything."
)
OVERTAKEN = "Your kept answers were changed elsewhere since you opened them here. Tick to go on."

checking = Blueprint("checking", __name__)
speak_to_visitors(checking)


@dataclass(frozen=True)
class Kept:
    """What a person takes home: the owner link, the digits that it asks for, the card's secret."""

    owner_link: str
    beside_link: str
    card: CardSecret


@dataclass(frozen=True)
class LookAgain:
    """Something to look at again: where it is changed, and what may stand in a name's place."""

    said: Markup
    change: str
    picks: Mapping[str, Markup]
    name: str


@checking.get("/make/<int:number>/check")
@opens_to(VISITOR, compressed=True)
def check(number: int) -> Answer:
    """All answers, the card as a picture, what to look at again, and the choice."""
    return _check_page(visitor().draft(number))


@checking.get("/make/<int:number>/card.svg")
@opens_to(VISITOR)
def card_picture(number: int) -> Response:
    """The card of a draft as one picture. Raises `RecordRefused`."""
    patient = patient_of(visitor().draft(number).record, today())
    sheet = usual_sheet(patient)
    shown = prints.card(Order(patient, sheet))
    drawn = picture(preview(prints.picture(shown.pdf, DPI), shown.panels, sheet))
    return Response(drawn, mimetype="image/svg+xml")


@checking.post("/make/<int:number>/check")
@opens_to(VISITOR, repeatable=True)
def make(number: int) -> Answer:
    """Make the card, and keep the answers or not, as was chosen."""
    draft = visitor().draft(number)
    try:
        patient = patient_of(draft.record, today())
        if draft.owner:
            return _keep_changes(draft, patient)
        if site().settings.no_code or request.form.get("keep") == PRINT:
            return _print(number)
        if request.form.get("keep") != KEEP:
            return _refused(draft, Problem(NO_CHOICE, "keep"))
        return _keep(number, patient)
    except RecordRefused:
        return _refused(draft)


@checking.get("/make/<int:number>/card")
@opens_to(VISITOR)
def card(number: int) -> Answer:
    """The card that was made, and how it is taken home."""
    draft = visitor().draft(number, even_made=True)
    if not draft.made_until:
        patient = patient_of(draft.record, today())
        return _result(draft, patient, prints.papers(Order(patient, usual_sheet(patient))), None)
    owner = OwnerSecret.read(draft.secret or "")
    secret, details = cards.current(store(), owner)
    patient = details.answers.patient
    origin = site().settings.code_origin
    printing = Printing(usual_sheet(patient), origin=origin)
    kept = Kept(owner_link(origin or "", owner), owner.beside_link, secret)
    papers = prints.papers(printing.order(details.answers, secret, details.card.number))
    return _result(draft, patient, papers, kept)


def _print(number: int) -> Answer:
    """The card of today; the draft stays, and says today until it is changed."""
    with visitor().changing_draft(number) as draft:
        draft.record = {"answered_on": today().isoformat()} | draft.record
    return _to_card(number)


def _keep(number: int, patient: Patient) -> Answer:
    """Print, then keep: either both or neither. Then the answers are in the draft no more."""
    with visitor().changing_draft(number) as draft:
        draft.secret = draft.secret or OwnerSecret.fresh().digits
    owner = OwnerSecret.read(draft.secret)
    printing = Printing(usual_sheet(patient), origin=site().settings.code_origin)
    try:
        if not _is_kept(owner):
            answers = Answers.of(patient)
            issue(store(), answers, printing, today(), owner, printed=prints.papers)
    except QuotaSpent:
        return _refused(draft, Problem(CROWDED), status=HTTPStatus.TOO_MANY_REQUESTS)
    except (StoreDown, SchemaMismatch) as failure:
        # Of two at once the second finds the row of the first.
        if not _is_kept(owner):
            log(failure)
            return _refused(draft, Problem(NOT_KEPT), status=HTTPStatus.SERVICE_UNAVAILABLE)
    return _to_card(visitor().show_made(draft))


def _is_kept(owner: OwnerSecret) -> bool:
    try:
        cards.holding(store(), owner)
    except CardUnknown:
        return False
    return True


def _keep_changes(draft: Draft, patient: Patient) -> Answer:
    """Take other answers of an owner, and the photo if they still name one."""
    owner = visitor().owner
    if owner is None:
        raise visit.OwnerNeeded
    held = cards.holding(store(), owner).answers
    if digest(held) != draft.held and request.form.get("replace") != "y":
        return _refused(draft, Problem(OVERTAKEN, "replace"), status=HTTPStatus.CONFLICT)
    cards.change(store(), owner, Answers.of(patient, held.photo if patient.photo else None))
    visitor().drop(draft.number)
    return redirect(url_for("owning.card", done="changed"), HTTPStatus.SEE_OTHER)


def _to_card(number: int) -> Answer:
    return redirect(url_for("checking.card", number=number), HTTPStatus.SEE_OTHER)


def _refused(
    draft: Draft, *problems: Problem, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> Answer:
    return _check_page(draft, *problems), status


def _check_page(draft: Draft, *problems: Problem) -> str:
    faults, patient = [], None
    try:
        patient = None if draft.missing else patient_of(draft.record, today())
    except RecordRefused as refusal:
        faults = [(fault, _change(draft, fault.path)) for fault in refusal.faults]
    return render_template(
        "making/check.html",
        draft=draft,
        sections=[(section, lines(draft, section)) for section in SECTIONS],
        patient=patient,
        faults=faults,
        cautions=list(_cautions(draft, patient)) if patient else [],
        problems=problems,
        settings=site().settings,
        change_day=links.entrance(draft, ANSWERED, to=links.CHECK),
        token=visitor().token,
    )


def _cautions(draft: Draft, patient: Patient) -> Iterator[LookAgain]:
    words = Words()
    for caution in warnings(patient, today()):
        change, said = _change(draft, caution.path), words.say(caution.said)
        picks = {id: words.value(_term(id)) for id in caution.picks}
        yield LookAgain(said, change, picks, _name_at(draft, caution.path) if picks else "")


def _term(id: str) -> Term:
    """An entry that may stand in the place of a typed name."""
    kinds = ("medicine", "product", "trigger", "condition")
    return Term(next(kind for kind in kinds if id in getattr(catalogue(), f"{kind}s")), id)


def _name_at(draft: Draft, path: str) -> str:
    """The typed name that a path of the record leads to."""
    key, _, index = path.partition(".")[0].rstrip("]").partition("[")
    return str(draft.record[key][int(index)]["name"])


def _change(draft: Draft, path: str) -> str:
    """The address at which an answer is changed, by its path in the record."""
    try:
        place = place_at(path)
    except KeyError:
        return url_for("answering.topics", number=draft.number)
    index = path.partition("[")[2].partition("]")[0]
    if isinstance(place, EntryList) and index:
        return links.of_entry(draft, place, draft.entries(place)[int(index)][0], to=links.CHECK)
    return links.entrance(draft, place, to=links.CHECK)


def _result(draft: Draft, patient: Patient, papers: Papers, kept: Kept | None) -> str:
    words, sheet = Words(), usual_sheet(patient)
    return render_template(
        "making/result.html",
        draft=draft,
        patient=patient,
        papers=papers,
        preview=preview(prints.picture(papers.wallet_card, DPI), papers.panels, sheet),
        only_on_plan=[words.say(statement) for statement in papers.moved],
        record=write_record(patient).decode("utf-8"),
        sheets=Sheet,
        usual_sheet=sheet,
        kept=kept,
        no_code=site().settings.no_code,
        token=visitor().token,
    )
