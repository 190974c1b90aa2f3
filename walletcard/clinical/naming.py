"""Finds the catalogue's names in a run of words.

People type brands, other languages, capitals and compounds ("METOPROLOLO", "Bisoprololfumarat",
"metoprolol50mg"). This module only finds names; `meaning` decides what a text means as a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Alias, Condition, Medicine, MedicineClass, Product, Trigger
from walletcard.clinical.spelling import ENDING, Piece, folded_name, pieces, same_letters, spaced

# The class of what saves a life in anaphylaxis: never withheld, whatever was typed (US labels,
# 5.4).
RESCUE = "rescue"

# A generic name is also found by its stem, if the stem has at least so many letters.
_STEM_LETTERS = 6
_LAST_LETTERS = re.compile(r"(?:um|es|[aeios])$")
# A name with more letters may have the s of a plural; "x" is folded to cs, and "k" to c.
_PLURAL_LETTERS = 2
# Names with so many letters may be written apart or together: Epi-Pen, co codamol.
_TOGETHER_LETTERS = 6
# Shorter names must match to the letter: "as" is not ASS.
_SHORT_LETTERS = 5
# A rescue name counts inside any word (Adrenalinpen, Sulfitallergie) if it has so many letters:
# "Basalin" is not saline.
_RESCUE_LETTERS = 6

Named = Medicine | Product | Trigger | Condition | MedicineClass


class Reading(StrEnum):
    """The list of the record that holds a text; it decides which names are looked for."""

    MEDICATIONS = "medications"
    TRIGGERS = "triggers"
    TOLERATED = "tolerated"
    CONDITIONS = "conditions"


@dataclass(frozen=True)
class Sense:
    """One meaning of a name: a catalogue entry, or several that are one product's ingredients."""

    entries: tuple[Named, ...]
    regions: frozenset[str] = frozenset()
    written: str = ""
    product: Product | None = None
    asked: bool = False  # an alias with several meanings: the person is asked

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its entries."""
        return frozenset(entry.id for entry in self.entries)

    @property
    def chosen(self) -> tuple[Named, ...]:
        """What to offer for it: the product if it is more than a brand, else the entries."""
        if self.product and is_more(self.product):
            return (self.product,)
        return self.entries


def is_more(product: Product) -> bool:
    """Whether a product is more than a brand of one medicine: a mixture, or for one route."""
    return len(product.ingredients) > 1 or product.route is not None


@dataclass(frozen=True)
class Found:
    """A name in a text: its length in pieces, its meanings, and what is joined to it."""

    length: int
    senses: tuple[Sense, ...]
    rest: str = ""


@dataclass(frozen=True)
class Names:
    """Folded names and their meanings, by the way in which they are looked up."""

    whole: dict[str, tuple[Sense, ...]]  # by whole words
    stems: dict[str, tuple[Sense, ...]]  # by the beginning of a word
    most: int  # the number of pieces of the longest name

    def longest(self, some: Sequence[Piece], region: str | None) -> Found | None:
        """The longest name at the start of some pieces."""
        for length in range(min(len(some), self.most), 0, -1):
            run = some[:length]
            if found := self._named(run, region):
                return found
        return None

    def _named(self, run: Sequence[Piece], region: str | None) -> Found | None:
        apart = spaced(run)
        together = apart.replace(" ", "")
        plural = len(run[-1].folded) > _PLURAL_LETTERS
        senses = self.whole.get(apart) or (
            self.whole.get(apart.removesuffix("s")) if plural else None
        )
        if senses is None and len(together) >= _TOGETHER_LETTERS:
            senses = self.whole.get(f"={together}")
        if senses:
            typed = " ".join(piece.typed for piece in run)
            senses = _as_written(senses, typed, to_the_letter=len(together) < _SHORT_LETTERS)
            return Found(len(run), _in_region(senses, region)) if senses else None
        for end in range(len(apart), 0, -1):
            senses, rest = self.stems.get(apart[:end]), apart[end:]
            if senses and " " not in rest:
                rest = "" if ENDING.fullmatch(rest) else rest
                return Found(len(run), _in_region(senses, region), rest)
        return None


_Row = tuple[str, bool, Sense]  # a name, whether it is generic, and its meaning


def _as_written(senses: tuple[Sense, ...], typed: str, *, to_the_letter: bool) -> tuple[Sense, ...]:
    """The meanings whose name was typed to the letter; if there are none, all that look alike."""
    same = tuple(sense for sense in senses if same_letters(sense.written, typed))
    return same if same or to_the_letter else senses


def _in_region(senses: tuple[Sense, ...], region: str | None) -> tuple[Sense, ...]:
    """The meanings of a name in the person's country, or else in any country."""
    here = tuple(sense for sense in senses if region in sense.regions)
    anywhere = tuple(sense for sense in senses if not sense.regions)
    different = {sense.ids: sense for sense in reversed(here or anywhere or senses)}
    return tuple(reversed(different.values()))


def rescues_in(text: str) -> tuple[Medicine, ...]:
    """Epinephrine, oxygen, fluids and sulfites in a text, even inside a word.

    It errs towards finding too many: what it finds is never forbidden.
    """
    some = pieces(text)
    words = spaced(some).split()
    anywhere = _rescues()
    found = [one for stem, one in anywhere.items() if any(stem in word for word in words)]
    joined = "".join(words)
    found += [one for stem, one in anywhere.items() if not stem.isascii() and stem in joined]
    names = names_for(Reading.MEDICATIONS)
    for start in range(len(some)):
        named = names.longest(some[start:], None)
        for sense in named.senses if named else ():
            found += [m for m in sense.entries if isinstance(m, Medicine) and RESCUE in m.classes]
    return tuple({one.id: one for one in found}.values())


@cache
def _rescues() -> dict[str, Medicine]:
    """The stems of rescue names that count inside any word."""
    found: dict[str, Medicine] = {}
    for medicine in catalogue().medicines.values():
        if RESCUE in medicine.classes:
            for name, is_generic in _names_of(medicine):
                stem = _LAST_LETTERS.sub("", name) if is_generic else name
                if " " not in stem and (len(stem) >= _RESCUE_LETTERS or not stem.isascii()):
                    found.setdefault(stem, medicine)
    return found


@cache
def names_for(reading: Reading) -> Names:
    """All names that are looked for in texts of a list."""
    read = catalogue()
    if reading is Reading.CONDITIONS:
        return _names((*_aliases("condition"), *_generics(read.conditions.values())))
    if reading is Reading.MEDICATIONS:
        return _names(_classes(), _of_medicines())
    return _of_exposures()


@cache
def _of_medicines() -> Names:
    """The names of medicines, which count in every list but that of conditions."""
    generics = _generics(catalogue().medicines.values())
    return _names((*_aliases("medicine"), *generics, *_brands()))


@cache
def _of_exposures() -> Names:
    """The names of medicines, and of triggers that are given, such as contrast media."""
    given = (one for one in catalogue().triggers.values() if one.given)
    return _names(_generics(given), _of_medicines())


NO_NAMES = Names({}, {}, 0)


def _names(rows: Iterable[_Row], known: Names = NO_NAMES) -> Names:
    """These names, after those that are known already."""
    whole, stems, most = dict(known.whole), dict(known.stems), known.most
    for written, is_generic, sense in rows:
        name = folded_name(written)
        if not name:
            continue
        if is_generic and len(name) >= _STEM_LETTERS:
            stem = _LAST_LETTERS.sub("", name)
            _add(stems, stem if len(stem) >= _STEM_LETTERS else name, sense)
        _add(whole, name, sense)
        together = name.replace(" ", "")
        if len(together) >= _TOGETHER_LETTERS:
            _add(whole, f"={together}", sense)
        most = max(most, name.count(" ") + 1)
    return Names(whole, stems, most)


def _add(names: dict[str, tuple[Sense, ...]], name: str, sense: Sense) -> None:
    known = names.get(name, ())
    if not known or _key(sense) not in map(_key, known):
        names[name] = (*known, sense)


def _key(sense: Sense) -> tuple[object, ...]:
    return sense.ids, sense.regions, sense.written, sense.product


def _classes() -> Iterator[_Row]:
    for class_ in catalogue().classes.values():
        yield from ((name, True, Sense((class_,), written=name)) for name in class_.also)


def _generics(entries: object) -> Iterator[_Row]:
    for entry in entries:  # type: ignore[attr-defined]
        yield from ((name, True, Sense((entry,), written=name)) for name in own_names(entry))


def own_names(entry: Medicine | Trigger | Condition) -> list[str]:
    """The names of a catalogue entry, without brands."""
    names = [entry.id, *map(str.strip, re.split(r"[()]", entry.name))]
    if isinstance(entry, Trigger) and entry.face:
        names.append(entry.face)
    return [*names, *getattr(entry, "also", ())]


def _brands() -> Iterator[_Row]:
    read = catalogue()
    for product in read.products.values():
        entries = tuple(read.medicines[id] for id in product.ingredients)
        for name in (product.name, *product.also):
            sense = Sense(entries, frozenset(product.regions), name, product)
            yield name, False, sense
    for medicine in read.medicines.values():
        regions = defaultdict[str, list[str]](list)
        for region, brands in medicine.brands.items():
            for brand in brands:
                regions[brand].append(region)
        for brand, sold in regions.items():
            yield brand, False, Sense((medicine,), frozenset(sold), brand)


def _aliases(kind: str) -> Iterator[_Row]:
    for alias in catalogue().aliases.values():
        if alias.kind == kind:
            for name in (alias.name, *alias.also):
                yield from ((name, False, sense) for sense in _senses_of(alias, name))


def _senses_of(alias: Alias, name: str) -> Iterator[Sense]:
    known: Callable[[str], Named] = getattr(catalogue(), f"{alias.kind}s").__getitem__
    regions = frozenset(alias.regions)
    if alias.asked:
        yield from (Sense((known(id),), regions, name, asked=True) for id in alias.means)
    else:
        yield Sense(tuple(map(known, alias.means)), regions, name)


def _names_of(medicine: Medicine) -> Iterator[tuple[str, bool]]:
    """The folded names of a medicine, and whether each is generic (not a brand)."""
    brands = (brand for some in medicine.brands.values() for brand in some)
    for names, is_generic in ((own_names(medicine), True), (brands, False)):
        yield from ((folded, is_generic) for name in names if (folded := folded_name(name)))
