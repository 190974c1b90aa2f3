"""Splits texts into pieces, and folds letters so that different spellings compare equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

# Letters in which languages spell a generic name differently: morphine, morfina; cetirizine,
# cetyryzyna.
_ALIKE = (
    *(("ph", "f"), ("th", "t"), ("ch", "c"), ("rh", "r"), ("ae", "e"), ("oe", "e")),
    *(("x", "cs"), ("k", "c"), ("y", "i"), ("w", "v"), ("ł", "l"), ("ø", "o"), ("æ", "e")),
)
_Z_INSIDE = re.compile(r"(?<=\w)z")  # prednizon; not at the start, or zone would become Sone
_ACCENTS = re.compile("[\u0300-\u036f]")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_BETWEEN = re.compile(r"[\W_]+")
# Trademark signs, and "(R)" as typed without them.
_TRADE = re.compile(r"[™®©℠]|\((?:r|tm|c)\)", re.IGNORECASE)
# The pieces of a text: a number, a run of letters of one script, or a sign. Han characters have no
# spaces between words, so each is a piece of its own.
_HAN, _HIRAGANA = "\u3400-\u9fff\uf900-\ufaff々", "\u3041-\u309f"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_PIECE = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)*)|(?P<han>[{_HAN}])"
    rf"|(?P<letters>[{_KATAKANA}]+|[{_HIRAGANA}]+"
    rf"|(?:(?![{_HAN}{_KATAKANA}{_HIRAGANA}])[^\W\d_]|\u0e31|[\u0e34-\u0e3a\u0e47-\u0e4e]"
    rf"|[\u0900-\u0903\u093a-\u094f])+)|(?P<sign>~~|--|\S)"
)
# What stands between two things that are said, but no point, comma or colon inside a number.
_APART = re.compile(r"[;!?()、。，；：！？（）\n]|(?<!\d)[,.:]|[,.:](?!\d)|\s[-–—]\s")
# An article that is joined to its word, as in l'aspirine, is dropped.
_ARTICLE = re.compile(r"\b(?:all|d|dell|l|nell|sull|un)['’ʼ](?=[^\W\d_]{3,})", re.IGNORECASE)
_FROM = re.compile(r"\bdall['’ʼ](?=[^\W\d_]{3,})", re.IGNORECASE)  # dall'infanzia: since
_ELIDED = re.compile(r"\b([^\W\d_]{1,2})['’ʼ](?=[^\W\d_]{3,})")  # n'utilise
_OWNED = re.compile(r"['’ʼ]s\b")  # Addison's
_APOSTROPHES = re.compile(r"['’ʼ]")
# At night, in German. "Z.n.", and perhaps "z.N." before a word with a capital, is "once had".
_AT_NIGHT = re.compile(r"\bz\. ?N\.(?!\s*[A-ZÄÖÜ])")
# Signs that mean nothing. Any other, such as a question mark, an arrow or a name that is struck out
# (~~warfarin~~), makes the person be asked.
_SILENT = frozenset('.,;:/\\()[]{}-‐‑–—_"“”„«»`´*#%=·•・、。!…½¼¾⁄|~≈×°、（）「」')
# Endings after the stem of a name in various languages.
ENDING = re.compile("(?:a|as|at|e|em|en|es|et|i|ia|ie|in|is|n|o|ol|om|os|ot|ov|s|t|u|um|us)?")


@dataclass(frozen=True)
class Piece:
    """A word, number or sign of a text.

    `plain` has only lost capitals and accents: words around a name are compared more strictly than
    names.
    """

    typed: str
    plain: str
    is_word: bool = False

    @cached_property
    def folded(self) -> str:
        """What `fold` makes of a word, for names."""
        return _folded(self.typed).replace(" ", "") if self.is_word else self.typed

    @property
    def is_number(self) -> bool:
        """Whether it is a number, perhaps with a point or comma."""
        return self.typed[:1].isdigit()


def clean(text: str) -> str:
    """A text without trademark signs and invisible characters such as soft hyphens."""
    if text.isascii() and text.isalnum():  # has none of them; thousands are read at the start
        return text
    text = _TRADE.sub(" ", text)
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", visible)


def fold(text: str) -> str:
    """A text for comparison: small letters, no accents, one spelling, single spaces."""
    return _folded(clean(text))


def _folded(text: str) -> str:
    text = _without_accents(text)
    if not text.isalnum():
        text = _BETWEEN.sub(" ", text).strip()
    for written, alike in _ALIKE:
        text = text.replace(written, alike)
    if "z" in text:
        text = _Z_INSIDE.sub("s", text)
    return _DOUBLED.sub(r"\1", text)


def pieces(text: str) -> list[Piece]:
    """The pieces of a text, without signs that mean nothing."""
    text = _AT_NIGHT.sub("zur Nacht", clean(text))
    if _APOSTROPHES.search(text):
        text = _FROM.sub("dalla ", _OWNED.sub("", text))
        text = _ELIDED.sub(r"\1 ", _ARTICLE.sub("", text))
        text = _APOSTROPHES.sub("", text)
    found = []
    for match in _PIECE.finditer(text):
        typed = match[0]
        if match.lastgroup != "sign":
            found.append(Piece(typed, _without_accents(typed), match.lastgroup != "number"))
        elif typed not in _SILENT:
            found.append(Piece(typed, typed))
    return found


def said_apart(text: str) -> list[str]:
    """The parts of a text between its points, commas, brackets and line ends.

    A no in one of them is about nothing in another: "no effect, stopped".
    """
    return _APART.split(text)


def _without_accents(text: str) -> str:
    if text.isascii():
        return text.casefold()
    letters = _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return unicodedata.normalize("NFC", letters)


def spaced(some: Sequence[Piece]) -> str:
    """The folded pieces, joined by spaces."""
    return " ".join(piece.folded for piece in some)


def plainly(some: Sequence[Piece]) -> str:
    """The plain pieces, joined by spaces."""
    return " ".join(piece.plain for piece in some)


def folded_name(name: str) -> str:
    """A name folded piece by piece, as names are looked up."""
    if name.isascii() and name.isalpha():  # one piece, as most of the thousands in the catalogue
        return _folded(name)
    return spaced(pieces(name))


def same_letters(one: str, other: str) -> bool:
    """Whether two texts differ only in capitals, spaces and signs."""
    return _only_letters(one) == _only_letters(other)


def _only_letters(text: str) -> str:
    return _BETWEEN.sub("", clean(text).casefold())
