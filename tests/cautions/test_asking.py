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
        ("no aspirin (allergic)", "allergy-as-medicine", (), False),
        ("blood thinner maybe", "ask-medicine.alert", (), True),
        ("Xyzzy", "unknown-medicine", (), False),
        ("-", "unknown-medicine", (), False),
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


@pytest.mark.parametrize("name", ["metoprolol", "Lopressor 50 mg", "a beta-blocker", "Augmentin"])
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
    assert any(line.startswith("metoprolol: the card prints your words") for line in told)
    for words in ("do not stop suddenly", "twice a day, last dose at 21:00", "was 50 mg"):
        kept = {"id": "metoprolol", field: words}
        assert asked(medications=[kept]) == []
        assert says(a_patient(medications=[kept]), Part.ALERT) == ["Beta-blocker: takes metoprolol"]


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
    assert asked(**{list_: [{"name": "no ibuprofen"}]})[0].picks == ()
    for name in ("wine", "ibuprofen", "peanuts", "zzz"):
        assert asked(**{list_: [{"name": name}]}) == []


@pytest.mark.parametrize(
    ("region", "picks"),
    [("DE", ("hydrochlorothiazide",)), ("GB", ("hydrocortisone", "hydrochlorothiazide"))],
)
def test_what_a_thing_may_be_depends_on_the_country(region: str, picks: tuple[str, ...]) -> None:
    """HCT is one medicine where German is spoken, and two elsewhere."""
    for list_ in ("triggers", "tolerated"):
        (one,) = asked(region=region, **{list_: [{"name": "HCT maybe"}]})
        assert sorted(one.picks) == sorted(picks)


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
        "no asthma: do you have asthma now?",
        "Augmentin forte zz: is this Augmentin?",
    ]
    assert [one.picks for one in told if one.picks] == [
        ("propranolol",),
        ("acrivastine", "cetirizine"),
        ("augmentin",),
    ]
    (past,) = (one for one in told if one.said.id == "warning.not-taken-now")
    assert spoken(past.said).startswith("stopped aspirin: the card prints your words")


def test_a_trigger_that_is_asked_about_is_not_called_unknown_too() -> None:
    """One question for one name."""
    patient = a_patient(triggers=[{"name": "ibuprophin", "reaction": "anaphylaxis"}])
    ids = [one.said.id for one in warnings(patient, TODAY) if one.path == "triggers[0].name"]
    assert ids == ["warning.ask-thing"]
