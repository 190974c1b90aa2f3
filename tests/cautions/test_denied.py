"""Words beside an answer that deny it are asked about."""

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
        ({"id": "ibuprofen", "note": "mal toléré"}, []),
        ({"id": "ibuprofen", "note": "Lo tolera mal"}, []),
        ({"name": "ibuprofène mal toléré"}, [("triggers[0].name", "ask-thing")]),
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


@pytest.mark.parametrize(
    ("trigger", "asked"),
    [
        ({"id": "ibuprofen", "reaction": "mild", "note": "anaphylactic shock"}, True),
        ({"id": "ibuprofen", "reaction": "advised", "note": "Anaphylaxie 2019"}, True),
        ({"id": "ibuprofen", "reaction": "unknown", "note": "アナフィラキシー"}, True),
        ({"id": "latex", "reaction": "moderate", "note": "choque anafiláctico"}, True),
        ({"name": "anaphylaxis to ibuprofen", "reaction": "mild"}, True),
        ({"id": "ibuprofen", "reaction": "mild", "note": "hives, no anaphylaxis"}, False),
        ({"id": "ibuprofen", "reaction": "mild", "note": "keine Anaphylaxie"}, False),
        ({"id": "ibuprofen", "reaction": "mild", "note": "anafilassi mai"}, False),
        ({"id": "ibuprofen", "reaction": "mild", "note": "anaphylaxis was excluded"}, False),
        ({"id": "ibuprofen", "reaction": "mild", "note": "anaphylaxis without a rash"}, True),
        ({"id": "ibuprofen", "reaction": "anaphylaxis", "note": "anaphylactic shock"}, False),
    ],
)
def test_a_reaction_that_is_graver_in_words_is_asked_about(
    trigger: dict[str, Any], *, asked: bool
) -> None:
    """The papers go by what was chosen: no "do not give" is made of a note."""
    found = warned(settled(triggers=[trigger]))
    assert found == [("triggers[0]", "graver-in-words")] * asked


@pytest.mark.parametrize(
    ("tolerated", "asked"),
    [
        ({"id": "ibuprofen", "note": "not any more"}, True),
        ({"id": "ibuprofen", "note": "allergic"}, True),
        ({"id": "ibuprofen", "note": "stopped 2020"}, True),
        ({"name": "ibuprofen not tolerated"}, True),
        ({"name": "no ibuprofen"}, True),
        ({"name": "ibuprofen nicht vertragen"}, True),
        ({"id": "ibuprofen", "note": "no reaction"}, False),
        ({"id": "ibuprofen", "note": "not with food"}, False),
        ({"id": "ibuprofen", "note": "allergic; paracetamol tolerated"}, True),
        ({"id": "ibuprofen", "note": "last taken 2023"}, False),
        ({"id": "ibuprofen", "note": "allergy excluded 2020"}, False),
        ({"id": "ibuprofen", "note": "former allergy, tolerated now"}, False),
        ({"id": "ibuprofen", "note": "often"}, False),
        ({"name": "ibuprofen 400 mg"}, False),
    ],
)
def test_what_is_tolerated_no_more_is_asked_about(
    tolerated: dict[str, Any], *, asked: bool
) -> None:
    """The papers have it under what was taken safely."""
    found = warned(settled(tolerated=[tolerated]))
    assert found == [("tolerated[0]", "tolerated-no-more")] * asked


@pytest.mark.parametrize("name", ["ibuprofen, no reaction", "ibuprofen last taken 2023"])
def test_what_was_tolerated_in_other_words_is_asked_for_its_meaning(name: str) -> None:
    """Nobody is told to remove what was taken without a reaction."""
    found = warned(settled(tolerated=[{"name": name}]))
    assert found == [("tolerated[0].name", "ask-thing")]


@pytest.mark.parametrize(
    ("on", "last", "asked"),
    [
        ("2024-03-05", "2024-03-05", True),
        ("2024-03-06", "2024-03-05", True),
        ("2024-03-07", "2024-03-05", False),
        ("2024-03-04", "2024-03-05", False),
        ("2024-03", "2024-03", False),
        ("2024-03-01", "2024-03", False),
        (None, "2024-03-05", False),
    ],
)
def test_a_usual_tryptase_from_the_day_of_a_reaction_is_asked_about(
    on: str | None, last: str, *, asked: bool
) -> None:
    """Staff compare the value of a reaction with it."""
    tryptase = {"value": 95, "unit": "ng/mL"} | ({"on": on} if on else {})
    stung = {"id": "wasp-venom", "reaction": "anaphylaxis", "last": last}
    for beside in ({"reactions": {"last": last}}, {"triggers": [stung]}):
        found = warned(settled(diagnosis={"baseline_tryptase": tryptase}, **beside))
        assert found == [("diagnosis.baseline_tryptase.on", "tryptase-of-a-reaction")] * asked
