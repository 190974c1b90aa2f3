"""What the person is asked about a typed name that is not taken without asking."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.clinical.saying import says, spoken
from tests.people import a_patient
from walletcard.cautions.asking import Question, questions
from walletcard.cautions.warnings import warnings
from walletcard.clinical.statement import Part

TODAY = datetime.date(2026, 11, 10)


def asked(**changes: Any) -> list[Question]:
    """The questions that a patient with some changes gets."""
    return list(questions(a_patient(**changes)))


@pytest.mark.parametrize(
    ("name", "id", "picks", "vital"),
    [
        ("propanolol 40mg", "ask-medicine.alert", ("propranolol",), True),
        ("metoprolol from my dad", "ask-medicine.alert", ("metoprolol",), True),
        ("Zebeta plus", "ask-medicine.alert", ("bisoprolol",), True),
        ("tacrolimus maybe", "ask-medicine.alert", ("tacrolimus",), False),
        ("cetirizine for my dad", "ask-medicine", ("cetirizine",), False),
        ("Augmentin maybe", "ask-medicine", ("augmentin",), False),
        ("metoprolol, aspirin, zz", "ask-medicine.alert", (), True),
        ("stopped metoprolol", "not-taken-now", (), False),
        ("no metoprolol", "not-taken-now", (), False),
        ("no aspirin (allergic)", "allergy-elsewhere", (), False),
        ("latex allergy", "allergy-elsewhere", (), False),
        ("cetirizine allergy", "ask-medicine", ("cetirizine",), False),
        ("warfarin X", "ask-medicine.alert", ("warfarin",), True),
        ("~~metoprolol~~", "ask-medicine.alert", ("metoprolol",), True),
        ("Coumadin, now Eliquis", "ask-medicine.alert", (), True),
        ("beta bloqer", "ask-medicine.alert", (), True),
        ("steriods 5 mg", "ask-medicine.alert", (), True),
        ("blood thinner maybe", "ask-medicine.alert", (), True),
        ("Xyzzy", "unknown-medicine", (), False),
        ("-", "names-nothing", (), False),
    ],
)
def test_a_medicine_that_is_not_taken_is_asked_about(
    name: str, id: str, picks: tuple[str, ...], *, vital: bool
) -> None:
    """By what hangs on it; where the words say no, nothing is offered."""
    (one,) = asked(medications=[{"name": name}])
    assert (one.path, one.id, one.picks) == ("medications[0].name", id, picks)
    assert one.is_vital is vital
    assert says(a_patient(medications=[{"name": name}]), Part.ALERT) == []


@pytest.mark.parametrize(
    "name",
    ["none", "None.", "NKDA", "n/a", "No", "keine", "nichts bekannt", "aucune", "-", "无"],
)
def test_an_entry_that_says_there_is_none_is_asked_about(name: str) -> None:
    """In each list, and nothing else is asked of it: not even if it contradicts itself."""
    lists: dict[str, Any] = {
        "medications": [{"name": name}],
        "conditions": [{"name": name}],
        "triggers": [{"name": name, "reaction": "unknown"}],
        "tolerated": [{"name": name}],
    }
    told = [(one.path, one.said.id) for one in warnings(a_patient(**lists), TODAY)]
    about_lists = {one for one in told if one[0].partition("[")[0] in lists}
    assert about_lists == {(f"{list_}[0].name", "warning.names-nothing") for list_ in lists}


@pytest.mark.parametrize(
    "name",
    [
        "no aspirin",
        "unknown antibiotic",
        "nilotinib",
        "not sure, a pen",
        "Ei",
        "no sleep",
        "unknown",
        "Not known",
        "not sure",
        "don't know",
        "unbekannt",
        "weiß nicht",
        "inconnu",
        "onbekend",
        "?",
        "???",
    ],
)
def test_a_name_beside_a_no_still_names_something(name: str) -> None:
    """It is asked about as before; and a cause that nobody knows is not none."""
    told = asked(triggers=[{"name": name, "reaction": "mild"}])
    assert "names-nothing" not in {one.id for one in told}


@pytest.mark.parametrize(
    "name",
    [
        *("metoprolol", "Lopressor 50 mg", "a beta-blocker", "Augmentin", "Eliquis, now 5 mg"),
        *("Allegra for allergies", "Cetirizin gegen Allergie", "metoprolol 2 x"),
    ],
)
def test_a_name_that_is_taken_is_not_asked_about(name: str) -> None:
    """Nor one that was chosen from the list."""
    assert asked(medications=[{"name": name}, {"id": "aspirin"}]) == []


@pytest.mark.parametrize("field", ["dose", "schedule", "note"])
def test_what_stands_beside_a_medicine_may_end_it(field: str) -> None:
    """The card says no more that it is taken, and the person is asked."""
    ended = {"id": "metoprolol", field: "stopped 2023"}
    (one,) = asked(medications=[ended])
    assert (one.path, one.id) == ("medications[0]", "not-taken-now")
    assert says(a_patient(medications=[ended]), Part.ALERT) == []
    (typed,) = asked(medications=[{"name": "metoprolol", field: "until 2022"}])
    assert (typed.path, typed.id) == ("medications[0].name", "not-taken-now")
    told = [spoken(one.said) for one in warnings(a_patient(medications=[ended]), TODAY)]
    assert any(line.startswith("metoprolol: the action plan has your words") for line in told)
    for words in ("do not stop suddenly", "twice a day, last dose at 21:00", "was 50 mg"):
        kept = {"id": "metoprolol", field: words}
        assert asked(medications=[kept]) == []
        assert says(a_patient(medications=[kept]), Part.ALERT) == ["Beta-blocker: takes metoprolol"]


@pytest.mark.parametrize(
    "beside",
    [
        "no",
        "none",
        "0 mg",
        "not taking any more",
        "finished by Dr. A",
        "paused since surgery",
        "stop om 2 uger",
        "stop 48h",
        "started Jan 2027",
    ],
)
def test_of_a_bare_no_and_of_a_sentence_with_an_end_the_person_is_asked(beside: str) -> None:
    """It may be about something else, so the card goes on saying that it is taken."""
    for field in ("dose", "schedule", "note"):
        kept = {"id": "metoprolol", field: beside}
        (one,) = asked(medications=[kept])
        assert (one.path, one.id) == ("medications[0]", "perhaps-not-taken")
        assert says(a_patient(medications=[kept]), Part.ALERT) == ["Beta-blocker: takes metoprolol"]
    told = [spoken(one.said) for one in warnings(a_patient(medications=[kept]), TODAY)]
    assert any(line.startswith(f"metoprolol, {beside}: do you take it now?") for line in told)


@pytest.mark.parametrize("beside", ["allergic", "anaphylaxis 2019", "Allergie", "reaction"])
def test_an_allergy_beside_a_medicine_is_none_that_is_taken(beside: str) -> None:
    """The person is asked to enter it as a trigger."""
    allergy = {"id": "aspirin", "note": beside}
    (one,) = asked(medications=[allergy])
    assert (one.path, one.id) == ("medications[0]", "allergy-elsewhere")
    assert says(a_patient(medications=[allergy]), Part.ALERT) == []
    told = [spoken(one.said) for one in warnings(a_patient(medications=[allergy]), TODAY)]
    assert any(f", {beside}: if you react to aspirin" in line for line in told)
    for treats in ("cetirizine", "prednisone", "epinephrine"):
        assert asked(medications=[{"id": treats, "note": beside}]) == []


@pytest.mark.parametrize("beside", ["no side effects", "without food", "not at night", "for itch"])
def test_a_no_about_something_else_ends_nothing(beside: str) -> None:
    """Nobody is asked about it."""
    assert asked(medications=[{"id": "metoprolol", "note": beside}]) == []


@pytest.mark.parametrize(
    ("entry", "id"),
    [
        ({"id": "asthma", "note": "as a child"}, "over"),
        ({"name": "asthma", "note": "resolved 2019"}, "over"),
        ({"id": "adrenal-insufficiency", "note": "ruled out"}, "over"),
        ({"id": "low-platelets", "note": "ausgeschlossen"}, "over"),
        ({"id": "asthma", "note": "stopped by itself"}, "perhaps-over"),
        ({"id": "adrenal-insufficiency", "note": "no"}, "perhaps-over"),
        ({"name": "penicillin allergy"}, "allergy-elsewhere"),
        ({"name": "allergic to latex"}, "allergy-elsewhere"),
        ({"name": "on warfarin"}, "medicine-as-condition"),
        ({"name": "blood thinner"}, "medicine-as-condition"),
    ],
)
def test_of_a_condition_that_is_none_the_person_is_asked(entry: dict[str, str], id: str) -> None:
    """It is over, or it belongs in another list."""
    (one,) = asked(conditions=[entry])
    assert (one.path.partition(".")[0], one.id, one.picks) == ("conditions[0]", id, ())
    (told,) = (
        one.said
        for one in warnings(a_patient(conditions=[entry]), TODAY)
        if one.said.id == f"warning.{id}"
    )
    assert spoken(told).startswith(", ".join(entry.values()).replace("-", " "))
    alerts = says(a_patient(conditions=[entry]), Part.ALERT)
    assert bool(alerts) is (id == "perhaps-over")


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("asthma 2010-2015", ["perhaps-over"]),
        ("adrenal insufficiency 2015 to 2020", ["perhaps-over"]),
        ("asthma 2010-2026", []),
        ("pregnancy 2026-2027", []),
        ("migraine 2010-2015", []),
    ],
)
def test_a_condition_whose_years_ended_is_asked_about(name: str, ids: list[str]) -> None:
    """A range that ends in the year of the answers, or later, has not ended."""
    told = asked(conditions=[{"name": name}], answered_on="2026-11-10")
    assert [one.id for one in told] == ids


@pytest.mark.parametrize("note", ["stopped by itself", "as a child", "no"])
def test_of_a_condition_that_changes_nothing_only_an_end_is_asked_about(note: str) -> None:
    """Many notes hold such words."""
    ids = [one.id for one in asked(conditions=[{"id": "migraine", "note": note}])]
    assert ids == (["over"] if note == "as a child" else [])


@pytest.mark.parametrize(
    ("entry", "ids"),
    [
        ({"name": "history of difficult intubation"}, []),
        ({"id": "organ-transplant", "note": "cured"}, []),
        ({"id": "difficult-airway", "note": "ruled out"}, ["over"]),
        ({"name": "asthma, difficult airway", "note": "cured"}, ["over"]),
        ({"name": "history of asthma"}, ["ask-condition"]),
    ],
)
def test_a_past_that_matters_is_not_asked_about(entry: dict[str, str], ids: list[str]) -> None:
    """The papers tell of it."""
    assert [one.id for one in asked(conditions=[entry])] == ids


@pytest.mark.parametrize(
    ("note", "alerts", "id"),
    [
        ("tapered off 3 Nov 2026", {}, "taken-lately"),
        ("stopped 2024", {}, "not-taken-now"),
        ("stopped 2026", {"long-term-steroids": {"answer": "no"}}, "not-taken-now"),
    ],
)
def test_a_steroid_that_ended_lately_is_not_to_be_removed_before_its_question(
    note: str, alerts: dict[str, Any], id: str
) -> None:
    """The question is about the last twelve months."""
    steroid = [{"id": "prednisone", "note": note}]
    told = asked(medications=steroid, alerts=alerts, answered_on="2026-11-29")
    assert [one.id for one in told] == [id]


@pytest.mark.parametrize(
    ("name", "subtype", "is_asked"),
    [
        ("mast cell leukemia", "indolent", True),
        ("Mast cell leukemia 2024", "indolent", True),
        ("systemic mastocytosis", None, True),
        ("systemic mastocytosis", "cutaneous", True),
        ("MCAS", None, True),
        ("MCAS", "indolent", False),
        ("urticaria pigmentosa", "indolent", False),
        ("hereditary alpha-tryptasemia", "indolent", False),
        ("mast cell leukemia", "mast-cell-leukemia", False),
        ("systemic mastocytosis", "aggressive", False),
    ],
)
def test_a_form_of_mastocytosis_among_the_conditions_is_asked_about(
    name: str, subtype: str | None, *, is_asked: bool
) -> None:
    """The lines for staff go by the form that was chosen, unless another condition is meant."""
    told = asked(conditions=[{"name": name}], subtype=subtype)
    assert [one.id for one in told] == ["form-among-conditions"] * is_asked


@pytest.mark.parametrize(
    ("entry", "ids"),
    [
        ({"id": "pregnancy", "note": "due 12 May 2026"}, ["perhaps-over"]),
        ({"name": "enceinte, terme prévu le 12 mai 2026"}, ["perhaps-over"]),
        ({"name": "schwanger, ET 3.11.2026"}, ["perhaps-over"]),
        ({"name": "schwanger, ET 30.11.2026"}, []),
        ({"id": "pregnancy", "note": "due 12 May 2027"}, []),
        ({"id": "pregnancy", "note": "due in May"}, []),
        ({"name": "schwanger, 20. SSW am 3.10.2026"}, []),
    ],
)
def test_a_pregnancy_past_its_day_is_asked_about(entry: dict[str, str], ids: list[str]) -> None:
    """The steps still put the person on the left side."""
    told = asked(conditions=[entry], answered_on="2026-11-29")
    assert [one.id for one in told] == ids


def test_a_pregnancy_on_the_card_of_a_child_is_asked_about() -> None:
    """The birth date may be wrong, or the pregnancy may be somebody else's."""
    pregnancy = [{"id": "pregnancy", "note": "20 weeks"}]
    (one,) = asked(conditions=pregnancy, born="2016-05-01", answered_on="2026-11-10")
    assert (one.path, one.id) == ("conditions[0]", "pregnancy-of-a-child")
    assert asked(conditions=pregnancy, born="2012-05-01", answered_on="2026-11-10") == []


@pytest.mark.parametrize(
    ("name", "picks"),
    [
        ("no asthma", ()),
        ("asthma as a child", ()),
        ("my mother has asthma", ("asthma",)),
        ("asthsma", ("asthma",)),
        ("hypopituitarism", ("adrenal-insufficiency",)),
    ],
)
def test_a_condition_that_is_not_taken_is_asked_about(name: str, picks: tuple[str, ...]) -> None:
    """No alert comes of it."""
    (one,) = asked(conditions=[{"name": name}])
    assert (one.path, one.id, one.picks) == ("conditions[0].name", "ask-condition", picks)
    assert one.is_vital is bool(picks)
    assert says(a_patient(conditions=[{"name": name}]), Part.ALERT) == []


@pytest.mark.parametrize("name", ["Addison's", "asthmatic", "ITP", "Palpitations", "zzz"])
def test_a_condition_that_is_known_or_near_nothing_is_not_asked_about(name: str) -> None:
    """A question is for what may be missed."""
    assert asked(conditions=[{"name": name}]) == []


@pytest.mark.parametrize("list_", ["triggers", "tolerated"])
def test_a_trigger_or_tolerated_thing_is_asked_about(list_: str) -> None:
    """What is near a medicine or a group; never what nobody gives, such as wine."""
    for name, picks in (("penicillin-like", ("penicillin-g",)), ("ibuprophin", ("ibuprofen",))):
        (one,) = asked(**{list_: [{"name": name}]})
        assert (one.path, one.id, one.picks) == (f"{list_}[0].name", "ask-thing", picks)
    denied = asked(**{list_: [{"name": "no ibuprofen"}]})
    assert [one.picks for one in denied] == [()] * (list_ == "triggers")  # else another warning
    for name in ("wine", "ibuprofen", "peanuts", "zzz"):
        assert asked(**{list_: [{"name": name}]}) == []
    for name in ("latex-free gloves", "guantes libres de látex", "non-ionic contrast"):
        (one,) = asked(**{list_: [{"name": name}]})
        assert (one.id, one.picks) == ("ask-thing", ()), name


@pytest.mark.parametrize(
    ("region", "picks"),
    [("DE", ("hydrochlorothiazide",)), ("GB", ("hydrocortisone", "hydrochlorothiazide"))],
)
def test_what_a_thing_may_be_depends_on_the_country(region: str, picks: tuple[str, ...]) -> None:
    """HCT is one medicine where German is spoken, and two elsewhere."""
    for list_ in ("triggers", "tolerated"):
        (one,) = asked(region=region, **{list_: [{"name": "HCT maybe"}]})
        assert sorted(one.picks) == sorted(picks)


@pytest.mark.parametrize(
    ("name", "answers", "is_asked"),
    [
        ("port-a-cath left side", {}, True),
        ("port-a-cath left side", {"alerts": {"implant": {"answer": "yes"}}}, False),
        ("port-a-cath left side", {"alerts": {"implant": {"answer": "no"}}}, True),
        ("port-a-cath left side", {"alerts": {"asthma": {"answer": "yes"}}}, True),
        ("no asthma", {"alerts": {"asthma": {"answer": "yes"}}}, True),
        ("AERD, my nose runs", {"alerts": {"asthma": {"answer": "yes"}}}, True),
        ("low platelets in spring", {}, True),
        (
            "low platelets in spring",
            {"platelets": {"value": 60, "unit": "10^9/L"}},
            False,
        ),
    ],
)
def test_a_condition_is_not_asked_about_if_its_alert_is_there(
    name: str, answers: dict[str, Any], *, is_asked: bool
) -> None:
    """The papers have all that would come of it."""
    questions = asked(conditions=[{"name": name}], **answers)
    assert [one.id for one in questions] == ["ask-condition"] * is_asked


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("peanut allergy", "peanuts"),
        ("cows milk protein allergy", "milk"),
        ("allergic to bee stings", "honeybee"),
        ("Erdnussallergie", "peanuts"),
        ("allergie aux arachides", "peanuts"),
        ("hay fever (pollen allergy)", None),
        ("cat allergy", None),
        ("allergic asthma", None),
    ],
)
def test_a_food_or_sting_allergy_among_the_conditions_is_asked_about(
    name: str, what: str | None
) -> None:
    """Among the conditions the card does not have it, and nobody reads how bad it was."""
    found = [one for one in asked(conditions=[{"name": name}]) if one.id == "allergy-elsewhere"]
    assert len(found) == (what is not None)
    assert all(str(what) in repr(one.values["what"]) for one in found)
    listed = [{"name": "peanuts", "reaction": "mild"}]
    again = asked(conditions=[{"name": "peanut allergy"}], triggers=listed)
    assert "allergy-elsewhere" not in {one.id for one in again}


def test_what_was_only_advised_is_not_asked_about() -> None:
    """Nothing happened, and nothing is missed."""
    assert asked(triggers=[{"name": "ibuprophin", "reaction": "advised"}]) == []


def test_the_questions_in_words() -> None:
    """A name of two things names both; vital ones stand before the rest."""
    patient = a_patient(
        region="GB",
        medications=[{"name": "Benadryl"}, {"name": "propanolol"}, {"name": "stopped aspirin"}],
        triggers=[{"name": "Augmentin forte zz", "reaction": "anaphylaxis"}],
        conditions=[{"name": "no asthma"}],
    )
    told = [w for w in warnings(patient, TODAY) if "not-answered" not in w.said.id]
    assert [spoken(one.said).partition(" If")[0] for one in told if "?" in spoken(one.said)] == [
        "propanolol: is this propranolol?",
        "Benadryl: is this acrivastine or cetirizine?",
        "no asthma: do you have this now: asthma?",
        "Augmentin forte zz: does this mean Augmentin?",
    ]
    assert [one.picks for one in told if one.picks] == [
        ("propranolol",),
        ("acrivastine", "cetirizine"),
        ("augmentin",),
    ]
    (past,) = (one for one in told if one.said.id == "warning.not-taken-now")
    assert spoken(past.said).startswith("stopped aspirin: the action plan has your words")


def test_a_trigger_that_is_asked_about_is_not_called_unknown_too() -> None:
    """One question for one name."""
    patient = a_patient(triggers=[{"name": "ibuprophin", "reaction": "anaphylaxis"}])
    ids = [one.said.id for one in warnings(patient, TODAY) if one.path == "triggers[0].name"]
    assert ids == ["warning.ask-thing"]
