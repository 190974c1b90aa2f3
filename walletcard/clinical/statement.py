"""What a Plan is made of: statements, each the id of a catalogue sentence and its values.

There are no sentences here. A value holds an answer exactly as it was given; only `wording` decides
how it reads in a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from walletcard.clinical.catalogue import catalogue

# At most so many items share a line; a longer list would make one record fill pages.
MOST_TOGETHER = 8


class Part(StrEnum):
    """What a statement is about. The order here means nothing; `plan.RULES` has the Plan's."""

    SIGNS = "signs"
    STEP = "step"
    DETAIL = "detail"  # belongs to the step before it
    CALL_SCRIPT = "call-script"
    NAME = "name"
    BORN = "born"
    DIAGNOSIS = "diagnosis"
    ANSWERS_OF = "answers-of"
    ALERT = "alert"
    NEVER = "never"  # anaphylaxis to what somebody could give
    GRAVE = "grave"  # anaphylaxis to what nobody gives, such as a sting
    CONTACT = "contact"
    REACTED = "reacted"
    SETS_OFF = "sets-off"
    ADVISED = "advised"
    TOLERATED = "tolerated"
    CONFIRMED = "confirmed"
    FIRST_SIGNS = "first-signs"
    RED = "red"
    RED_THEN = "red-then"
    MILD = "mild"
    MILD_DO = "mild-do"
    STAFF = "staff"
    MEDICATION = "medication"
    DEVICE = "device"
    USE = "use"  # of a device; its steps follow
    USE_STEP = "use-step"
    CONDITION = "condition"
    TEST = "test"
    HISTORY = "history"
    INSTRUCTIONS = "instructions"
    SEE_PLAN = "see-plan"  # a line on the card, which has no room for the instructions
    PREMEDICATION = "premedication"
    CLINICIAN = "clinician"
    HOSPITAL = "hospital"
    LANGUAGE = "language"
    INTERPRETER = "interpreter"
    REVIEW = "review"
    NOT_KNOWN = "not-known"
    NOT_ANSWERED = "not-answered"  # not known, and less urgent


@dataclass(frozen=True)
class Typed:
    """Words that are printed as the person typed them."""

    text: str


@dataclass(frozen=True)
class Known:
    """Typed words, and the catalogue entries that they mean, which are printed after them.

    `is_choice` if they mean one of these, and it is not known which.
    """

    text: str
    means: tuple[Term, ...]
    is_choice: bool = False


@dataclass(frozen=True)
class Phone:
    """A phone number as typed; it is not broken over two lines."""

    text: str


@dataclass(frozen=True)
class Term:
    """A catalogue entry by its kind (`medicine`, `trigger`, `subtype` ...) and id."""

    kind: str
    id: str


@dataclass(frozen=True)
class Date:
    """A date as answered: YYYY, YYYY-MM or YYYY-MM-DD."""

    iso: str


@dataclass(frozen=True)
class Amount:
    """A number with its unit and the date of measurement, as answered.

    `comparator` is <, <=, >= or > if the laboratory could not measure further.
    """

    value: Decimal
    unit: str
    on: str | None = None
    comparator: str | None = None


@dataclass(frozen=True)
class Language:
    """A language by its BCP 47 code."""

    code: str


@dataclass(frozen=True)
class Device:
    """A device by name, form and strength; it is not broken over two lines.

    `name` is the typed name of a device that the catalogue lacks. `strength` is None if the face
    must say "as its label says".
    """

    term: Term | None
    name: str | None = None
    strength: Amount | None = None


@dataclass(frozen=True)
class Phrase:
    """A catalogue sentence inside another."""

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """Several values with a comma (or another sign) between them."""

    values: tuple[Value, ...]
    sign: str = ", "


# Whose word the answers are.
PATIENT, FAMILY = Phrase("teller.patient"), Phrase("teller.family")
CAREGIVER = Phrase("teller.caregiver")
TELLERS = (PATIENT, FAMILY, CAREGIVER)

Value = (
    str | int | Typed | Known | Phone | Term | Date | Amount | Language | Device | Phrase | Listed
)


@dataclass(frozen=True)
class Statement:
    """One thing that the faces say about a person.

    `cause` is the path of the answer that it comes from; empty for what every card says. `sources`
    are ids of the catalogue.
    """

    part: Part
    id: str
    values: Mapping[str, Value]
    cause: str
    sources: tuple[str, ...]

    @property
    def is_general(self) -> bool:
        """Whether no answer is in it: it is made of sentences of the catalogue alone."""
        return _are_general(self.values.values())


@dataclass(frozen=True)
class Step:
    """One of the numbered steps: what to do, and its details in lines.

    A general sentence shares its line with what follows; a sentence with an answer ends the line.
    """

    number: int
    statement: Statement
    details: tuple[tuple[Statement, ...], ...]


@dataclass(frozen=True)
class Plan:
    """One person's statements, the most vital first. Faces print these and nothing else.

    `teller` is whose word the answers are.
    """

    statements: tuple[Statement, ...]
    teller: Phrase = PATIENT

    def of(self, *parts: Part) -> tuple[Statement, ...]:
        """The statements of these parts, in the Plan's order."""
        return tuple(one for one in self.statements if one.part in parts)

    def steps(self) -> tuple[Step, ...]:
        """The steps, numbered from 1, each with the details that follow it."""
        grouped: list[tuple[Statement, list[list[Statement]]]] = []
        for one in self.of(Part.STEP, Part.DETAIL):
            if one.part is Part.STEP:
                grouped.append((one, []))
            elif grouped[-1][1] and grouped[-1][1][-1][-1].is_general:
                grouped[-1][1][-1].append(one)
            else:
                grouped[-1][1].append([one])
        return tuple(
            Step(number, step, tuple(map(tuple, details)))
            for number, (step, details) in enumerate(grouped, 1)
        )


def statement(
    part: Part, id: str, cause: str = "", also: tuple[str, ...] = (), /, **values: Value
) -> Statement:
    """A statement, with the sources of all its sentences.

    `also` are the sources of values that are facts themselves, such as a label's minutes. Raises
    `KeyError` for an id that the catalogue does not have.
    """
    ids = [id, *phrases_in(values.values())]
    sentences = [catalogue().statements[one] for one in ids]
    sources = dict.fromkeys(source for one in sentences for source in one.sources)
    return Statement(part, id, values, cause, (*sources, *also))


def phrases_in(values: Iterable[Value]) -> Iterator[str]:
    """The ids of all phrases inside some values."""
    for value in values:
        if isinstance(value, Phrase):
            yield value.id
            yield from phrases_in(value.values.values())
        elif isinstance(value, Listed):
            yield from phrases_in(value.values)


def _are_general(values: Iterable[Value]) -> bool:
    """Whether values are phrases of the catalogue, or lists of these, and hold no answer."""
    return all(
        isinstance(one, Phrase | Listed)
        and _are_general(one.values if isinstance(one, Listed) else one.values.values())
        for one in values
    )


def ids_in(statement: Statement) -> list[str]:
    """The ids of a statement and of all phrases inside it."""
    return [statement.id, *phrases_in(statement.values.values())]


def may_print(statement: Statement) -> bool:
    """Whether every sentence in a statement has a source with the mark (a)."""
    read = catalogue()
    return all(read.may_print(read.statements[id]) for id in ids_in(statement))


def present(*values: Value | None) -> tuple[Value, ...]:
    """The values that are not None."""
    return tuple(value for value in values if value is not None)


def listed(*values: Value | None) -> Listed | None:
    """The values that are not None as a list, or None if there are none."""
    there = present(*values)
    return Listed(there) if there else None


def together(values: Sequence[Value], sign: str = ", ") -> Listed:
    """At most `MOST_TOGETHER` values on one line, then how many more: all stand elsewhere too."""
    more = len(values) - MOST_TOGETHER
    others = (Phrase("and-others", {"count": more}),) if more > 0 else ()
    return Listed((*values[:MOST_TOGETHER], *others), sign)


def typed(text: str | None) -> Typed | None:
    """Typed words, or None if nothing was typed."""
    return Typed(text) if text is not None else None


def phone(number: str | None) -> Phone | None:
    """A phone number, or None if none was given."""
    return Phone(number) if number is not None else None


def date(iso: str | None) -> Date | None:
    """A date, or None if none was given."""
    return Date(iso) if iso is not None else None
