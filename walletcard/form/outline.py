"""What is asked, in which order: sections of pages and lists, in the person's words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from walletcard.clinical import patient
from walletcard.clinical.catalogue import catalogue
from walletcard.form import options, pen_questions, questions
from walletcard.form.questions import Group


@dataclass(frozen=True)
class Page:
    """A page of questions; `base` is where its answers stand in the record.

    `form` makes the form: a class, or a function where the catalogue says what is asked. Where
    `kinds` of the catalogue are, its answers can be looked up by words.
    """

    slug: str
    heading: str
    form: Callable[..., Group]
    base: str = ""
    lead: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class EntryList:
    """A list of entries under a key of the record: `one` entry, and how to say that there is none.

    `usual` are the entries to tick, `asked` what is asked of a ticked one, of which what is
    `folded` opens by a tap; `kinds` are what of the catalogue a typed name may mean.
    """

    slug: str
    heading: str
    key: str
    form: type[Group]
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


Place: TypeAlias = Page | EntryList


@dataclass(frozen=True)
class Section:
    """Pages and lists about one thing, as the task list has them."""

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
ABOUT = Page("about", "About you", questions.About)
ANSWERED = Page("answered-on", "The day of your answers", questions.Answered)

SECTIONS = (
    Section(
        "about-you",
        "About you",
        (ABOUT, Page("more", "Your weight and languages", questions.MoreAboutYou)),
    ),
    Section(
        "your-mastocytosis",
        "Your mastocytosis",
        (
            Page("kind", "Your kind of mastocytosis", questions.Subtype, kinds=("subtype",)),
            Page(
                "tests",
                "What your doctor’s letter says",
                questions.Diagnosis,
                "diagnosis",
                "Leave empty what you do not know.",
            ),
            Page("reactions", "Your reactions so far", questions.Reactions, "reactions"),
        ),
    ),
    Section("your-epinephrine", "Your epinephrine", (PENS,)),
    Section(
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
    Section(
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
    Section(
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
    Section(
        "questions",
        "Questions emergency staff ask",
        (
            Page("staff", "Questions emergency staff ask", questions.front_alerts),
            Page("more-staff", "More that emergency staff ask", questions.more_alerts),
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
    Section("who-to-call", "Who to call", (CONTACTS,)),
    Section(
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
            Page("hospital", "Your hospital", questions.Hospital, "hospital"),
        ),
    ),
    Section(
        "doctors-orders",
        "What your doctor wants done",
        (
            Page(
                "orders",
                "What your doctor wants done",
                questions.Directions,
                lead="Leave it empty if no doctor wrote anything down for you.",
            ),
            Page("review", "Who went through your answers", questions.Review, "review"),
        ),
    ),
)
# After these a card can be printed that helps: the five-minute card.
FIRST: tuple[Place, ...] = (ABOUT, PENS, CONTACTS)


def places() -> Iterator[Place]:
    """All pages and lists, in their order."""
    for section in SECTIONS:
        yield from section.places


@cache
def place_of(slug: str) -> Place | None:
    """The page or list of an address."""
    return next((one for one in (*places(), ANSWERED) if one.slug == slug), None)


def section_of(place: Place) -> Section | None:
    """The section of a page or list; the day of the answers has none."""
    return next((section for section in SECTIONS if place in section.places), None)


@cache
def form_of_entry(
    list_: EntryList, region: str, *, has_id: bool = False, is_new: bool = False
) -> type[Group]:
    """The questions about one entry; one of the catalogue has its name from there."""
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
    """Every top-level key of the record, and every question asked outright, with its place."""
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
