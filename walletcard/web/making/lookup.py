"""What typed words may mean: how each page that looks words up offers and chooses it."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import request

from walletcard.cautions.suggest import Suggestion, suggest
from walletcard.clinical.field_rules import FIELD_CHARACTERS
from walletcard.clinical.pasted import cleaned


@dataclass(frozen=True)
class Lookup:
    """Words that were typed, and what of the catalogue they may mean.

    `chosen` is the id that the person chose for them, empty for the words as they are.
    """

    words: str
    found: tuple[Suggestion, ...]
    chosen: str | None = None

    @property
    def exact(self) -> str:
        """The entry that is called just so, if there is one."""
        return next((one.id for one in self.found[:1] if one.exact), "")

    @property
    def picked(self) -> str:
        """What is picked: what the person chose, else only an entry that is called just so."""
        return self.exact if self.chosen is None else self.chosen


def typed_words(box: str = "words") -> str:
    """The words that were typed to look up."""
    return cleaned(request.form.get(box, "")).strip()


def look_up(words: str, kinds: Collection[str], region: str | None = None) -> Lookup:
    """Look words up; a choice that was made for just these words stays."""
    is_same = request.form.get("looked") == words
    chosen = request.form.get("meant") if is_same else None
    is_read = kinds and not is_too_long(words)
    return Lookup(words, suggest(words, kinds=kinds, region=region) if is_read else (), chosen)


def is_too_long(words: str) -> bool:
    """Whether words will be refused as a name: to look them up first would take long."""
    return len(words) > FIELD_CHARACTERS
