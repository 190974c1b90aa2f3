"""Whom nobody can call."""

from __future__ import annotations

import pytest

from tests.cautions.settled import settled, warned


@pytest.mark.parametrize(
    ("name", "relation", "asked"),
    [
        ("Li Wu", None, True),
        ("LI  WU", "me", True),
        ("Li Wu", "father", False),
        ("Li Wu sen.", None, False),
        ("Ann Wu", None, False),
    ],
)
def test_the_own_name_among_the_people_to_call_is_asked_about(
    name: str, relation: str | None, *, asked: bool
) -> None:
    """A father and a son may have one name."""
    contact = {"name": name, "phone": "07700 900123"}
    contact |= {"relation": relation} if relation else {}
    found = warned(settled(name="Li Wu", contacts=[contact]))
    assert found == [("contacts[0].name", "contact-is-oneself")] * asked


def test_a_guardian_of_the_same_name_is_somebody_else() -> None:
    """A daughter may have her mother's name."""
    mother = {"name": "Li Wu", "phone": "07700 900123", "guardian": True}
    assert warned(settled(name="Li Wu", contacts=[mother])) == []
