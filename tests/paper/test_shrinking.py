"""Inline blocks are as wide as WeasyPrint makes them, and found without trying each letter."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint

from walletcard.paper import pdf

FEW = 10
TEXTS = {
    "short": "red pouch",
    "long": "left outer pocket of the grey rucksack " * 8,
    "one word": "W" * 99,
    "Japanese": "あ" * 300,
    "directions": "a ש 1 ع " * 37,
    "lines": "one\ntwo, which is longer\nthree",
}


def lay_out(text: str) -> None:
    """Lay out an inline block that a person's words fill."""
    style = "bdi { overflow-wrap: anywhere; white-space: pre-wrap } b { display: inline-block }"
    pdf.lay_out(
        f"<html lang=en><title>-</title><style>@page {{ size: 80mm }} {style}</style>"
        f"<p>EpiPen: <b>at <bdi>{text}</bdi></b>"
    )


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_an_inline_block_is_as_wide_as_before(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether its text fits the line or not."""
    pdf.warm()
    layout: Any = weasyprint.layout
    ours, theirs = layout.inline.shrink_to_fit, layout.preferred.shrink_to_fit
    widths = []

    def both(*given: Any) -> float:
        widths.append((ours(*given), theirs(*given)))
        return float(ours(*given))

    monkeypatch.setattr(layout.inline, "shrink_to_fit", both)
    lay_out(text)
    assert ours is not theirs
    assert widths
    assert all(mine == its for mine, its in widths)


def test_the_letters_of_a_long_text_are_not_tried_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its width takes a few shapings, not three hundred."""
    pdf.warm()
    preferred: Any = weasyprint.layout.preferred
    shape, shaped = preferred.split_first_line, []

    def counting(*given: Any, **named: Any) -> Any:
        shaped.append(1)
        return shape(*given, **named)

    monkeypatch.setattr(preferred, "split_first_line", counting)
    lay_out(TEXTS["Japanese"])
    assert 0 < len(shaped) <= FEW
