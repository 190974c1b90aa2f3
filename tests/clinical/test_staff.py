"""The lines for emergency staff: facts, adult doses for adults only, and never an order to stop."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.saying import quoted, says
from tests.clinical.staff_lines import (
    BETA,
    CHILD,
    NOT_KNOWN_AGE,
    STEROID,
    STILL_FIRST,
    WATCH,
    line_with,
    staff,
)
from tests.people import PRINTED, a_patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import read_record
from walletcard.clinical.statement import Part


def test_the_lines_for_all() -> None:
    """No rash is needed, epinephrine first, flat, fluid, antihistamine third."""
    assert staff(subtype="mcas")[:-1] == [
        (
            "Low pressure (systolic under 90 mmHg, or a fall over 30 %) or collapse alone can be "
            "anaphylaxis. Do not wait for a rash or criteria."
        ),
        (
            "Epinephrine IM, mid-outer thigh, 1 mg/mL, dose by local protocol. "
            "Repeat after 5 min if no better. No absolute contraindication."
        ),
        "Keep flat, also after treatment. Hard to breathe: sit, legs out.",
        (
            "Fluid early if pressure is low. No better after two IM doses: epinephrine infusion, "
            "critical care."
        ),
        "Antihistamine third line, for skin. Steroid not routine for anaphylaxis.",
        (
            "Tryptase as soon as possible, at 1 to 2 h, no later than 4 h; again more than 24 h "
            "after recovery. Own baseline not known. Mast cell activation: at least "
            "1.2 × baseline + 2 ng/mL. Normal does not exclude."
        ),
        "Pain is a trigger: treat it.",
    ]


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: str(file.stem))
def test_at_most_a_dozen_lines(file: Any) -> None:
    """Nobody reads more in a resuscitation room."""
    assert len(plan(read_record(file.read_bytes())).of(Part.STAFF)) <= 12


@pytest.mark.parametrize("born", [CHILD, NOT_KNOWN_AGE])
def test_no_adult_number_for_whom_nobody_knows_to_be_an_adult(born: dict[str, str]) -> None:
    """A child, or perhaps one: no adult pressure, no adult dose."""
    told = staff(
        **born,
        conditions=[{"id": "adrenal-insufficiency"}],
        medications=[{"id": "prednisone"}],
        alerts={"beta-blocker": {"answer": "yes"}},
    )
    assert "90 mmHg" not in " ".join(told)
    assert "adult" not in " ".join(told)
    assert "100 mg" not in " ".join(told)
    assert any("Hydrocortisone at once, dose by local protocol." in line for line in told)


def test_a_child_has_the_childs_dose_by_local_protocol() -> None:
    """An adult and somebody whose age is not known have "dose by local protocol"."""
    child = "1 mg/mL: child dose by local protocol."
    assert child in line_with("Epinephrine IM, mid", **CHILD)
    assert child not in line_with("Epinephrine IM, mid", **NOT_KNOWN_AGE)
    assert child not in line_with("Epinephrine IM, mid")


@pytest.mark.parametrize(
    ("devices", "told"),
    [
        ([{"device": "eurneffy"}], True),
        ([{"device": "other", "name": "Own", "route": "nasal"}], True),
        ([{"device": "eurneffy"}, {"device": "epipen"}], False),
        ([{"device": "epipen"}], False),
        ([], False),
    ],
)
def test_sprays_only_tell_staff_to_inject_as_usual(
    devices: list[dict[str, str]], *, told: bool
) -> None:
    """A nose spray in the pocket is no reason for one in the ambulance."""
    line = "Carries nose spray only: IM epinephrine as usual."
    assert (line in staff(epinephrine=devices)) is told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        # a beta-blocker: what it does, never to stop it, no dose of glucagon
        (
            {"medications": [{"id": "metoprolol", "dose": "50 mg"}]},
            f"Takes metoprolol 50 mg, a beta-blocker: {BETA}",
        ),
        ({"medications": [{"name": "Atenololo"}]}, f"Takes Atenololo, a beta-blocker: {BETA}"),
        ({"alerts": {"beta-blocker": {"answer": "yes"}}}, f"Takes a beta-blocker: {BETA}"),
        # long-term steroids: the answer outranks the medicine, which asks for how long
        (
            {
                "alerts": {"long-term-steroids": {"answer": "yes"}},
                "medications": [{"id": "prednisone"}],
            },
            f"{STEROID}adult 100 mg IV or IM.",
        ),
        (
            {"medications": [{"id": "prednisone", "dose": "5 mg"}]},
            (
                "Takes prednisone 5 mg, a steroid: if taken for four weeks or more within the last "
                "twelve months, adrenal crisis risk; hydrocortisone at once; adult 100 mg IV or IM."
            ),
        ),
        (
            {
                "alerts": {"long-term-steroids": {"answer": "no"}},
                "medications": [{"id": "prednisone"}],
            },
            (
                "Takes prednisone, a steroid: if taken for four weeks or more within the last "
                "twelve months, adrenal crisis risk; hydrocortisone at once; adult 100 mg IV or IM."
            ),
        ),
        (
            {"alerts": {"long-term-steroids": {"answer": "yes"}}} | CHILD,
            f"{STEROID.removesuffix('; ')}, dose by local protocol.",
        ),
        (
            {"conditions": [{"id": "adrenal-insufficiency"}]},
            (
                "Adrenal insufficiency: adrenal crisis risk. Hydrocortisone at once; "
                "adult 100 mg IV or IM."
            ),
        ),
        (
            {"conditions": [{"name": "ADRENAL INSUFFICIENCY (Addison)"}]},
            (
                "Adrenal insufficiency: adrenal crisis risk. Hydrocortisone at once; "
                "adult 100 mg IV or IM."
            ),
        ),
        # avapritinib: with its dose, since 25 mg is not 200 mg
        (
            {"medications": [{"id": "avapritinib", "dose": "25 mg"}]},
            (
                "Takes avapritinib 25 mg: treat anaphylaxis first; then new severe headache, "
                "vision problems, sleepiness, confusion or weakness: consider brain imaging."
            ),
        ),
        # blood thinners
        (
            {"medications": [{"id": "apixaban"}, {"id": "warfarin"}]},
            (
                "Takes apixaban, warfarin, a blood thinner (anticoagulant): "
                f"bleeds and bruises more easily{STILL_FIRST}"
            ),
        ),
        (
            {"medications": [{"id": "clopidogrel"}]},
            (
                "Takes clopidogrel, a blood thinner (antiplatelet): "
                f"raises the risk of bleeding{STILL_FIRST}"
            ),
        ),
        (
            {"alerts": {"anticoagulant": {"answer": "yes"}}},
            f"Takes a blood thinner: bleeds and bruises more easily{STILL_FIRST}",
        ),
        # bones and pain share a line
        (
            {"conditions": [{"id": "osteoporosis"}]},
            "Pain is a trigger: treat it. Position with care: bones are fragile.",
        ),
        (
            {"alerts": {"fragile-bones": {"answer": "yes"}}},
            quoted("staff.pain-bones"),
        ),
        # the own baseline stands beside the formula, and nothing is computed
        (
            {
                "diagnosis": {
                    "baseline_tryptase": {"value": 20, "unit": "ng/mL", "on": "2026-04-02"}
                }
            },
            (
                "Tryptase as soon as possible, at 1 to 2 h, no later than 4 h; again more than "
                "24 h after recovery. Own baseline 20 ng/mL (2 Apr 2026). Mast cell activation: "
                "at least 1.2 × baseline + 2 ng/mL. Normal does not exclude."
            ),
        ),
    ],
)
def test_an_answer_calls_for_its_line(changes: dict[str, Any], said: str) -> None:
    """A fact about what was listed, on a line of its own."""
    assert said in staff(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"alerts": {"beta-blocker": {"answer": "no"}}},
        {"alerts": {"long-term-steroids": {"answer": "no"}}, "medications": []},
        {"medications": [{"id": "cetirizine"}]},
        {"alerts": {"fragile-bones": {"answer": "no"}, "asthma": {"answer": "no"}}},
    ],
)
def test_without_an_answer_there_is_no_line(changes: dict[str, Any]) -> None:
    """No, and nothing listed: no note."""
    told = " ".join(staff(**changes))
    for word in ("beta-blocker", "crisis", "blood thinner", "imaging", "fragile", "reliever"):
        assert word not in told


def test_one_note_a_question() -> None:
    """The medicine's note names it, so the answer's note is left out."""
    alerts = {"beta-blocker": {"answer": "yes"}, "anticoagulant": {"answer": "yes"}}
    told = staff(alerts=alerts, medications=[{"id": "metoprolol"}, {"id": "aspirin"}])
    assert [line for line in told if "eta-blocker" in line] == [
        f"Takes metoprolol, a beta-blocker: {BETA}"
    ]
    assert [line for line in told if "blood thinner" in line] == [
        (
            "Takes aspirin (acetylsalicylic acid), a blood thinner (antiplatelet): "
            f"raises the risk of bleeding{STILL_FIRST}"
        )
    ]


def test_vital_lines_stand_in_the_order_of_lives_saved() -> None:
    """Adrenal crisis, then what weakens epinephrine, then what bleeds."""
    told = staff(
        conditions=[{"id": "adrenal-insufficiency"}],
        alerts={"anticoagulant": {"answer": "yes"}, "long-term-steroids": {"answer": "yes"}},
        medications=[{"id": "avapritinib"}, {"id": "metoprolol"}, {"id": "ramipril"}],
        triggers=[{"id": "heat"}],
    )
    starts = ("Adrenal ins", "Takes meto", "Takes avap", "What this")
    at = [next(n for n, line in enumerate(told) if line.startswith(one)) for one in starts]
    assert at == sorted(at)
    assert "imaging. Takes a blood thinner" in told[at[2]]
    assert told[-1].startswith(f"{WATCH} Takes ramipril")


@pytest.mark.parametrize(
    "changes",
    [
        {"alerts": {"long-term-steroids": {"answer": "yes"}}},
        {"medications": [{"name": "Hydrocortone 10 mg"}]},
        {"medications": [{"id": "prednisone"}], "born": "2015"},
    ],
)
def test_hydrocortisone_is_asked_for_once(changes: dict[str, Any]) -> None:
    """Adrenal insufficiency says it; two lines with a dose could be read as two doses."""
    told = staff(conditions=[{"name": "Addison's"}], **changes)
    asking = [line for line in told if "ydrocortisone at once" in line]
    assert [line.split(":")[0] for line in asking] == ["Adrenal insufficiency"]
    assert [line.split(":")[0] for line in staff(**changes) if "adrenal crisis" in line]


def test_a_blood_thinner_without_a_name_says_that_epinephrine_comes_first() -> None:
    """As one with a name does."""
    for words in ("blood thinner", "Blutverdünner"):
        told = staff(medications=[{"name": words}])
        line = f"Takes {words}: bleeds and bruises more easily; epinephrine IM still comes first."
        assert line in told


def test_the_other_notes_share_the_last_line() -> None:
    """Medicines, questions and the form of the disease, one after the other."""
    told = staff(
        subtype="smoldering",
        medications=[{"id": "ramipril"}, {"id": "ondansetron"}, {"id": "hydroxyzine"}],
        conditions=[{"id": "asthma"}],
    )
    assert told[-1] == (
        f"{WATCH} Takes ramipril, an ACE inhibitor: may deepen low blood pressure and swelling "
        "in a reaction; epinephrine still comes first. Takes ondansetron, hydroxyzine: can "
        "lengthen the QT interval. Asthma and sudden trouble breathing: epinephrine first, then "
        "the reliever inhaler. Smoldering systemic mastocytosis: anaphylaxis risk as in indolent. "
        "Spleen or liver may be enlarged; baseline tryptase may be 200 ng/mL or more."
    )


def test_without_any_other_note_there_is_no_empty_line() -> None:
    """Nobody's form of the disease is known, and nothing was listed."""
    patient = a_patient()
    bare = patient.model_copy(update={"subtype": None})
    assert says(bare, Part.STAFF)[-2:] == [quoted("staff.pain"), WATCH]


def test_midostaurin_says_of_the_heart_rhythm_only_once() -> None:
    """Its own note holds the QT interval."""
    told = " ".join(staff(medications=[{"id": "midostaurin"}]))
    assert told.count("QT interval") == 1
