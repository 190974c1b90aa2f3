"""A decision about resuscitation in the person's words: the papers keep step 5, and say both."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache

from walletcard.clinical.meaning import spoken
from walletcard.clinical.patient import Patient
from walletcard.clinical.statement import Value

# Words of languages, not medical facts. Short ones that mean another thing elsewhere are left out:
# DNI is a number on papers in Spain.
_WORDS = (
    "DNR; DNAR; DNACPR; POLST; MOLST; ReSPECT form; do not resuscitate; not for resuscitation; "
    "no resuscitation; no CPR; not for CPR; do not intubate; no intubation; advance directive; "
    "advance decision; advance care plan; living will; Patientenverfügung; keine Reanimation; "
    "nicht reanimieren; nicht wiederbeleben; keine Intubation; directives anticipées; "
    "ne pas réanimer; pas de réanimation; voluntades anticipadas; instrucciones previas; "
    "no reanimar; no reanimación; testamento vital; testamento biologico; non rianimare; "
    "disposizioni anticipate; diretiva antecipada; diretivas antecipadas; não reanimar; "
    "testamento vital; niet reanimeren; niet-reanimeren; wilsverklaring; ej HLR; 0-HLR; ingen HLR; "
    "ikke HLR; ingen genoplivning; ei elvytetä; hoitotahto; nie reanimować; neresuscitovat; "
    "не реанимировать; 蘇生しない; 蘇生不要; 蘇生処置拒否; 延命拒否; 延命治療拒否; 不施行心肺复苏"
)


def resuscitation(
    patient: Patient, _: datetime.date
) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """The first answer with such a decision in it."""
    for path, text in _texts(patient):
        if _names_a_decision(text):
            yield path, "resuscitation", {}
            return


def _texts(patient: Patient) -> Iterator[tuple[str, str]]:
    if patient.instructions:
        yield "instructions.text", patient.instructions.text
    for number, entry in enumerate(patient.conditions or ()):
        yield f"conditions[{number}]", f"{entry.name or ''}; {entry.note or ''}"


def _names_a_decision(text: str) -> bool:
    said = f" {spoken(text)} "
    return any(f" {one} " in said or (not one.isascii() and one in said) for one in _words())


@cache
def _words() -> frozenset[str]:
    return frozenset(map(spoken, _WORDS.split("; ")))
