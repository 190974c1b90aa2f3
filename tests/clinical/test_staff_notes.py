"""The causes, the order and the limits of the lines for emergency staff."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.saying import says
from tests.clinical.staff_lines import (
    WATCH,
    line_with,
    staff,
)
from tests.people import a_patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part


def test_each_line_leads_back_to_its_answer() -> None:
    """The cause is the path of the answer."""
    patient = a_patient(
        medications=[{"id": "cetirizine"}, {"id": "metoprolol"}, {"id": "ramipril"}],
        alerts={"fragile-bones": {"answer": "yes"}, "anticoagulant": {"answer": "yes"}},
        conditions=[{"id": "depression"}, {"id": "adrenal-insufficiency"}],
        diagnosis={"baseline_tryptase": {"value": 20, "unit": "ng/mL"}},
        epinephrine=[{"device": "neffy"}],
        triggers=[{"id": "heat"}, {"id": "glucagon"}],
    )
    causes = {one.id: one.cause for one in plan(patient).of(Part.STAFF) if one.cause}
    assert causes == {
        "staff.epinephrine.spray": "epinephrine",
        "condition.adrenal-insufficiency.staff.adult": "conditions[1]",
        "class.beta-blocker.staff": "medications[1]",
        "staff.reacted-to": "triggers[1]",
        "alert.anticoagulant.staff": "alerts.anticoagulant",
        "staff.tryptase.own": "diagnosis.baseline_tryptase",
        "staff.pain-bones": "alerts.fragile-bones",
        "staff.others": "medications[2]",
    }


@pytest.mark.parametrize(
    ("changes", "id", "cause"),
    [
        (
            {"reactions": {"second_wave": True}, "subtype": None},
            "staff.watch.second-wave",
            "reactions.second_wave",
        ),
        (
            {"reactions": {"second_wave": True}, "subtype": "aggressive"},
            "staff.others",
            "reactions.second_wave",
        ),
        ({"subtype": None}, "staff.watch", ""),
        ({"reactions": {"second_wave": False}}, "staff.others", "subtype"),
        (
            {"platelets": {"value": 42, "unit": "G/L"}},
            "condition.low-platelets.staff",
            "platelets",
        ),
    ],
)
def test_a_line_of_one_answer_leads_back_to_it(
    changes: dict[str, Any], id: str, cause: str
) -> None:
    """How long to watch, and a count of platelets that was entered as a number."""
    causes = {one.id: one.cause for one in plan(a_patient(**changes)).of(Part.STAFF)}
    assert causes[id] == cause


def test_no_line_orders_to_stop_a_medicine_or_names_a_dose_of_glucagon() -> None:
    """Stopping may carry more risk than going on, and no dose was read in a source."""
    everything = [{"id": id} for id in ("metoprolol", "ramipril", "apixaban", "avapritinib")]
    for line in staff(medications=everything, alerts={"beta-blocker": {"answer": "yes"}}):
        assert "stop" not in line.lower()
        if "glucagon" in line:
            assert not any(character.isdigit() for character in line)


def test_of_many_medicines_a_line_names_eight() -> None:
    """All of them stand among the medicines."""
    many = [{"name": f"Metoprolol {number}"} for number in range(1, 10)]
    line = line_with("beta-blocker", medications=many)
    assert "Metoprolol 8, and 1 more, a beta-blocker" in line
    patient = a_patient(medications=many)
    assert says(patient, Part.ALERT)[0].endswith("Metoprolol 8, and 1 more")
    assert len(says(patient, Part.MEDICATION)) == 9


@pytest.mark.parametrize(
    "changes",
    [
        {"alerts": {"long-term-steroids": {"answer": "yes"}}},
        {"conditions": [{"id": "adrenal-insufficiency"}]},
        {"medications": [{"name": "Prednisolon 7,5 mg"}]},
    ],
)
@pytest.mark.parametrize("born", ["1980", "2020"])
def test_steroid_not_routine_never_stands_beside_hydrocortisone_at_once(
    changes: dict[str, Any], born: str
) -> None:
    """Of two lines that contradict each other staff would follow the first."""
    told = " ".join(staff(born=born, **changes))
    assert "ydrocortisone at once" in told
    assert "not routine" not in told
    assert "Antihistamine third line, for skin." in told
    assert "Steroid not routine for anaphylaxis." in " ".join(staff(born=born))


@pytest.mark.parametrize(
    ("reactions", "said"),
    [
        (None, WATCH),
        ({"second_wave": False}, WATCH),
        ({"doses_needed": 3}, WATCH),
        (
            {"second_wave": True},
            (
                "Had a second wave before: once well, watch at least 6 h; "
                "12 h after more than 2 doses or with severe asthma."
            ),
        ),
    ],
)
def test_staff_hear_how_long_to_watch(reactions: dict[str, Any] | None, said: str) -> None:
    """By the doses needed now; longer for who had a second wave before."""
    told = staff() if reactions is None else staff(reactions=reactions)
    assert next(line for line in told if "watch at least" in line).startswith(said)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"platelets": {"value": 99, "unit": "G/L"}}, True),
        ({"platelets": {"value": 32_000, "unit": "/uL"}}, True),
        ({"conditions": [{"id": "low-platelets"}]}, True),
        ({"conditions": [{"name": "Thrombozytopenie"}]}, True),
        ({"platelets": {"value": 100, "unit": "G/L"}}, False),
        ({}, False),
    ],
)
def test_few_platelets_do_not_hold_epinephrine_back(changes: dict[str, Any], *, told: bool) -> None:
    """A needle into the muscle is no reason to wait."""
    line = "Low platelets: may bleed; epinephrine IM still comes first."
    assert any(line in one for one in staff(**changes)) is told


@pytest.mark.parametrize(
    ("count", "medicine", "told"),
    [
        (49, {"id": "avapritinib"}, True),
        (40, {"name": "Ayvakyt 100 mg"}, True),
        (50, {"id": "avapritinib"}, False),
        (32, {"id": "midostaurin"}, False),
    ],
)
def test_avapritinib_with_few_platelets(
    count: int, medicine: dict[str, str], *, told: bool
) -> None:
    """What its labels say of it in advanced disease."""
    said = "Avapritinib is not recommended in advanced disease with platelets under 50 x 10^9/L."
    lines = staff(medications=[medicine], platelets={"value": count, "unit": "G/L"})
    assert any(said in line for line in lines) is told


def test_notes_on_bleeding_share_a_line() -> None:
    """Three lines of one subject would push the others off the page."""
    lines = staff(
        medications=[{"id": "avapritinib"}, {"id": "apixaban"}],
        platelets={"value": 40, "unit": "G/L"},
    )
    (line,) = (one for one in lines if "Avapritinib is not" in one)
    for word in ("Takes avapritinib", "Takes apixaban", "Low platelets: may bleed"):
        assert word in line


@pytest.mark.parametrize(
    ("medicine", "said"),
    [
        ({"name": "ergotamine"}, "can weaken the effect of epinephrine on blood pressure"),
        ({"id": "nitroglycerin"}, "can weaken the effect of epinephrine on blood pressure"),
        ({"id": "clonidine"}, "can strengthen epinephrine"),
        ({"name": "methylphenidate"}, "can strengthen epinephrine"),
        ({"id": "oxytocin"}, "can strengthen epinephrine"),
    ],
)
def test_what_changes_epinephrine_is_said_and_epinephrine_still_comes_first(
    medicine: dict[str, str], said: str
) -> None:
    """As sections 7.1 and 7.2 of the US label have them."""
    told = staff(medications=[medicine])[-1]
    assert said in told
    assert "it still comes first" in told


def test_low_platelets_that_the_last_count_disproves_make_no_note() -> None:
    """The condition and the count both stand, as entered."""
    for value, noted in ((145, False), (100, False), (99, True)):
        count = {"value": value, "unit": "10^9/L"}
        patient = a_patient(conditions=[{"name": "ITP"}], platelets=count)
        told = " ".join(says(patient, Part.STAFF))
        assert ("Low platelets**" in told or "Low platelets:" in told) is noted
        assert "ITP" in says(patient, Part.CONDITION)
    assert "Low platelets" in " ".join(says(a_patient(conditions=[{"name": "ITP"}]), Part.STAFF))


def test_antidepressants_and_clozapine_that_change_epinephrine() -> None:
    """As the label of epinephrine and a case report have it; epinephrine still comes first."""
    patient = a_patient(medications=[{"name": "Effexor XR 75 mg"}, {"id": "clozapine"}])
    last = says(patient, Part.STAFF)[-1]
    assert "Takes Effexor XR 75 mg (venlafaxine): can strengthen epinephrine" in last
    assert "Takes clozapine: can weaken the effect of epinephrine on blood pressure" in last


@pytest.mark.parametrize(
    ("triggers", "said"),
    [
        (
            [{"id": "hydrocortisone", "reaction": "anaphylaxis", "last": "2019"}],
            ["Reacted to hydrocortisone: anaphylaxis, 2019."],
        ),
        (
            [{"name": "Solu-Cortef", "reaction": "mild"}, {"id": "glucagon"}],
            [
                "Reacted to Solu-Cortef (hydrocortisone): mild.",
                "Reacted to glucagon: not known what happened.",
            ],
        ),
        (
            [{"id": "corticosteroids", "reaction": "anaphylaxis"}],
            ["Reacted to steroids (corticosteroids): anaphylaxis."],
        ),
        ([{"id": "hydrocortisone", "reaction": "advised"}], []),
        ([{"id": "prednisone", "reaction": "mild"}], []),
    ],
)
def test_a_medicine_that_a_note_names_and_the_person_reacted_to_is_said_below(
    triggers: list[dict[str, str]], said: list[str]
) -> None:
    """Staff see both, side by side, and each reaction once."""
    told = staff(
        triggers=triggers,
        conditions=[{"id": "adrenal-insufficiency"}],
        alerts={"long-term-steroids": {"answer": "yes"}, "beta-blocker": {"answer": "yes"}},
    )
    start = next(n for n, line in enumerate(told) if "beta-blocker" in line) + 1
    found = [line for line in told if line.startswith("Reacted to")]
    assert found == said
    assert told[start : start + len(said)] == said


def test_a_reaction_to_a_medicine_that_no_note_names_is_not_repeated() -> None:
    """It stands with the triggers."""
    told = staff(triggers=[{"id": "hydrocortisone", "reaction": "anaphylaxis"}])
    assert not [line for line in told if line.startswith("Reacted to")]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, False),
        ({"triggers": [], "tolerated": []}, False),
        ({"triggers": [{"id": "heat"}]}, True),
        ({"tolerated": [{"id": "fentanyl"}]}, True),
    ],
)
def test_the_own_list_outranks_where_there_is_one(changes: dict[str, Any], *, told: bool) -> None:
    """Nothing listed outranks nothing."""
    line = "What this person reacted to and tolerates outranks any general list."
    assert (line in staff(**changes)) is told
