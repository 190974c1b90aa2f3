"""Entries that were removed, and put back in any order."""

from __future__ import annotations

from itertools import permutations

import pytest

from walletcard.form.drafts import MOST_REMOVED, Draft
from walletcard.form.outline import CONTACTS

NAMES = ["Ann", "Ben", "Cleo", "Dov"]


def people() -> Draft:
    """A draft with four people to call, whose ids are 1 to 4."""
    return Draft.of({"contacts": [{"name": name} for name in NAMES]})


def names(draft: Draft) -> list[str]:
    """Who is called, in this order."""
    return [one["name"] for one in draft.record.get("contacts", ())]


def removed(draft: Draft) -> list[int]:
    """The ids of what can be put back."""
    return [one["id"] for one in draft.removed_from(CONTACTS)]


@pytest.mark.parametrize("taken", [*permutations((1, 2, 3, 4), 3)])
def test_everybody_is_where_they_were_whoever_is_put_back_first(taken: tuple[int, ...]) -> None:
    """Who is called first must not change by it."""
    for back in permutations(taken):
        draft = people()
        for id in taken:
            draft.remove(CONTACTS, id)
        for id in back:
            draft.put_back(CONTACTS, id)

        assert names(draft) == NAMES
        assert removed(draft) == []


def test_a_button_pressed_twice_puts_back_once() -> None:
    """The second press names somebody who is there."""
    draft = people()
    draft.remove(CONTACTS, 1)
    draft.remove(CONTACTS, 2)

    for _ in range(2):
        draft.put_back(CONTACTS, 2)

    assert names(draft) == ["Ben", "Cleo", "Dov"]
    assert removed(draft) == [1]


def test_what_another_window_saved_again_is_not_put_back_beside_it() -> None:
    """It has the same id."""
    draft = people()
    draft.remove(CONTACTS, 2)
    draft.put(CONTACTS, 2, {"name": "Benjamin"})

    draft.put_back(CONTACTS, 2)
    assert names(draft) == ["Ann", "Cleo", "Dov", "Benjamin"]

    draft.remove(CONTACTS, 2)
    draft.put_back(CONTACTS, 2)
    assert names(draft) == ["Ann", "Cleo", "Dov", "Benjamin"]
    assert removed(draft) == []


def test_a_full_list_takes_nothing_back() -> None:
    """A record with more would be refused."""
    draft = people()
    draft.remove(CONTACTS, 1)
    while len(names(draft)) < CONTACTS.most:
        draft.put(CONTACTS, draft.next_id(), {"name": "Eve"})

    draft.put_back(CONTACTS, 1)

    assert len(names(draft)) == CONTACTS.most
    assert removed(draft) == [1]


def test_a_draft_remembers_only_the_last_removals() -> None:
    """Else it would grow with each."""
    draft = people()
    for _ in range(MOST_REMOVED + 1):
        draft.put(CONTACTS, draft.next_id(), {"name": "Eve"})
        draft.remove(CONTACTS, draft.last_id)

    assert len(removed(draft)) == MOST_REMOVED
    assert removed(draft)[-1] == draft.last_id
