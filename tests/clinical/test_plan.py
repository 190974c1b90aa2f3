"""The whole Plan: the order of lives saved, and what holds for any valid record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from tests.clinical.carrying import EPIPENS
from tests.clinical.leaves import leaves_of
from tests.clinical.saying import quoted, says, spoken
from tests.people import PRINTED, a_patient, person
from tests.strategies import patients
from walletcard.clinical.age import AgeBand, age_band
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.devices import is_ampoule
from walletcard.clinical.entries import Use
from walletcard.clinical.exposures import still_given
from walletcard.clinical.naming import RESCUE, rescues_in
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import RULES, plan
from walletcard.clinical.record import read_record
from walletcard.clinical.statement import Part, Phrase, Plan, Statement, Term, Typed, may_print

RED_PARTS = (Part.SIGNS, Part.STEP, Part.DETAIL, Part.RED, Part.RED_THEN)


def test_the_order_is_the_order_of_lives_saved() -> None:
    """What to do, who it is, what changes treatment, what must not be given, whom to call."""
    parts = list(dict.fromkeys(one.part for one in plan(person("03")).statements))
    assert parts[:10] == [
        Part.SIGNS,
        Part.STEP,
        Part.DETAIL,
        Part.CALL_SCRIPT,
        Part.NAME,
        Part.BORN,
        Part.DIAGNOSIS,
        Part.ANSWERS_OF,
        Part.ALERT,
        Part.NEVER,
    ]
    assert parts.index(Part.CONTACT) < parts.index(Part.REACTED) < parts.index(Part.RED)
    assert parts.index(Part.STAFF) < parts.index(Part.MEDICATION) < parts.index(Part.REVIEW)
    assert parts[-2:] == [Part.NOT_KNOWN, Part.NOT_ANSWERED]


def test_the_ladder_has_two_rows() -> None:
    """Red, any one; mild or moderate, with epinephrine in doubt. A faint is never mild."""
    patient = a_patient(epinephrine=EPIPENS, contacts=[{"name": "Ann", "phone": "1"}])
    assert says(patient, Part.RED) == [
        "feels faint, or dizzy and it does not pass; falls down",
        "pale, grey, weak pulse or confused; a child is floppy",
        "tight throat, hoarse voice or swollen tongue",
        "wheeze, a cough that does not stop, hard to breathe",
        "after a sting or injection: belly pain or vomiting",
        "two parts of the body at once, such as hives with vomiting",
    ]
    assert says(patient, Part.RED_THEN) == [
        "Write down the time of each dose.",
        "Stay down even if better, not even to the toilet.",
        "Do not use antihistamines or steroids in place of epinephrine.",
    ]
    assert says(patient, Part.MILD) == [
        "hives, welts or flushing; swollen lips, face or eyes; tingling mouth",
        "vomiting or belly pain after food",
    ]
    assert says(patient, Part.MILD_DO) == [
        "Stay with them.",
        "Get the epinephrine out.",
        "Call the contact.",
        "Antihistamine if prescribed.",
        "In doubt, use epinephrine. Any red sign: red.",
    ]


def test_what_holds_for_all_has_no_cause_and_what_was_answered_has() -> None:
    """Only general sentences come without a path, and a path begins with a field."""
    for file in PRINTED:
        for one in plan(read_record(file.read_bytes())).statements:
            assert one.cause or not one.values, one.id
            assert not one.cause or re.split(r"[.\[]", one.cause)[0] in Patient.model_fields


@pytest.mark.parametrize("word", ["expired", "allergic", "overdue", "stop taking"])
def test_no_face_says_what_it_cannot_know(word: str) -> None:
    """No face knows the reader's day, and an intolerance is no allergy."""
    for file in PRINTED:
        general = plan(read_record(file.read_bytes())).statements
        assert not [one.id for one in general if word in catalogue().statements[one.id].text]


@cache
def anybody() -> list[Patient]:
    """People with any valid answers, drawn once for all tests that look at each of them."""
    found: list[Patient] = []

    @settings(max_examples=150)
    @given(patients())
    def take(patient: Patient) -> None:
        found.append(patient)

    take()
    return found


plan_of_anybody = cache(lambda number: plan(anybody()[number]))


def any_patient(test: Callable[[Patient, Plan], None]) -> Callable[[], None]:
    """Run a test on any valid patient and the Plan of them; a failure says whose it is."""

    def on_each() -> None:
        for number, patient in enumerate(anybody()):
            try:
                test(patient, plan_of_anybody(number))
            except AssertionError as failure:
                failure.add_note(repr(patient))
                raise

    on_each.__doc__ = test.__doc__
    return on_each


@any_patient
def test_no_order_ever_bars_a_rescue_treatment_or_a_needed_group(
    _: Patient,  # noqa: PT019 - no fixture
    made: Plan,
) -> None:
    """No "Do not give" for epinephrine, oxygen, fluids or sulfite, however they were written.

    Words that name one and were not understood in full stand as a fact, with why it is given.
    """
    rescue = {one.id for one in catalogue().medicines.values() if RESCUE in one.classes}
    orders = ("do-not-give", "do-not-use", "avoid")
    needed = {one.id for one in catalogue().triggers.values() if one.use is Use.NEEDED}
    needed |= {id for one in catalogue().statements.values() for id in one.asks_for}
    parts = (Part.NEVER, Part.GRAVE, Part.REACTED, Part.SETS_OFF, Part.ADVISED)
    for one in made.of(*parts):
        for leaf in leaves_of(one.values.get("what", 0)):
            if isinstance(leaf, Term):
                assert leaf.id not in rescue
                assert one.id not in orders or leaf.id not in needed
            elif isinstance(leaf, Typed):
                named = frozenset(medicine.id for medicine in rescues_in(leaf.text)) & rescue
                assert not (named and one.id in orders)
                assert set(still_given(named)) <= set(phrase_ids(one))
    for one in made.statements:
        assert one.id not in orders or one.part in (Part.NEVER, Part.REACTED)


@any_patient
def test_no_adult_number_for_whom_nobody_knows_to_be_an_adult(patient: Patient, made: Plan) -> None:
    """Under 18, or of unknown age: no adult dose and no adult pressure on any line of staff."""
    ids = [one.id for one in made.of(Part.STAFF)]
    phrases = {id for one in made.of(Part.STAFF) for id in phrase_ids(one)}
    named = [id for id in (*ids, *phrases) if id.endswith(".adult")]
    if age_band(patient) is AgeBand.ADULT:
        assert "staff.no-rash.adult" in ids
        assert "staff.epinephrine.child" not in ids
    else:
        assert not named
        for id in (*ids, *phrases):
            assert "100 mg" not in catalogue().statements[id].text
    assert ("staff.epinephrine.child" in ids) is (age_band(patient).is_under_18)


def phrase_ids(statement: Statement) -> Iterator[str]:
    """The ids of the phrases inside a statement."""
    for value in statement.values.values():
        yield from (leaf.id for leaf in leaves_of(value) if isinstance(leaf, Phrase))


@any_patient
def test_the_plan_begins_with_what_saves_a_life_and_rests_on_sources(
    patient: Patient, made: Plan
) -> None:
    """The signs and step 1 first; every statement sourced, its best source opened; all steps."""
    assert [one.part for one in made.statements[:3]] == [Part.SIGNS, Part.SIGNS, Part.STEP]
    assert made.statements[2].id.startswith("step.epinephrine.")
    ids = [step.statement.id for step in made.steps()]
    assert ids[-1] == "step.cpr"
    assert len([id for id in ids if id.startswith("step.call")]) == 1
    (flat,) = [number for number, id in enumerate(ids) if id.startswith("step.flat")]
    assert (flat > 1) is all(map(is_ampoule, patient.epinephrine or ()))
    for one in made.statements:
        sources = [catalogue().sources[id] for id in one.sources]
        assert any(source.mark == "a" for source in sources), one.id
        assert may_print(one)


@any_patient
def test_every_line_can_be_said_and_no_spray_meets_a_thigh(patient: Patient, made: Plan) -> None:
    """No placeholder is missing; the line of a nose spray never says thigh."""
    sprays = [one for one in patient.epinephrine or () if one.device in ("neffy", "eurneffy")]
    for one in made.statements:
        said = spoken(one)
        assert said
        if sprays and one.id == "device" and "NOSE SPRAY" in said:
            assert "outer thigh" not in said


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: str(file.stem))
def test_the_same_answers_make_the_same_plan(file: Any) -> None:
    """A Plan is a pure function of the answers."""
    assert plan(read_record(file.read_bytes())) == plan(read_record(file.read_bytes()))


def test_every_rule_is_asked_once() -> None:
    """A rule that is asked twice says everything twice."""
    assert len(RULES) == len(set(RULES))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, [quoted("mild.do.stay"), "In doubt, act as for red. Any red sign: red."]),
        (
            {"epinephrine": EPIPENS},
            [
                quoted("mild.do.stay"),
                quoted("mild.do.get-out"),
                quoted("mild.do.doubt"),
            ],
        ),
        (
            {"contacts": [{"name": "Ann", "phone": "1"}], "epinephrine": []},
            [
                quoted("mild.do.stay"),
                quoted("mild.do.contact"),
                quoted("mild.do.doubt-none"),
            ],
        ),
    ],
)
def test_nobody_gets_out_or_calls_what_is_not_listed(
    changes: dict[str, Any], said: list[str]
) -> None:
    """Of a device or a contact that nobody listed, the mild row is silent."""
    told = says(a_patient(**changes), Part.MILD_DO)
    assert [line for line in told if line != quoted("mild.do.antihistamine")] == said
