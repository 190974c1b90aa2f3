"""Languages as people name them, and the codes by which the record knows them."""

import re
from difflib import get_close_matches
from functools import cache

from babel import Locale
from babel.localedata import locale_identifiers

BARE_CODE = 3  # letters of a code without a region
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def parts(typed: str | None) -> list[str]:
    """What stands between commas; a name may hold a bracket, and no comma."""
    return [part for one in (typed or "").split(",") if (part := one.strip())]


def name(code: str) -> str:
    """A language by its English name, or its code where no name leads back to it."""
    named = Locale("en").languages.get(code.replace("-", "_"), code)
    return str(named) if _by_name().get(str(named).casefold()) == code else code


def code(typed: str) -> str | None:
    """The code of a language by its name in English or in itself, or by its code."""
    if found := _by_name().get(typed.casefold()):
        return found
    return typed if _CODE.fullmatch(typed) and (len(typed) <= BARE_CODE or "-" in typed) else None


def not_known(typed: str) -> str:
    """What to do about a language that we do not know."""
    near = get_close_matches(typed.casefold(), _by_name(), n=1, cutoff=0.6)
    meant = f" Did you mean {name(_by_name()[near[0]])}?" if near else ""
    return f"We do not know the language “{typed}”.{meant} Write its name in English."


@cache
def _by_name() -> dict[str, str]:
    """The names of languages, in English and in themselves, in small letters."""
    english = Locale("en").languages
    named = {str(said).casefold(): code.replace("_", "-") for code, said in english.items()}
    for identifier in locale_identifiers():
        if "_" not in identifier:
            own = Locale.parse(identifier).get_display_name()
            named.setdefault(str(own).casefold(), identifier)
    return {said: code for said, code in named.items() if "," not in said}
