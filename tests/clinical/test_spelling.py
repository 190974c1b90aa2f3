"""How a text is parted."""

from __future__ import annotations

import pytest

from walletcard.clinical.spelling import said_apart


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("no effect, stopped", ["no effect", " stopped"]),
        ("no effect! Stopped", ["no effect", " Stopped"]),
        ("keine - abgesetzt", ["keine", "abgesetzt"]),
        ("無。蘇生不要", ["無", "蘇生不要"]),
        ("none\n0-HLR", ["none", "0-HLR"]),
        ("none (0-HLR", ["none ", "0-HLR"]),
        ("no,2 pens", ["no", "2 pens"]),
        ("2,5 mg at 21:00 since 3.11.2020.", ["2,5 mg at 21:00 since 3.11.2020", ""]),
    ],
)
def test_a_text_is_parted_where_two_things_are_said(text: str, parts: list[str]) -> None:
    """Not inside a number, and also before one."""
    assert said_apart(text) == parts
