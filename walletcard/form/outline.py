"""What is asked and in which order: topics, with their question pages and lists."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from walletcard.clinical import patient
from walletcard.clinical.catalogue import catalogue
from walletcard.form import options, pen_questions, questions
from walletcard.form.questions import QuestionGroup


@dataclass(frozen=True)
class QuestionPage:
    """A page of questions; `base` is the path of its answers in the record.

    `form` makes the form: a class, or a function if the questions come from the catalogue. With
    `kinds` of catalogue entries, the answers can be looked up by words.
    """

    slug: str
    heading: str
    form: Callable[..., QuestionGroup]
    base: str = ""
    lead: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class EntryList:
    """A list of entries under a key of the record; `one` names an entry, `none` says there is none.

    `usual` are the entries to tick, and `asked` the questions about a ticked one; those in `folded`
    open by a tap. `kinds` are the kinds of catalogue entries that a typed name may mean.
    """

    slug: str
    heading: str
    key: str
    form: type[QuestionGroup]
    one: str
    none: str
    most: int
    lead: str = ""
    kinds: tuple[str, ...] = ()
    usual: Callable[[], Mapping[str, str]] | None = None
    asked: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()

    @property
    def an(self) -> str:
        """One entry with its article."""
        return f"{'an' if self.one[0] in 'aeiou' else 'a'} {self.one}"


Place: TypeAlias = QuestionPage | EntryList


@dataclass(frozen=True)
class Topic:
    """A line of the task list: the pages and lists about one thing."""

    slug: str
    heading: str
    places: tuple[Place, ...]


PENS = EntryList(
    "pens",
    "Your epinephrine",
    "epinephrine",
    pen_questions.Pen,
    "pen or spray",
    "I have no epinephrine",
    patient.DEVICES,
    lead="Epinephrine is also called adrenaline.",
)
CONTACTS = EntryList(
    "contacts",
    "Who to call",
    "contacts",
    questions.Contact,
    "person",
    "I have nobody to name",
    patient.CONTACTS,
    lead="Helpers call this person when you cannot.",
)
ABOUT = QuestionPage("about", "About you", questions.About)
ANSWERED = QuestionPage("answered-on", "The day of your answers", questions.Answered)

TOPICS = (
    Topic(
        "about-you",
        "About you",
        (ABOUT, QuestionPage("more", "Your weight and languages", questions.MoreAboutYou)),
    ),
    Topic(
        "your-mastocytosis",
        "Your mastocytosis",
        (
            QuestionPage(
                "kind", "Your kind of mastocytosis", questions.Subtype, kinds=("subtype",)
            ),
            QuestionPage(
                "tests",
                "What your doctor’s letter says",
                questions.Diagnosis,
                "diagnosis",
                "Leave empty what you do not know.",
            ),
            QuestionPage("reactions", "Your reactions so far", questions.Reactions, "reactions"),
        ),
    ),
    Topic("your-epinephrine", "Your epinephrine", (PENS,)),
    Topic(
        "your-medicines",
        "Your medicines",
        (
            EntryList(
                "medicines",
                "Your medicines",
                "medications",
                questions.Medication,
                "medicine",
                "I take no medicines",
                patient.MEDICATIONS,
                "All that you take now, also without a prescription.",
                ("medicine",),
                options.usual_medicines,
                ("dose", "schedule"),
            ),
        ),
    ),
    Topic(
        "what-sets-it-off",
        "What sets it off",
        (
            EntryList(
                "triggers",
                "What sets it off",
                "triggers",
                questions.Trigger,
                "trigger",
                "I know of none",
                patient.TRIGGERS,
                "What set off a reaction, and what you were told to avoid.",
                ("trigger", "medicine"),
                options.usual_triggers,
                ("reaction", "last", "note", "confirmed_by"),
                ("last", "note", "confirmed_by"),
            ),
        ),
    ),
    Topic(
        "taken-safely",
        "What you have taken safely",
        (
            EntryList(
                "safe",
                "What you have taken safely",
                "tolerated",
                questions.Tolerated,
                "medicine or thing",
                "I know of none",
                patient.TOLERATED,
                "What have you taken safely since you got ill? Doctors may have to give it again.",
                ("medicine", "trigger"),
                options.often_given,
                ("on", "note"),
            ),
        ),
    ),
    Topic(
        "questions",
        "Questions emergency staff ask",
        (
            QuestionPage("staff", "Questions emergency staff ask", questions.front_alerts),
            QuestionPage("more-staff", "More that emergency staff ask", questions.more_alerts),
            EntryList(
                "illnesses",
                "Your other illnesses",
                "conditions",
                questions.Condition,
                "illness",
                "I have none",
                patient.CONDITIONS,
                "",
                ("condition",),
                options.usual_conditions,
                ("note",),
            ),
        ),
    ),
    Topic("who-to-call", "Who to call", (CONTACTS,)),
    Topic(
        "your-doctors",
        "Your doctors",
        (
            EntryList(
                "doctors",
                "Your doctors",
                "clinicians",
                questions.Clinician,
                "doctor",
                "I have none to name",
                patient.CLINICIANS,
            ),
            QuestionPage("hospital", "Your hospital", questions.Hospital, "hospital"),
        ),
    ),
    Topic(
        "doctors-orders",
        "What your doctor wants done",
        (
            QuestionPage(
                "orders",
                "What your doctor wants done",
                questions.Directions,
                lead="Leave it empty if no doctor wrote anything down for you.",
            ),
            QuestionPage(
                "review", "Who went through your answers", questions.ReviewQuestions, "review"
            ),
        ),
    ),
)
# After these a card can be printed that already helps.
FIRST: tuple[Place, ...] = (ABOUT, PENS, CONTACTS)


def places() -> Iterator[Place]:
    """All pages and lists, in their order."""
    for topic in TOPICS:
        yield from topic.places


def place_of(slug: str) -> Place | None:
    """The page or list of an address."""
    return next((one for one in (*places(), ANSWERED) if one.slug == slug), None)


def topic_of(place: Place) -> Topic | None:
    """The topic of a page or list; the page for the day of the answers has none."""
    return next((topic for topic in TOPICS if place in topic.places), None)


@lru_cache(maxsize=1024)  # a draft's region may be none that there is
def form_of_entry(
    list_: EntryList, region: str, *, has_id: bool = False, is_new: bool = False
) -> type[QuestionGroup]:
    """The questions about one entry; one with a catalogue id is not asked for its name."""
    if list_ is PENS:
        return pen_questions.pen(region, is_new=is_new)
    return type(list_.form.__name__, (list_.form,), {"name": None}) if has_id else list_.form


def place_at(path: str) -> Place:
    """The page or list where an answer is given, by its path in the record.

    Raises `KeyError` if it is asked nowhere.
    """
    return _by_path()[path.partition("[")[0]] if "[" in path else _nearest(path)


def _nearest(path: str) -> Place:
    while path and path not in _by_path():
        path = path.rpartition(".")[0]
    return _by_path()[path]


@cache
def _by_path() -> dict[str, Place]:
    """The place of every top-level key of the record, and of every alert."""
    found: dict[str, Place] = {"answered_on": ANSWERED}
    for place in places():
        if isinstance(place, EntryList):
            found[place.key] = place
        elif place.base:
            found[place.base] = place
        else:
            for field in place.form():
                found.setdefault(field.short_name, place)
    for page, front in (("staff", True), ("more-staff", False)):
        asked = [one.id for one in catalogue().alerts.values() if one.front is front]
        alerts = next(place for place in places() if place.slug == page)
        found |= {f"alerts.{id}": alerts for id in asked}
    return found
