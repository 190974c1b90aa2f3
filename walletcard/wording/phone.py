"""Phone numbers as links that a phone can call."""

from __future__ import annotations

import phonenumbers
from markupsafe import Markup

from walletcard.clinical.statement import Phone, Value
from walletcard.wording.words import Words


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
    """A number as a `tel:` address (RFC 3966); None if it is no number that could be called.

    A wrong number is worse than none, so nothing is guessed: an extension stays one.
    """
    if phonenumbers.is_emergency_number(typed, region):
        return f"tel:{typed}"  # the few digits that bring help are no subscriber's number
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966)
