"""A doctor's words, copied by the person: none, or a no to epinephrine. The papers show them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache

from walletcard.cautions.asking import names_nothing
from walletcard.cautions.found import Found
from walletcard.clinical.meaning import Stance, meaning, spoken
from walletcard.clinical.naming import Reading
from walletcard.clinical.patient import Patient
from walletcard.clinical.spelling import pieces
from walletcard.clinical.statement import Typed

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
# A second no takes the first back: "never without".
_TWICE = re.compile(
    r"\b(?:not|never|nicht|nie|pas|jamais|no|nunca|non|mai|não|niet|nooit|inte|aldrig|ikke|aldri)\s+"
    r"(?:without|ohne|sans|sin|senza|sem|zonder|utan|uden|uten"
    r"|contraindicated|kontraindiziert|contre-indiquée?|contraindicad[ao]|controindicat[ao])\b",
    re.IGNORECASE,
)
# A way of giving it that steps do not name: a no to it is none to epinephrine. Points part a text.
_ANOTHER_WAY = re.compile(
    r"\b(?:i\. ?v\.|iv\b|s\. ?c\.|sc\b|(?:intraven|intravein|endoven|subcut|subkut|sous-cut"
    r"|sottocut)\w*)",
    re.IGNORECASE,
)


def against_epinephrine(patient: Patient, _: datetime.date) -> Found:
    """Directions with a part that says no to epinephrine and to nothing else."""
    for path, text in _texts(patient):
        parts = _PARTS.split(_ANOTHER_WAY.sub("otherwise", text))
        if any(_says_no(part, patient.region) for part in parts):
            yield path, "against-epinephrine", {}


def directions_of_nothing(patient: Patient, _: datetime.date) -> Found:
    """Directions in a word that says that there are none: the card would say "see plan"."""
    for path, text in _texts(patient):
        is_a_word = len(pieces(text)) == 1 or spoken(text) == spoken("n/a")
        if is_a_word and names_nothing(text, Reading.MEDICATIONS):
            yield path, "directions-nothing", {"text": Typed(text)}


def _texts(patient: Patient) -> Iterator[tuple[str, str]]:
    if patient.instructions:
        yield "instructions.text", patient.instructions.text
    if patient.premedication:
        yield "premedication.text", patient.premedication.text


def _says_no(part: str, region: str) -> bool:
    read = meaning(part, Reading.MEDICATIONS, region)
    alone = {one.id for one in read.may_be} == {"epinephrine"}
    denied = read.stance is Stance.NEGATED and not _TWICE.search(part)
    return alone and denied and _give().issuperset(map(spoken, read.left))


@cache
def _give() -> frozenset[str]:
    return frozenset(map(spoken, _GIVE.split("; ")))
