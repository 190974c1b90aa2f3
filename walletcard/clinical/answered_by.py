"""Who filled in the answers of a record."""

from enum import StrEnum


class AnsweredBy(StrEnum):
    """A `parent` did it for their child; a `caregiver` may be of the family or not."""

    PATIENT = "patient"
    PARENT = "parent"
    CAREGIVER = "caregiver"
