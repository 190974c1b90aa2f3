"""Which entries of the catalogue a free text names.

People type brands, other languages, capitals and compounds ("METOPROLOLO", "Bisoprololfumarat",
"lidocaine with adrenaline"). What is found here only adds a note, or holds an order back: the text
itself is always printed as typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from walletcard.clinical.catalogue import Condition, Medicine, Trigger, catalogue

# What saves a life in anaphylaxis and is never withheld, whatever was typed (US labels, 5.4).
RESCUE = "rescue"

# Letters that the spellings of a generic name differ in: morphine, morfina; cetirizine, cetyryzyna.
_ALIKE = (
    *(("ph", "f"), ("th", "t"), ("ch", "c"), ("rh", "r"), ("ae", "e"), ("oe", "e")),
    *(("x", "cs"), ("k", "c"), ("y", "i"), ("ł", "l"), ("ø", "o"), ("æ", "e")),
)
_Z_INSIDE = re.compile(r"(?<=\w)z")  # prednizon; but a zone is no Sone
_ACCENTS = re.compile("[\u0300-\u036f]")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_BETWEEN = re.compile(r"[\W_]+")
# A generic name is looked for by its stem if that is long enough to be no other word.
_STEM_LETTERS = 6
_LAST_LETTERS = re.compile(r"(?:um|es|[aeios])$")
# After it come an ending of some language, and salts, forms or "allergy" written on.
_AFTER_STEM = re.compile(
    "(?:a|as|e|en|es|i|ie|is|n|o|os|s|u|um|us)?"
    "(?:(?:acet|alerg|besil|cap|citr|creme|fosf|fumar|gel|hidro|inf|inj|losung|male|mesil|natri|pen"
    r"|pflast|plast|retard|salbe|salic|sirup|sprai|suc|sulf|tab|tart|tropf)\w*)?"
)
# A rescue name counts inside any word (Adrenalinpen, Sulfitallergie), unless it is very short.
_RESCUE_LETTERS = 5

Named = Medicine | Trigger | Condition


def fold(text: str) -> str:
    """A text as it is compared: small letters, no accents, one spelling, words between spaces."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    text = _BETWEEN.sub(" ", unicodedata.normalize("NFC", text)).strip()
    for written, alike in _ALIKE:
        text = text.replace(written, alike)
    text = _Z_INSIDE.sub("s", text)
    return _DOUBLED.sub(r"\1", text)


def medicines_in(text: str) -> tuple[Medicine, ...]:
    """Medicines that a free text names."""
    return tuple(one for one in _index("medicines").named_in(text) if isinstance(one, Medicine))


def groups_in(text: str) -> tuple[Trigger, ...]:
    """Triggers that somebody could give (NSAIDs, latex, contrast media) that a free text names."""
    named = _index("triggers").named_in(text)
    return tuple(one for one in named if isinstance(one, Trigger) and one.given)


def conditions_in(text: str) -> tuple[Condition, ...]:
    """Conditions that a free text names."""
    return tuple(one for one in _index("conditions").named_in(text) if isinstance(one, Condition))


@dataclass(frozen=True)
class _Index:
    """The folded names of one kind of entry, by how they are looked for."""

    whole: dict[str, Named]  # a word, or several
    stems: dict[str, Named]  # how a word begins
    anywhere: dict[str, Named]  # inside any word
    most_words: int

    def named_in(self, text: str) -> tuple[Named, ...]:
        folded = fold(text)
        found = [entry for name, entry in self.anywhere.items() if name in folded]
        words = folded.split()
        start = 0
        while start < len(words):
            length, entry = self._longest(words[start : start + self.most_words])
            found += [entry] if entry else []
            start += length
        return tuple({entry.id: entry for entry in found}.values())

    def _longest(self, words: list[str]) -> tuple[int, Named | None]:
        """The longest name that begins some words, as (how many words, entry)."""
        for length in range(len(words), 0, -1):
            if entry := self._named(" ".join(words[:length])):
                return length, entry
        return 1, None

    def _named(self, run: str) -> Named | None:
        if entry := self.whole.get(run) or self.whole.get(run.removesuffix("s")):
            return entry
        for end in range(len(run), _STEM_LETTERS - 1, -1):
            entry = self.stems.get(run[:end])
            if entry and _AFTER_STEM.fullmatch(run, end):
                return entry
        return None


@cache
def _index(kind: str) -> _Index:
    whole, stems, anywhere = dict[str, Named](), dict[str, Named](), dict[str, Named]()
    for entry in getattr(catalogue(), kind).values():
        rescues = isinstance(entry, Medicine) and RESCUE in entry.classes
        for name, is_generic in _names(entry):
            stem = _LAST_LETTERS.sub("", name) if is_generic else name
            if rescues and (len(stem) >= _RESCUE_LETTERS or not stem.isascii()):
                anywhere.setdefault(stem, entry)
            elif is_generic and len(stem) >= _STEM_LETTERS:
                stems.setdefault(stem, entry)
            else:
                whole.setdefault(name, entry)
    most_words = max(len(name.split()) for name in (*whole, *stems))
    return _Index(whole, stems, anywhere, most_words)


def _names(entry: Named) -> Iterator[tuple[str, bool]]:
    """The folded names of an entry, and whether each is generic (not a brand)."""
    generic = [entry.id, *re.split(r"[()]", entry.name)]
    if isinstance(entry, Trigger):
        generic += [entry.face or ""]
    if isinstance(entry, Trigger | Condition):
        generic += entry.also
    brands = entry.brands.values() if isinstance(entry, Medicine) else ()
    for names, is_generic in ((generic, True), *((some, False) for some in brands)):
        yield from ((folded, is_generic) for name in names if (folded := fold(name)))
