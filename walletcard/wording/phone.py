"""Phone numbers as links that a phone can call."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from markupsafe import Markup

from walletcard.clinical.statement import Phone, Value
from walletcard.wording.words import Words

# How the few digits that bring help may be written: 112, 1 1 2, 9-1-1.
_FEW_DIGITS = re.compile(r"\d(?:[ -]?\d){1,5}")
# A slash may part an area code from its number (030/1234567), and also two numbers (2012/2013).
_AFTER_AREA_CODE = re.compile(r"[(+]*[0+][^/]*/(?:[^/\d]*\d){5}[^/]*")


class CallingWords(Words):
    """The wording of one language, for a screen on which a tap on a number calls it."""

    def __init__(self, language: str, region: str) -> None:
        """Take a language of `LANGUAGES`, and the country (ISO 3166) of numbers without a +."""
        super().__init__(language)
        self._region = region

    def value(self, value: Value) -> Markup:
        """A value as it reads in this language; a phone number as a link."""
        shown = super().value(value)
        link = calling(value.text, self._region) if isinstance(value, Phone) else None
        return Markup('<a href="{}">{}</a>').format(link, shown) if link else shown


def calling(typed: str, region: str) -> str | None:
    """A number as a `tel:` address (RFC 3966); None unless all that was typed is surely one number.

    A wrong number is worse than none: a word beside the number, a second number, or a number that
    lacks the area code it needs from elsewhere makes no link. An extension stays one.
    """
    text = _plain(typed)
    if _FEW_DIGITS.fullmatch(text):
        digits = re.sub("[ -]", "", text)
        if phonenumbers.is_emergency_number(digits, region):
            return f"tel:{digits}"  # the few digits that bring help are no subscriber's number
    found = list(phonenumbers.PhoneNumberMatcher(text, region, phonenumbers.Leniency.VALID))
    if len(found) != 1 or found[0].raw_string != text:
        return None
    if "/" in text and not _AFTER_AREA_CODE.fullmatch(text):
        return None
    return phonenumbers.format_number(found[0].number, phonenumbers.PhoneNumberFormat.RFC3966)


def _plain(typed: str) -> str:
    """The digits of any script as 0 to 9, without marks that nobody sees."""
    seen = "".join(sign for sign in typed if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", "".join(map(_digit, seen))).strip()


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
