"""Statements as sentences: the catalogue's text through gettext, the values by their kind.

What a person typed is escaped and never translated. It stands in a `<bdi>` of its own, so that
right-to-left words do not reorder the numbers beside them. Typed words, medicines, devices and
amounts are marked `translate="no"`, because a browser's translator turns names into words.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.statement import (
    TELLERS,
    Amount,
    Date,
    Device,
    Known,
    Language,
    Listed,
    Phone,
    Phrase,
    Statement,
    Term,
    Typed,
    Value,
)
from walletcard.wording.languages import language_name
from walletcard.wording.partial_date import read_partial_date

# Languages that the faces speak. English is the language of the catalogue itself.
LANGUAGES = ("en",)

NO_BREAK = "\N{NO-BREAK SPACE}"
# The space between a number and its unit.
_UNIT = re.compile(r"(?<=\d) (?=(?:mg|mcg|g|ng|kg|mL|mmHg|micrograms|h|min|%)(?![\w-]))")
# A number whose unit has a slash, at which a line would break.
_RATIO = re.compile(r"\d+\u00a0(?:mg|ng)/mL")
# A longer phone number does not fit on one line, and WeasyPrint would take seconds to try.
NUMBER_CHARACTERS = 40
DEVICE_CHARACTERS = 36  # of what stays on one line: a longer device would leave its panel
_UNITS = {
    "10^9/L": "× 10⁹/L",
    "10^3/uL": "× 10³/microlitre",
    "/uL": "per microlitre",
    "G/L": "G/L",
}
# In words: a sign is lost on a photocopy, and a screen reader may not say it.
COMPARATORS = {
    "<": "amount.less-than",
    "<=": "amount.at-most",
    ">=": "amount.at-least",
    ">": "amount.more-than",
}
_PRODUCTS = {"medicine", "device"}
_TERMS = {
    "subtype": "subtypes",
    "medicine": "medicines",
    "product": "products",
    "class": "classes",
    "trigger": "triggers",
    "condition": "conditions",
    "alert": "alerts",
    "sign": "signs",
    "device": "devices",
}


class Words:
    """The wording of one language.

    Raises `ValueError` for a language that the faces do not speak.
    """

    def __init__(self, language: str = "en") -> None:
        """Take a BCP 47 code from `LANGUAGES`."""
        if language not in LANGUAGES:
            raise ValueError(f"'{language}' is not translated. Languages: {', '.join(LANGUAGES)}.")
        self.language = language
        self._locale = Locale.parse(language)
        self._gettext = NullTranslations().gettext

    def say(self, said: Statement | Phrase) -> Markup:
        """A statement or phrase as a sentence, with `<b>` and `<bdi>`.

        A catalogue entry, or who says it, gets a capital at the start of a statement; typed words
        never do.
        """
        sentence = self.sentence(said.id, **said.values)
        begins_with_term = isinstance(said, Statement) and _begins_with_term(said)
        return _capital(sentence) if begins_with_term else sentence

    def sentence(self, id: str, **values: Value) -> Markup:
        """A catalogue sentence with its values. Raises `KeyError` if id or value is missing."""
        text = _marked_up(self._gettext(catalogue().statements[id].text))
        return Markup(text.format(**{name: self.value(value) for name, value in values.items()}))

    def with_blanks(self, id: str) -> Markup:
        """A catalogue sentence with the names of its placeholders in brackets, to be checked."""
        text = _with_bold(self._gettext(catalogue().statements[id].text))
        return Markup(re.sub(r"\{(\w+)\}", r"<i>[\1]</i>", str(text)))

    def plain(self, said: Statement | Phrase) -> str:
        """A statement or phrase as text without markup."""
        return self.say(said).striptags()

    def value(self, value: Value) -> Markup:  # noqa: C901, PLR0911 - one line a kind of value
        """A value in this language."""
        match value:
            case Typed(text):
                return Markup(f'<bdi translate="no">{escape(text)}</bdi>')
            case Known(text, means, is_choice):
                between = " or " if is_choice else " + "
                generic = between.join(self._generic(term) for term in means)
                return self.value(Typed(text)) + Markup(" ({})").format(kept(generic))
            case Phone(text) if len(text) > NUMBER_CHARACTERS:
                return self.value(Typed(text))
            case Phone(text):
                return Markup(f'<bdi class="phone" translate="no">{escape(text)}</bdi>')
            case Term(kind, id):
                name = self._term(kind, id)
                return kept(name) if kind in _PRODUCTS else escape(name)
            case Date(iso):
                return escape(self.date(iso))
            case Amount():
                return self._measured(value)
            case Language(code):
                return escape(self._language(code))
            case Device():
                return self._device(value)
            case Phrase():
                return self.say(value)
            case Listed(values, sign):
                return Markup(escape(sign)).join(map(self.value, values))
            case _:
                return escape(value)

    def date(self, iso: str) -> str:
        """A date with its month in letters: 9 Mar 1984, Mar 1984, 1984."""
        day, pattern = read_partial_date(iso)
        shown: str = format_date(day, pattern, locale=self._locale)
        return shown.replace(" ", NO_BREAK)

    def _term(self, kind: str, id: str) -> str:
        if kind in _TERMS:
            entry = getattr(catalogue(), _TERMS[kind])[id]
            name: str = getattr(entry, "face", None) or entry.name
            return self._gettext(name)
        return self._gettext(catalogue().statements[f"{kind}.{id}"].text)

    def _generic(self, term: Term) -> str:
        """A medicine with both its names for brackets: albuterol/salbutamol."""
        return self._term(term.kind, term.id).removesuffix(")").replace(" (", "/")

    def _measured(self, amount: Amount) -> Markup:
        """An amount, and the day on which it was measured."""
        shown = Markup('<span class="unit" translate="no">{}</span>').format(self._amount(amount))
        if amount.comparator:
            shown = self._compared(amount.comparator, shown)
        on = Markup(" ({})").format(self.value(Date(amount.on))) if amount.on else ""
        return shown + on

    def _compared(self, comparator: str, shown: Markup) -> Markup:
        """An amount with "more than" before it, as bold as it is and on one line with it.

        A browser may translate these words.
        """
        text = self._gettext(catalogue().statements[COMPARATORS[comparator]].text)
        before, after = text.replace(" ", NO_BREAK).split("{amount}")
        box = Markup('<span class="unit">{}</span>')
        return shown.join((box.format(before), box.format(after) if after else ""))

    def _amount(self, amount: Amount) -> str:
        # By default babel rounds to three decimals; a value is printed as it was entered.
        number = format_decimal(
            amount.value, locale=self._locale, decimal_quantization=False, group_separator=False
        )
        return f"{number} {_UNITS.get(amount.unit, amount.unit)}".replace(" ", NO_BREAK)

    def _in_one_line(self, device: list[str]) -> str:
        """What a device is, joined by no-break spaces; if it is long, only number and unit are."""
        together = NO_BREAK.join(device).replace(" ", NO_BREAK)
        return together if len(together) <= DEVICE_CHARACTERS else " ".join(device)

    def _language(self, code: str) -> str:
        named = language_name(code, self._locale)
        return named or self._gettext("a language with the code “{code}”").format(code=code)

    def _device(self, device: Device) -> Markup:
        """Name, form and strength; on paper on one line if it is short."""
        run = []
        if device.term:
            known = catalogue().devices[device.term.id]
            run.append(known.name)
            if known.form not in known.name.casefold():
                run.append(self._term("form", known.form.replace(" ", "-")))
        if device.strength:
            run.append(self._amount(device.strength))
        joined = self._in_one_line(run)
        if device.name is None:
            return kept(joined)
        own = self.value(Typed(device.name))
        return Markup(" ").join((own, kept(joined))) if joined else own


def _with_bold(text: str) -> Markup:
    """A catalogue sentence with `**…**` as `<b>…</b>`."""
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", str(escape(text))))


@cache
def _marked_up(text: str) -> str:
    """The same, with each number on one line with its unit, as text whose blanks are filled in."""
    told = str(unbroken(_with_bold(text)))
    return _RATIO.sub(r'<span class="unit">\g<0></span>', told)


def unbroken(said: Markup) -> Markup:
    """A sentence whose numbers stand on one line with their units."""
    return Markup(_UNIT.sub(NO_BREAK, said))


def kept(text: str) -> Markup:
    """A text that a browser's translator leaves unchanged."""
    return Markup(f'<span translate="no">{escape(text)}</span>')


def _begins_with_term(statement: Statement) -> bool:
    """Whether a statement begins with who says it, or with a term (a device is none)."""
    first = re.match(r"(?:\*\*)?\{(\w+)\}", catalogue().statements[statement.id].text)
    value = statement.values[first[1]] if first else None
    while isinstance(value, Listed):
        value = value.values[0]
    return isinstance(value, Term) or value in TELLERS


def _capital(sentence: Markup) -> Markup:
    return Markup(re.sub(r"^((?:<[^>]*>)*)([a-z])", lambda m: m[1] + m[2].upper(), sentence))
