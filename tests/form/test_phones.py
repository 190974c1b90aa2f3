"""Phone numbers that a change of country turned into others."""

from __future__ import annotations

import pytest

from walletcard.form.drafts import Draft
from walletcard.form.outline import CONTACTS
from walletcard.form.phones import misread

JO = {"name": "Jo", "phone": "06 12 34 56 78"}


def draft_of(region: str, phone: str) -> Draft:
    """A draft with one person to call."""
    return Draft.of({"region": region, "contacts": [JO | {"phone": phone}]})


def move(draft: Draft, region: str) -> None:
    """Change the country."""
    draft.changed(draft.record | {"region": region})


def told(draft: Draft) -> list[tuple[str, list[str], list[str]]]:
    """The country of each number that became another, what it was and what it is."""
    return [(one.region, one.then, one.now) for one in misread(draft.record, draft.typed_in)]


@pytest.mark.parametrize(
    ("before", "phone", "after", "said"),
    [
        ("FR", "06 12 34 56 78", "DE", [("FR", ["+33 6 12 34 56 78"], ["+49 6123 45678"])]),
        ("FR", "06 12 34 56 78 (soir)", "US", [("FR", ["+33 6 12 34 56 78"], [])]),
        ("FR", "6123 45678", "DE", []),
        ("ES", "06123 45678", "DE", [("ES", [], ["+49 6123 45678"])]),
        ("FR", "+33 6 12 34 56 78", "DE", []),
        ("FR", "0033 6 12 34 56 78", "DE", []),
        ("US", "617-555-0134", "CA", []),
        ("FR", "112", "DE", []),
        ("FR", "ask Jo", "DE", []),
    ],
)
def test_a_number_is_named_if_it_means_something_else_now(
    before: str, phone: str, after: str, said: list[tuple[str, list[str], list[str]]]
) -> None:
    """Some mean the same in both countries, and some are no numbers."""
    draft = draft_of(before, phone)
    assert told(draft) == []

    move(draft, after)

    assert told(draft) == said


def test_a_number_is_of_the_country_in_which_it_was_typed() -> None:
    """The first of several; one that is typed after the change is of the new one."""
    draft = draft_of("FR", "06 12 34 56 78")
    move(draft, "DE")
    draft.put(CONTACTS, draft.next_id(), {"name": "Al", "phone": "030 1234567"})
    assert [region for region, _, _ in told(draft)] == ["FR"]

    move(draft, "ES")
    assert [region for region, _, _ in told(draft)] == ["FR", "DE"]

    move(draft, "FR")
    assert [region for region, _, _ in told(draft)] == ["DE"]


def test_it_is_named_until_it_is_written_with_a_plus() -> None:
    """Other spaces make it no other number."""
    draft = draft_of("FR", "06 12 34 56 78")
    move(draft, "DE")

    draft.put(CONTACTS, 1, JO | {"phone": "0612345678"})
    assert len(told(draft)) == 1
    draft.put(CONTACTS, 1, JO | {"phone": "+33 6 12345678"})
    assert told(draft) == []


def test_an_entry_that_was_removed_and_put_back_is_named_too() -> None:
    """It was removed before the change of country, and another one after it."""
    draft = draft_of("FR", "06 12 34 56 78")
    draft.put(CONTACTS, 2, {"name": "Al"})
    draft.remove(CONTACTS, 1)
    draft.remove(CONTACTS, 2)
    move(draft, "DE")
    assert told(draft) == []

    draft.put_back(CONTACTS, 1)

    assert len(told(draft)) == 1


def test_the_first_choice_of_a_country_is_no_change() -> None:
    """A number may be typed before it."""
    draft = Draft.of({"contacts": [JO]})

    move(draft, "DE")

    assert told(draft) == []


def test_a_kept_draft_remembers_it() -> None:
    """The check page may be opened days later."""
    draft = draft_of("FR", "06 12 34 56 78")
    move(draft, "DE")

    assert told(Draft.from_json(1, draft.to_json())) == told(draft) != []
