"""The names of languages; faces never show a code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global

if TYPE_CHECKING:
    import iso639

_SCRIPT_LETTERS = 4  # a script such as Hant; a country has two letters or three digits


@lru_cache(maxsize=512)  # a code may be whatever somebody typed
def language_name(code: str, locale: Locale) -> str | None:
    """The name of a language (BCP 47 code) in another language: ase is American Sign Language.

    None for a code that neither CLDR nor ISO 639 has.
    """
    if named := locale.languages.get(code.replace("-", "_")):
        return str(named)
    first, *more = code.split("-")
    language = _language(first, locale)
    if language is None or not more:
        return language
    return f"{language} ({', '.join(_part(one, locale) for one in more)})"


@cache
def iso_names() -> dict[str, str]:
    """English names from ISO 639 by code; CLDR lacks most sign languages, which it has."""
    return {one.part1 or one.part3: one.name for one in _iso() if one.status == "A"}


def _language(code: str, locale: Locale) -> str | None:
    """The name for a code, which may be a long or an old one: deu is de, iw is he."""
    if named := locale.languages.get(code):
        return str(named)
    short = {one.part3: one.part1 for one in _iso() if one.part1}.get(code, code)
    new = get_global("language_aliases").get(code, code)
    named = locale.languages.get(short) or iso_names().get(short) or locale.languages.get(new)
    return str(named) if named else None


def _iso() -> Iterable[iso639.Language]:
    import iso639  # noqa: PLC0415 - takes a third of a second, and few languages need it

    return iso639.ALL_LANGUAGES


def _part(part: str, locale: Locale) -> str:
    """The name of a code's further part: a script, a country or a variant."""
    if len(part) == _SCRIPT_LETTERS:
        return str(locale.scripts.get(part.title(), part))
    return str(locale.territories.get(part.upper(), part))
