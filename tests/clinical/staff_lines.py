"""The lines for emergency staff on a person's Plan."""

from __future__ import annotations

from typing import Any

from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.statement import Part

CHILD = {"born": "2015-06-01"}


NOT_KNOWN_AGE = {"born": "2008"}  # the answers are of November 2026


STEROID = "Long-term steroids: adrenal crisis risk. Hydrocortisone at once; "


STILL_FIRST = "; epinephrine IM still comes first."


WATCH = (
    "Once well, watch at least 4 h; 6 h after 2 doses; 12 h after more doses or with severe asthma."
)


BETA = "epinephrine may work less, it still comes first; no better: glucagon IV by local protocol."


def staff(**changes: Any) -> list[str]:
    """The lines for emergency staff of a patient."""
    return says(a_patient(**changes), Part.STAFF)


def line_with(word: str, **changes: Any) -> str:
    """The one line of staff that holds a word."""
    (line,) = (line for line in staff(**changes) if word in line)
    return line
