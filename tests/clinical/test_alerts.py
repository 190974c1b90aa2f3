"""Questions asked outright: yes, no, not known, and what the lists say to it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.alerts import condition_ids
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part

METOPROLOL = {"id": "metoprolol", "dose": "50 mg"}


def asked(
    alert: str, answer: str | None = None, note: str | None = None, **changes: Any
) -> Patient:
    """A patient with the answer to one question, and further answers."""
    given = {"answer": answer} | ({"note": note} if note else {})
    return a_patient(alerts={alert: given} if answer else {}, **changes)


def on_alerts(patient: Patient) -> list[tuple[Part, str, str]]:
    """Part, path and name of every statement on an alert."""
    return [
        (one.part, one.id, one.cause)
        for one in plan(patient).statements
        if one.cause.startswith("alerts.") and one.part is not Part.STAFF
    ]


@pytest.mark.parametrize(
    ("answer", "note", "medications", "said"),
    [
        ("yes", None, [], ["Beta-blocker"]),
        ("yes", "drops", [], ["Beta-blocker: drops"]),
        ("yes", None, [METOPROLOL], ["Beta-blocker: takes metoprolol"]),
        ("yes", "for years", [METOPROLOL], ["Beta-blocker: for years, takes metoprolol"]),
        ("yes", "Metoprololum", [METOPROLOL], ["Beta-blocker: Metoprololum"]),
        (
            "yes",
            "metoprolol",
            [METOPROLOL, {"name": "TIMOLOL drops"}],
            ["Beta-blocker: metoprolol, takes TIMOLOL drops"],
        ),
        ("no", None, [METOPROLOL], ["Beta-blocker: takes metoprolol (answered no)"]),
        (
            "no",
            "stopped metoprolol",
            [METOPROLOL],
            ["Beta-blocker: takes metoprolol (answered no: stopped metoprolol)"],
        ),
        (None, None, [METOPROLOL], ["Beta-blocker: takes metoprolol"]),
        (None, None, [{"name": "BISOPROLOLO"}], ["Beta-blocker: takes BISOPROLOLO"]),
        (
            None,
            None,
            [METOPROLOL, {"id": "timolol"}],
            ["Beta-blocker: takes metoprolol, timolol"],
        ),
        (None, None, [{"id": "ramipril"}], []),
        ("no", None, [{"id": "ramipril"}], []),
        (None, None, [], []),
    ],
)
def test_a_beta_blocker_stands_on_the_front_whatever_was_answered(
    answer: str | None, note: str | None, medications: list[dict[str, str]], said: list[str]
) -> None:
    """A medicine of the class makes the alert even if the answer was no, saying both."""
    patient = asked("beta-blocker", answer, note, medications=medications)
    assert says(patient, Part.ALERT) == said


@pytest.mark.parametrize(
    ("answer", "note", "said"),
    [
        (None, None, "Long-term steroids: not known, but takes prednisone"),
        ("no", None, "Long-term steroids: takes prednisone (answered no)"),
        ("yes", None, "Long-term steroids: takes prednisone"),
        ("yes", "prednison 3 years", "Long-term steroids: prednison 3 years"),
    ],
)
def test_a_steroid_does_not_answer_for_how_long(
    answer: str | None, note: str | None, said: str
) -> None:
    """The question asks more than whether one is taken."""
    patient = asked("long-term-steroids", answer, note, medications=[{"id": "prednisone"}])
    assert says(patient, Part.ALERT) == [said]


def test_both_kinds_of_blood_thinner_answer_one_question() -> None:
    """Anticoagulants and antiplatelets."""
    medicines = [{"id": "apixaban"}, {"id": "clopidogrel"}, {"name": "Aspirin"}]
    assert says(asked("asthma", medications=medicines), Part.ALERT) == [
        "Blood thinner: takes apixaban, clopidogrel, Aspirin"
    ]


@pytest.mark.parametrize(
    ("answer", "condition", "said"),
    [
        (None, {"id": "asthma"}, ["Asthma"]),
        (None, {"name": "Asthma bronchiale"}, ["Asthma"]),
        ("no", {"id": "asthma"}, ["Asthma: lists asthma (answered no)"]),
        ("no", {"name": "ASTHMA"}, ["Asthma: lists ASTHMA (answered no)"]),
        ("yes", {"id": "asthma"}, ["Asthma"]),
        (None, {"id": "copd"}, []),
    ],
)
def test_a_listed_condition_answers_its_question(
    answer: str | None, condition: dict[str, str], said: list[str]
) -> None:
    """Asthma among the conditions is asthma."""
    assert says(asked("asthma", answer, conditions=[condition]), Part.ALERT) == said


@pytest.mark.parametrize(
    ("alert", "answer", "note", "changes", "expected"),
    [
        ("asthma", "yes", None, {}, [(Part.ALERT, "alert.yes")]),
        ("asthma", "no", None, {}, [(Part.CONDITION, "alert.no")]),
        ("asthma", "no", "as a child", {}, [(Part.CONDITION, "alert.no-note")]),
        ("transplant", "yes", "2019", {}, [(Part.CONDITION, "alert.yes-facts")]),
        ("transplant", "no", None, {}, [(Part.CONDITION, "alert.no")]),
        (
            "transplant",
            "no",
            None,
            {"conditions": [{"id": "stem-cell-transplant"}]},
            [(Part.CONDITION, "alert.no-but")],
        ),
        # the condition itself stands in the same section: no second line
        ("transplant", None, None, {"conditions": [{"id": "stem-cell-transplant"}]}, []),
        (
            "immune-suppressed",
            None,
            None,
            {"medications": [{"id": "methotrexate"}]},
            [(Part.CONDITION, "alert.yes-facts")],
        ),
        ("asthma", None, None, {}, [(Part.NOT_KNOWN, "not-known.alert")]),
        ("transplant", None, None, {}, [(Part.NOT_ANSWERED, "not-known.alert")]),
    ],
)
def test_each_answer_stands_once_and_in_its_part(
    alert: str,
    answer: str | None,
    note: str | None,
    changes: dict[str, Any],
    expected: list[tuple[Part, str]],
) -> None:
    """Yes on the front if it changes treatment, no on the plan, missing as not known."""
    found = on_alerts(asked(alert, answer, note, **changes))
    assert [(part, id) for part, id, cause in found if cause == f"alerts.{alert}"] == expected


def test_every_alert_that_was_not_answered_is_not_known() -> None:
    """The most vital first; what was answered is not among them."""
    patient = asked("asthma", "no")
    front = says(patient, Part.NOT_KNOWN)
    assert [name for name in front if name[0].isupper()] == [
        "Beta-blocker",
        "Long-term steroids",
        "Blood thinner",
        "Difficult airway",
    ]
    assert says(patient, Part.NOT_ANSWERED)[-6:] == [
        "Fragile bones",
        "Enlarged spleen",
        "Weak immune system",
        "Transplant",
        "Implant",
        "Nose surgery or polyps",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "part"),
    [
        (99, "10^9/L", Part.ALERT),
        (100, "10^9/L", Part.TEST),
        (61, "G/L", Part.ALERT),
        (250, "10^3/uL", Part.TEST),
        (99_999, "/uL", Part.ALERT),
        (100_000, "/uL", Part.TEST),
        (1, "10^3/uL", Part.ALERT),
    ],
)
def test_low_platelets_stand_with_the_alerts_and_others_with_the_tests(
    value: int, unit: str, part: Part
) -> None:
    """With the number and the day, in either place."""
    patient = a_patient(platelets={"value": value, "unit": unit, "on": "2026-10-10"})
    (statement,) = (one for one in plan(patient).statements if one.id.startswith("platelets"))
    assert (statement.part, statement.cause) == (part, "platelets")
    assert says(patient, part) == [next(iter(says(patient, part)))]
    name = "Low platelets" if part is Part.ALERT else "Platelets"
    assert says(patient, part)[0].startswith(f"{name} {value}")
    assert says(patient, part)[0].endswith("(10 Oct 2026)")


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"id": "adrenal-insufficiency"}, ["Adrenal insufficiency"]),
        ({"id": "low-platelets", "note": "42"}, ["Low platelets"]),
        ({"name": "Adrenal insufficiency (Addison)"}, ["Adrenal insufficiency (Addison)"]),
        ({"id": "depression"}, []),
    ],
)
def test_a_condition_that_changes_treatment_stands_with_the_alerts(
    condition: dict[str, str], said: list[str]
) -> None:
    """It stands among the conditions too, with its note."""
    patient = a_patient(conditions=[condition])
    assert says(patient, Part.ALERT) == said
    assert len(plan(patient).of(Part.CONDITION)) == 1


def test_alerts_stand_in_the_catalogues_order() -> None:
    """Not as they were answered."""
    alerts = catalogue().alerts
    answers = {id: {"answer": "yes"} for id in reversed(list(alerts))}
    patient = a_patient(alerts=answers)
    causes = [one.cause for one in plan(patient).of(Part.ALERT)]
    assert causes == [f"alerts.{id}" for id, alert in alerts.items() if alert.front]


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        ([{"id": "low-platelets"}], ["Low platelets 32 G/L"]),
        ([{"name": "Thrombozytopenie"}], ["Low platelets 32 G/L"]),
        ([], ["Low platelets 32 G/L"]),
        (
            [{"id": "adrenal-insufficiency"}, {"id": "low-platelets"}],
            ["Adrenal insufficiency", "Low platelets 32 G/L"],
        ),
    ],
)
def test_few_platelets_are_one_alert(conditions: list[dict[str, str]], said: list[str]) -> None:
    """The condition and the count are one thing; the condition stays in its list."""
    patient = a_patient(conditions=conditions, platelets={"value": 32, "unit": "G/L"})
    assert says(patient, Part.ALERT) == said
    assert len([one for one in plan(patient).of(Part.CONDITION) if one.values]) == len(conditions)


SPRAYS = [{"device": "neffy"}] * 2


@pytest.mark.parametrize(
    ("devices", "changes", "told"),
    [
        (SPRAYS, {"alerts": {"nasal-surgery-or-polyps": {"answer": "yes"}}}, True),
        (SPRAYS, {"conditions": [{"id": "nasal-polyps"}]}, True),
        (SPRAYS, {"conditions": [{"name": "Samter's triad"}]}, True),
        (SPRAYS, {"conditions": [{"name": "Septal perforation"}]}, True),
        (SPRAYS, {"alerts": {"nasal-surgery-or-polyps": {"answer": "no"}}}, False),
        (SPRAYS, {}, False),
        ([*SPRAYS, {"device": "epipen"}], {"conditions": [{"id": "nasal-polyps"}]}, False),
        ([], {"conditions": [{"id": "nasal-polyps"}]}, False),
    ],
)
def test_a_spray_alone_in_a_changed_nose_is_an_alert(
    devices: list[dict[str, str]], changes: dict[str, Any], *, told: bool
) -> None:
    """The spray may work less there: staff inject as usual, and see it on the front."""
    said = "Nose spray only, and nose surgery or polyps: epinephrine IM as usual"
    patient = a_patient(epinephrine=devices, **changes)
    assert (said in says(patient, Part.ALERT)) is told
    causes = [one.cause for one in plan(patient).of(Part.ALERT) if one.id == "alert.nose-spray"]
    assert causes == ["epinephrine"] * told


@pytest.mark.parametrize(
    ("region", "said"),
    [
        ("AU", "Long-term steroids: Advantan"),
        ("DE", "Long-term steroids: Advantan, takes methylprednisolone"),
    ],
)
def test_a_brand_in_a_note_is_that_of_the_persons_country(region: str, said: str) -> None:
    """In Australia it is the medicine that was listed, in Germany it is a cream."""
    listed = [{"id": "methylprednisolone"}]
    patient = asked("long-term-steroids", "yes", "Advantan", medications=listed, region=region)
    assert says(patient, Part.ALERT) == [said]


@pytest.mark.parametrize(
    ("alert", "names"),
    [
        (
            "difficult-airway",
            ("difficult intubation", "schwierige Intubation", "via aérea difícil"),
        ),
        ("implant", ("pacemaker", "Herzschrittmacher", "port-a-cath", "baclofen pump")),
        ("transplant", ("kidney transplant", "Lebertransplantation", "stem cell transplant")),
        ("nasal-surgery-or-polyps", ("Polyposis nasi", "nose job", "neuspoliepen", "鼻茸")),
        (
            "asthma",
            ("Bronchialasthma", "astma oskrzelowa", "気管支喘息", "reactive airway disease"),
        ),
        ("fragile-bones", ("osteoporosi", "benskörhet", "骨粗鬆症")),
        ("enlarged-spleen", ("große Milz", "esplenomegalia", "脾腫")),
    ],
)
def test_a_condition_in_many_languages_answers_its_alert(
    alert: str, names: tuple[str, ...]
) -> None:
    """The card no longer says that the answer is not known."""
    title = catalogue().alerts[alert].name
    for name in names:
        patient = a_patient(conditions=[{"name": name}])
        assert title not in says(patient, Part.NOT_KNOWN, Part.NOT_ANSWERED), name
    assert title in says(a_patient(), Part.NOT_KNOWN, Part.NOT_ANSWERED)


@pytest.mark.parametrize(
    ("id", "names"),
    [
        ("adrenal-insufficiency", ("adrenal suppression", "HPA axis suppression")),
        ("adrenal-insufficiency", ("NNR-Insuffizienz", "iposurrenalismo", "choroba Addisona")),
        ("adrenal-insufficiency", ("lisämunuaisten vajaatoiminta", "アジソン病", "hypoadrenalism")),
        ("low-platelets", ("platelets low", "małopłytkowość", "plaquetopenia", "血小板減少症")),
    ],
)
def test_a_grave_condition_in_many_languages_stands_on_the_front(
    id: str, names: tuple[str, ...]
) -> None:
    """In the person's own words."""
    for name in names:
        patient = a_patient(conditions=[{"name": name}])
        assert name in says(patient, Part.ALERT), name
        assert condition_ids(patient.conditions[0], "2026") == {id}  # type: ignore[index]


def test_a_condition_whose_note_ended_it_makes_no_alert() -> None:
    """Nor a note for staff."""
    for note, told in (("as a child", []), ("since childhood, severe zz", ["Asthma"])):
        asthma = [{"id": "asthma", "note": note}]
        assert says(a_patient(conditions=asthma), Part.ALERT) == told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("asthma 2010", "Asthma"),
        ("asthma 2010-2015", "Asthma"),
        ("asthma 2010-2026", "Asthma"),
        ("adrenal insufficiency 2015-2026", "adrenal insufficiency 2015-2026"),
        ("pregnancy 2026-2027", "Pregnant: pregnancy 2026-2027 (said on 10 Nov 2026)"),
    ],
)
def test_a_range_of_years_in_the_name_of_a_condition_keeps_its_alert(name: str, said: str) -> None:
    """Whether it is over is asked; until then the papers say it."""
    patient = a_patient(conditions=[{"name": name}], answered_on="2026-11-10")
    assert says(patient, Part.ALERT) == [said]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"name": "history of difficult intubation"}, ["Difficult airway"]),
        ({"name": "schwieriger Atemweg früher"}, ["Difficult airway"]),
        ({"name": "difficult airway", "note": "cured"}, ["Difficult airway"]),
        ({"id": "difficult-airway", "note": "resolved 2019"}, ["Difficult airway"]),
        ({"id": "difficult-airway", "note": "ruled out"}, []),
        ({"name": "difficult airway ruled out"}, []),
        ({"name": "no difficult airway"}, []),
        ({"name": "history of asthma"}, []),
        ({"name": "asthma, difficult airway", "note": "cured"}, ["Difficult airway"]),
    ],
)
def test_an_airway_that_was_difficult_once_keeps_its_alert(
    entry: dict[str, str], told: list[str]
) -> None:
    """Its past is what matters; only what never was makes no alert."""
    assert says(a_patient(conditions=[entry]), Part.ALERT) == told


def test_a_transplant_and_nose_surgery_in_the_past_answer_their_questions() -> None:
    """Both lie in the past by nature."""
    for name in ("Z.n. Nierentransplantation", "previous sinus surgery"):
        said = says(a_patient(conditions=[{"name": name}]), Part.NOT_ANSWERED)
        left_open = len(says(a_patient(conditions=[]), Part.NOT_ANSWERED))
        assert len(said) == left_open - 1, name


def test_a_transplant_that_was_called_off_answers_no_question() -> None:
    """It never was."""
    for entry in (
        {"name": "kidney transplant cancelled"},
        {"id": "organ-transplant", "note": "on hold"},
    ):
        assert "Transplant" in says(a_patient(conditions=[entry]), Part.NOT_ANSWERED)


@pytest.mark.parametrize(
    ("medicine", "lists"),
    [
        ({"name": "prednisolone", "note": "tapered off 3 Nov 2026"}, True),
        ({"id": "prednisone", "note": "stopped"}, True),
        ({"id": "prednisone", "schedule": "until 2025"}, True),
        ({"name": "prednisolone stopped March 2026"}, True),
        ({"id": "prednisone", "note": "stopped 2024"}, False),
        ({"name": "prednisolone until 2020"}, False),
        ({"name": "no prednisolone"}, False),
        ({"name": "betamethasone cream", "note": "stopped 2026"}, False),
        ({"id": "hydrocortisone", "note": "cream, stopped May 2026"}, False),
        ({"name": "dexamethasone", "schedule": "eye drops until June 2026"}, False),
        ({"id": "hydrocortisone", "note": "tablets, stopped May 2026"}, True),
        ({"id": "metoprolol", "note": "stopped 2026"}, False),
    ],
)
def test_a_steroid_that_ended_within_a_year_stands_beside_its_open_question(
    medicine: dict[str, str], *, lists: bool
) -> None:
    """The question is about the last twelve months, whether it is taken now or not."""
    said = says(a_patient(medications=[medicine], answered_on="2026-11-29"), Part.ALERT)
    words = ", ".join(value for value in medicine.values())
    assert said == [f"Long-term steroids: not known, but lists {words}"] * lists
    answered = {"long-term-steroids": {"answer": "no"}}
    assert says(a_patient(medications=[medicine], alerts=answered), Part.ALERT) == []


def test_a_condition_or_medicine_that_goes_on_keeps_its_alert() -> None:
    """Words for a beginning or a pause also stand among those for an end."""
    for entry in ({"id": "asthma", "note": "since childhood"}, {"name": "asthma since childhood"}):
        assert says(a_patient(conditions=[entry]), Part.ALERT) == ["Asthma"]
    for schedule in ("on and off", "21 days on, 7 off", "no longer 10 mg, now 5 mg"):
        prednisone = [{"name": "prednisone", "schedule": schedule}]
        (told,) = says(a_patient(medications=prednisone), Part.ALERT)
        assert told.endswith("takes prednisone")
