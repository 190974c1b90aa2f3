"""Whose word the answers are: the patient's, or of a small child the family's."""

from __future__ import annotations

from walletcard.clinical.age import AgeBand, age_band
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import FAMILY, PATIENT, Phrase

# The record does not know who filled in the form. Only of these is it sure that others did.
_TOLD_BY_FAMILY = frozenset({AgeBand.HELD, AgeBand.CHILD})


def teller(patient: Patient) -> Phrase:
    """Who says what the answers say."""
    return FAMILY if age_band(patient) in _TOLD_BY_FAMILY else PATIENT
