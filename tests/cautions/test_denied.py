"""A trigger whose own words say that it is tolerated is asked about."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cautions.settled import settled, warned

TOLERATED = [("triggers[0]", "trigger-and-tolerated")]


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ({"id": "ibuprofen", "note": "provocation 2024, tolerated"}, TOLERATED),
        ({"name": "Ibuprofen", "note": "wird vertragen"}, TOLERATED),
        ({"name": "Ibuprofène", "note": "toléré depuis 2022"}, TOLERATED),
        ({"id": "alcohol", "note": "tolerated"}, TOLERATED),
        ({"name": "tolerates ibuprofen"}, TOLERATED),
        ({"name": "verträgt Ibuprofen"}, TOLERATED),
        ({"id": "ibuprofen", "note": "not tolerated"}, []),
        ({"id": "ibuprofen", "note": "nicht vertragen"}, []),
        ({"id": "ibuprofen", "note": "tolerated until 2019"}, []),
        ({"id": "ibuprofen", "note": "paracetamol tolerated"}, []),
        ({"id": "aspirin", "note": "100 mg tolerated"}, []),
        ({"id": "latex", "note": "short contact tolerated"}, []),
        ({"id": "nsaids", "note": "tolerates aspirin"}, []),
        ({"id": "ibuprofen", "reaction": "advised", "note": "tolerated"}, []),
        (
            {"name": "NSAIDs, tolerates paracetamol"},
            [("triggers[0].name", "ask-thing")],
        ),
    ],
)
def test_a_trigger_that_is_tolerated_is_asked_about(
    trigger: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Not if another thing is tolerated, or a low dose; and no tap makes an order of the name."""
    patient = settled(triggers=[{"reaction": "anaphylaxis"} | trigger])
    assert warned(patient) == expected
