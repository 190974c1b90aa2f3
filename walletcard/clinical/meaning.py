"""What a typed text means. Only this module decides it, for medicines, triggers and conditions.

A name is read together with the words around it. It is accepted without asking only if all these
words were understood, and none of them says no, past or allergy. Otherwise the person is asked. The
text itself is always printed as typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from walletcard.clinical import around
from walletcard.clinical.around import Said, Says
from walletcard.clinical.entries import Medicine, MedicineClass, Product, Route
from walletcard.clinical.naming import Found, Named, Reading, Sense, names_for
from walletcard.clinical.spelling import Piece, pieces, spaced

# The lists in which a year is a mere date: "penicillin 2003" among the triggers.
_DATED = frozenset({Reading.TRIGGERS, Reading.TOLERATED, Reading.CONDITIONS})
_QUANTITIES = frozenset({Says.UNIT, Says.TIME, Says.FORM})
# Without a number such a letter does not mean "times": it may cross the name out.
_CROSSES = frozenset({"x", "X"})


class Stance(StrEnum):
    """How a text puts a thing: as a fact, as past, denied, or as an allergy."""

    STATED = "stated"
    NEGATED = "negated"
    PAST = "past"
    ALLERGY = "allergy"


@dataclass(frozen=True)
class Meaning:
    """A typed text, taken apart.

    `senses` are the names in it, each with all its possible meanings. `dose` and `times` are words
    as typed ("50", "mg"; "twice", "daily"), `left` the words that were not understood.
    """

    text: str
    senses: tuple[tuple[Sense, ...], ...] = ()
    stance: Stance = Stance.STATED
    route: Route | None = None
    dose: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    is_choice: bool = False  # one of the names is meant, and it is not known which

    @property
    def is_sure(self) -> bool:
        """Whether the names in it are accepted without asking."""
        clear = all(map(_is_clear, self.senses))
        return bool(self.senses) and clear and not self.left and self.stance is Stance.STATED

    @property
    def is_question(self) -> bool:
        """Whether it holds a name about which the person must be asked."""
        return bool(self.senses) and not self.is_sure

    @property
    def entries(self) -> tuple[Named, ...]:
        """The catalogue entries that it surely names, in the order of the words."""
        return self.may_be if self.is_sure else ()

    @property
    def may_be(self) -> tuple[Named, ...]:
        """All catalogue entries that it may name, the likeliest first."""
        entries = (entry for some in self.senses for sense in some for entry in sense.entries)
        return tuple({(type(entry), entry.id): entry for entry in entries}.values())

    @property
    def medicines(self) -> tuple[Medicine, ...]:
        """The medicines that it surely names; for a product, all its ingredients."""
        return tuple(entry for entry in self.entries if isinstance(entry, Medicine))

    @property
    def classes(self) -> frozenset[str]:
        """The ids of the classes that it surely names by a word such as "blood thinner"."""
        return frozenset(one.id for one in self.entries if isinstance(one, MedicineClass))

    @property
    def product(self) -> Product | None:
        """The one product that it surely is."""
        products = [sense.product for some in self.senses for sense in some if sense.product]
        return products[0] if self.is_sure and len(products) == 1 else None


@dataclass
class _Parts:
    """The parts of a text, as they are collected."""

    found: list[Found] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    dose: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@lru_cache(maxsize=1024)  # every face asks for the same few texts
def meaning(text: str, reading: Reading, region: str | None = None) -> Meaning:
    """What a text means in one of the lists, for a person in a region (ISO 3166 code)."""
    parts, some = _Parts(), pieces(text)
    start = 0
    while start < len(some):
        start += _take(parts, some, start, reading, region)
    _hold_back(parts, reading)
    senses = _settled(tuple(found.senses for found in parts.found))
    routes = {said.route for said in parts.said if said.route}
    routes |= {
        one.product.route
        for some_senses in senses
        for one in some_senses
        if one.product and one.product.route
    }
    return Meaning(
        text,
        senses,
        _stance(parts.said, reading),
        routes.pop() if len(routes) == 1 else None,
        tuple(parts.dose),
        tuple(parts.times),
        tuple(parts.left),
        is_choice=len(senses) > 1 and any(said.is_choice for said in parts.said),
    )


def _take(
    parts: _Parts, some: list[Piece], start: int, reading: Reading, region: str | None
) -> int:
    """Read what begins at a piece into `parts`; returns how many pieces it took."""
    name = names_for(reading).longest(some[start:], region)
    said = around.longest(some[start:], reading)
    if name and (said is None or name.length >= said.length):
        return _take_name(parts, name, some, start, reading)
    if said is None:
        (parts.dose if some[start].is_number else parts.left).append(some[start].typed)
        return 1
    typed = " ".join(piece.typed for piece in some[start : start + said.length])
    if said.says is Says.JOIN and not _joins(parts, some, start + said.length, reading, region):
        parts.left.append(typed)
    parts.said.append(said)
    if said.says in (Says.TIME, Says.SINCE):
        parts.times.append(typed)
        parts.now += [typed] if said.is_now else []
    elif said.says is Says.UNIT:
        parts.dose.append(typed)
    return said.length


def _take_name(parts: _Parts, name: Found, some: list[Piece], start: int, reading: Reading) -> int:
    typed = " ".join(piece.typed for piece in some[start : start + name.length])
    more = around.written_on(name.rest) if name.rest else ()
    if more is None or not any(sense.entries for sense in name.senses):
        parts.left.append(typed)
        return name.length
    if _is_perhaps_a_dose(name, some, start, reading):
        parts.left.append(some[start + name.length - 1].typed)
    parts.found.append(name)
    parts.said += more
    return name.length


def _is_perhaps_a_dose(name: Found, some: list[Piece], start: int, reading: Reading) -> bool:
    """Whether the number that ends a name may be a dose: "Tylenol 3 times a day"."""
    end = start + name.length
    if name.length == 1 or not some[end - 1].is_number:
        return False
    after = around.longest(some[end:], reading)
    return after is not None and after.says in _QUANTITIES


def _joins(
    parts: _Parts, some: list[Piece], start: int, reading: Reading, region: str | None
) -> bool:
    """Whether names stand on both sides of a word such as "plus"."""
    while (said := around.longest(some[start:], reading)) and said.says is Says.FILLER:
        start += said.length
    after = names_for(reading).longest(some[start:], region)
    return bool(parts.found) and after is not None


def _hold_back(parts: _Parts, reading: Reading) -> None:
    """Count as not understood what may be an end: a year, a dose of zero, a cross, "now"."""
    if reading not in _DATED and not any(said.says is Says.SINCE for said in parts.said):
        parts.left += [number for number in parts.dose if around.YEAR.fullmatch(number)]
    numbers = [one for one in parts.dose if one[0].isdigit()]
    if around.is_nothing(numbers):
        parts.left += numbers
    if not numbers:
        parts.left += [one for one in parts.times if one in _CROSSES]
    if len(parts.found) > 1:  # "Marcumar, now Eliquis": the first is perhaps taken no more
        parts.left += parts.now


def _stance(said: list[Said], reading: Reading) -> Stance:
    """The stance of the words; among triggers "allergic to" adds nothing."""
    says = {one.says for one in around.without_starts(said) if one}
    if Says.ALLERGY in says and reading in (Reading.MEDICATIONS, Reading.TOLERATED):
        return Stance.ALLERGY
    if Says.NEGATED in says:
        return Stance.NEGATED
    return Stance.PAST if Says.PAST in says else Stance.STATED


def _settled(senses: tuple[tuple[Sense, ...], ...]) -> tuple[tuple[Sense, ...], ...]:
    """Names with several meanings, narrowed by other names in the text: Benadryl (cetirizine)."""
    return tuple(tuple(_narrowed(some, senses)) for some in senses)


def _is_clear(senses: tuple[Sense, ...]) -> bool:
    """Whether a name means one thing."""
    return len(senses) == 1 and not senses[0].asked


def _narrowed(some: tuple[Sense, ...], senses: tuple[tuple[Sense, ...], ...]) -> Iterator[Sense]:
    told = {id for other in senses if _is_clear(other) for id in other[0].ids}
    confirmed = [sense for sense in some if sense.ids <= told]
    if len(confirmed) == 1:
        yield replace(confirmed[0], asked=False)
    else:
        yield from some


def spoken(text: str) -> str:
    """A text folded as names are, to compare two texts in which no name was found."""
    return spaced(pieces(text))
