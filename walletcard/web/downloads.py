"""Downloads: both papers, and the answers as a file.

A page that offers them carries either the record itself, if nothing is kept, or the digits of the
card's code. Both are sent in the body of a POST.
"""

from dataclasses import replace

from flask import Blueprint, Response, abort, request

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import read_kept, write_record
from walletcard.issuing.issue import Printing
from walletcard.issuing.links import owner_link
from walletcard.paper.keep_sheet import keep_sheet
from walletcard.paper.papers import Order
from walletcard.paper.press import always
from walletcard.paper.sheets import Sheet
from walletcard.sharing.cards import details
from walletcard.sharing.holding import IssuedCard
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.web.session import prints
from walletcard.web.site.current import site, store
from walletcard.web.site.decisions import ANYONE, opens_to

pages = Blueprint("downloads", __name__)


@pages.post("/papers/wallet-card.pdf")
@opens_to(ANYONE)
def wallet_card() -> Response:
    """The wallet card, to print."""
    return download(prints.card(_ordered()).pdf, "application/pdf", "wallet-card.pdf")


@pages.post("/papers/action-plan.pdf")
@opens_to(ANYONE)
def action_plan() -> Response:
    """The action plan, to print."""
    order = replace(_ordered(), details_code="details-code" in request.form)
    return download(prints.action_plan(order), "application/pdf", "action-plan.pdf")


@pages.post("/record")
@opens_to(ANYONE)
def record() -> Response:
    """The answers as a record file."""
    data = write_record(sent_patient())
    return download(data, "application/json", "walletcard-record.json")


def keep_at_home(owner: OwnerSecret, card: IssuedCard, sheet: Sheet) -> Response:
    """The sheet with an owner link. It is not put on the shelf: only its owner may hold it."""
    settings = site().settings
    origin = settings.code_origin or ""
    given = sheet, owner_link(origin, owner), owner.beside_link, card.number, card.made
    still_there = request.environ.get(prints.IS_WANTED, always)
    pdf = site().press.run(still_there, keep_sheet, *given, settings.reach)
    return download(pdf, "application/pdf", f"owner-link-of-card-{card.number}.pdf")


def sent_patient() -> Patient:
    """The patient in the hidden field of a page. Raises `RecordRefused`."""
    return read_kept(request.form["record"].encode("utf-8"))


def usual_sheet(patient: Patient) -> Sheet:
    """The paper of the patient's country."""
    return Sheet.named(catalogue().regions[patient.region].paper)


def _ordered() -> Order:
    """The papers of a kept card, or of a record that is not kept."""
    if "code" not in request.form:
        patient = sent_patient()
        return Order(patient, _sheet(patient))
    card = CardSecret.read(request.form["code"])
    opened = details(store(), card)
    printing = printing_on(_sheet(opened.answers.patient))
    return printing.order(opened.answers, card, opened.card.number)


def printing_on(sheet: Sheet) -> Printing:
    """How the papers of a kept card are printed here."""
    settings = site().settings
    return Printing(sheet, origin=settings.code_origin, reach=settings.reach)


def _sheet(patient: Patient) -> Sheet:
    """The sheet that was asked for, or the usual one of the country."""
    paper = request.form.get("paper")
    try:
        return Sheet.named(paper) if paper else usual_sheet(patient)
    except ValueError:
        abort(400)


def download(data: bytes, media_type: str, name: str) -> Response:
    """A file to download, with a name that does not say whose it is."""
    disposition = f'attachment; filename="{name}"'
    return Response(data, mimetype=media_type, headers={"Content-Disposition": disposition})
