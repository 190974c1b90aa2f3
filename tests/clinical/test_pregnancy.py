"""Pregnancy: an alert with its day, the left side first, and the same epinephrine."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.saying import quoted, says
from tests.people import a_patient
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.pregnancy import pregnancy_cause
from walletcard.clinical.statement import Part

ANSWERED_ON = "2026-11-01"
SAID = "(said on 1 Nov 2026)"


def having(*conditions: dict[str, str], **changes: Any) -> Patient:
    """A patient with some conditions, who answered on a known day."""
    return a_patient(conditions=list(conditions), answered_on=ANSWERED_ON, **changes)


@pytest.mark.parametrize(
    ("condition", "alert"),
    [
        ({"id": "pregnancy"}, f"Pregnant {SAID}"),
        ({"id": "pregnancy", "note": "36 weeks"}, f"Pregnant: 36 weeks {SAID}"),
        ({"name": "schwanger"}, f"Pregnant {SAID}"),
        ({"name": "Pregnant"}, f"Pregnant {SAID}"),
        ({"name": "32 weeks pregnant"}, f"Pregnant: 32 weeks pregnant {SAID}"),
        (
            {"name": "Schwangerschaft, 20. Woche", "note": "twins"},
            f"Pregnant: Schwangerschaft, 20. Woche, twins {SAID}",
        ),
    ],
)
def test_a_pregnancy_is_an_alert_with_the_day_on_which_it_was_said(
    condition: dict[str, str], alert: str
) -> None:
    """It ends, so no face claims it for ever; what was entered stands beside it."""
    patient = having({"id": "depression"}, condition)
    assert says(patient, Part.ALERT) == [alert]
    assert pregnancy_cause(patient) == "conditions[1]"
    assert [one.cause for one in plan(patient).of(Part.ALERT)] == ["conditions[1]"]
    assert len(plan(patient).of(Part.CONDITION)) == 2


@pytest.mark.parametrize("epinephrine", [[], [{"device": "epipen"}] * 2])
def test_step_2_is_the_left_side(epinephrine: list[dict[str, str]]) -> None:
    """In place of flat, and with what to do once the pregnancy is over."""
    patient = having({"id": "pregnancy"}, epinephrine=epinephrine)
    told = says(patient, Part.STEP, Part.DETAIL)
    at = told.index("Lie on the left side. Do not stand or walk.")
    assert told[at + 1 : at + 4] == [
        quoted("step.flat.breathing"),
        "Passed out: on the left side too.",
        "No longer pregnant: flat, legs up.",
    ]
    assert quoted("step.flat") not in told
    assert quoted("step.flat.pregnant") not in told


def test_staff_give_the_same_epinephrine_and_keep_her_on_the_left() -> None:
    """No line of staff says flat to her and left to her child."""
    told = says(having({"id": "pregnancy", "note": "32 weeks"}), Part.STAFF)
    assert "Pregnant: epinephrine IM at once, in the same dose." in told
    assert any(line.startswith("Keep on the left side (pregnant)") for line in told)
    assert not any(line.startswith("Keep flat") for line in told)
    assert told[1].startswith("Epinephrine IM, mid-outer thigh")


@pytest.mark.parametrize(
    ("condition", "answered_on", "pregnant"),
    [
        ({"name": "32 weeks pregnant, due 27 December 2026"}, "2026-11-01", True),
        ({"name": "enceinte, terme 3 mars 2027"}, "2026-11-01", True),
        ({"name": "schwanger, ET 27.12.2026"}, "2026-11-01", True),
        ({"name": "enceinte, terme prévu le 14/03/2027"}, "2026-11-01", True),
        ({"name": "je suis enceinte"}, "2026-11-01", True),
        ({"name": "embarazada, parto previsto marzo 2027"}, "2026-11-01", True),
        ({"name": "pregnant with twins"}, "2026-11-01", True),
        ({"name": "in der 20. Schwangerschaftswoche"}, "2026-11-01", True),
        ({"name": "hamile, 20 hafta"}, "2026-11-01", True),
        ({"name": "حامل"}, "2026-11-01", True),
        ({"name": "गर्भवती"}, "2026-11-01", True),
        ({"name": "בהריון"}, "2026-11-01", True),
        ({"name": "těhotná"}, "2026-11-01", True),
        ({"name": "je ne suis pas enceinte"}, "2026-11-01", False),
        ({"name": "hamile değil"}, "2026-11-01", False),
        ({"name": "liever niet zwanger"}, "2026-11-01", False),
        ({"id": "pregnancy", "note": "since 2025"}, "2026-10-21", True),
        ({"id": "pregnancy", "note": "since 2025"}, "2026-10-22", False),
        ({"id": "pregnancy", "note": "2020 and 2022"}, "2026-11-01", False),
        ({"name": "pregnancy 2020"}, "2026-11-01", False),
        ({"name": "was pregnant 2020"}, "2026-11-01", False),
        ({"name": "not pregnant"}, "2026-11-01", False),
        ({"name": "may be pregnant"}, "2026-11-01", False),
        ({"name": "Enceinte, terme prévu le 12 mai"}, "2026-11-01", True),
        ({"name": "schwanger, ET 12. Mai 2027"}, "2026-11-01", True),
        ({"name": "pregnant, due May 12, 2027"}, "2026-11-01", True),
        ({"name": "embarazada, FPP 5 de mayo"}, "2026-11-01", True),
        ({"name": "gravid, BF 5 maj"}, "2026-11-01", True),
        ({"name": "mai stata incinta"}, "2026-11-01", False),
        ({"name": "incinta mai"}, "2026-11-01", False),
        ({"name": "no longer pregnant"}, "2026-11-01", False),
    ],
)
def test_a_pregnancy_that_is_over_or_none_is_no_alert(
    condition: dict[str, str], answered_on: str, *, pregnant: bool
) -> None:
    """A year that lies more than a pregnancy back, or a word that says no."""
    patient = a_patient(conditions=[condition], answered_on=answered_on)
    assert (pregnancy_cause(patient) is not None) is pregnant
    assert bool(says(patient, Part.ALERT)) is pregnant
    assert any(line.startswith("Pregnant: ") for line in says(patient, Part.STAFF)) is pregnant
    assert len(plan(patient).of(Part.CONDITION)) == 1


def test_without_a_pregnancy_nothing_is_said_of_one_but_the_line_for_everyone() -> None:
    """An adult's card keeps the line that helps whoever is pregnant."""
    told = says(having({"id": "depression"}))
    assert [line for line in told if "regnan" in line] == [quoted("step.flat.pregnant")]
    assert any(line.startswith("Keep flat") for line in told)
    assert pregnancy_cause(having()) is None


@pytest.mark.parametrize(
    "note",
    ["baby born 3 Nov 2026", "delivered", "miscarriage 2026", "geboren am 3.11.2026", "出産 2026"],
)
def test_a_pregnancy_whose_note_says_that_it_ended_changes_no_step(note: str) -> None:
    """The words stay among the conditions."""
    patient = a_patient(conditions=[{"id": "pregnancy", "note": note}])
    assert says(patient, Part.ALERT) == []
    assert says(patient, Part.CONDITION) == [f"Pregnancy ({note})"]
    assert pregnancy_cause(patient) is None


@pytest.mark.parametrize(
    "note", ["20 weeks", "due 3 March 2027", "first baby born by section", "no"]
)
def test_a_pregnancy_with_another_note_goes_on(note: str) -> None:
    """What was not understood in full ends nothing."""
    patient = a_patient(conditions=[{"id": "pregnancy", "note": note}])
    assert pregnancy_cause(patient) == "conditions[0]"


@pytest.mark.parametrize(("born", "pregnant"), [("2014-11-11", False), ("2014-11-10", True)])
def test_no_child_under_12_is_laid_as_a_pregnant_person(born: str, *, pregnant: bool) -> None:
    """The condition may be somebody else's; it is printed as entered."""
    patient = a_patient(born=born, answered_on="2026-11-10", conditions=[{"id": "pregnancy"}])
    assert (pregnancy_cause(patient) is not None) is pregnant
    assert says(patient, Part.CONDITION) == ["Pregnancy"]
