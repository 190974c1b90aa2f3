"""The catalogue as lists, for other programs and for people who check it."""

from __future__ import annotations

from datetime import date

from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.entries import Signature, hash_of
from walletcard.clinical.listing import LISTS, counts, lists, outdated, states


def test_every_entry_is_listed_with_its_fields() -> None:
    """In the order of the files, and as many as are counted."""
    read = catalogue()
    listed = lists(read)
    assert tuple(listed) == LISTS
    for name, entries in listed.items():
        assert len(entries) == counts(read)[name] > 0
    assert [one["id"] for one in listed["medicines"]] == list(read.medicines)
    assert listed["medicines"][0]["classes"]


def test_a_sentence_is_listed_with_its_state_and_whether_it_may_print() -> None:
    """Other entries have neither."""
    listed = lists(catalogue())
    assert {one["state"] for one in listed["statements"]} == {"draft"}
    assert {one["may_print"] for one in listed["statements"]} == {True}
    assert "state" not in listed["sources"][0]


def test_a_signed_sentence_counts_as_reviewed_until_its_text_changes() -> None:
    """Then it is a draft again, and among the outdated."""
    read = catalogue()
    flat = read.statements["step.flat"]
    signature = Signature(by="Dr A", on=date(2026, 2, 3), text_hash=hash_of(flat.text))
    signed = flat.model_copy(update={"review": signature})
    changed = signed.model_copy(update={"text": "Sit."})
    for one, reviewed in ((flat, 0), (signed, 1), (changed, 0)):
        made = read.model_copy(update={"statements": {"a": one, "b": read.statements["step.cpr"]}})
        assert (states(made)["reviewed"], states(made)["draft"]) == (reviewed, 2 - reviewed)
        assert outdated(made) == [one] * (one is changed)
