"""The medicines that the person takes.

Faces state facts about them, never commands and never a dose: "takes X, a beta-blocker".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from walletcard.clinical.aside import Aside, aside, ended_routes_in, routes_in
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Medicine, Route
from walletcard.clinical.meaning import Meaning, Stance, meaning
from walletcard.clinical.naming import Reading
from walletcard.clinical.once import once_per_patient
from walletcard.clinical.patient import Medication, Patient
from walletcard.clinical.printed_name import printed_name
from walletcard.clinical.statement import (
    Part,
    Phrase,
    Statement,
    Term,
    Typed,
    Value,
    listed,
    statement,
    typed,
)
from walletcard.clinical.written_dates import lie_a_year_back


@dataclass(frozen=True)
class Taken:
    """One of the person's medicines; `meaning` is that of a typed name, None for an id."""

    cause: str
    entry: Medication
    meaning: Meaning | None
    answered_on: str

    @cached_property
    def what(self) -> Value:
        """The medicine as entered, with its generic name in brackets if it was recognised."""
        if self.meaning is None:
            return Term("medicine", str(self.entry.id))
        return printed_name(self.meaning.text, self.meaning)

    @property
    def what_and_dose(self) -> Value:
        """The medicine as entered, with the dose as entered."""
        if self.entry.dose is None:
            return self.what
        return Phrase("medicine.dose", {"what": self.what, "dose": Typed(self.entry.dose)})

    @cached_property
    def aside(self) -> Aside:
        """What dose, schedule and note say of whether it is taken."""
        said = {aside(text, self.answered_on) for text in self._beside}
        found = next((one for one in Aside if one in said), Aside.HOLDS)
        return Aside.HOLDS if found is Aside.ALLERGY and treats_allergy(self.may_be) else found

    @property
    def is_ended(self) -> bool:
        """Whether the words beside it say that it is not taken."""
        return self.aside in {Aside.ENDED, Aside.ALLERGY}

    @property
    def may_be(self) -> tuple[Medicine, ...]:
        """The catalogue's medicines that it is, or that the person is asked about."""
        if self.meaning is None:
            return (catalogue().medicines[str(self.entry.id)],)
        return tuple(one for one in self.meaning.may_be if isinstance(one, Medicine))

    @property
    def medicines(self) -> tuple[Medicine, ...]:
        """The catalogue's medicines that it surely is."""
        if self.is_ended or (self.meaning is not None and not self.meaning.is_sure):
            return ()
        return self.may_be

    @cached_property
    def route(self) -> Route | None:
        """The route, if the typed words name exactly one."""
        return self._route(*map(routes_in, self._beside))

    @property
    def _beside(self) -> tuple[str, ...]:
        """The texts beside the name."""
        beside = (self.entry.dose, self.entry.schedule, self.entry.note)
        return tuple(text for text in beside if text)

    def _route(self, *beside: frozenset[Route]) -> Route | None:
        """The route of the name, or else the one that stands beside it."""
        if self.meaning is not None and self.meaning.route:
            return self.meaning.route
        routes = frozenset[Route]().union(*beside)
        return next(iter(routes)) if len(routes) == 1 else None

    def is_of(self, classes: tuple[str, ...]) -> bool:
        """Whether it is in one of these classes, by a route that counts for the class."""
        return not self._counting.isdisjoint(classes)

    def was_lately_of(self, classes: tuple[str, ...]) -> bool:
        """Whether it was so, and its words say that it ended within a year or do not say when."""
        named_past = self.meaning is not None and self.meaning.stance is Stance.PAST
        if not named_past and self.aside is not Aside.ENDED:
            return False
        if lie_a_year_back((self.entry.name, *self._beside), self.answered_on):
            return False
        read = replace(self.meaning, stance=Stance.STATED, left=()) if self.meaning else None
        ended = (ended_routes_in(text, self.answered_on) for text in self._beside)
        route = self._route(*map(routes_in, self._beside), *ended)
        return not self._by_route(read, route).isdisjoint(classes)

    @cached_property
    def _counting(self) -> frozenset[str]:
        """The classes that it is in by its route; none if it is ended."""
        return frozenset() if self.is_ended else self._by_route(self.meaning, self.route)

    def _by_route(self, read: Meaning | None, route: Route | None) -> frozenset[str]:
        """The classes that it is in by a route if its name means this."""
        named = frozenset[str]() if read is None else read.classes
        named = named.union(*map(_shared_by_all_of, named))
        medicines = self.may_be if read is None or read.is_sure else ()
        mine = named.union(*(one.classes for one in medicines))
        known = catalogue().classes
        return frozenset(id for id in mine if route not in known[id].not_by)


@cache
def _shared_by_all_of(class_: str) -> frozenset[str]:
    """The classes that every medicine of a class is in: each MAO inhibitor strengthens epinephrine.

    None if the class has no medicine: nobody says what it shares.
    """
    members = [one for one in catalogue().medicines.values() if class_ in one.classes]
    shared = [frozenset(one.classes) for one in members]
    return frozenset.intersection(*shared) if shared else frozenset()


def treats_allergy(medicines: tuple[Medicine, ...]) -> bool:
    """Whether all these medicines are given for allergies: then "allergy" may be what for."""
    read = catalogue().classes
    return bool(medicines) and all(
        any(read[id].treats_allergy for id in one.classes) for one in medicines
    )


@once_per_patient
def taken(patient: Patient) -> tuple[Taken, ...]:
    """The person's medicines, in the order of entry."""
    return tuple(
        Taken(f"medications[{number}]", entry, _meaning(entry, patient.region), patient.answered_on)
        for number, entry in enumerate(patient.medications or ())
    )


def _meaning(entry: Medication, region: str) -> Meaning | None:
    return None if entry.name is None else meaning(entry.name, Reading.MEDICATIONS, region)


def medications(patient: Patient) -> Iterator[Statement]:
    """Every medicine as entered, in the order of entry."""
    for one in taken(patient):
        entry = one.entry
        facts = listed(typed(entry.dose), typed(entry.schedule), typed(entry.note))
        if facts is None:
            yield statement(Part.MEDICATION, "medication", one.cause, what=one.what)
        else:
            yield statement(
                Part.MEDICATION, "medication.facts", one.cause, what=one.what, facts=facts
            )
