"""A patient of whom there is nothing to warn, and the warnings when some answers are changed."""

from __future__ import annotations

import datetime
from typing import Any

from tests.people import a_patient
from walletcard.cautions.warnings import warnings
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient

TODAY = datetime.date(2026, 11, 22)
ANSWERED = {id: {"answer": "no"} for id in catalogue().alerts}
MG_03 = {"value": "0.3", "unit": "mg"}
PEN = {"device": "epipen", "strength": MG_03, "kept_at": "bag", "expires": "2028"}
SPRAY = {"device": "eurneffy", "strength": {"value": 2, "unit": "mg"}, "kept_at": "bag"}


def settled(**changes: Any) -> Patient:
    """A patient of whom there is nothing to warn, and some answers changed."""
    return a_patient(**{"epinephrine": [PEN, PEN], "alerts": ANSWERED} | changes)


def warned(patient: Patient, today: datetime.date = TODAY) -> list[tuple[str, str]]:
    """The warnings as (path, id without its first word)."""
    found = warnings(patient, today)
    return [(one.path, one.said.id.removeprefix("warning.")) for one in found]
