"""Reactions to rescue treatments: told to staff, never an order, and why they are still given."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.reacting import FLUID, SULFITE, TRIGGER_PARTS, reacting
from tests.clinical.saying import quoted, says, spoken
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part

RESCUES = (
    *({"id": id} for id in ("epinephrine", "oxygen", "iv-fluids", "saline", "sulfites")),
    *({"id": id} for id in ("ringer-lactate", "metabisulfite")),
    *({"name": name} for name in ("ADRENALIN", "EpiPen", "Sulphites in wine", "I.V. fluids")),
    *(
        {"name": name}
        for name in ("Sauerstoff", "アドレナリン", "Адреналин", "epi", "Sulfitallergie")
    ),
)


@pytest.mark.parametrize("reaction", ["anaphylaxis", "moderate", "mild", "advised", "unknown"])
@pytest.mark.parametrize("trigger", RESCUES, ids=str)
def test_a_rescue_treatment_is_never_barred(trigger: dict[str, Any], reaction: str) -> None:
    """Whatever was typed, it is reported to emergency staff, and nowhere else."""
    patient = reacting(trigger | {"reaction": reaction})
    statements = plan(patient).statements
    assert not plan(patient).of(*TRIGGER_PARTS)
    told = [one for one in statements if one.cause.startswith("triggers")]
    assert [one.part for one in told] == [Part.STAFF, Part.STAFF]
    assert told[0].id == "patient-reports"
    assert told[1].id.endswith(".still")


@pytest.mark.parametrize(
    ("name", "ground"),
    [
        ("adrenaline", SULFITE),
        ("sulphite", SULFITE),
        ("Natriummetabisulfit", SULFITE),
        ("Hartmann's solution", FLUID),
        ("Kochsalz", FLUID),
        ("Soro fisiológico", FLUID),
        ("Fysiologisk saltvann", FLUID),
        ("Физраствор", FLUID),
        ("生理食塩水", FLUID),
        ("乳酸リンゲル", FLUID),
        ("Happi", quoted("class.oxygen.still")),
        ("Kyslík", quoted("class.oxygen.still")),
        ("normal saline flush", FLUID),
        ("IV drip", FLUID),
        ("Ringer's solution", FLUID),
        ("Jonosteril", FLUID),
        ("O2 by mask", "Oxygen is still given."),
        ("酸素", quoted("class.oxygen.still")),
    ],
)
def test_the_ground_beside_a_report_is_of_what_was_reported(name: str, ground: str) -> None:
    """Who reacted to a fluid is told nothing of sulfite in a pen."""
    patient = reacting({"name": name, "reaction": "anaphylaxis"})
    told = says(patient, Part.STAFF)
    (report,) = [one for one in told if one.startswith("Patient reports: ")]
    assert report.startswith(f"Patient reports: {name}")
    assert told[told.index(report) + 1] == ground
    assert sum(one in (SULFITE, FLUID, quoted("class.oxygen.still")) for one in told) == 1


def test_several_reports_have_each_ground_once() -> None:
    """In the order of lives saved, after all reports."""
    patient = reacting(
        {"name": "saline with oxygen", "reaction": "mild"},
        {"id": "iv-fluids", "reaction": "moderate"},
        {"id": "epinephrine", "reaction": "mild"},
    )
    told = says(patient, Part.STAFF)
    start = told.index("Patient reports: IV fluid (intravenous fluids): moderate.")
    assert told[start : start + 6] == [
        "Patient reports: IV fluid (intravenous fluids): moderate.",
        "Patient reports: saline with oxygen: mild.",
        "Patient reports: epinephrine (adrenaline): mild.",
        SULFITE,
        FLUID,
        quoted("class.oxygen.still"),
    ]


def test_nothing_that_was_reported_stands_where_a_bystander_reads() -> None:
    """The steps say the same as without the report."""
    patient = reacting(
        {"name": "epinephrine", "reaction": "anaphylaxis", "confirmed_by": "a healer"}
    )
    assert says(patient, Part.STEP, Part.DETAIL) == says(reacting(), Part.STEP, Part.DETAIL)


def test_a_report_keeps_every_word_and_the_ground_beside_it_is_said_once() -> None:
    """Whose word it is, when, and who is said to have confirmed it; one sentence for all."""
    patient = reacting(
        {
            "id": "epinephrine",
            "reaction": "anaphylaxis",
            "last": "2019",
            "note": "heart raced",
            "confirmed_by": "Dr. No",
        },
        {"name": "Sulfite", "reaction": "advised"},
    )
    told = [one for one in plan(patient).of(Part.STAFF) if one.cause.startswith("triggers[")]
    assert [spoken(one) for one in told] == [
        (
            "Patient reports: epinephrine (adrenaline): anaphylaxis, 2019, heart raced, "
            "patient says Dr. No confirmed it."
        ),
        "Patient reports: Sulfite: told to avoid it, no reaction so far.",
        SULFITE,
    ]
    assert not plan(patient).of(Part.CONFIRMED)


def test_of_a_mixture_with_epinephrine_only_the_rest_is_ordered_away() -> None:
    """Lidocaine with epinephrine: the lidocaine is barred, the epinephrine reported."""
    patient = reacting(
        {
            "name": "lidocaine with epinephrine",
            "reaction": "anaphylaxis",
            "last": "2018",
            "confirmed_by": "Dr. Ek",
        }
    )
    assert says(patient, Part.NEVER) == ["Do not give lidocaine (lignocaine): anaphylaxis, 2018"]
    report = (
        "Patient reports: lidocaine with epinephrine: anaphylaxis, 2018, "
        "patient says Dr. Ek confirmed it."
    )
    assert says(patient, Part.STAFF).count(report) == 1
    assert says(patient, Part.CONFIRMED) == [
        "Patient says Dr. Ek confirmed as a trigger: lidocaine (lignocaine)"
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Local anaesthetic with adrenaline", ["Reacted to local anaesthetics: anaphylaxis"]),
        ("propofol and metabisulfite", ["Do not give propofol: anaphylaxis"]),
        ("chlorhexidine in saline", ["Do not use chlorhexidine: anaphylaxis"]),
        ("hydrocortisone in saline", ["Reacted to hydrocortisone: anaphylaxis"]),
        (
            "adrenaline, latex, aspirin",
            ["Do not give aspirin (acetylsalicylic acid), latex: anaphylaxis"],
        ),
        ("saline with oxygen", []),
    ],
)
def test_a_mixture_names_the_rest_and_keeps_its_rules(name: str, said: list[str]) -> None:
    """A needed group in a mixture is not ordered away either."""
    assert says(reacting({"name": name, "reaction": "anaphylaxis"}), Part.NEVER) == said
