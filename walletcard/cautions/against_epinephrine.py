"""A doctor's words, copied by the person, that say no to epinephrine: the papers show both."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache

from walletcard.clinical.meaning import Stance, meaning, spoken
from walletcard.clinical.naming import Reading
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import Value

# Words of languages for giving it. With any other word the no may be about that: "do not delay".
_GIVE = (
    "give; administer; inject; geben; verabreichen; spritzen; verwenden; donner; administrer; dar; "
    "administrar; dare; somministrare; geven; toedienen; ge; gi; giv"
)
# Where a part ends, also before a reason.
_PARTS = re.compile(
    r"[,.;:!?()\n]|\s[-–—]\s|\b(?:because|due to|wegen|aufgrund|weil|parce que|en raison|à cause"
    r"|porque|debido|perché|a causa|por causa|vanwege|omdat|på grund|eftersom)\b",
    re.IGNORECASE,
)


def against_epinephrine(
    patient: Patient, _: datetime.date
) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Directions with a part that says no to epinephrine and to nothing else."""
    for path, given in (
        ("instructions", patient.instructions),
        ("premedication", patient.premedication),
    ):
        parts = _PARTS.split(given.text) if given else ()
        if any(_says_no(part, patient.region) for part in parts):
            yield f"{path}.text", "against-epinephrine", {}


def _says_no(part: str, region: str) -> bool:
    read = meaning(part, Reading.MEDICATIONS, region)
    alone = {one.id for one in read.may_be} == {"epinephrine"}
    return alone and read.stance is Stance.NEGATED and _give().issuperset(map(spoken, read.left))


@cache
def _give() -> frozenset[str]:
    return frozenset(map(spoken, _GIVE.split("; ")))
