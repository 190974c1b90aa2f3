"""One person's page: the statements, the most vital first, and how old the answers are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from babel import Locale
from babel.dates import format_timedelta
from markupsafe import Markup

from walletcard.clinical.dates import earliest, latest
from walletcard.clinical.guidance import guidance_of, limits_of
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import (
    Part,
    Phone,
    Phrase,
    Plan,
    Statement,
    Step,
    Value,
)
from walletcard.web.reader.glance import AT_ONCE, Glance, columns, glance, places
from walletcard.wording import Words
from walletcard.wording.phone import CallingWords
from walletcard.wording.plain_text import lines
from walletcard.wording.sections import HANDOVER_FIRST, HANDOVER_THEN, PAGE_BELOW, Section, sections

# How many columns wide a name may be to stand in large type at the top, and to stand there at all.
# A longer one stands below the steps, so that they are on the first screen.
LARGE_NAME, LONGEST_NAME = 20, 64


@dataclass(frozen=True)
class Saying:
    """What a template needs to say things: statements, headings, language, direction."""

    words: Words

    @property
    def say(self) -> Callable[[Statement | Phrase], Markup]:
        """A statement or phrase as a sentence."""
        return self.words.say

    def label(self, id: str, **values: Value) -> Markup:
        """The sentence of an id."""
        return self.words.sentence(id, **values)

    @property
    def language(self) -> str:
        """The BCP 47 code."""
        return self.words.language

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return Locale.parse(self.language, sep="-").text_direction


@dataclass(frozen=True)
class Story:
    """One person's page on the day when it is read."""

    saying: Saying
    name: str
    plan: Plan
    steps: tuple[Step, ...]
    sections: tuple[Section, ...]
    answers_age: str | None
    review_age: Markup | None

    @property
    def name_is_large(self) -> bool:
        """Whether the name is short enough for large type."""
        return columns(self.name) <= LARGE_NAME

    @property
    def name_is_first(self) -> bool:
        """Whether the name is short enough to stand above the steps."""
        return columns(self.name) <= LONGEST_NAME

    @property
    def glance(self) -> Glance:
        """The line for staff at the top."""
        return glance(self.plan, self.saying.words)

    @property
    def places(self) -> tuple[Statement | Phrase, ...]:
        """Where the epinephrine is, in few words."""
        return places(self.plan, self.saying.words)

    def at_once(self, step: Step) -> tuple[Statement, ...]:
        """The details of a step that stand under its headline."""
        return tuple(one for line in step.details for one in line if one.id in AT_ONCE)

    def later(self, step: Step) -> tuple[tuple[Statement, ...], ...]:
        """The lines of a step's other details."""
        lines = (tuple(one for one in line if one.id not in AT_ONCE) for line in step.details)
        return tuple(line for line in lines if line)

    @property
    def handover(self) -> tuple[str, str]:
        """The text to hand over: what stands above the doses that were given, and below them."""
        words = self.saying.words
        return (
            "\n".join(lines(self.plan, words, HANDOVER_FIRST)),
            "\n".join(lines(self.plan, words, HANDOVER_THEN)),
        )

    @property
    def guidance(self) -> Phrase:
        """Who has reviewed its general sentences."""
        return guidance_of(self.plan)

    @property
    def limits(self) -> Phrase:
        """Whose word the answers are, and what the page does not replace."""
        return limits_of(self.plan)

    def of(self, part: str) -> tuple[Statement, ...]:
        """The statements of a part that has no heading."""
        return self.plan.of(Part(part))


def story(patient: Patient, day: date, language: str = "en") -> Story:
    """A person's page on a day. Raises `ValueError` for a language that the faces do not speak."""
    words, told = CallingWords(language, patient.region), plan(patient)
    return Story(
        Saying(words),
        patient.name,
        told,
        tuple(map(_with_call, told.steps())),
        tuple(sections(told, PAGE_BELOW)),
        age(patient.answered_on, day, language),
        review_age(patient, day, words),
    )


def age(iso: str, day: date, language: str) -> str | None:
    """How long ago a date was, such as "8 months"; None if that would say nothing."""
    passed = day - earliest(iso)
    if len(iso) == len("YYYY") or passed.days < 1:
        return None
    return format_timedelta(passed, granularity="day", locale=language)


def review_age(patient: Patient, day: date, words: Words) -> Markup | None:
    """That the review is overdue, or how old it is; None without a date."""
    review = patient.review
    if review is None:
        return None
    if review.review_by and latest(review.review_by) < day:
        again = words.date(review.review_by)
        return words.sentence("reading.review-due", again=again)
    old = age(review.on, day, words.language) if review.on else None
    return words.sentence("reading.reviewed-ago", age=old) if old else None


def _with_call(step: Step) -> Step:
    """The step that says whom to call, with a number that can be tapped."""
    number = step.statement.values.get("number")
    if not isinstance(number, str):
        return step
    return replace(step, statement=replace(step.statement, values={"number": Phone(number)}))
