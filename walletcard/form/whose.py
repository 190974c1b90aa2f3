"""Whom a card is for, and how the form speaks of them: "your medicines" or "Maria’s medicines"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Form, FormField

from walletcard.clinical.age import eldest
from walletcard.clinical.answered_by import AnsweredBy
from walletcard.clinical.catalogue import catalogue
from walletcard.form.fields import ManyField, PickField
from walletcard.form.options import capital
from walletcard.form.two_ways import TwoWays

WHOSE: dict[str, str] = {
    AnsweredBy.PATIENT: "Me",
    AnsweredBy.PARENT: "My child",
    AnsweredBy.CAREGIVER: "Someone I care for",
}
CALLED = {AnsweredBy.PARENT: "your child", AnsweredBy.CAREGIVER: "this person"}
# A longer name would push a question off a small screen; then the form says "your child".
LONGEST_IN_HEADING = 40
# Without an answer, a card of somebody under this age is taken for that of a child.
CHILD_UNDER = 12
GROWN_UP = 18

_DRUG = re.compile(r"\b(epinephrine|adrenaline)\b", re.IGNORECASE)
_STEROID = re.compile(r"\bprednisone\b")
_OTHER_WORD = {"epinephrine": "adrenaline", "adrenaline": "epinephrine"}


@dataclass(frozen=True)
class Whose:
    """The person of a card, and who fills in the form; `age` in years, at the most."""

    answered_by: AnsweredBy = AnsweredBy.PATIENT
    name: str = ""
    region: str = ""
    age: int | None = None

    @classmethod
    def of(cls, record: dict[str, Any], today: date) -> "Whose":
        """The person of a record; without an answer, what the age says."""
        born = record.get("born")
        age = eldest(born, today.isoformat()) if born else None
        is_small = age is not None and age < CHILD_UNDER
        guess = AnsweredBy.PARENT if is_small else AnsweredBy.PATIENT
        by = AnsweredBy(record.get("answered_by", guess))
        return cls(by, record.get("name", ""), record.get("region", ""), age)

    @property
    def is_me(self) -> bool:
        """Whether the person fills in the form for themselves."""
        return self.answered_by is AnsweredBy.PATIENT

    @property
    def is_of_parent(self) -> bool:
        """Whether a parent fills in the form for their child."""
        return self.answered_by is AnsweredBy.PARENT

    @property
    def called(self) -> str:
        """Whom a sentence means that says "you"; empty for whoever reads it."""
        return "" if self.is_me else self.name or CALLED[self.answered_by]

    @property
    def is_child(self) -> bool:
        """Whether the person is somebody's child, or not grown up."""
        return self.is_of_parent or self.is_under(GROWN_UP)

    def is_under(self, years: int) -> bool:
        """Whether the person is surely under an age."""
        return self.age is not None and self.age < years

    def plain(self, text: str) -> str:
        """Words of the form without a name: for questions, titles and lists."""
        return self._local(self._filled(text, CALLED.get(self.answered_by, "")))

    def around_name(self, text: str) -> tuple[str, str, str]:
        """Words of the form with the name, for headings: before the name, the name, after it."""
        if self.is_me or not self.name or len(self.name) > LONGEST_IN_HEADING:
            return self.plain(text), "", ""
        before, held, after = self._local(_of_another(text)).partition("{}")
        return before, self.name if held else "", after

    def _filled(self, text: str, called: str) -> str:
        if self.is_me:
            return text
        said = _of_another(text)
        filled = said.replace("{}", called)
        return capital(filled) if said.startswith("{}") else filled

    def _local(self, text: str) -> str:
        """The words of the country: adrenaline, prednisolone."""
        if catalogue().says_adrenaline(self.region):
            text = _DRUG.sub(lambda found: _like(found[0], _OTHER_WORD[found[0].lower()]), text)
        return _STEROID.sub(" or ".join(steroids(self.region)), text)

    def address(self, form: Form) -> None:
        """Speak of the person in all questions of a form."""
        for field in form:
            field.label.text = self.plain(field.label.text)
            field.description = self.plain(field.description)
            if not self.is_me and "autocomplete" in (field.render_kw or {}):
                field.render_kw = {**field.render_kw, "autocomplete": "off"}
            if isinstance(field, FormField):
                self.address(field.form)
            elif isinstance(field, PickField):
                field.hints = {key: self.plain(hint) for key, hint in field.hints.items()}
                field.offer({key: self.plain(said) for key, said in field.options.items()})
            elif isinstance(field, ManyField):
                field.none = self.plain(field.none)


NOBODY = Whose()  # whose name and age are not known


def answered_in(sent: Iterable[tuple[str, str]]) -> AnsweredBy | None:
    """Who fills in the form, by what was sent; None if that does not say it."""
    found = dict(sent).get("answered_by")
    return AnsweredBy(found) if found in WHOSE else None


def steroids(region: str) -> tuple[str, ...]:
    """Which of the two usual steroids is sold in a country; both if the catalogue has no brand."""
    both = ("prednisone", "prednisolone")
    sold = tuple(one for one in both if region in catalogue().medicines[one].brands)
    return sold or both


def _of_another(text: str) -> str:
    return text.of_another if isinstance(text, TwoWays) else text


def _like(model: str, word: str) -> str:
    """A word with a capital if the other one had it."""
    return capital(word) if model[:1].isupper() else word
