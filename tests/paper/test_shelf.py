"""The shelf of layouts, which many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.people import person
from walletcard.paper import action_plan, card
from walletcard.paper.papers import Order
from walletcard.paper.sheets import Sheet


def test_what_is_printed_again_comes_off_the_shelf(
    tmp_path: Path, laid_out_anew: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same bytes, and without the layout engine."""
    assert laid_out_anew is None
    first = Order(person("02"), Sheet.A4).papers()
    assert list(tmp_path.glob("*.pdf"))
    monkeypatch.setattr("walletcard.paper.pdf.lay_out", None)

    assert Order(person("02"), Sheet.A4).papers() == first


@pytest.mark.usefixtures("laid_out_anew")
def test_other_words_are_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shelf that gave one person's card to another would hide any fault."""
    printed = {Order(person(number), Sheet.A4).card().pdf for number in ("01", "02")}
    assert len(printed) == 2
    monkeypatch.setattr("walletcard.paper.pdf.lay_out", None)

    with pytest.raises(TypeError):
        Order(person("04"), Sheet.A4).card()


def test_the_modules_that_make_papers_use_the_shelf() -> None:
    """Of each paper."""
    for module in (card, action_plan):
        assert vars(module)["lay_out"].__module__ == "tests.paper.shelf"
