"""The card as it would print now, while somebody still answers: its front, and all its sides.

The picture beside the questions is drawn only while a renderer is free, so that nobody who prints
waits for it. It shows what was saved, its address says nothing, and nothing caches it.
"""

from flask import Blueprint, Response, render_template, request

from walletcard.clinical.record import RecordRefused
from walletcard.form import progress
from walletcard.form.drafts import Draft
from walletcard.form.records import patient_of
from walletcard.paper.papers import Order
from walletcard.paper.press import PressBusy
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.web.downloads import printing_on, usual_sheet
from walletcard.web.making.kept_answers import photo_of
from walletcard.web.making.preview import DPI, front, picture, preview
from walletcard.web.session import prints
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.site.current import site, store, today
from walletcard.web.site.decisions import VISITOR, opens_to

pages = Blueprint("live_card", __name__)
speak_to_visitors(pages)


@pages.get("/make/<int:number>/so-far")
@opens_to(VISITOR, compressed=True)
def so_far(number: int) -> str:
    """The page with all sides of the card, drawn from the answers so far."""
    draft = visitor().draft(number)
    return render_template("making/so-far.html", draft=draft, can_draw=can_draw(draft))


@pages.get("/make/<int:number>/front.png")
@opens_to(VISITOR)
def front_picture(number: int) -> Response:
    """The front of the card as a PNG. Raises `RecordRefused`, and `PressBusy` rather than wait."""
    if site().press.is_busy and "wait" not in request.args:
        raise PressBusy
    order = order_of(visitor().draft(number))
    card = prints.card(order)
    drawn = prints.part_of_picture(card.pdf, DPI, front(order.sheet, card.panels))
    return Response(drawn, mimetype="image/png")


@pages.get("/make/<int:number>/card.svg")
@opens_to(VISITOR)
def card_picture(number: int) -> Response:
    """All sides as one picture. Raises `RecordRefused`."""
    order = order_of(visitor().draft(number))
    card = prints.card(order)
    drawn = picture(preview(prints.picture(card.pdf, DPI), card.panels, order.sheet))
    return Response(drawn, mimetype="image/svg+xml")


@pages.app_template_global()
def topics_done(draft: Draft) -> str:
    """How far a draft is, such as "3 of 10"."""
    return progress.topics_done(draft, today())


def can_draw(draft: Draft) -> bool:
    """Whether there is a card to be drawn: nothing that it needs is missing or refused."""
    try:
        return not draft.missing and bool(patient_of(draft.record, today()))
    except RecordRefused:
        return False


def order_of(draft: Draft) -> Order:
    """The card of a draft; an owner's has the code, number and photo of the real one."""
    patient = patient_of(draft.record, today())
    sheet = usual_sheet(patient)
    answers = KeptRecord.of(patient, photo_of(draft))
    owner = visitor().known_owner if draft.owner else None
    card = cards.holding(store(), owner).current if owner else None
    if owner is None or card is None:
        return Order(patient, sheet, photo=answers.photo)
    return printing_on(sheet).order(answers, owner.card(card.number), card.number)
