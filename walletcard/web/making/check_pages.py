"""The check page: all answers, a picture of the card, and what to look at again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, url_for
from markupsafe import Markup

from walletcard.cautions.warnings import warnings
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import RecordRefused
from walletcard.clinical.statement import Term
from walletcard.form.drafts import Draft
from walletcard.form.outline import ANSWERED, TOPICS, EntryList, place_at
from walletcard.form.problems import Problem
from walletcard.form.records import patient_of
from walletcard.paper.papers import Order
from walletcard.web.downloads import usual_sheet
from walletcard.web.making import links
from walletcard.web.making.preview import DPI, picture, preview
from walletcard.web.making.summary import lines
from walletcard.web.session import prints
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.site.current import site, today
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.reply import Reply
from walletcard.wording import Words

pages = Blueprint("check_pages", __name__)
speak_to_visitors(pages)


@dataclass(frozen=True)
class LookAgain:
    """A caution: its sentence, where to change the answer, and entries that may replace a name."""

    said: Markup
    change: str
    picks: Mapping[str, Markup]
    name: str


@pages.get("/make/<int:number>/check")
@opens_to(VISITOR, compressed=True)
def check(number: int) -> Reply:
    """The page with all answers, cautions, the picture, and the choice to keep or not."""
    return check_page(visitor().draft(number))


@pages.get("/make/<int:number>/card.svg")
@opens_to(VISITOR)
def card_picture(number: int) -> Response:
    """The card of a draft as one picture. Raises `RecordRefused`."""
    patient = patient_of(visitor().draft(number).record, today())
    sheet = usual_sheet(patient)
    card = prints.card(Order(patient, sheet))
    drawn = picture(preview(prints.picture(card.pdf, DPI), card.panels, sheet))
    return Response(drawn, mimetype="image/svg+xml")


def check_page(draft: Draft, *problems: Problem) -> str:
    """The page that checks all answers, with what is wrong."""
    faults, patient = [], None
    try:
        patient = None if draft.missing else patient_of(draft.record, today())
    except RecordRefused as refusal:
        faults = [(fault, _change(draft, fault.path)) for fault in refusal.faults]
    return render_template(
        "making/check.html",
        draft=draft,
        topics=[(topic, lines(draft, topic)) for topic in TOPICS],
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
    """A catalogue entry that may replace a typed name."""
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
        return url_for("question_pages.topics", number=draft.number)
    index = path.partition("[")[2].partition("]")[0]
    if isinstance(place, EntryList) and index:
        return links.of_entry(draft, place, draft.entries(place)[int(index)][0], to=links.CHECK)
    return links.entrance(draft, place, to=links.CHECK)
