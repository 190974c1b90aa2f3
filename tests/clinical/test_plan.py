"""The whole Plan: the order of lives saved, fifteen facts, and what holds for any valid record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given

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
from walletcard.clinical.statement import (
    Date,
    Listed,
    Part,
    Phone,
    Phrase,
    Plan,
    Statement,
    Term,
    Typed,
    date,
    listed,
    may_print,
    phone,
    present,
    statement,
    together,
    typed,
)

RED_PARTS = (Part.SIGNS, Part.STEP, Part.DETAIL, Part.RED, Part.RED_THEN)
EPIPENS = [{"device": "epipen", "strength": {"value": "0.3", "unit": "mg"}}] * 2


def test_fact_1_epinephrine_is_first_and_nothing_stands_in_its_place() -> None:
    """Before every other step; antihistamine and steroid are said to be no replacement."""
    for patient in (a_patient(epinephrine=EPIPENS), a_patient()):
        assert "pinephrine (adrenaline)" in spoken(plan(patient).steps()[0].statement)
        steps = " ".join(says(patient, Part.STEP, Part.DETAIL)).lower()
        assert "antihistamine" not in steps
        assert "steroid" not in steps
        staff = says(patient, Part.STAFF)
        assert staff[1].startswith("Epinephrine IM, mid-outer thigh")
        assert quoted("red.then.not-instead") in says(patient, Part.RED_THEN)
        third = next(n for n, line in enumerate(staff) if "ntihistamine" in line)
        assert third > 1
        assert "third line" in staff[third]
        assert quoted("mild.do.antihistamine") in says(patient, Part.MILD_DO)


def test_fact_2_no_rash_is_needed() -> None:
    """For bystanders and for staff: collapse alone can be anaphylaxis."""
    assert quoted("signs.no-rash") in says(a_patient(), Part.SIGNS)
    assert "collapse alone can be anaphylaxis" in says(a_patient(), Part.STAFF)[0]
    assert "Do not wait for a rash" in says(a_patient(), Part.STAFF)[0]


@pytest.mark.parametrize(
    ("device", "region", "value", "unit"),
    [("epipen", "US", "0.3", "mg"), ("jext", "GB", "300", "micrograms")],
)
def test_fact_3_strength_and_unit_stand_as_entered(
    device: str, region: str, value: str, unit: str
) -> None:
    """Neither is turned into the other, and no number is worked out of a weight."""
    pen = {"device": device, "strength": {"value": value, "unit": unit}, "kept_at": "bag"}
    patient = a_patient(epinephrine=[pen], region=region, weight={"value": 20, "unit": "kg"})
    told = says(patient)
    assert any(f" {value} {unit}: bag" in line for line in told)
    other = "0.3 mg" if unit == "micrograms" else "300 micrograms"
    assert not any(other in line or "/kg" in line for line in told)


def test_fact_4_the_second_dose_is_the_devices_own() -> None:
    """Five minutes for a pen, about ten for EURneffy."""
    pens, sprays = EPIPENS, [{"device": "eurneffy"}] * 2
    assert "No better after 5 minutes: second pen." in says(a_patient(epinephrine=pens), Part.STEP)
    assert "No better in about 10 minutes: second spray." in says(
        a_patient(epinephrine=sprays), Part.STEP
    )


def test_fact_5_lie_flat_and_never_stand() -> None:
    """Sit only for breathing, on the side if passed out, on the left if pregnant."""
    for patient in (a_patient(), a_patient(epinephrine=EPIPENS), a_patient(born="2010")):
        told = says(patient, Part.STEP, Part.DETAIL)
        at = told.index(quoted("step.flat"))
        assert told[at + 1 : at + 4] == [
            quoted("step.flat.breathing"),
            quoted("step.flat.unconscious"),
            quoted("step.flat.pregnant"),
        ]
        assert quoted("red.then.stay-down") in says(patient, Part.RED_THEN)


def test_fact_6_everybody_calls_the_number_of_the_country() -> None:
    """With the word anaphylaxis, on every face, in every country."""
    for code, region in catalogue().regions.items():
        call = f"Call {region.number or 'your emergency number'}. Say “anaphylaxis”."
        assert call in says(a_patient(region=code), Part.STEP)


def test_fact_7_nothing_says_that_somebody_cannot_have_epinephrine() -> None:
    """Whatever was typed: no absolute contraindication."""
    patient = a_patient(
        triggers=[{"name": "ADRENALINE", "reaction": "anaphylaxis", "note": "never again"}]
    )
    parts = (Part.NEVER, Part.GRAVE, Part.REACTED, Part.SETS_OFF, Part.ADVISED)
    assert not plan(patient).of(*parts)
    assert any(
        "Nothing forbids epinephrine in anaphylaxis." in line for line in says(patient, Part.STAFF)
    )
    assert any("No absolute contraindication." in line for line in says(patient, Part.STAFF))


def test_fact_8_a_beta_blocker_is_flagged_and_never_stopped() -> None:
    """Epinephrine still first, glucagon by local protocol."""
    told = says(a_patient(medications=[{"id": "bisoprolol"}]), Part.STAFF)
    assert (
        "Takes bisoprolol, a beta-blocker: epinephrine may work less, it still comes first; "
        "glucagon IV by local protocol."
    ) in told


def test_fact_9_the_own_list_outranks_and_no_tolerated_drug_is_forbidden() -> None:
    """No general list stands on a face; ibuprofen, tolerated, is not among what is barred."""
    patient = person("08")
    told = says(patient, Part.NEVER, Part.REACTED, Part.ADVISED)
    assert told == ["Do not give aspirin (acetylsalicylic acid): anaphylaxis, 2012"]
    assert quoted("staff.own-list") in says(patient, Part.STAFF)
    assert not says(a_patient(), Part.NEVER, Part.REACTED, Part.SETS_OFF, Part.ADVISED)


def test_fact_10_tryptase() -> None:
    """The own baseline with unit and day, the times, the formula, and what normal means."""
    (line,) = (line for line in says(person("05"), Part.STAFF) if "ryptase" in line)
    for fact in (
        "as soon as possible",
        "no later than 4 h",
        "more than 24 h after recovery",
        "Own baseline 220 ng/mL (10 Oct 2026)",
        "1.2 × baseline + 2 ng/mL",
        "Normal does not exclude",
    ):
        assert fact in line
    assert "266" not in line  # 1.2 x 220 + 2: nothing is computed


def test_fact_11_avapritinib_and_low_platelets() -> None:
    """The dose beside the drug, imaging after anaphylaxis, platelets with number and day."""
    told = says(person("03"), Part.STAFF, Part.ALERT)
    assert any(line.startswith("Takes avapritinib 25 mg: treat anaphylaxis first") for line in told)
    assert "Low platelets 92 × 10⁹/L (14 Sep 2026)" in told


def test_fact_12_long_term_steroids() -> None:
    """Hydrocortisone at once; the adult dose for adults."""
    told = says(person("05"), Part.STAFF)
    assert (
        "Long-term steroids: adrenal crisis risk. Hydrocortisone at once; adult 100 mg IV or IM."
    ) in told


def test_fact_13_opioids_and_muscle_relaxants_are_named_only_by_the_person() -> None:
    """No general list makes anybody withhold pain relief or airway drugs; pain is treated."""
    for file in PRINTED:
        patient = read_record(file.read_bytes())
        general = [one for one in plan(patient).statements if not one.values]
        told = " ".join(map(spoken, general)).lower()
        for drug in ("morphine", "codeine", "atracurium", "mivacurium", "fentanyl", "contrast"):
            assert drug not in told
        assert any(quoted("staff.pain") in line for line in says(patient, Part.STAFF))


def test_fact_14_premedication_is_for_planned_procedures_only() -> None:
    """It says so first, and whose words it is; no general sentence speaks of it."""
    told = says(person("03"), Part.PREMEDICATION)
    assert told[0] == quoted("planned-only")
    assert told[2] == (
        "Words of Dr. Hyacinth Ramachandran-Villanueva, 20 Sep 2026, copied by the patient, "
        "not signed"
    )
    assert not [line for line in says(a_patient()) if "remedicat" in line]


def test_fact_15_every_face_can_say_how_old_it_is() -> None:
    """The day of the answers, the review with its own day, and the use-by dates."""
    told = says(person("03"))
    assert "as of 25 Oct 2026" in told
    assert (
        "Patient says Dr. Hyacinth Ramachandran-Villanueva reviewed this on 20 Sep 2026; "
        "before the answers of 25 Oct 2026; again by 20 Mar 2027"
    ) in told
    assert any("use by Jan 2027" in line for line in told)
    assert quoted("review.not-known") in says(a_patient())


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


def test_a_sentence_without_an_opened_source_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Plan asks the catalogue of every statement and of every phrase inside it."""
    printable = statement(Part.TEST, "weight", "weight", weight=Phrase("answer.yes"))
    assert may_print(printable)
    weak = catalogue().model_copy(
        update={"sources": {"answers": catalogue().sources["answers"]}, "statements": {}}
    )
    sentence = catalogue().statements["answer.yes"]
    second_hand = catalogue().sources["form"].model_copy(update={"mark": "a-"})
    weak = catalogue().model_copy(update={"sources": {**catalogue().sources, "form": second_hand}})
    assert not weak.may_print(sentence)
    monkeypatch.setattr("walletcard.clinical.statement.catalogue", lambda: weak)
    assert not may_print(printable)
    assert not may_print(statement(Part.TEST, "answer.yes"))
    nested = Listed((Listed((Phrase("answer.no"),)),))
    assert not may_print(statement(Part.TEST, "weight", weight=nested))
    deep = Phrase("review.on", {"on": Phrase("answer.no")})
    assert not may_print(statement(Part.TEST, "weight", weight=deep))
    assert may_print(statement(Part.TEST, "weight", weight=Typed("68 kg")))
    ids = [one.id for one in plan(a_patient(diagnosis={"status": "confirmed"})).statements]
    assert "diagnosis.status.confirmed" in ids
    assert "not-known.medications" not in ids


def test_a_statement_carries_the_sources_of_all_it_says() -> None:
    """Its own, those of its phrases, and those of values from the catalogue, each once."""
    one = statement(Part.STEP, "step.call", "region", ("us-911",), number=Phrase("answer.yes"))
    own = catalogue().statements["step.call"].sources
    assert one.sources == (*own, "form", "us-911")
    assert (one.part, one.id, one.cause) == (Part.STEP, "step.call", "region")
    assert one.values == {"number": Phrase("answer.yes")}
    with pytest.raises(KeyError):
        statement(Part.STEP, "no such sentence")


def test_values_that_are_not_there_are_left_out() -> None:
    """None stays None, the rest keeps its order."""
    assert (typed(None), phone(None), date(None), listed(None, None)) == (None,) * 4
    assert (typed("a"), phone("1"), date("2026")) == (Typed("a"), Phone("1"), Date("2026"))
    assert present(None, Typed("a"), None, Typed("b")) == (Typed("a"), Typed("b"))
    assert listed(None, Typed("a")) == Listed((Typed("a"),))
    assert Listed(()).sign == ", "
    names = tuple(Typed(str(number)) for number in range(9))
    assert together(names[:8]) == Listed(names[:8])
    assert together(names, sign="; ") == Listed((*names[:8], Phrase("and-others")), "; ")


def test_steps_are_numbered_and_keep_their_details() -> None:
    """General sentences share a line; a line ends with what holds an answer."""
    general = statement(Part.DETAIL, "step.flat.breathing")
    answer = statement(Part.DETAIL, "device", what=Typed("Pen"), place=Typed("bag"))
    step = statement(Part.STEP, "step.flat")
    other = statement(Part.NAME, "name", name=Typed("A"))
    made = Plan((other, step, general, general, answer, general, answer, answer, step))
    first, second = made.steps()
    assert (first.number, second.number) == (1, 2)
    assert first.details == ((general, general, answer), (general, answer), (answer,))
    assert (first.statement, second.details) == (step, ())
    assert made.of(Part.NAME, Part.STEP) == (other, step, step)


def any_patient(test: Callable[[Patient], None]) -> Callable[[], None]:
    """Run a test on any valid patient; the first reads the catalogue, which takes a while."""
    return given(patients())(test)


@any_patient
def test_no_order_ever_bars_a_rescue_treatment_or_a_needed_group(patient: Patient) -> None:
    """No "Do not give" for epinephrine, oxygen, fluids or sulfite, however they were written.

    Words that name one and were not understood in full stand as a fact, with why it is given.
    """
    rescue = {one.id for one in catalogue().medicines.values() if RESCUE in one.classes}
    orders = ("do-not-give", "do-not-use", "avoid")
    needed = {one.id for one in catalogue().triggers.values() if one.use is Use.NEEDED}
    needed |= {id for one in catalogue().statements.values() for id in one.asks_for}
    parts = (Part.NEVER, Part.GRAVE, Part.REACTED, Part.SETS_OFF, Part.ADVISED)
    for one in plan(patient).of(*parts):
        for leaf in leaves_of(one.values.get("what", 0)):
            if isinstance(leaf, Term):
                assert leaf.id not in rescue
                assert one.id not in orders or leaf.id not in needed
            elif isinstance(leaf, Typed):
                named = frozenset(medicine.id for medicine in rescues_in(leaf.text)) & rescue
                assert not (named and one.id in orders)
                assert set(still_given(named)) <= set(phrase_ids(one))
    for one in plan(patient).statements:
        assert one.id not in orders or one.part in (Part.NEVER, Part.REACTED)


@any_patient
def test_no_adult_number_for_whom_nobody_knows_to_be_an_adult(patient: Patient) -> None:
    """Under 18, or of unknown age: no adult dose and no adult pressure on any line of staff."""
    ids = [one.id for one in plan(patient).of(Part.STAFF)]
    phrases = {id for one in plan(patient).of(Part.STAFF) for id in phrase_ids(one)}
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
def test_the_plan_begins_with_what_saves_a_life_and_rests_on_sources(patient: Patient) -> None:
    """The signs and step 1 first; every statement sourced, its best source opened; all steps."""
    made = plan(patient)
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
def test_every_line_can_be_said_and_no_spray_meets_a_thigh(patient: Patient) -> None:
    """No placeholder is missing; the line of a nose spray never says thigh."""
    sprays = [one for one in patient.epinephrine or () if one.device in ("neffy", "eurneffy")]
    for one in plan(patient).statements:
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
