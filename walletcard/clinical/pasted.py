"""Marks that come with pasting and say nothing are taken out; what joins letters stays.

A zero-width space, a byte order mark or a soft hyphen is seen by nobody, and would hide a medicine
from the catalogue. A joiner is a letter's own matter in Persian, in Indic scripts and in emoji.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_NOTHING = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff]")
_JOINER = re.compile("[\u200c\u200d]")
# Letters of scripts without capitals, their marks, and pictures.
_JOINED = {"Lo", "Mn", "Mc", "So", "Sk"}
# What opens and closes a run of text of one direction, as address books put it around an entry.
# The run of one entry is the entry itself, which every face sets apart already. U+202D and U+202E
# reverse letters: around a number the first does nothing, the second is refused.
_OPENS, _CLOSES = "\u202a\u202b\u2066-\u2068", "\u202c\u2069"
_AROUND = re.compile(f"^[{_OPENS}]+([^{_OPENS}{_CLOSES}\u202d\u202e]*)[{_CLOSES}]*$", re.MULTILINE)
_AROUND_NUMBER = re.compile(f"[{_OPENS}{_CLOSES}\u202d\u200e\u200f\u061c]")


def cleaned(text: str) -> str:
    """A text without marks that say nothing; a tab is a space, every kind of line end is one."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = _without_idle_joiners(_NOTHING.sub("", text))
    if any(sign.isalpha() for sign in text):
        return _AROUND.sub(r"\1", text)
    return _AROUND_NUMBER.sub("", text)


def _without_idle_joiners(text: str) -> str:
    """A text whose joiners all join: between letters, or behind one that joins by itself."""
    return _JOINER.sub(lambda found: found[0] if _joins(text, found.start()) else "", text)


def _joins(text: str, place: int) -> bool:
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    is_inside = before.isalpha() and after.isalpha()
    return is_inside or (before != "" and unicodedata.category(before) in _JOINED)
