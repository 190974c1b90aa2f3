"""Whose word the answers are: the patient's, the family's or a caregiver's."""

from __future__ import annotations

from walletcard.clinical.age import AgeBand, age_band
from walletcard.clinical.answered_by import AnsweredBy
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import CAREGIVER, FAMILY, PATIENT, Phrase

# Too young to have filled in the form alone, whatever was chosen there.
_TOO_YOUNG = frozenset({AgeBand.HELD, AgeBand.CHILD})


def teller(patient: Patient) -> Phrase:
    """Who says what the answers say."""
    if patient.answered_by is AnsweredBy.CAREGIVER:
        return CAREGIVER
    is_of_family = patient.answered_by is AnsweredBy.PARENT or age_band(patient) in _TOO_YOUNG
    return FAMILY if is_of_family else PATIENT
