"""How a text is read and compared: its pieces, and its letters without what spellings differ in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Letters that the spellings of a generic name differ in: morphine, morfina; cetirizine, cetyryzyna.
_ALIKE = (
    *(("ph", "f"), ("th", "t"), ("ch", "c"), ("rh", "r"), ("ae", "e"), ("oe", "e")),
    *(("x", "cs"), ("k", "c"), ("y", "i"), ("ł", "l"), ("ø", "o"), ("æ", "e")),
)
_Z_INSIDE = re.compile(r"(?<=\w)z")  # prednizon; but a zone is no Sone
_ACCENTS = re.compile("[\u0300-\u036f]")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_BETWEEN = re.compile(r"[\W_]+")
# Signs of trade, and "(R)" where a keyboard has none of them.
_TRADE = re.compile(r"[™®©℠]|\((?:r|tm|c)\)", re.IGNORECASE)
# What a text is read by: a number, a run of letters of one script, or a sign. Han has no spaces, so
# each of its letters stands alone.
_HAN, _HIRAGANA = "\u3400-\u9fff\uf900-\ufaff々", "\u3041-\u309f"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_PIECE = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)*)|(?P<han>[{_HAN}])"
    rf"|(?P<letters>[{_KATAKANA}]+|[{_HIRAGANA}]+"
    rf"|(?:(?![{_HAN}{_KATAKANA}{_HIRAGANA}])[^\W\d_]|\u0e31|[\u0e34-\u0e3a\u0e47-\u0e4e]"
    rf"|[\u0900-\u0903\u093a-\u094f])+)|(?P<sign>\S)"
)
# An article that leans on its word, as in l'aspirine, is no word of its own.
_ARTICLE = re.compile(r"\b(?:all|d|dall|dell|l|nell|sull|un)['’ʼ](?=[^\W\d_]{3,})", re.IGNORECASE)
_ELIDED = re.compile(r"\b([^\W\d_]{1,2})['’ʼ](?=[^\W\d_]{3,})")  # n'utilise
_OWNED = re.compile(r"['’ʼ]s\b")  # Addison's
_APOSTROPHES = re.compile(r"['’ʼ]")
# Signs that say nothing. Any other, such as a question mark or an arrow, is something to ask about.
_SILENT = frozenset('.,;:/\\()[]{}-‐‑–—_"“”„«»`´*#%=·•・、。!…½¼¾|~≈×°、（）「」')
# What may come behind the stem of a name in some language.
ENDING = re.compile("(?:a|as|at|e|em|en|es|et|i|ia|ie|in|is|n|o|ol|om|os|ot|ov|s|t|u|um|us)?")


@dataclass(frozen=True)
class Piece:
    """A word, a number or a sign of a text: as typed, and twice as it is compared.

    `folded` is as `fold` makes it, `plain` only without capitals and accents: what stands around a
    name is read more strictly than the name.
    """

    typed: str
    folded: str
    plain: str

    @property
    def is_number(self) -> bool:
        """Whether it is digits, with a point or comma perhaps."""
        return self.folded[:1].isdigit()


def clean(text: str) -> str:
    """A text without signs of trade and without what nobody sees, such as soft hyphens."""
    visible = "".join(c for c in _TRADE.sub(" ", text) if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", visible)


def fold(text: str) -> str:
    """A text as it is compared: small letters, no accents, one spelling, words between spaces."""
    text = _BETWEEN.sub(" ", _without_accents(clean(text))).strip()
    for written, alike in _ALIKE:
        text = text.replace(written, alike)
    text = _Z_INSIDE.sub("s", text)
    return _DOUBLED.sub(r"\1", text)


def pieces(text: str) -> list[Piece]:
    """A text in the pieces by which it is read; signs that say nothing are left out."""
    text = _ELIDED.sub(r"\1 ", _ARTICLE.sub("", _OWNED.sub("", clean(text))))
    text = _APOSTROPHES.sub("", text)
    found = []
    for match in _PIECE.finditer(text):
        if match["sign"] is None:
            word = match["number"] or fold(match[0]).replace(" ", "")
            found.append(Piece(match[0], word, _without_accents(match[0])))
        elif match["sign"] not in _SILENT:
            found.append(Piece(match[0], match[0], match[0]))
    return found


def _without_accents(text: str) -> str:
    letters = _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return unicodedata.normalize("NFC", letters)


def spaced(some: Sequence[Piece]) -> str:
    """Pieces as one folded text, with spaces between."""
    return " ".join(piece.folded for piece in some)


def plainly(some: Sequence[Piece]) -> str:
    """Pieces as one text without capitals and accents, with spaces between."""
    return " ".join(piece.plain for piece in some)


def folded_name(name: str) -> str:
    """A name as it is looked for, folded piece by piece."""
    return spaced(pieces(name))


def same_letters(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but capitals, spaces and signs."""
    return _only_letters(one) == _only_letters(other)


def _only_letters(text: str) -> str:
    return _BETWEEN.sub("", clean(text).casefold())
