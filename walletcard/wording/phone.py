"""Phone numbers as links that a phone can call."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from markupsafe import Markup

from walletcard.clinical.statement import Date, Phone, Phrase, Statement, Value
from walletcard.wording.words import Words, kept, unbroken

# How emergency numbers are written: 112, 1 1 2, 9-1-1.
_FEW_DIGITS = re.compile(r"\d(?:[ -]?\d){1,5}")
# A slash may follow an area code (030/1234567), or stand between two numbers (2012/2013).
_AFTER_AREA_CODE = re.compile(r"[(+]*[0+][^/]*/(?:[^/\d]*\d){5}[^/]*")


class CallingWords(Words):
    """The wording of one language, for screens where a tap on a number calls it."""

    def __init__(self, language: str, region: str) -> None:
        """Take a language of `LANGUAGES`, and the country (ISO 3166) for numbers without a +."""
        super().__init__(language)
        self._region = region
        self._told: dict[int, tuple[Statement | Phrase, Markup]] = {}

    def say(self, said: Statement | Phrase) -> Markup:
        """The same, with no line break between a number and its unit, in typed words too.

        A screen has most statements twice: to read, and among the words to copy.
        """
        if id(said) not in self._told:
            self._told[id(said)] = said, unbroken(super().say(said))
        return self._told[id(said)][1]

    def value(self, value: Value) -> Markup:
        """A value as it reads in this language; a phone number as a link.

        A translator would turn months into words that mean something else: mar is a sea.
        """
        shown = super().value(value)
        if isinstance(value, int | Date):
            return kept(shown)
        link = calling(value.text, self._region) if isinstance(value, Phone) else None
        return Markup('<a href="{}">{}</a>').format(link, shown) if link else shown

    def _in_one_line(self, device: list[str]) -> str:
        """A narrow screen has no room for it all: only a number and its unit stay together."""
        return " ".join(device)


def calling(typed: str, region: str) -> str | None:
    """A number as a `tel:` address (RFC 3966); None unless the whole text is surely one number.

    A wrong number is worse than none. So there is no link if a word or a second number stands
    beside it, or if it lacks an area code. An extension is kept.
    """
    text = _plain(typed)
    if _FEW_DIGITS.fullmatch(text):
        digits = re.sub("[ -]", "", text)
        if phonenumbers.is_emergency_number(digits, region):
            return f"tel:{digits}"  # the library knows emergency numbers, but does not match them
    found = list(phonenumbers.PhoneNumberMatcher(text, region, phonenumbers.Leniency.VALID))
    if len(found) != 1 or found[0].raw_string != text:
        return None
    if "/" in text and not _AFTER_AREA_CODE.fullmatch(text):
        return None
    return phonenumbers.format_number(found[0].number, phonenumbers.PhoneNumberFormat.RFC3966)


def is_short(typed: str, region: str) -> bool:
    """Whether a text is a short number of the country, not for messages alone: 116 117, 1177."""
    text = _plain(typed)
    if not _FEW_DIGITS.fullmatch(text):
        return False
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:  # "00" begins a number of another country
        return False
    is_valid = phonenumbers.is_valid_short_number_for_region(number, region)
    return is_valid and not phonenumbers.is_sms_service_for_region(number, region)


def numbers_in(typed: str, region: str) -> list[str]:
    """All phone numbers in a text, with + and the code of their country.

    `region` (ISO 3166) is the country of numbers without a +.
    """
    found = phonenumbers.PhoneNumberMatcher(_plain(typed), region, phonenumbers.Leniency.VALID)
    international = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return [phonenumbers.format_number(one.number, international) for one in found]


def _plain(typed: str) -> str:
    """The text with digits of any script as 0 to 9, and without invisible marks."""
    seen = "".join(sign for sign in typed if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", "".join(map(_digit, seen))).strip()


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
