"""Converts between names of languages, as people type them, and their codes."""

import re
from difflib import get_close_matches
from functools import cache

from babel import Locale
from babel.localedata import locale_identifiers

from walletcard.clinical.field_rules import FIELD_CHARACTERS, TEXT_CHARACTERS
from walletcard.wording.languages import iso_names, language_name

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Separators between languages, but not inside brackets: Serbian (Latin, Serbia).
_SIGNS = re.compile(r"[,;/&+\n،؛、，](?![^(]*\))")
_AND = re.compile(r"\s(?:and|und|et|y|e|en|i|och|og|ja|oraz|plus|or|oder|ou|o)\s", re.IGNORECASE)
_ENGLISH = Locale("en")
_BRACKET = re.compile(r"(.+?)\s*\(([^)]+)\)")
# Longer texts are not parted: that takes time with the square of their length.
MOST_LETTERS, MOST_LETTERS_OF_ONE = TEXT_CHARACTERS, FIELD_CHARACTERS
NEAR = 0.75  # the least similarity (0 to 1) of a name that is suggested

# Answers to "which language?" that name none, and would be read as Norwegian, Japanese or Mòcheno.
_ANSWERS = frozenset(
    {
        *("no", "none", "not", "nil", "n/a", "any", "yes", "si", "sì", "sí", "ja", "nee"),
        *("nei", "nej", "nie", "ne", "non", "nein", "não", "nao", "oui", "ei", "-"),
    }
)
# Names that people use and that CLDR and ISO 639 lack.
_ALSO = {
    "farsi": "fa",
    "mandarin": "cmn",
    "putonghua": "cmn",
    "hokkien": "nan",
    "taiwanese": "nan",
    "kurmanji": "kmr",
    "sorani": "ckb",
    "oriya": "or",
    "creole haitian": "ht",
    "kreyol": "ht",
    "kreyòl": "ht",
    "ibo": "ig",
    "hakka": "hak",
    "shanghainese": "wuu",
    "ilocano": "ilo",
    "fante": "fat",
    "castilian": "es",
    "moldovan": "ro-MD",
    "schweizerdeutsch": "gsw",
    "amazigh": "zgh",
    "nigerian pidgin": "pcm",
    "tamazight": "tzm",
    "plattdeutsch": "nds",
    "asl": "ase",
    "bsl": "bfi",
    "nzsl": "nzs",
    "dgs": "gsg",
    "lsf": "fsl",
    "lse": "ssp",
    "libras": "bzs",
    "ngt": "dse",
    "gebärdensprache": "gsg",
    "deutsche gebärdensprache": "gsg",
    "langue des signes française": "fsl",
    "lengua de signos española": "ssp",
    "lingua dei segni italiana": "ise",
}


def parts(typed: str | None) -> list[str]:
    """The languages in a text, separated by commas or "and"."""
    if typed and len(typed) > MOST_LETTERS:
        return [typed]
    found = [part for one in _SIGNS.split(typed or "") if (part := one.strip())]
    return [language for part in found for language in _joined_by_and(part)]


def _joined_by_and(part: str) -> list[str]:
    pieces = [piece.strip() for piece in _AND.split(part)]
    return pieces if code(part) is None and any(map(code, pieces)) else [part]


def name(code_: str) -> str:
    """The English name of a language; a code without a name stays a code."""
    named = language_name(code_, _ENGLISH)
    return named if named and code(named) else code_


def code(typed: str) -> str | None:
    """The code of a language by its name in English or in itself, or by its code."""
    if typed.casefold() in _ANSWERS or len(typed) > MOST_LETTERS_OF_ONE:
        return None
    if found := _by_name().get(typed.casefold()):
        return found
    if _CODE.fullmatch(typed) and language_name(typed, _ENGLISH):
        return typed
    bracket = _BRACKET.fullmatch(typed)
    return _with_bracket(bracket[1], bracket[2]) if bracket else None


def _with_bracket(outside: str, inside: str) -> str | None:
    """The code for a name with brackets: Arabic (Egypt), Persian (Farsi), Chinese (Cantonese)."""
    language, exact = code(outside), code(inside)
    if language is None or exact is not None:
        return exact if language else None
    behind = [_places().get(part.strip().casefold()) for part in inside.split(",")]
    return "-".join((language, *map(str, behind))) if all(behind) else None


def not_known(typed: str) -> str:
    """The error for an unknown language, with a suggestion."""
    if typed.casefold() in _ANSWERS:
        return "Write the name of a language in English, or leave this empty."
    near = get_close_matches(typed.casefold(), _usual_names(), n=1, cutoff=NEAR)
    meant = f" Did you mean {name(_by_name()[near[0]])}?" if near else ""
    return f"We do not know the language “{typed}”.{meant} Write its name in English."


@cache
def _by_name() -> dict[str, str]:
    """Codes by lower-case names, in English and in the language itself."""
    rare = {said.casefold(): code for code, said in iso_names().items()}
    return _own_names() | rare | _english_names()


@cache
def _usual_names() -> dict[str, str]:
    """Codes by names of common languages, for suggestions."""
    return _own_names() | _english_names()


@cache
def _own_names() -> dict[str, str]:
    bare = [identifier for identifier in locale_identifiers() if "_" not in identifier]
    return {str(Locale.parse(one).get_display_name()).casefold(): one for one in bare}


@cache
def _english_names() -> dict[str, str]:
    named = _ENGLISH.languages.items()
    return _ALSO | {str(said).casefold(): code.replace("_", "-") for code, said in named}


@cache
def _places() -> dict[str, str]:
    """Countries and scripts by name."""
    named = (_ENGLISH.territories, _ENGLISH.scripts)
    return {str(said).casefold(): code for names in named for code, said in names.items()}
