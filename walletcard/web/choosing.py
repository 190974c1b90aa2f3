"""The choice before anything is kept, and the result of either answer."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, render_template, request

from walletcard.clinical.patient import Patient
from walletcard.clinical.record import write_record
from walletcard.issuing.issue import Printing, issue
from walletcard.issuing.links import owner_link
from walletcard.paper.papers import Papers, print_papers, refuse_unprintable
from walletcard.paper.sheets import Sheet
from walletcard.sharing.holding import Answers
from walletcard.sharing.schema import SchemaMismatch
from walletcard.sharing.secret import CardSecret
from walletcard.sharing.store import StoreDown
from walletcard.web.answers import Problem, form_for
from walletcard.web.downloads import sent_patient, usual_sheet
from walletcard.web.errors import log
from walletcard.web.previews import preview
from walletcard.web.site import site, today
from walletcard.wording import Words

Page = tuple[str, int]

NO_CONSENT = "Tick the box to agree, or print without keeping anything."
NOT_KEPT = (
    "We cannot keep your details now, and have kept nothing. Try again in a few minutes, "
    "or print without keeping anything."
)

choosing = Blueprint("choosing", __name__)


@dataclass(frozen=True)
class Kept:
    """What a person takes home of a card that is kept: the owner link, and the card's secret."""

    owner_link: str
    card: CardSecret


def go_on(patient: Patient) -> str:
    """The choice; where no code could be printed there is none, and this is the result.

    Raises `walletcard.clinical.record.RecordRefused` for what cannot be printed.
    """
    refuse_unprintable(patient)
    return _without_keeping(patient) if site().settings.no_code else _choice(patient)


@choosing.post("/make/print")
def print_only() -> str:
    """The card, and nothing kept."""
    return _without_keeping(sent_patient())


@choosing.post("/make/keep")
def keep() -> str | Page:
    """The card with a code that opens what is kept; only with consent."""
    patient, settings = sent_patient(), site().settings
    if settings.code_origin is None:
        return _without_keeping(patient)
    if request.form.get("consent") != "y":
        return _choice(patient, Problem(NO_CONSENT, "consent")), HTTPStatus.UNPROCESSABLE_ENTITY
    printing = Printing(usual_sheet(patient), origin=settings.code_origin)
    try:
        issued = issue(site().store, Answers.of(patient), printing, today())
    except (StoreDown, SchemaMismatch) as failure:
        log(failure)
        return _choice(patient, Problem(NOT_KEPT, None)), HTTPStatus.SERVICE_UNAVAILABLE
    kept = Kept(owner_link(settings.code_origin, issued.owner), issued.owner.card(1))
    return _result(patient, issued.papers, printing.sheet, kept)


def _choice(patient: Patient, *problems: Problem) -> str:
    return render_template(
        "making/choice.html",
        record=write_record(patient).decode("utf-8"),
        settings=site().settings,
        problems=problems,
        changeable=form_for(patient) is not None,
    )


def _without_keeping(patient: Patient) -> str:
    sheet = usual_sheet(patient)
    return _result(patient, print_papers(patient, sheet), sheet, None)


def _result(patient: Patient, papers: Papers, sheet: Sheet, kept: Kept | None) -> str:
    words = Words()
    return render_template(
        "making/result.html",
        patient=patient,
        papers=papers,
        preview=preview(papers, sheet),
        only_on_plan=[words.say(statement) for statement in papers.moved],
        record=write_record(patient).decode("utf-8"),
        changeable=form_for(patient) is not None,
        sheets=Sheet,
        usual_sheet=sheet,
        kept=kept,
        no_code=site().settings.no_code,
    )
