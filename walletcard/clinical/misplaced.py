"""Allergies that the person typed among the medicines or conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from walletcard.clinical.aside import Aside
from walletcard.clinical.entries import Medicine
from walletcard.clinical.meaning import Meaning, Stance, meaning
from walletcard.clinical.medicines import Taken, taken, treats_allergy
from walletcard.clinical.naming import Reading
from walletcard.clinical.own_list import exposure, not_given_in
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import (
    Listed,
    Part,
    Statement,
    Term,
    Typed,
    present,
    statement,
    typed,
)

_COMPOUND = re.compile(r"(\w{3,}?)-?(allergi(?:e|en)?)\b", re.IGNORECASE)


def allergies(patient: Patient) -> Iterator[Statement]:
    """Allergies in another list than that of triggers: facts in the person's words, no order."""
    for one in taken(patient):
        if is_allergic_to(one, patient.region):
            entry = one.entry
            beside = present(typed(entry.dose), typed(entry.schedule), typed(entry.note))
            what = Listed((one.what, *beside))
            yield statement(Part.REACTED, "allergy.among-medicines", one.cause, what=what)
    for number, condition in enumerate(patient.conditions or ()):
        if condition.name and names_allergy(condition.name, patient.region):
            cause = f"conditions[{number}]"
            what = Listed(present(Typed(condition.name), typed(condition.note)))
            yield statement(Part.REACTED, "allergy.among-conditions", cause, what=what)


def is_allergic_to(one: Taken, region: str) -> bool:
    """Whether a medicine's words say that the person is allergic to it."""
    name = one.entry.name
    return one.aside is Aside.ALLERGY or (name is not None and names_allergy(name, region))


def names_allergy(name: str, region: str) -> bool:
    """Whether a typed name is an allergy to something that is given or used.

    Beside what treats allergies, epinephrine above all, the word may say what it is for.
    """
    read = as_a_thing(name, region)
    medicines = tuple(one for one in read.may_be if isinstance(one, Medicine))
    return read.stance is Stance.ALLERGY and bool(read.senses) and not treats_allergy(medicines)


def food_or_sting(condition: str, patient: Patient) -> tuple[Term, ...]:
    """What nobody gives, such as peanuts, of an allergy among the conditions; what is listed, not.

    Of a word such as "Erdnussallergie" its beginning is looked at.
    """
    if as_a_thing(condition, patient.region).stance is not Stance.ALLERGY:
        apart = _COMPOUND.sub(r"\1 \2", condition)
        return food_or_sting(apart, patient) if apart != condition else ()
    listed = {term for one in patient.triggers or () for term in exposure(one).named}
    return tuple(term for term in not_given_in(condition) if term not in listed)


def as_a_thing(name: str, region: str) -> Meaning:
    """A typed name read as a medicine, or as another thing that is given or used."""
    return meaning(name, Reading.TOLERATED, region)
