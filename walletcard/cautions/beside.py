"""What was typed beside a name: "Eliquis 5 mg" is apixaban, with 5 mg beside it.

When a catalogue entry replaces a typed name, the rest of the text stays.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from walletcard.cautions.suggest import letters_of, names_of

# If no words are at least so similar to a name, no part of the text counts as the name.
_LEAST = 0.5
_MOST_WORDS = 6
# Digits joined to a name are words of their own: Eliquis5mg.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MARKS = re.compile(r"[®™©]|\(\s*\)|\[\s*\]")
_ENDS = " \t\n,;:/–—-+"
_UNITS = (
    *("mg", "mcg", "µg", "μg", "ug", "g", "kg", "ml", "l", "iu", "ie", "ui", "i.e.", "u", "units?"),
    *(
        "unidades",
        "einheiten",
        "mmol",
        "mol",
        "meq",
        "%",
        "drops?",
        "puffs?",
        "sprays?",
        "tablets?",
    ),
    *("tabs?", "tabletten?", "tbl", "pills?", "capsules?", "caps?", "kapseln?", "hub", "x", "мг"),
    *("мкг", "mikrogramm?", "milligramm?s?", "milligrams?", "micrograms?", "毫克", "ملغ", "mg/ml"),
)
_DOSE = re.compile(rf"\d\s*(?:{'|'.join(_UNITS)})(?![^\W\d_])", re.IGNORECASE)


def beside(typed: str, id: str) -> str:
    """A text without the words that name a catalogue entry; empty if nothing is left.

    If words stand on both sides of the name, the text stays whole: "my asthma is bad".
    """
    start, end = _named(typed, id)
    before, after = _bare(typed[:start].rstrip("([ ")), _bare(typed[end:].lstrip(")] "))
    rest = " ".join(filter(None, (before, after)))
    return " ".join(typed.split()) if before and after and not is_dose(rest) else rest


def _bare(text: str) -> str:
    """A text without signs at its ends; empty if it has no letter and no digit."""
    bare = " ".join(_MARKS.sub("", text).split()).strip(_ENDS)
    return bare if re.search(r"\w", bare) else ""


def is_dose(text: str) -> bool:
    """Whether a text holds a number with a unit."""
    return bool(_DOSE.search(text))


def _named(typed: str, id: str) -> tuple[int, int]:
    """Start and end of the words that are most similar to a name of an entry."""
    words = list(_WORD.finditer(typed))
    names = names_of(id)
    best = (_LEAST, 0), (0, 0)
    for first, word in enumerate(words):
        for count, last in enumerate(words[first : first + _MOST_WORDS], 1):
            run = letters_of(typed[word.start() : last.end()])
            near = max(OSA.normalized_similarity(run, name) for name in names or [""])
            best = max(best, ((near, count), (word.start(), last.end())))
    return best[1]
