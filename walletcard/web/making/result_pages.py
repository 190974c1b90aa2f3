"""The page with the card that was made and its papers."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for

from walletcard.clinical.plan import plan
from walletcard.clinical.record import write_record
from walletcard.form.drafts import Draft
from walletcard.form.outline import ABOUT
from walletcard.form.records import patient_of, record_of
from walletcard.form.whose import Whose
from walletcard.paper.papers import Order
from walletcard.paper.sheets import Sheet
from walletcard.sharing import cards
from walletcard.sharing.holding import Details
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.web.downloads import printing_on, usual_sheet
from walletcard.web.making import links
from walletcard.web.making.only_on_plan import CARD, IN_SIGHT, only_on_plan
from walletcard.web.making.preview import DPI, preview
from walletcard.web.session import prints, visit
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.site.current import site, store, today
from walletcard.web.site.decisions import OWNER, VISITOR, opens_to
from walletcard.web.site.reply import Reply

pages = Blueprint("result_pages", __name__)
speak_to_visitors(pages)


@pages.get("/make/<int:number>/card")
@opens_to(VISITOR)
def card(number: int) -> Reply:
    """The page with the card that was made and its papers, once its owner link is saved."""
    draft = visitor().draft(number, even_made=True)
    if not draft.made_until:
        patient = patient_of(draft.record, today())
        return _result(draft, Order(patient, usual_sheet(patient), photo=draft.photo), None)
    if not draft.link_saved:
        return redirect(url_for("link_pages.show", number=number), HTTPStatus.SEE_OTHER)
    secret, details = _details_of(draft)
    printing = printing_on(usual_sheet(details.answers.patient))
    return _result(draft, printing.order(details.answers, secret, details.card.number), secret)


@pages.post("/make/<int:number>/sibling")
@opens_to(VISITOR, asks="start a card of a brother or sister")
def sibling(number: int) -> Reply:
    """A new draft with what the card of a brother or sister has alike; the old one stays."""
    draft = visitor().draft(number, even_made=True)
    if draft.made_until:
        return _begin_sibling(Draft.of_sibling(record_of(_details_of(draft)[1].answers.patient)))
    begun = Draft.of_sibling(draft.record)
    begun.typed_in = draft.typed_in
    return _begin_sibling(begun)


@pages.post("/owner/card/sibling")
@opens_to(OWNER, asks="start a card of a brother or sister")
def owners_sibling() -> Reply:
    """The same, with the answers that are kept for an owner; it is no draft of that owner."""
    answers = cards.holding(store(), visitor().known_owner).answers
    return _begin_sibling(Draft.of_sibling(record_of(answers.patient)))


def _begin_sibling(draft: Draft) -> Reply:
    started = visit.add_draft(draft)
    return redirect(links.entrance(started, ABOUT), HTTPStatus.SEE_OTHER)


def _details_of(draft: Draft) -> tuple[CardSecret, Details]:
    """The secret of a card that was made, and what its code opens."""
    return cards.current(store(), OwnerSecret.read(draft.secret or ""))


def _result(draft: Draft, order: Order, kept: CardSecret | None) -> str:
    prints.papers(order)  # both, so that what is downloaded next is there
    card, patient = prints.card(order), order.patient
    return render_template(
        "making/result.html",
        draft=draft,
        patient=patient,
        panels=card.panels,
        preview=preview(prints.picture(card.pdf, DPI), card.panels, order.sheet),
        only_on_plan=only_on_plan(plan(patient), {CARD: card}),
        in_sight=IN_SIGHT,
        record=write_record(patient).decode("utf-8"),
        sheets=Sheet,
        usual_sheet=order.sheet,
        kept=kept,
        is_child=Whose.of(record_of(patient), today()).is_child,
        no_code=site().settings.no_code,
        token=visitor().token,
    )
