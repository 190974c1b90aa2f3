"""What is asked and in which order: topics, with their question pages and lists."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeAlias

from walletcard.clinical import patient
from walletcard.form import entry_questions, first, pen_questions, questions, usual
from walletcard.form.questions import QuestionGroup
from walletcard.form.staff_questions import staff_questions
from walletcard.form.two_ways import TwoWays
from walletcard.form.whose import Whose


@dataclass(frozen=True)
class QuestionPage:
    """A page of questions; `base` is the path of its answers in the record.

    `form` makes the form: a class, or a function if the questions come from the catalogue. With
    `kinds` of catalogue entries, the answers can be looked up by words. A page whose answers belong
    to several places has its `own` way to read and write them.
    """

    slug: str
    heading: str
    form: Callable[..., QuestionGroup]
    base: str = ""
    lead: str = ""
    kinds: tuple[str, ...] = ()
    own: "OwnWay | None" = None


@dataclass(frozen=True)
class OwnWay:
    """How a page reads and writes the record if its answers belong to several places.

    `place` turns a path of the record into one of its form; `refuse` complains if answers get lost.
    """

    view: Callable[[dict[str, Any]], dict[str, Any]]
    write: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]
    place: Callable[[dict[str, Any], str], str]
    refuse: Callable[[dict[str, Any], QuestionGroup], None]


@dataclass(frozen=True)
class EntryList:
    """A list of entries under a key of the record; `one` names an entry, `none` says there is none.

    `usual` are the entries to tick, and `asked` the questions about a ticked one; those in `folded`
    open by a tap. `kinds` are the kinds of catalogue entries that a typed name may mean. `first`
    says what the entry at the top is, where the person decides who that is.
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
    usual: Callable[[Whose], Mapping[str, str]] | None = None
    asked: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    first: str = ""

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
    TwoWays("Your epinephrine", "{}’s epinephrine"),
    "epinephrine",
    pen_questions.Pen,
    "pen or spray",
    TwoWays("I have no epinephrine", "{} has no epinephrine"),
    patient.DEVICES,
    lead="Epinephrine is also called adrenaline.",
)
CONTACTS = EntryList(
    "contacts",
    "Who to call",
    "contacts",
    entry_questions.Contact,
    "person",
    "There is nobody to name",
    patient.CONTACTS,
    lead=TwoWays(
        "Helpers call this person when you cannot.",
        "Helpers call this person about {}. Start with the one who decides, such as a parent.",
    ),
    first="Called first",
)
ABOUT_YOU = TwoWays("About you", "About {}")
ABOUT = QuestionPage("about", ABOUT_YOU, questions.About)
ANSWERED = QuestionPage("answered-on", "The day of the answers", questions.Answered)
MEDICINES = TwoWays("Your medicines", "{}’s medicines")
SAFE = TwoWays("What you have taken safely", "What {} has taken safely")
DOCTORS = TwoWays("Your doctors", "{}’s doctors")

TOPICS = (
    Topic(
        "about-you",
        ABOUT_YOU,
        (
            ABOUT,
            QuestionPage(
                "more",
                TwoWays("Your weight and languages", "{}’s weight and languages"),
                questions.MoreAboutYou,
            ),
        ),
    ),
    Topic(
        "your-mastocytosis",
        TwoWays("Your mastocytosis", "{}’s mastocytosis"),
        (
            QuestionPage(
                "kind",
                TwoWays("Your kind of mastocytosis", "{}’s kind of mastocytosis"),
                questions.Subtype,
                kinds=("subtype",),
            ),
            QuestionPage(
                "tests",
                "What the doctor’s letter says",
                questions.Tests,
                lead="Leave empty what you do not know.",
            ),
            QuestionPage(
                "reactions",
                TwoWays("Your reactions so far", "{}’s reactions so far"),
                questions.Reactions,
                "reactions",
            ),
        ),
    ),
    Topic("your-epinephrine", PENS.heading, (PENS,)),
    Topic(
        "your-medicines",
        MEDICINES,
        (
            EntryList(
                "medicines",
                MEDICINES,
                "medications",
                entry_questions.Medication,
                "medicine",
                TwoWays("I take no medicines", "{} takes no medicines"),
                patient.MEDICATIONS,
                "All that is taken now, also without a prescription.",
                ("medicine",),
                usual.usual_medicines,
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
                entry_questions.Trigger,
                "trigger",
                "I know of none",
                patient.TRIGGERS,
                TwoWays(
                    "What set off a reaction, and what you were told to avoid.",
                    "What set off a reaction, and what {} was told to avoid.",
                ),
                ("trigger", "medicine"),
                usual.usual_triggers,
                ("reaction", "last", "note", "confirmed_by"),
                ("last", "note", "confirmed_by"),
            ),
        ),
    ),
    Topic(
        "taken-safely",
        SAFE,
        (
            EntryList(
                "safe",
                SAFE,
                "tolerated",
                entry_questions.Tolerated,
                "medicine or thing",
                "I know of none",
                patient.TOLERATED,
                TwoWays(
                    "What have you taken safely since you got ill? Doctors may have to give it "
                    "again.",
                    "What has {} taken safely since the illness began? Doctors may have to give "
                    "it again.",
                ),
                ("medicine", "trigger"),
                usual.often_given,
                ("on", "note"),
            ),
        ),
    ),
    Topic(
        "questions",
        "Questions emergency staff ask",
        (
            QuestionPage(
                "staff",
                "Questions emergency staff ask",
                staff_questions,
                lead="They ask these first. Leave empty what you do not want to answer.",
            ),
            EntryList(
                "illnesses",
                TwoWays("Your other illnesses", "{}’s other illnesses"),
                "conditions",
                entry_questions.Condition,
                "illness",
                TwoWays("I have none", "{} has none"),
                patient.CONDITIONS,
                "",
                ("condition",),
                usual.usual_conditions,
                ("note",),
            ),
        ),
    ),
    Topic("who-to-call", "Who to call", (CONTACTS,)),
    Topic(
        "your-doctors",
        DOCTORS,
        (
            EntryList(
                "doctors",
                DOCTORS,
                "clinicians",
                entry_questions.Clinician,
                "doctor",
                "There is none to name",
                patient.CLINICIANS,
                first="Named first",
            ),
            QuestionPage(
                "hospital",
                TwoWays("Your hospital", "{}’s hospital"),
                questions.Hospital,
                "hospital",
            ),
        ),
    ),
    Topic(
        "doctors-orders",
        "What the doctor wants done",
        (
            QuestionPage(
                "orders",
                "What the doctor wants done",
                questions.Directions,
                lead="Leave it empty if no doctor wrote anything down.",
            ),
            QuestionPage(
                "review", "Who went through the answers", questions.ReviewQuestions, "review"
            ),
        ),
    ),
)
HELPERS = QuestionPage(
    "first",
    "What helpers need to know",
    first.First,
    lead="Leave empty what you do not know.",
    own=OwnWay(first.view, first.write, first.place_in_form, first.refuse),
)
# After these a card can be printed that already helps.
FIRST: tuple[Place, ...] = (ABOUT, PENS, HELPERS)


def places() -> Iterator[Place]:
    """All pages and lists, in their order."""
    for topic in TOPICS:
        yield from topic.places


def place_of(slug: str) -> Place | None:
    """The page or list of an address."""
    return next((one for one in (*places(), ANSWERED, HELPERS) if one.slug == slug), None)


def topic_of(place: Place) -> Topic | None:
    """The topic of a page or list; the page for the day of the answers has none."""
    return next((topic for topic in TOPICS if place in topic.places), None)


@lru_cache(maxsize=1024)  # a draft's region may be none that there is
def form_of_entry(
    list_: EntryList, region: str, brand: str = "", *, has_id: bool = False, is_new: bool = False
) -> type[QuestionGroup]:
    """The questions about one entry; one with a catalogue id is not asked for its name."""
    if list_ is PENS:
        return pen_questions.pen(region, brand, is_new=is_new)
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
    """The place of every top-level key of the record."""
    found: dict[str, Place] = {"answered_on": ANSWERED}
    for place in places():
        if isinstance(place, EntryList):
            found[place.key] = place
        elif place.base:
            found[place.base] = place
        else:
            for field in place.form():
                found.setdefault(field.short_name, place)
    return found
