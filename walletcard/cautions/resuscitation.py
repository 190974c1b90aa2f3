"""A decision about resuscitation in the person's words: the papers keep step 5, and say both."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache

from walletcard.cautions.found import Found
from walletcard.clinical.meaning import spoken
from walletcard.clinical.patient import Patient
from walletcard.clinical.spelling import pieces, said_apart, spaced

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
    "niet reanimeren; niet-reanimeren; wilsverklaring; ej HLR; 0-HLR; ingen HLR; "
    "ikke HLR; ingen genoplivning; ei elvytetä; hoitotahto; nie reanimować; neresuscitovat; "
    "не реанимировать; 蘇生しない; 蘇生不要; 蘇生処置拒否; 延命拒否; 延命治療拒否; 不施行心肺复苏"
)
# A no to what follows it, and what may stand between. The catalogue's words for no hold articles of
# other languages: "le disposizioni anticipate" is no denial.
_NO = (
    "no; not; don't; never; without; kein; keine; keinen; nicht; ohne; pas; sans; aucune; sin; "
    "ningún; ninguna; non; nessun; nessuna; senza; não; sem; nenhum; nenhuma; geen; niet; zonder; "
    "ingen; inte; ej; ikke; uten; uden; utan; ei; nie; bez; нет; без"
)
_BETWEEN = "a; an; any; have; got; want; habe; de; tengo; ho; tenho; har; heb"
_LONGEST = 12  # pieces of a decision: a Chinese sign is one


def resuscitation(patient: Patient, _: datetime.date) -> Found:
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
    """Whether a text names one, and no word before it says no: "I have no living will"."""
    return any(map(_states_a_decision, said_apart(text)))


def _states_a_decision(part: str) -> bool:
    some = pieces(part)
    decisions, noes, between = _words()
    for start in range(len(some)):
        said = f"{spaced(some[start : start + _LONGEST])} "
        if any(said.startswith(f"{one} " if one.isascii() else one) for one in decisions):
            before = (piece.folded for piece in reversed(some[:start]))
            if next((one for one in before if one not in between), None) not in noes:
                return True
    return False


@cache
def _words() -> tuple[frozenset[str], ...]:
    """Decisions, words for no, and what may stand between, as texts are folded."""
    return tuple(frozenset(map(spoken, words.split("; "))) for words in (_WORDS, _NO, _BETWEEN))
