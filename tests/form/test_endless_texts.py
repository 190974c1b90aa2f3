"""A box may be sent far more than any answer holds: it is read without delay, and then refused."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import FormField

from walletcard.form import languages
from walletcard.form.date_field import DAY_MONTH_YEAR
from walletcard.form.filling import filled_from_form
from walletcard.form.outline import ANSWERED, HELPERS, EntryList, form_of_entry, places
from walletcard.form.questions import QuestionGroup

LETTERS = 20_000  # with the square of which some patterns took seconds
SECONDS = 0.3  # of processor time; a form takes a tenth of it
ENDLESS = ("1" + " " * LETTERS + "x", "(" * LETTERS, "a(" * (LETTERS // 2), ",;" * (LETTERS // 2))


def boxes_of(form: QuestionGroup) -> Iterator[str]:
    """The names of all boxes that a form may have."""
    for one in form:
        if isinstance(one, FormField):
            yield from boxes_of(one.form)
        else:
            yield from (one.name, *(f"{one.name}-{part}" for part in DAY_MONTH_YEAR))


def kinds() -> Iterator[Callable[..., QuestionGroup]]:
    """The forms of all pages and lists."""
    for place in (*places(), ANSWERED, HELPERS):
        yield form_of_entry(place, "US") if isinstance(place, EntryList) else place.form


@pytest.mark.parametrize("text", ENDLESS, ids=["spaces", "brackets", "letters", "signs"])
def test_every_box_of_every_page_takes_an_endless_text_at_once(text: str) -> None:
    """Whatever the box reads: words, numbers, dates or languages."""
    languages.code("a language")  # which loads their names
    for kind in kinds():
        sent = MultiDict(dict.fromkeys(boxes_of(kind()), text))
        began = time.process_time()
        filled = filled_from_form(kind, {}, sent)
        assert filled.is_changed
        filled.form.validate()
        assert time.process_time() - began < SECONDS, kind
