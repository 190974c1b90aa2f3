"""What is worked out once for each patient, and how long it is remembered."""

from __future__ import annotations

import gc
import weakref

from tests.people import a_patient, person
from walletcard.clinical.medicines import taken
from walletcard.clinical.once import forget, once_per_patient
from walletcard.clinical.own_list import own_list
from walletcard.clinical.patient import Patient


class Words:
    """Something that is found of a patient."""


def test_a_patient_is_looked_at_once() -> None:
    """Each caller gets the same answer, and another patient has one of their own."""
    asked: list[Patient] = []

    def look(patient: Patient) -> str:
        asked.append(patient)
        return patient.name

    find = once_per_patient(look)
    one, other = a_patient(name="Li Wu"), a_patient(name="Ann Moe")

    assert [find(one), find(one), find(other)] == ["Li Wu", "Li Wu", "Ann Moe"]
    assert len(asked) == 2


def test_what_was_found_is_forgotten_with_the_patient() -> None:
    """A server holds nobody's words after it has answered."""
    find = once_per_patient(lambda _: Words())
    patient = a_patient()
    kept = weakref.ref(find(patient))

    del patient
    gc.collect()

    assert kept() is None


def test_the_lists_of_a_patient_do_not_keep_the_patient() -> None:
    """Else nothing would ever be forgotten."""
    patient = person("03")
    gone = weakref.ref(patient)
    assert own_list(patient).triggers
    assert taken(patient)

    del patient
    gc.collect()

    assert gone() is None


def test_everything_can_be_forgotten_at_once() -> None:
    """A run that changes the code does it before each test."""
    asked: list[Patient] = []
    find = once_per_patient(asked.append)
    patient = a_patient()

    find(patient)
    forget()
    find(patient)

    assert len(asked) == 2
