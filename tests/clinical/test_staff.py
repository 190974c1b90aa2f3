"""The lines for emergency staff: facts, adult doses for adults only, and never an order to stop."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.saying import quoted, says
from tests.people import PRINTED, a_patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import read_record
from walletcard.clinical.statement import Part

CHILD = {"born": "2015-06-01"}
NOT_KNOWN_AGE = {"born": "2008"}  # the answers are of November 2026
STEROID = "Long-term steroids: adrenal crisis risk. Hydrocortisone at once; "
STILL_FIRST = "; epinephrine IM still comes first."
WATCH = (
    "Once well, watch at least 4 h; 6 h after 2 doses; 12 h after more doses or with severe asthma."
)
BETA = "epinephrine may work less, it still comes first; glucagon IV by local protocol."


def staff(**changes: Any) -> list[str]:
    """The lines for emergency staff of a patient."""
    return says(a_patient(**changes), Part.STAFF)


def line_with(word: str, **changes: Any) -> str:
    """The one line of staff that holds a word."""
    (line,) = (line for line in staff(**changes) if word in line)
    return line


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
        "Fluid early if pressure is low. No better after two IM doses: infusion, critical care.",
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
                "Reacted to glucagon: reaction not known.",
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
