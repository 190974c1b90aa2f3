"""Downloads: the papers, and the answers as a file.

A page that offers them carries either the record itself, if nothing is kept, or the digits of the
card's code. Both are sent in the body of a POST.
"""

from dataclasses import replace
from urllib.parse import quote

from flask import Blueprint, Response, abort, request

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import read_kept, write_record
from walletcard.issuing.issue import Printing
from walletcard.issuing.links import owner_link
from walletcard.paper.keep_sheet import keep_sheet
from walletcard.paper.papers import Order
from walletcard.paper.photo import PhotoRefused, checked
from walletcard.paper.sheets import Sheet
from walletcard.sharing.cards import details
from walletcard.sharing.holding import IssuedCard
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.web.session import prints
from walletcard.web.site.current import site, store
from walletcard.web.site.decisions import ANYONE, opens_to

pages = Blueprint("downloads", __name__)


@pages.post("/papers/wallet-card.pdf")
@opens_to(ANYONE, asks="get the wallet card")
def wallet_card() -> Response:
    """The wallet card, to print."""
    order = _ordered()
    return _paper("wallet-card", order, prints.card(order).pdf)


@pages.post("/papers/action-plan.pdf")
@opens_to(ANYONE, asks="get the action plan")
def action_plan() -> Response:
    """The action plan, to print."""
    order = _with_details_code(_ordered())
    return _paper("action-plan", order, prints.action_plan(order))


@pages.post("/papers/both.pdf")
@opens_to(ANYONE, asks="get the card and the plan")
def both() -> Response:
    """Both papers in one file, to print or to pass on."""
    order = _with_details_code(_ordered())
    return _paper("card-and-plan", order, prints.both(order))


@pages.post("/record")
@opens_to(ANYONE, asks="save the answers as a file")
def record() -> Response:
    """The answers as a record file."""
    patient = sent_patient()
    return record_file(write_record(patient), patient.name, patient.answered_on)


def record_file(data: bytes, name: str, day: str) -> Response:
    """A record file to download; with the initials of a name if that was chosen."""
    return download(data, "application/json", file_name("walletcard-record", "json", name, day))


def file_name(kind: str, ending: str, name: str, day: str, number: int | None = None) -> str:
    """The name of a file, which tells apart two cards and two days, and says no one's name.

    Initials are in it only if the form that was sent has that ticked.
    """
    marks = [initials(name)] if "initials" in request.form else []
    marks += [f"no-{number}"] if number else []
    return "_".join([kind, *filter(None, marks), day]) + f".{ending}"


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name; empty if it has no letters."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return "".join(letters[:1] + letters[1:][-1:])


def keep_at_home(owner: OwnerSecret, card: IssuedCard, sheet: Sheet) -> Response:
    """The sheet with an owner link. It is not put on the shelf: only its owner may hold it."""
    settings = site().settings
    origin = settings.code_origin or ""
    given = sheet, owner_link(origin, owner), owner.beside_link, card.number, card.made
    pdf = prints.run(keep_sheet, *given, settings.reach)
    return download(pdf, "application/pdf", f"owner-link_no-{card.number}_{card.made}.pdf")


def sent_patient() -> Patient:
    """The patient in the hidden field of a page. Raises `RecordRefused`."""
    return read_kept(request.form["record"].encode("utf-8"))


def _sent_photo() -> str | None:
    """The photo that a page carries beside its record."""
    try:
        return checked(request.form["photo"]) if "photo" in request.form else None
    except PhotoRefused:
        abort(400)


def usual_sheet(patient: Patient) -> Sheet:
    """The paper of the patient's country."""
    return Sheet.named(catalogue().regions[patient.region].paper)


def _ordered() -> Order:
    """The papers of a kept card, or of a record that is not kept."""
    if "code" not in request.form:
        patient = sent_patient()
        return Order(patient, _sheet(patient), photo=_sent_photo())
    card = CardSecret.read(request.form["code"])
    opened = details(store(), card)
    printing = printing_on(_sheet(opened.answers.patient))
    return printing.order(opened.answers, card, opened.card.number)


def _paper(kind: str, order: Order, pdf: bytes) -> Response:
    patient = order.patient
    name = file_name(kind, "pdf", patient.name, patient.answered_on, order.number)
    return download(pdf, "application/pdf", name)


def _with_details_code(order: Order) -> Order:
    return replace(order, details_code="details-code" in request.form)


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
    response = Response(data, mimetype=media_type)
    plain = name.encode("ascii", "ignore").decode()
    names = {"filename": plain} if plain == name else {"filename*": f"UTF-8''{quote(name)}"}
    response.headers.set("Content-Disposition", "attachment", **names)
    return response
