"""Warnings about the questions of emergency staff: not answered, or answered against a list."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cautions.settled import ANSWERED, TODAY, settled, warned
from tests.clinical.saying import spoken
from walletcard.cautions.warnings import warnings
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.plan import plan

ON_THE_PLAN = {"not-known.alert", "alert.not-known-but"}
TWENTY_KG = {"value": 20, "unit": "kg", "on": "2026-11"}


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


@pytest.mark.parametrize("medicines", [[], [{"id": "prednisone"}, {"id": "warfarin"}]])
@pytest.mark.parametrize(("born", "not_asked"), [("1984", 0), ("2020-05", 1), ("2013", 0)])
def test_each_question_that_is_counted_is_on_the_plan_and_asked(
    born: str, not_asked: int, medicines: list[dict[str, str]]
) -> None:
    """Nobody surely under 12 is asked about beta-blockers; of a steroid more is asked."""
    patient = settled(born=born, weight=TWENTY_KG, alerts={}, medications=medicines)
    said = [spoken(one.said) for one in warnings(patient, TODAY) if one.path == "alerts"]
    told = [one for one in plan(patient).statements if one.id in ON_THE_PLAN]
    listed = len(medicines) // 2  # the blood thinner is answered by its name
    assert len(told) == len(catalogue().alerts) - not_asked - listed
    text = "questions that emergency staff ask are open: the action plan says “not known”."
    assert said == [f"{len(told)} {text}"]


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        (
            {"medications": [{"name": "Bisoprololo"}]},
            "alerts.beta-blocker",
            (
                "Beta-blocker: you answered no, and elsewhere: takes Bisoprololo. "
                "Your papers say both. Check which is right."
            ),
        ),
        (
            {"conditions": [{"id": "asthma"}]},
            "alerts.asthma",
            (
                "Asthma: you answered no, and elsewhere: lists asthma. "
                "Your papers say both. Check which is right."
            ),
        ),
    ],
)
def test_a_no_against_a_list_is_said(changes: dict[str, Any], path: str, said: str) -> None:
    """For medicines of the class and for conditions."""
    found = [one for one in warnings(settled(**changes), TODAY) if one.path.startswith("alerts")]
    assert [(one.path, spoken(one.said)) for one in found] == [(path, said)]


@pytest.mark.parametrize(
    ("alert", "note", "denied"),
    [
        ("anticoagulant", "low dose aspirin only", True),
        ("beta-blocker", "only sometimes propranolol", True),
        ("beta-blocker", "nur Timolol Augentropfen", True),
        ("nasal-surgery-or-polyps", "just a deviated septum", True),
        ("asthma", "exercise-induced asthma, nothing else", True),
        ("long-term-steroids", "just prednisone now and then", True),
        ("long-term-steroids", "only fluticasone nose spray", False),
        ("anticoagulant", "paracetamol only", False),
        ("anticoagulant", "stopped warfarin in 2020", False),
        ("beta-blocker", "told never to take metoprolol", False),
        ("asthma", "asthma as a child", False),
        ("asthma", "only hay fever", False),
    ],
)
def test_a_no_against_its_own_note_is_said(alert: str, note: str, *, denied: bool) -> None:
    """Also if not all words of the note are known: it is only asked which is right."""
    alerts = ANSWERED | {alert: {"answer": "no", "note": note}}
    told = [(f"alerts.{alert}", "alert-says-no.note")] * denied
    assert warned(settled(alerts=alerts)) == told


def test_a_no_against_its_own_note_quotes_the_note() -> None:
    """It stands in the same answer, not elsewhere."""
    alerts = ANSWERED | {"beta-blocker": {"answer": "no", "note": "timolol drops"}}
    (one,) = warnings(settled(alerts=alerts), TODAY)
    assert spoken(one.said) == (
        "Beta-blocker: you answered no, and wrote: timolol drops. "
        "Your papers say both. Check which is right."
    )


def test_a_yes_is_not_contradicted() -> None:
    """Nor is a no with nothing listed."""
    yes = ANSWERED | {"beta-blocker": {"answer": "yes"}}
    assert warned(settled(alerts=yes, medications=[{"id": "metoprolol"}])) == []
