"""What the person takes, and what emergency staff must know of it.

Facts about what was listed, never commands and never a dose: a note says "takes X, a
beta-blocker", not what to do without X.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from walletcard.clinical.catalogue import Medicine, catalogue
from walletcard.clinical.naming import medicines_in
from walletcard.clinical.patient import Medication, Patient
from walletcard.clinical.statement import (
    Part,
    Phrase,
    Statement,
    Term,
    Typed,
    Value,
    listed,
    state,
    typed,
)


@dataclass(frozen=True)
class Taken:
    """An entry of the person's medicines, and the medicines of the catalogue it is or names."""

    cause: str
    entry: Medication
    medicines: tuple[Medicine, ...]

    @property
    def what(self) -> Value:
        """The medicine as entered."""
        if self.entry.id is not None:
            return Term("medicine", self.entry.id)
        return Typed(self.entry.name or "")

    @property
    def what_and_dose(self) -> Value:
        """The medicine as entered, with the dose as entered."""
        if self.entry.dose is None:
            return self.what
        return Phrase("medicine.dose", {"what": self.what, "dose": Typed(self.entry.dose)})

    def is_of(self, classes: tuple[str, ...]) -> bool:
        """Whether it is or names a medicine of one of some classes."""
        return any(set(medicine.classes) & set(classes) for medicine in self.medicines)


def taken(patient: Patient) -> tuple[Taken, ...]:
    """The person's medicines, in the order of entry."""
    return tuple(
        Taken(f"medications[{number}]", entry, _medicines_of(entry))
        for number, entry in enumerate(patient.medications or ())
    )


def _medicines_of(entry: Medication) -> tuple[Medicine, ...]:
    if entry.id is not None:
        return (catalogue().medicines[entry.id],)
    return medicines_in(entry.name or "")


def medications(patient: Patient) -> Iterator[Statement]:
    """Every medicine as entered, in the order of entry."""
    for one in taken(patient):
        entry = one.entry
        facts = listed(typed(entry.dose), typed(entry.schedule), typed(entry.note))
        if facts is None:
            yield state(Part.MEDICATION, "medication", one.cause, what=one.what)
        else:
            yield state(Part.MEDICATION, "medication.facts", one.cause, what=one.what, facts=facts)
