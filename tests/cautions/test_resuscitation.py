"""A decision about resuscitation in the person's words changes no step: the person is told so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cautions.settled import settled, warned


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"conditions": [{"name": "DNR - POLST on fridge"}]}, [("conditions[0]", "resuscitation")]),
        (
            {"instructions": {"text": "Diretiva antecipada: não reanimar.", "by": "Dr. Velloso"}},
            [("instructions.text", "resuscitation")],
        ),
        (
            {"conditions": [{"name": "Patientenverfügung vorhanden"}, {"name": "蘇生不要"}]},
            [("conditions[0]", "resuscitation")],
        ),
        ({"instructions": {"text": "For full resuscitation. DNI 12345678Z", "by": "Dr. A"}}, []),
        *(
            (
                {"instructions": {"text": text, "by": "Dr. A"}},
                [("instructions.text", "resuscitation")],
            )
            for text in (
                "No CPR.",
                "Do not ignore my DNR",
                "Le mie disposizioni anticipate",
                "No allergies known. DNR.",
                "No living will; POLST on fridge",
                "No ventilation, DNACPR",
                "Allergies: none\nDNR",
                "不施行心肺复苏",
            )
        ),
        *(
            ({"instructions": {"text": text, "by": "Dr. A"}}, [])
            for text in (
                "I have no advance directive",
                "I don't have a living will",
                "No living will",
                "I do not want a DNR",
                "Je n'ai pas de directives anticipées",
                "Não tenho diretiva antecipada",
                "full code, no DNR",
                "Keine Patientenverfügung",
                "pas de directives anticipées",
                "Ik heb geen wilsverklaring",
            )
        ),
    ],
)
def test_a_decision_is_named_at_the_first_answer_with_one(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """And none that the words before it deny."""
    assert warned(settled(**changes)) == expected
