"""A patient with some devices: the devices that tests share, and the steps of the Plan."""

from __future__ import annotations

from typing import Any

from tests.clinical.saying import spoken
from tests.people import a_patient
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan

MG_03 = {"value": "0.3", "unit": "mg"}
PEN = {"device": "epipen", "strength": MG_03, "kept_at": "bag", "expires": "2027-05"}
SPRAY = {
    "device": "eurneffy",
    "strength": {"value": 2, "unit": "mg"},
    "kept_at": "coat",
    "expires": "2027-08",
}
AMPOULE = {
    "device": "other",
    "name": "Adrenaline ampoule",
    "route": "intramuscular",
    "strength": {"value": 1, "unit": "mg"},
    "kept_at": "fridge",
}
OWN_PEN = AMPOULE | {"name": "Penepin", "strength": {"value": 0.3, "unit": "mg"}}
OWN_SPRAY = {"device": "other", "name": "MySpray", "route": "nasal"}
EPIPENS = [{"device": "epipen", "strength": {"value": "0.3", "unit": "mg"}}] * 2


def carrying(*devices: dict[str, Any], **changes: Any) -> Patient:
    """A patient with some devices, in GB if nothing else is said."""
    return a_patient(epinephrine=list(devices), **changes)


def steps(patient: Patient) -> list[str]:
    """The numbered steps as sentences, without their details."""
    return [spoken(step.statement) for step in plan(patient).steps()]


def details(patient: Patient, number: int) -> list[str]:
    """The details of a step."""
    step = plan(patient).steps()[number - 1]
    return [spoken(one) for line in step.details for one in line]


def lines(patient: Patient, number: int) -> list[int]:
    """How many details share each line of a step."""
    return [len(line) for line in plan(patient).steps()[number - 1].details]
