"""People who react to something, and what their Plans say of it."""

from __future__ import annotations

from typing import Any

from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part

TRIGGER_PARTS = (Part.NEVER, Part.GRAVE, Part.REACTED, Part.SETS_OFF, Part.ADVISED)


FLUID = "Fluid is still given if pressure is low."


SULFITE = (
    "Nothing forbids epinephrine in anaphylaxis. Sulfite in the device is no reason not to use it."
)


def reacting(*triggers: dict[str, Any], **changes: Any) -> Patient:
    """A patient with some triggers."""
    return a_patient(triggers=list(triggers), **changes)


def line(part: Part, *triggers: dict[str, Any], **changes: Any) -> str:
    """The one line on triggers that a patient's Plan has, which must be of a part."""
    patient = reacting(*triggers, **changes)
    assert [one.part for one in plan(patient).of(*TRIGGER_PARTS)] == [part]
    (said,) = says(patient, part)
    return said
