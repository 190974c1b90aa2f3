"""Making a card: the first page, the form, and the way in by a file.

Nothing is kept on the way: the answers travel in the pages themselves, as a record in a hidden
field, until the person chooses.
"""

from flask import Blueprint, abort, render_template, request

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.guidance import guidance
from walletcard.clinical.record import RecordRefused, read_record
from walletcard.web.answers import Problem, blame, form_for, patient_in
from walletcard.web.asking import form_page
from walletcard.web.choosing import go_on
from walletcard.web.downloads import sent_patient
from walletcard.web.errors import shown
from walletcard.web.fields import complain
from walletcard.web.forms import CardForm, FileForm
from walletcard.web.site import site, today

Page = tuple[str, int]

making = Blueprint("making", __name__)


@making.get("/")
def home() -> str:
    """What this is, and for whom it is not."""
    reviewed = guidance(catalogue().statements).id
    return render_template("making/home.html", reviewed=reviewed)


@making.get("/make")
def make() -> str:
    """The empty form."""
    return form_page(CardForm(data={"answered_on": today().isoformat()}))


@making.post("/make")
def made() -> str | Page:
    """The next step, or the form again with what is wrong."""
    form = CardForm(request.form)
    patient = patient_in(form)
    if patient is None:
        return form_page(form), 422
    try:
        return go_on(patient)
    except RecordRefused as refusal:
        blame(form, refusal.faults)
        return form_page(form), 422


@making.get("/make/file")
def make_from_file() -> str:
    """The form for a record that was saved."""
    return _ask_for_file(FileForm(), [])


@making.post("/make/file")
def made_from_file() -> str | Page:
    """The next step with a record that was saved, or what is wrong with the record."""
    form = FileForm()
    uploaded = request.files.get("file")
    if not uploaded:
        complain(form.file, "Choose a file first.")
        return _ask_for_file(form, ["Choose a file first."]), 422
    try:
        return go_on(read_record(uploaded.read()))
    except RecordRefused as refusal:
        complain(form.file, "These answers cannot be printed as they are.")
        return _ask_for_file(form, shown(refusal)), 422


@making.post("/make/change")
def change() -> str:
    """The form filled in with the answers of a card."""
    form = form_for(sent_patient())
    return form_page(form) if form else abort(400)


@making.get("/privacy")
def privacy() -> str:
    """What is kept, where, how long, and who could read it."""
    return render_template("making/privacy.html", settings=site().settings)


def _ask_for_file(form: FileForm, faults: list[str]) -> str:
    found = [Problem(fault, form.file.id) for fault in faults]
    return render_template("making/file.html", form=form, problems=found)
