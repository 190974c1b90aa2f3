"""People to call whom nobody can call."""

from __future__ import annotations

import datetime

from walletcard.cautions.found import Found
from walletcard.clinical.patient import Patient
from walletcard.clinical.spelling import fold
from walletcard.clinical.statement import Typed

_ONESELF = frozenset(
    map(fold, ("", "me", "self", "myself", "ich", "selbst", "moi", "yo", "io", "eu", "ik", "jag"))
)


def contacts_without_phone(patient: Patient, _: datetime.date) -> Found:
    """Contacts without a phone number, or with words in its place: "call mum first"."""
    for number, contact in enumerate(patient.contacts or ()):
        if not any(map(str.isdigit, contact.phone or "")):
            path, name = f"contacts[{number}].phone", Typed(contact.name)
            yield path, "contact-without-phone", {"name": name}


def own_name(patient: Patient, _: datetime.date) -> Found:
    """The person's own name as somebody to call, unless a relation tells the two apart.

    A guardian is one: a daughter may have her mother's name.
    """
    for number, contact in enumerate(patient.contacts or ()):
        is_own = fold(contact.name) == fold(patient.name) and not contact.guardian
        if is_own and fold(contact.relation or "") in _ONESELF:
            yield f"contacts[{number}].name", "contact-is-oneself", {"name": Typed(contact.name)}
