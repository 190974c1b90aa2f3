"""The check page: the card's picture, what to look at again, and all answers by topic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from flask import Blueprint, render_template, url_for
from markupsafe import Markup

from walletcard.cautions.warnings import Caution, warnings
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import RecordRefused
from walletcard.clinical.statement import Term
from walletcard.form.asked_at import in_words
from walletcard.form.drafts import Draft
from walletcard.form.options import regions
from walletcard.form.outline import ANSWERED, TOPICS, EntryList, place_at, place_of
from walletcard.form.phones import Misread, misread, uncallable
from walletcard.form.problems import Problem
from walletcard.form.records import patient_of
from walletcard.web.making import links
from walletcard.web.making.kept_answers import photo_of, replaced_by
from walletcard.web.making.only_on_plan import IN_SIGHT, before_printing
from walletcard.web.making.summary import checked
from walletcard.web.session.access import speak_to_visitors, visitor
from walletcard.web.site.current import today
from walletcard.web.site.decisions import VISITOR, opens_to
from walletcard.web.site.reply import Reply
from walletcard.wording import Words
from walletcard.wording.words import kept

MOST_CAUTIONS = 10  # in sight; the others open by a tap
MISREAD = Markup(
    "“<bdi translate=no>{typed}</bdi>” (<bdi translate=no>{name}</bdi>) is {now} now, as the "
    "country is no longer {country}. Write it with + and the code of its country{example}."
)
UNCALLABLE = Markup(
    "“<bdi translate=no>{}</bdi>” (<bdi translate=no>{}</bdi>): check this number. A phone may not "
    "be able to call it."
)
NOT_SAVED = Markup("“<bdi translate=no>{}</bdi>” is not on your papers yet.")
QUESTIONS_A_MINUTE = 6  # with yes and no as answers

pages = Blueprint("check_pages", __name__)
speak_to_visitors(pages)


@dataclass(frozen=True)
class LookAgain:
    """A caution: its sentence, where to change the answer, and entries that may replace a name.

    `act` is what the link there says.
    """

    said: Markup
    change: str
    act: str
    picks: Mapping[str, Markup]
    name: str


@pages.get("/make/<int:number>/check")
@opens_to(VISITOR, compressed=True)
def check(number: int) -> Reply:
    """The page with the card's picture, cautions and all answers."""
    return check_page(visitor().draft(number))


def check_page(draft: Draft, *problems: Problem) -> str:
    """The page that checks all answers, with what is wrong."""
    faults, patient = [], None
    try:
        patient = None if draft.missing else patient_of(draft.record, today())
    except RecordRefused as refusal:
        faults = [
            (in_words(fault, draft.person(today())), _change(draft, fault.path))
            for fault in refusal.faults
        ]
    return render_template(
        "making/check.html",
        draft=draft,
        topics=[checked(draft, topic) for topic in TOPICS],
        patient=patient,
        photo=photo_of(draft),
        replaced=replaced_by(draft),
        faults=faults,
        only_on_plan=before_printing(draft) if patient else None,
        in_sight=IN_SIGHT,
        cautions=list(_cautions(draft, patient)) if patient else [],
        most_cautions=MOST_CAUTIONS,
        called=draft.person(today()).called,
        problems=problems,
        change_day=links.entrance(draft, ANSWERED, to=links.CHECK),
        token=visitor().token,
    )


def _cautions(draft: Draft, patient: Patient) -> Iterator[LookAgain]:
    yield from _not_saved(draft)
    others = list(misread(draft.record, draft.typed_in))
    yield from _uncallable(draft, others)
    yield from _misread(draft, others)
    words = Words()
    for caution in warnings(patient, today()):
        change, said = _change(draft, caution.path), words.say(caution.said)
        picks = {id: words.value(_term(id)) for id in caution.picks}
        name = _name_at(draft, caution.path) if picks else ""
        yield LookAgain(said, change, _act(caution), picks, name)


def _not_saved(draft: Draft) -> Iterator[LookAgain]:
    """Names that were typed on a checklist, while the page that asks more about them was left."""
    for slug, words in draft.words.items():
        place = place_of(slug)
        if isinstance(place, EntryList):
            change = links.of_entry(draft, place, draft.last_id + 1, to=links.CHECK)
            yield LookAgain(NOT_SAVED.format(words), change, "Add it", {}, "")


def _uncallable(draft: Draft, others: list[Misread]) -> Iterator[LookAgain]:
    """Phone numbers that no phone can call; of those that became others, more is said."""
    told = {one.path for one in others}
    for path, one in uncallable(draft.record):
        if path not in told:
            said = UNCALLABLE.format(one["phone"], one["name"])
            yield LookAgain(said, _change(draft, path), "Change", {}, "")


def _misread(draft: Draft, others: list[Misread]) -> Iterator[LookAgain]:
    """Phone numbers that became others by a change of country; nobody knows which was meant."""
    for one in others:
        country = regions().get(one.region, one.region)
        now, then = (Markup(" and ").join(map(kept, some)) for some in (one.now, one.then))
        said = MISREAD.format(
            typed=one.typed,
            name=one.name,
            country=country,
            now=now or "no number that can be called",
            example=Markup("; if it is of {}: {}").format(country, then) if then else "",
        )
        yield LookAgain(said, _change(draft, one.path), "Change", {}, "")


def _act(caution: Caution) -> str:
    """What the link of a caution says: open questions are answered, all else is changed."""
    if caution.path != "alerts":
        return "Change"
    count = caution.said.values.get("count", 1)
    minutes = ceil(count / QUESTIONS_A_MINUTE) if isinstance(count, int) else 1
    them = "it" if count == 1 else "them"
    return f"Answer {them} ({minutes} minute{'s' if minutes > 1 else ''})"


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
