"""Warnings about the questions of emergency staff: not answered, or answered against a list."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cautions.settled import ANSWERED, TODAY, settled, warned
from tests.clinical.saying import spoken
from walletcard.cautions.warnings import warnings


def test_questions_not_answered_are_counted() -> None:
    """Not listed as medical terms; a medicine answers one, but not the one that asks more."""
    alerts = {id: one for id, one in ANSWERED.items() if id not in ("asthma", "implant")}
    (caution,) = warnings(settled(alerts=alerts), TODAY)
    assert caution.path == "alerts"
    assert spoken(caution.said).startswith("2 questions that emergency staff ask are open")
    medicines = [{"id": "metoprolol"}, {"id": "prednisone"}]
    rest = {id: one for id, one in ANSWERED.items() if id not in ("beta-blocker", "asthma")}
    del rest["long-term-steroids"]
    asthma = [{"id": "asthma"}]
    (caution,) = warnings(settled(alerts=rest, medications=medicines, conditions=asthma), TODAY)
    assert spoken(caution.said).startswith("1 question that emergency staff ask is open")


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        (
            {"medications": [{"name": "Bisoprololo"}]},
            "alerts.beta-blocker",
            (
                "Beta-blocker: you answered no, and elsewhere: takes Bisoprololo. "
                "The card says both. Check which is right."
            ),
        ),
        (
            {"conditions": [{"id": "asthma"}]},
            "alerts.asthma",
            (
                "Asthma: you answered no, and elsewhere: lists asthma. "
                "The card says both. Check which is right."
            ),
        ),
    ],
)
def test_a_no_against_a_list_is_said(changes: dict[str, Any], path: str, said: str) -> None:
    """For medicines of the class and for conditions."""
    found = [one for one in warnings(settled(**changes), TODAY) if one.path.startswith("alerts")]
    assert [(one.path, spoken(one.said)) for one in found] == [(path, said)]


def test_a_yes_is_not_contradicted() -> None:
    """Nor is a no with nothing listed."""
    yes = ANSWERED | {"beta-blocker": {"answer": "yes"}}
    assert warned(settled(alerts=yes, medications=[{"id": "metoprolol"}])) == []
