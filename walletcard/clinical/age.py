"""The person's age on the day of the answers, in bands that need different words."""

from __future__ import annotations

from enum import Enum

from walletcard.clinical.dates import earliest, full_years, latest
from walletcard.clinical.patient import Patient

# Years. ASCIA: "hold young children flat, not upright"; a study of young children with severe
# reactions counts infants and toddlers until the third birthday (sources ascia-positioning-2024,
# pistiner-2021).
HELD_UNDER = 3
# From about 12 years on, ASCIA and the Australian handbook give an adult's dose of epinephrine; no
# child under it is asked about pregnancy (ascia-injectors-faq-2022, immunisation-handbook-au).
PREGNANCY_FROM = 12
ADULT_AT = 18  # under it no adult dose may stand on any face


def eldest(born: str, on: str) -> int:
    """The most full years that somebody can be on a day; of the birth perhaps only the year."""
    return full_years(earliest(born), earliest(on))


class AgeBand(Enum):
    """Age bands; for each some face has words of its own."""

    HELD = "a small child, who may be held"
    CHILD = "another child under 12"
    ADOLESCENT = "12 to 17"
    ADULT = "18 or more"
    NOT_KNOWN = "perhaps 18, perhaps not"

    @property
    def is_under_18(self) -> bool:
        """Whether the person was surely under 18."""
        return self in {AgeBand.HELD, AgeBand.CHILD, AgeBand.ADOLESCENT}


def age_band(patient: Patient) -> AgeBand:
    """The band of a person, of whose birth perhaps only the year is known.

    If two bands of children are possible, it is the one whose words harm neither: a child who may
    be two is held flat, and one who may be 12 keeps the line on pregnancy. Whether somebody is 18
    is never guessed: the face then says "ADULT or CHILD: not known", and names no dose.
    """
    youngest = full_years(latest(patient.born), earliest(patient.answered_on))
    oldest = eldest(patient.born, patient.answered_on)
    if oldest >= ADULT_AT:
        return AgeBand.ADULT if youngest >= ADULT_AT else AgeBand.NOT_KNOWN
    if youngest < HELD_UNDER:
        return AgeBand.HELD
    return AgeBand.ADOLESCENT if oldest >= PREGNANCY_FROM else AgeBand.CHILD
