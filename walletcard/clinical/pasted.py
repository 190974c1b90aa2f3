"""Removes invisible marks that come with pasting, and keeps those that join letters.

A zero-width space, a byte order mark or a soft hyphen is invisible, and would keep a medicine from
being recognised. Joiners belong to words in Persian, in Indic scripts and in emoji.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_NOTHING = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff]")
_JOINER = re.compile("[\u200c\u200d]")
# Letters of scripts without capitals, their marks, and pictures.
_JOINED = {"Lo", "Mn", "Mc", "So", "Sk"}
# Marks that open and close a run of text in one direction, as address books put them around an
# entry. Every face isolates each answer anyway, so they are not needed around a whole line. U+202D
# and U+202E force a direction: around a number the first is harmless, the second is refused.
_OPENS, _CLOSES = "\u202a\u202b\u2066-\u2068", "\u202c\u2069"
_AROUND = re.compile(f"^[{_OPENS}]+([^{_OPENS}{_CLOSES}\u202d\u202e]*)[{_CLOSES}]*$", re.MULTILINE)
_AROUND_NUMBER = re.compile(f"[{_OPENS}{_CLOSES}\u202d\u200e\u200f\u061c]")


def cleaned(text: str) -> str:
    """A text without invisible marks, with spaces for tabs and one kind of line end."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = _without_idle_joiners(_NOTHING.sub("", text))
    if any(sign.isalpha() for sign in text):
        return _AROUND.sub(r"\1", text)
    return _AROUND_NUMBER.sub("", text)


def _without_idle_joiners(text: str) -> str:
    """A text without joiners that join nothing: those at a word's end, or beside a space."""
    return _JOINER.sub(lambda found: found[0] if _joins(text, found.start()) else "", text)


def _joins(text: str, place: int) -> bool:
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    is_inside = before.isalpha() and after.isalpha()
    return is_inside or (before != "" and unicodedata.category(before) in _JOINED)
