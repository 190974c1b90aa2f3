"""Alerts and counts of reactions that another answer, or a note beside them, denies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cautions.settled import ANSWERED, settled, warned


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # a no that its own note denies
        (
            {"alerts": ANSWERED | {"beta-blocker": {"answer": "no", "note": "timolol drops"}}},
            [("alerts.beta-blocker", "alert-says-no.note")],
        ),
        (
            {"alerts": ANSWERED | {"beta-blocker": {"answer": "no", "note": "no timolol"}}},
            [],
        ),
        (
            {"alerts": ANSWERED | {"beta-blocker": {"answer": "no", "note": "timolol until 2020"}}},
            [],
        ),
        # a yes that something else denies
        (
            {"alerts": ANSWERED | {"beta-blocker": {"answer": "yes"}}, "medications": []},
            [("alerts.beta-blocker", "alert-says-yes")],
        ),
        (
            {"alerts": ANSWERED | {"immune-suppressed": {"answer": "yes"}}, "medications": []},
            [],
        ),
        (
            {"alerts": ANSWERED | {"asthma": {"answer": "yes", "note": "outgrown"}}},
            [("alerts.asthma", "alert-perhaps-over")],
        ),
        (
            {"alerts": ANSWERED | {"anticoagulant": {"answer": "yes", "note": "stopped"}}},
            [("alerts.anticoagulant", "alert-perhaps-over")],
        ),
        # of what stays true once it was, a past is no end
        (
            {"alerts": ANSWERED | {"difficult-airway": {"answer": "yes", "note": "in the past"}}},
            [],
        ),
        ({"alerts": ANSWERED | {"transplant": {"answer": "yes", "note": "cured"}}}, []),
        ({"alerts": ANSWERED | {"fragile-bones": {"answer": "yes", "note": "healed"}}}, []),
        (
            {"alerts": ANSWERED | {"asthma": {"answer": "yes", "note": "since childhood"}}},
            [],
        ),
        (
            {"alerts": ANSWERED | {"long-term-steroids": {"answer": "yes", "note": "stopped"}}},
            [],  # taken within the last year is enough
        ),
        *(
            (
                {"alerts": ANSWERED | {"long-term-steroids": {"answer": "yes", "note": note}}},
                [("alerts.long-term-steroids", "alert-perhaps-over")] if is_asked else [],
            )
            for note, is_asked in (
                ("until 5/2026", False),
                ("since 2019", False),
                ("stopped 2019", True),
                ("pills 2015-2019", True),
            )
        ),
        # no severe reaction, and one
        (
            {"reactions": {"anaphylaxis_count": 0, "last": "2020"}},
            [("reactions.anaphylaxis_count", "none-and-some")],
        ),
        (
            {"reactions": {"anaphylaxis_count": 0, "intensive_care": True}},
            [("reactions.anaphylaxis_count", "none-and-some")],
        ),
        (
            {
                "reactions": {"anaphylaxis_count": 0},
                "triggers": [{"id": "latex", "reaction": "anaphylaxis"}],
            },
            [("reactions.anaphylaxis_count", "none-and-some")],
        ),
        (
            {
                "reactions": {"anaphylaxis_count": 0, "doses_needed": 0, "second_wave": False},
                "triggers": [{"id": "latex", "reaction": "mild"}],
            },
            [],
        ),
        ({"reactions": {"anaphylaxis_count": 1, "last": "2020"}}, []),
    ],
)
def test_an_answer_that_another_denies_is_asked_about(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Once, at the alert or at the number of reactions."""
    assert warned(settled(**changes)) == expected
