"""Fifteen facts that the Plan says, or never says, to save a life."""

from __future__ import annotations

import pytest

from tests.clinical.carrying import EPIPENS
from tests.clinical.saying import quoted, says, spoken
from tests.people import PRINTED, a_patient, person
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.plan import plan
from walletcard.clinical.record import read_record
from walletcard.clinical.statement import Part


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
        "no better: glucagon IV by local protocol."
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
