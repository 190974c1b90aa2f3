"""The page with the card that was made and its papers."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for

from walletcard.clinical.patient import Patient
from walletcard.clinical.record import write_record
from walletcard.form.drafts import Draft
from walletcard.form.records import patient_of
from walletcard.paper.papers import Order, Papers
from walletcard.paper.sheets import Sheet
from walletcard.sharing import cards
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.web.downloads import printing_on, usual_sheet
from walletcard.web.making.preview import DPI, preview
from walletcard.web.session import prints
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.site.current import site, store, today
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.reply import Reply
from walletcard.wording import Words

pages = Blueprint("result_pages", __name__)
speak_to_visitors(pages)


@dataclass(frozen=True)
class TakenHome:
    """The card's secret, and its number."""

    card: CardSecret
    number: int


@pages.get("/make/<int:number>/card")
@opens_to(VISITOR)
def card(number: int) -> Reply:
    """The page with the card that was made and its papers, once its owner link is saved."""
    draft = visitor().draft(number, even_made=True)
    if not draft.made_until:
        patient = patient_of(draft.record, today())
        return _result(draft, patient, prints.papers(Order(patient, usual_sheet(patient))), None)
    if not draft.link_saved:
        return redirect(url_for("link_pages.show", number=number), HTTPStatus.SEE_OTHER)
    owner = OwnerSecret.read(draft.secret or "")
    secret, details = cards.current(store(), owner)
    patient = details.answers.patient
    printing = printing_on(usual_sheet(patient))
    kept = TakenHome(secret, details.card.number)
    papers = prints.papers(printing.order(details.answers, secret, details.card.number))
    return _result(draft, patient, papers, kept)


def _result(draft: Draft, patient: Patient, papers: Papers, kept: TakenHome | None) -> str:
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
