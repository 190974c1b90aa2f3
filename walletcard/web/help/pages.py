"""Help pages: print and fold the card, have it signed, put it on the phone.

Each page is the same for everybody when it is opened by its address. Some pages have a person's own
words when they are opened by a POST with the record, or with the digits of a code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from babel import Locale
from flask import Blueprint, render_template, request

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Help
from walletcard.clinical.guidance import guidance, guidance_of, limits_of
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part, Plan, Statement, statement
from walletcard.clinical.steps import counts
from walletcard.sharing.cards import details
from walletcard.sharing.secret import CardSecret
from walletcard.web.downloads import download, sent_patient
from walletcard.web.help.phone_texts import phone_texts
from walletcard.web.help.reminders import Reminder, calendar, reminders
from walletcard.web.reader.pages import STEPS
from walletcard.web.reader.story import Saying, Story, story
from walletcard.web.site.current import site, store, today
from walletcard.web.site.decisions import ANYONE, opens_to
from walletcard.web.site.reply import Reply
from walletcard.wording import Words
from walletcard.wording.sections import LeftOut

# What the ambulance service asks, in its order, and how many lines the answer needs.
ASKED = (
    ("calling.ask.address", 2),
    ("calling.ask.phone", 1),
    ("calling.ask.awake", 0),
    ("calling.ask.age", 0),
    ("calling.ask.given", 0),
)
CALLING = (
    *("signs.no-rash", "calling.even-if-better", "calling.alone", "calling.stay"),
    *(id for id, _ in ASKED),
)
ON_CALL = (Part.STEP, Part.DETAIL, Part.CALL_SCRIPT)
WHOSE = (Part.NAME, Part.BORN, Part.DIAGNOSIS)
NOT_ON_CALL: LeftOut = dict.fromkeys(
    (part for part in Part if part not in {*ON_CALL, *WHOSE}),
    "the page is for the call alone, and lies by the phone with the papers",
)
OPEN_QUESTIONS = (Part.NOT_KNOWN, Part.NOT_ANSWERED)
NOT_IN_LETTER: LeftOut = dict.fromkeys(
    (part for part in Part if part not in {*WHOSE, Part.ANSWERS_OF, *OPEN_QUESTIONS}),
    "the letter goes with both papers, and asks the doctor to go through them",
)
NOT_ON_TRIP: LeftOut = dict.fromkeys(
    (part for part in Part if part not in {*WHOSE, Part.ANSWERS_OF, Part.DEVICE, Part.MEDICATION}),
    "the letter says what is carried and why; the papers that go with it say the rest",
)
ON_TRIP = ("letter.at-once", "letter.two", "letter.flight", "letter.school")
KINDS = {"society": "patient society", "centre": "clinic", "network": "network"}

pages = Blueprint("help", __name__)


@pages.get("/help")
@opens_to(ANYONE, compressed=True)
def what_now() -> str:
    """The list of what to do with the card."""
    return render_template("help/what-now.html")


@pages.get("/help/print")
@opens_to(ANYONE, compressed=True)
def printing() -> str:
    """How to print, check, cut and fold the card, and what to do without a printer."""
    return render_template("help/printing.html")


@pages.get("/help/owner-link")
@opens_to(ANYONE, compressed=True)
def owner_link() -> str:
    """What the owner link is, where to keep it, and what to do if a card or the link is lost."""
    return render_template("help/owner-link.html")


@pages.get("/help/doctor")
@opens_to(ANYONE, compressed=True)
def doctor() -> str:
    """A letter that asks the doctor to go through the papers; name and illness to fill in."""
    return _letter(None)


@pages.post("/help/doctor")
@opens_to(ANYONE, asks="see the letter to a doctor")
def my_doctor() -> str:
    """The letter of one person."""
    return _letter(_story())


@pages.get("/help/letter")
@opens_to(ANYONE, compressed=True)
def trip() -> str:
    """A letter for a flight or a school, for a doctor to sign; what is carried to fill in."""
    return _trip_letter(None, {})


@pages.post("/help/letter")
@opens_to(ANYONE, asks="see the travel letter")
def my_trip() -> str:
    """The letter of one person: their devices and medicines."""
    patient = _patient()
    return _trip_letter(story(patient, today()), counts(patient))


@pages.get("/help/call")
@opens_to(ANYONE, compressed=True)
def call() -> str:
    """What to say on the phone, for everybody."""
    told = _for_everybody()
    return _call(Saying(Words()), told, None)


@pages.post("/help/call")
@opens_to(ANYONE, asks="see what to say on the phone")
def my_call() -> str:
    """What to say on the phone for one person: their number to call, their own words."""
    told = _story()
    return _call(told.saying, told.plan, told)


@pages.get("/help/phone")
@opens_to(ANYONE, compressed=True)
def phone() -> str:
    """How a phone shows medical details while it is locked."""
    return render_template("help/phone.html", texts=())


@pages.post("/help/phone")
@opens_to(ANYONE, asks="see the texts for a phone")
def my_phone() -> str:
    """The same page with one person's texts to copy."""
    texts = phone_texts(plan(_patient()), Words())
    return render_template("help/phone.html", texts=texts)


@pages.get("/help/find")
@opens_to(ANYONE, compressed=True)
def find() -> str:
    """Patient societies and clinics of one country, and of every country; links to the others."""
    asked = request.args.get("country", "")
    known = {one.code: one for one in _countries()}
    name = Locale("en").territories.get(asked, "") if asked in catalogue().regions else ""
    return render_template(
        "help/find.html",
        name=name,
        is_known=asked in known,
        shown=[known[code] for code in (asked, None) if code in known],
        others={code: one.name for code, one in known.items() if code not in (asked, None)},
        kinds=KINDS,
    )


@pages.post("/reminders.ics")
@opens_to(ANYONE, asks="get the dates for a calendar")
def reminders_file() -> Reply:
    """A calendar file with the dates of a record; a page if the record has none."""
    patient = _patient()
    if not reminders(patient, today()):
        return render_template("help/no-dates.html"), HTTPStatus.UNPROCESSABLE_ENTITY
    file = calendar(patient, site().settings.server_secret, today())
    return download(file, "text/calendar", "reminders.ics")


@pages.app_template_global()
def drug_of(patient: Patient) -> str:
    """What people in the person's country call epinephrine."""
    return "adrenaline" if catalogue().says_adrenaline(patient.region) else "epinephrine"


@pages.app_template_global()
def reminders_of(patient: Patient) -> tuple[Reminder, ...]:
    """The reminders that a record's calendar file would have today."""
    return reminders(patient, today())


def _patient() -> Patient:
    """The patient in the record that was sent, or behind the digits that were sent.

    Raises `RecordRefused` for a record that is not valid, and for digits what `CardSecret.read` and
    `walletcard.sharing.cards.details` raise.
    """
    if "code" not in request.form:
        return sent_patient()
    return details(store(), CardSecret.read(request.form["code"])).answers.patient


def _story() -> Story:
    return story(_patient(), today())


def _letter(told: Story | None) -> str:
    not_known = told.plan.of(*OPEN_QUESTIONS) if told else ()
    saying = told.saying if told else Saying(Words())
    plan = told.plan if told else _for_everybody()
    return render_template(
        "help/doctor.html",
        saying=saying,
        story=told,
        not_known=not_known,
        guidance=guidance_of(plan),
        limits=limits_of(plan),
    )


def _trip_letter(told: Story | None, counts: Mapping[str, int]) -> str:
    saying = told.saying if told else Saying(Words())
    return render_template(
        "help/letter.html",
        saying=saying,
        story=told,
        counts=counts,
        reasons=ON_TRIP,
        guidance=guidance(ON_TRIP),
    )


def _call(saying: Saying, told: Plan, person: Story | None) -> str:
    return render_template(
        "help/call.html",
        saying=saying,
        story=person,
        steps=person.steps if person else told.steps(),
        script=told.of(Part.CALL_SCRIPT),
        asked=ASKED,
        guidance=guidance((*(one.id for one in told.of(*ON_CALL)), *CALLING)),
    )


def _for_everybody() -> Plan:
    """The general steps, and the general words for the call."""
    return Plan(tuple(_general()))


def _general() -> Iterator[Statement]:
    for step, belonging in STEPS:
        yield statement(Part.STEP, step.id, **step.values)
        yield from (statement(Part.DETAIL, detail) for detail in belonging)
    yield statement(Part.CALL_SCRIPT, "call.script.mast-cell-disease")


@dataclass(frozen=True)
class Country:
    """A country, and who helps there; `code` is None for those who help everywhere."""

    code: str | None
    name: str
    help: tuple[Help, ...]


def _countries() -> Iterator[Country]:
    """First those who help in every country, then the countries by name."""
    known = catalogue().help.values()
    if everywhere := tuple(one for one in known if not one.regions):
        yield Country(None, "In every country", _by_kind(everywhere))
    names = Locale("en").territories
    codes = sorted({code for one in known for code in one.regions}, key=lambda code: names[code])
    for code in codes:
        there = tuple(one for one in known if code in one.regions)
        yield Country(code, names[code], _by_kind(there))


def _by_kind(some: Iterable[Help]) -> tuple[Help, ...]:
    """Societies first, which know the clinics; then clinics, then networks."""
    order = list(KINDS)
    return tuple(sorted(some, key=lambda one: (order.index(one.kind), one.name)))
