"""Works something out once for each patient.

Every rule of the Plan asks for the person's medicines and reactions, and reading the names in
them takes most of the time. What was found is forgotten with the patient: this process must not
hold a person's words longer than it needs them.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from walletcard.clinical.patient import Patient

Found = TypeVar("Found")
_everything: list[dict[int, Any]] = []  # what each function has found, by the patient's id


def once_per_patient(find: Callable[[Patient], Found]) -> Callable[[Patient], Found]:
    """The same function, which looks at a patient once. What it returns must be immutable."""
    known: dict[int, Found] = {}
    _everything.append(known)

    @wraps(find)
    def remembered(patient: Patient) -> Found:
        key = id(patient)
        if key not in known:
            known[key] = find(patient)
            weakref.finalize(patient, known.pop, key, None).atexit = False
        return known[key]

    return remembered


def forget() -> None:
    """Forget what was found of every patient, as after a change of the code."""
    for known in _everything:
        known.clear()
