"""A signature: recorded with one line, bound to every letter, refused where it would be lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from walletcard.clinical.catalogue import DATA, catalogue, load
from walletcard.clinical.entries import Signature, hash_of
from walletcard.clinical.listing import outdated
from walletcard.clinical.review import ReviewRefused, checkout, sign

WHO, DAY = "Dr Zoë “Z” O'Neil, Østerbro", date(2026, 2, 3)
# One of each file that holds sentences; some files hold other kinds of entry in between.
STATEMENTS = (
    "step.flat",
    "alert.beta-blocker.staff",
    "subtype.indolent.patient",
    "class.beta-blocker.staff",
    "reading.doubt",
)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A copy of the data files."""
    return copytree(DATA, tmp_path / "catalogue")


def lines(folder: Path) -> dict[str, list[str]]:
    """Every line of every file."""
    return {file.name: file.read_text("utf-8").splitlines() for file in folder.glob("*")}


@pytest.mark.parametrize("id", STATEMENTS)
def test_a_signature_is_one_line_and_is_read_back(folder: Path, id: str) -> None:
    """Comments, order and everything else stay; reviewer, day and hash are there."""
    before = lines(folder)
    file = sign(folder, id, WHO, DAY)

    after = lines(folder)
    (added,) = set(after[file.name]) - set(before[file.name])
    assert added.startswith("review = ")
    assert [line for line in after[file.name] if line != added] == before[file.name]
    assert {name for name in after if after[name] != before[name]} == {file.name}
    sentence = load(folder).statements[id]
    assert sentence.review == Signature(by=WHO, on=DAY, text_hash=hash_of(sentence.text))
    assert sentence.review_state == "reviewed"


def test_nothing_else_is_reviewed_by_it(folder: Path) -> None:
    """One signature is for one sentence."""
    sign(folder, "step.flat", WHO, DAY)
    reviewed = [
        one.id for one in load(folder).statements.values() if one.review_state == "reviewed"
    ]
    assert reviewed == ["step.flat"]


@pytest.mark.parametrize(("old", "new"), [("flat", "flot"), ("up.", "up"), ("Do ", "do ")])
def test_a_changed_letter_makes_a_draft_again(folder: Path, old: str, new: str) -> None:
    """And the catalogue knows which sentence it was."""
    file = sign(folder, "step.flat", WHO, DAY)
    text = catalogue().statements["step.flat"].text
    changed = file.read_text("utf-8").replace(text, text.replace(old, new, 1))
    file.write_text(changed, "utf-8")

    read = load(folder)
    assert read.statements["step.flat"].review_state == "draft"
    assert [one.id for one in outdated(read)] == ["step.flat"]
    file.write_text(changed.replace(text.replace(old, new, 1), text), "utf-8")
    assert load(folder).statements["step.flat"].review_state == "reviewed"
    assert outdated(load(folder)) == []


def test_a_second_signature_replaces_the_first(folder: Path) -> None:
    """A sentence has one reviewer: the last."""
    before = lines(folder)
    sign(folder, "step.flat", WHO, DAY)
    file = sign(folder, "step.flat", "Dr B. Test", DAY)
    assert len(lines(folder)[file.name]) == len(before[file.name]) + 1
    review = load(folder).statements["step.flat"].review
    assert review is not None
    assert review.by == "Dr B. Test"
    with pytest.raises(ReviewRefused, match="already"):
        sign(folder, "step.flat", "Dr B. Test", DAY)


def test_an_unknown_statement_is_refused_with_what_may_be_meant(folder: Path) -> None:
    """A typing error gets its answer; nonsense gets none."""
    before = lines(folder)
    with pytest.raises(ReviewRefused, match=r"Did you mean step\.flat or"):
        sign(folder, "step.falt", WHO, DAY)
    with pytest.raises(ReviewRefused) as refusal:
        sign(folder, "zzzz", WHO, DAY)
    assert str(refusal.value) == "There is no statement zzzz."
    assert lines(folder) == before


@pytest.mark.parametrize("by", ["", " ", "\n", "Dr A\nDr B", " Dr A", "Dr A\x00"])
def test_an_invalid_name_is_refused(folder: Path, by: str) -> None:
    """Somebody must stand behind it."""
    with pytest.raises(ReviewRefused, match="name"):
        sign(folder, "step.flat", by, DAY)


def test_more_than_a_signature_is_never_written(folder: Path) -> None:
    """A table inside a sentence's table would move: the file is refused and stays."""
    file = folder / "odd.toml"
    text = "[[statement]]\nid = 'odd'\ntext = '''\nA.\n[[statement]]\nid = 'odd'\n'''\n"
    file.write_text(text + "sources = ['form']\n", "utf-8")
    before = lines(folder)
    with pytest.raises(ReviewRefused):
        sign(folder, "odd", WHO, DAY)
    assert lines(folder) == before


def test_this_checkout_can_be_signed_in() -> None:
    """Its data files lie beside its source code."""
    assert checkout() == DATA
