"""Making a card: the first page, the form, the result, and what can be taken home from it.

Nothing is kept: the answers travel in the pages themselves, as a record in a hidden field.
"""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, render_template, request

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import RecordRefused, read_record, write_record
from walletcard.paper.papers import Papers, print_papers
from walletcard.paper.sheets import Sheet
from walletcard.web import choices
from walletcard.web.answers import Problem, blame, form_for, patient_in, problems
from walletcard.web.errors import shown
from walletcard.web.fields import complain
from walletcard.web.forms import CardForm, FileForm
from walletcard.web.previews import preview
from walletcard.wording import Words

Page = tuple[str, int]

making = Blueprint("making", __name__)


@making.get("/")
def home() -> str:
    """What this is, and for whom it is not."""
    return render_template("making/home.html")


@making.get("/make")
def make() -> str:
    """The empty form."""
    today = datetime.now(UTC).date()
    return _ask(CardForm(data={"answered_on": today.isoformat()}))


@making.post("/make")
def made() -> str | Page:
    """The card, or the form again with what is wrong."""
    form = CardForm(request.form)
    patient = patient_in(form)
    if patient is None:
        return _ask(form), 422
    try:
        return _result(patient)
    except RecordRefused as refusal:
        blame(form, refusal.faults)
        return _ask(form), 422


@making.get("/make/file")
def make_from_file() -> str:
    """The form for a record that was saved."""
    return _ask_for_file(FileForm(), [])


@making.post("/make/file")
def made_from_file() -> str | Page:
    """The card of a record that was saved, or what is wrong with the record."""
    form = FileForm()
    uploaded = request.files.get("file")
    if not uploaded:
        complain(form.file, "Choose a file first.")
        return _ask_for_file(form, ["Choose a file first."]), 422
    try:
        return _result(read_record(uploaded.read()))
    except RecordRefused as refusal:
        complain(form.file, "These answers cannot be printed as they are.")
        return _ask_for_file(form, shown(refusal)), 422


@making.post("/make/change")
def change() -> str:
    """The form filled in with the answers of a card."""
    form = form_for(_sent_patient())
    return _ask(form) if form else abort(400)


@making.post("/papers/wallet-card.pdf")
def wallet_card() -> Response:
    """The wallet card, to print."""
    return _download(_printed().wallet_card, "application/pdf", "wallet-card.pdf")


@making.post("/papers/action-plan.pdf")
def action_plan() -> Response:
    """The action plan, to print."""
    return _download(_printed().action_plan, "application/pdf", "action-plan.pdf")


@making.post("/record")
def record() -> Response:
    """The answers as a file that can be read back."""
    data = write_record(_sent_patient())
    return _download(data, "application/json", "walletcard-record.json")


def _ask(form: CardForm) -> str:
    return render_template(
        "making/form.html",
        form=form,
        problems=problems(form),
        subtype_hints=choices.subtype_hints(),
        brands=choices.brands(),
    )


def _ask_for_file(form: FileForm, faults: list[str]) -> str:
    found = [Problem(fault, form.file.id) for fault in faults]
    return render_template("making/file.html", form=form, problems=found)


def _result(patient: Patient) -> str:
    sheet = _usual_sheet(patient)
    papers = print_papers(patient, sheet)
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
    )


def _usual_sheet(patient: Patient) -> Sheet:
    return Sheet.named(catalogue().regions[patient.region].paper)


def _sent_patient() -> Patient:
    """The patient in the hidden field of a result page. Raises `RecordRefused`."""
    return read_record(request.form["record"].encode("utf-8"))


def _printed() -> Papers:
    patient = _sent_patient()
    paper = request.form.get("paper")
    try:
        sheet = Sheet.named(paper) if paper else _usual_sheet(patient)
    except ValueError:
        abort(400)
    return print_papers(patient, sheet)


def _download(data: bytes, media_type: str, name: str) -> Response:
    disposition = f'attachment; filename="{name}"'
    return Response(data, mimetype=media_type, headers={"Content-Disposition": disposition})
