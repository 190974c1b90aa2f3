"""The page behind the code: the general page for everybody, and the one that a card opens.

Both are whole in one response, with style and script inline. No cookie is set or read.
"""

import re
from contextlib import suppress
from functools import partial
from http import HTTPStatus

from flask import Blueprint, Flask, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from walletcard.clinical.guidance import guidance
from walletcard.clinical.meaning import meaning
from walletcard.clinical.naming import Reading
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import Phrase, phrases_in
from walletcard.paper.papers import nobody
from walletcard.sharing.rows import CardUnknown, CardWithdrawn
from walletcard.sharing.secret import LONGEST_LINK, CardSecret, CheckDigitWrong, NotFortyDigits
from walletcard.web.reader.story import Saying, story
from walletcard.web.site.current import now, site, today
from walletcard.web.site.decisions import ANYONE, opens_to
from walletcard.web.site.errors import log
from walletcard.web.site.headers import READER, is_of_a_person
from walletcard.web.site.reply import Reply
from walletcard.wording import Words

# The general steps, each with its details. The number to call is not guessed from the browser's
# language: an American browser in Norway would say 911.
STEPS: tuple[tuple[Phrase, tuple[str, ...]], ...] = (
    (Phrase("step.epinephrine.either"), ("reading.where",)),
    (Phrase("step.flat"), ("step.flat.breathing", "step.flat.unconscious", "step.flat.pregnant")),
    (Phrase("step.call.no-number"), ()),
    (Phrase("step.second.label", {"second": Phrase("second.dose")}), ()),
    (Phrase("step.cpr"), ()),
)
# All sentences of the general page, to tell how many are reviewed.
SAID = (
    *("reading.for-whom", "signs.question", "signs.no-rash", "reading.doubt", "reading.staff"),
    *(id for step, details in STEPS for id in (*phrases_in([step]), *details)),
)
READ = "/c"
GROUP_DIGITS = 4  # the digits stand in groups on the card
UNKNOWN = "We know no card with these digits."
WITHDRAWN = "The owner of this card has switched it off, replaced or deleted it."
# Where cards are removed that nobody used; nothing else tells them from those that were withdrawn.
REMOVED = (
    "The owner of this card has switched it off, replaced or deleted it, or nobody used it for {} "
    "years. The printed text stays valid."
)
SLIP = "One of these digits is wrong: compare them with the card, group by group."
NOT_READ = "What was sent could not be read: type the digits again."
DOWN = "The details cannot be opened now: try again in a minute."

pages = Blueprint(READER, __name__)


@pages.get(READ)
@opens_to(ANYONE, compressed=True)
def read() -> str:
    """The general page, with a field for the digits; a changed link may have them behind a `?`."""
    try:
        sent = CardSecret.read(request.query_string.decode("ascii", "replace"))
    except (NotFortyDigits, CheckDigitWrong):
        return _general()
    return _general(typed=_in_fours(sent.digits), was_shown=True)


@pages.get('/<mangled("c"):path>')
@opens_to(ANYONE)
def read_mangled(path: str) -> str:
    """The same for a changed link, with its digits in the field: one tap opens the card."""
    sent = f"{path} {request.query_string.decode('ascii', 'replace')}"
    digits = re.search(r"\d.*", path, re.DOTALL)
    try:
        return _general(typed=_in_fours(CardSecret.read(sent).digits), was_shown=True)
    except NotFortyDigits as slip:
        if digits is None:
            return _general()
        return _general(_miscounted(digits[0], slip.found), digits[0])
    except CheckDigitWrong:
        return _general(SLIP, _in_fours(digits[0]) if digits else "")


@pages.post(READ)
@opens_to(ANYONE, compressed=True, asks="open the details of a card")
def opened() -> Reply:
    """What a card opens, or why it does not open, with the digits still in the field."""
    typed = request.form.get("digits", "")
    try:
        card = CardSecret.read(typed)
        found = site().opener.details(card)
    except NotFortyDigits as slip:
        return _general(_miscounted(typed, slip.found), typed), HTTPStatus.UNPROCESSABLE_ENTITY
    except CheckDigitWrong:
        return _general(SLIP, _in_fours(typed)), HTTPStatus.UNPROCESSABLE_ENTITY
    except CardUnknown:
        return _general(UNKNOWN, _in_fours(typed)), HTTPStatus.NOT_FOUND
    except CardWithdrawn:
        return _general(_shut()), HTTPStatus.GONE
    response = make_response(_of(found.answers.patient, was_shown="shown" in request.form))
    is_of_a_person()
    # Once the answer was sent.
    response.call_on_close(partial(site().notes.put, card, now(), found.owner))
    return response


def warm(app: Flask) -> None:
    """Load everything that these pages need, so that the first is as fast as the others."""
    for reading in Reading:
        meaning("no name, for practice", reading)
    with app.test_request_context(READ):
        _general()
        _of(nobody())


def not_read(refusal: HTTPException) -> Reply:
    """The general page, for a request that was refused before it was read."""
    return _general(NOT_READ), refusal.code or HTTPStatus.BAD_REQUEST


def failed(error: Exception) -> Reply:
    """The general page, whatever went wrong: somebody may need it now, and the digits again."""
    log(error)
    typed = ""
    with suppress(Exception):  # what went wrong may be the form itself
        typed = _in_fours(request.form.get("digits", ""))
    return _general(DOWN, typed), HTTPStatus.SERVICE_UNAVAILABLE


# By number, because the application's own handlers for these numbers would come first.
for status in (400, 403, 411, 413, 415):
    pages.register_error_handler(status, not_read)
pages.register_error_handler(Exception, failed)


def _of(patient: Patient, *, was_shown: bool = False) -> str:
    """One person's page; `was_shown` if the digits stood in the address that was asked for."""
    told = story(patient, today())
    return render_template("reader/personal.html", story=told, was_shown=was_shown)


def _general(refusal: str = "", typed: str = "", *, was_shown: bool = False) -> str:
    return render_template(
        "reader/general.html",
        saying=Saying(Words()),
        steps=STEPS,
        guidance=_reviewed(),
        refusal=refusal,
        typed=typed if len(typed) <= LONGEST_LINK else "",
        was_shown=was_shown,
    )


def _shut() -> str:
    """Why a code opens nothing any more."""
    years = site().settings.keep_years
    return REMOVED.format(years) if years else WITHDRAWN


def _in_fours(typed: str) -> str:
    """Digits alone in groups of four, as on the card; any other text as it is."""
    digits = "".join(typed.split())
    return " ".join(re.findall(".{1,4}", digits)) if digits.isdecimal() else typed


def _reviewed() -> Phrase:
    """The review of the general page; "nobody" is said in fewer words than on other faces."""
    told = guidance(SAID)
    return Phrase("reading.not-reviewed") if told.id == "face.not-reviewed" else told


def _miscounted(typed: str, found: int) -> str:
    """How many digits were typed, and which group to look at, if they were typed in groups."""
    groups = typed.split()
    typed_in_groups = len(groups) > 1 and all(map(str.isdecimal, groups))
    odd = [number for number, group in enumerate(groups, 1) if len(group) != GROUP_DIGITS]
    where = f"group {odd[0]} of four digits" if typed_in_groups and odd else "them"
    return f"A card has 40 digits, and these are {found}: compare {where} with the card."
