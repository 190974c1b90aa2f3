"""Whom a card is for: what the record says of it, else the age; drafts of before say it too."""

from datetime import date

import pytest

from walletcard.clinical.answered_by import AnsweredBy
from walletcard.form.drafts import Draft
from walletcard.form.whose import Whose

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("record", "answered_by"),
    [
        ({}, AnsweredBy.PATIENT),
        ({"born": "1980"}, AnsweredBy.PATIENT),
        ({"born": "2020"}, AnsweredBy.PARENT),
        ({"born": "2012", "answered_by": "parent"}, AnsweredBy.PARENT),
        ({"born": "1980", "answered_by": "caregiver"}, AnsweredBy.CAREGIVER),
    ],
)
def test_the_form_speaks_to_whoever_filled_it_in(
    record: dict[str, str], answered_by: AnsweredBy
) -> None:
    """Without an answer it is taken that a parent fills it in for a small child."""
    assert Whose.of(record, TODAY).answered_by is answered_by


@pytest.mark.parametrize(
    ("whose", "answered_by"), [("me", "patient"), ("child", "parent"), ("other", "caregiver")]
)
def test_a_draft_of_before_still_knows_whom_it_is_for(whose: str, answered_by: str) -> None:
    """It kept it beside the record, which had no place for it."""
    draft = Draft.from_json(1, {"whose": whose, "record": {"name": "Li Wu"}})

    assert draft.record == {"answered_by": answered_by, "name": "Li Wu"}
    assert "whose" not in draft.to_json()
    assert Draft.from_json(1, {"whose": whose}).record == {"answered_by": answered_by}
