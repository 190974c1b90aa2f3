"""The signs, the five steps and the devices: what to do, in which order, and with what."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.clinical.saying import quoted, says, spoken
from tests.people import a_patient
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.devices import carried, micrograms, most_together
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part

MG_03 = {"value": "0.3", "unit": "mg"}
PEN = {"device": "epipen", "strength": MG_03, "kept_at": "bag", "expires": "2027-05"}
SPRAY = {
    "device": "eurneffy",
    "strength": {"value": 2, "unit": "mg"},
    "kept_at": "coat",
    "expires": "2027-08",
}
AMPOULE = {
    "device": "other",
    "name": "Adrenaline ampoule",
    "route": "intramuscular",
    "strength": {"value": 1, "unit": "mg"},
    "kept_at": "fridge",
}
OWN_PEN = AMPOULE | {"name": "Penepin", "strength": {"value": 0.3, "unit": "mg"}}
OWN_SPRAY = {"device": "other", "name": "MySpray", "route": "nasal"}


def carrying(*devices: dict[str, Any], **changes: Any) -> Patient:
    """A patient with some devices, in GB if nothing else is said."""
    return a_patient(epinephrine=list(devices), **changes)


def steps(patient: Patient) -> list[str]:
    """The numbered steps as sentences, without their details."""
    return [spoken(step.statement) for step in plan(patient).steps()]


def details(patient: Patient, number: int) -> list[str]:
    """The details of a step."""
    step = plan(patient).steps()[number - 1]
    return [spoken(one) for line in step.details for one in line]


def lines(patient: Patient, number: int) -> list[int]:
    """How many details share each line of a step."""
    return [len(line) for line in plan(patient).steps()[number - 1].details]


def test_the_signs_come_first_and_need_no_rash() -> None:
    """Collapse alone is a sign."""
    assert says(a_patient(), Part.SIGNS) == [
        "Faint, collapsed, tight throat or hard to breathe?",
        "It can be anaphylaxis, even with no rash.",
    ]
    assert [one.part for one in plan(a_patient()).statements[:3]] == [
        Part.SIGNS,
        Part.SIGNS,
        Part.STEP,
    ]


def test_the_five_steps_with_pens() -> None:
    """Pen, flat, call, second pen, CPR: the same words in the same order for everybody."""
    patient = carrying(PEN, PEN)
    assert steps(patient) == [
        "Epinephrine (adrenaline) now: outer thigh.",
        "Lie flat, legs up. Do not stand or walk.",
        "Call 999. Say “anaphylaxis”.",
        "No better after 5 minutes: second pen.",
        "Does not respond and is not breathing normally: start CPR.",
    ]
    assert details(patient, 1) == ["Through clothes.", "EpiPen 0.3 mg, carries 2: bag"]
    assert details(patient, 2) == [
        "Hard to breathe: sit, legs out.",
        "Passed out: on the side.",
        "Pregnant: on the left side.",
    ]
    assert (lines(patient, 1), lines(patient, 2)) == ([2], [3])
    assert lines(carrying(PEN, SPRAY), 1) == [1, 1]


@pytest.mark.parametrize("epinephrine", [None, []])
def test_without_a_device_calling_comes_first(epinephrine: list[object] | None) -> None:
    """Not answered or none: the first step says so, and then one calls and lies down."""
    patient = a_patient(**({} if epinephrine is None else {"epinephrine": epinephrine}))
    assert steps(patient) == [
        "Needs epinephrine (adrenaline). None listed on this card.",
        "Call 999. Say “anaphylaxis”.",
        quoted("step.flat"),
        quoted("step.cpr"),
    ]
    assert not plan(patient).of(Part.DEVICE)


def test_epinephrine_among_the_medicines_is_not_denied() -> None:
    """Whoever entered a pen as a medicine has one, though nobody knows where."""
    medicines = [{"id": "cetirizine"}, {"name": "EpiPen Jr", "dose": "0.15 mg"}]
    patient = a_patient(medications=medicines)
    first = plan(patient).steps()[0].statement
    assert spoken(first) == "Needs epinephrine (adrenaline). Where it is kept is not known."
    assert details(patient, 1) == [
        "Listed as a medicine: EpiPen Jr (epinephrine/adrenaline) 0.15 mg."
    ]
    assert first.cause == "medications[1]"
    assert steps(patient)[1].startswith("Call")
    assert "None listed" in steps(a_patient(medications=[{"id": "cetirizine"}]))[0]


def test_a_spray_goes_into_one_nostril_and_never_to_the_thigh() -> None:
    """The word thigh stands on no line of somebody who has sprays only."""
    patient = carrying(SPRAY, SPRAY)
    assert steps(patient)[0] == "Epinephrine (adrenaline) now: one nostril."
    assert details(patient, 1) == ["EURneffy NOSE SPRAY 2 mg, carries 2: coat"]
    told = says(patient, Part.STEP, Part.DETAIL, Part.DEVICE)
    assert not [line for line in told if "thigh" in line or "clothes" in line]


def test_pens_and_sprays_each_say_where_they_go() -> None:
    """With both, the way stands on each device's own line."""
    patient = carrying(PEN, SPRAY)
    assert steps(patient)[0] == "Epinephrine (adrenaline) now."
    assert details(patient, 1) == [
        "EpiPen 0.3 mg, outer thigh, through clothes: bag",
        "EURneffy NOSE SPRAY 2 mg, one nostril: coat",
    ]


def test_of_a_device_without_a_label_read_no_one_says_through_clothes() -> None:
    """An unknown pen goes into the thigh; its label says the rest."""
    alone, both = carrying(OWN_PEN), carrying(OWN_PEN, OWN_SPRAY)
    assert details(alone, 1) == ["Penepin, use as its label says: fridge"]
    assert details(both, 1) == [
        "Penepin, outer thigh, use as its label says: fridge",
        "MySpray, one nostril, use as its label says: where it is kept is not known",
    ]
    assert quoted("device.through-clothes") in details(carrying(PEN), 1)
    assert quoted("device.through-clothes") not in details(carrying(PEN, OWN_PEN), 1)
    assert says(alone, Part.DEVICE)[0] == "Penepin: entered 0.3 mg; use as its label says"


@pytest.mark.parametrize(
    ("device", "region", "value", "unit", "shown"),
    [
        ("epipen", "GB", "0.3", "mg", "EpiPen 0.3 mg"),
        ("epipen", "GB", "300", "micrograms", "EpiPen 300 micrograms"),
        ("epipen", "AU", "0.15", "mg", "EpiPen 0.15 mg"),
        ("epipen", "DE", "0.3", "mg", "EpiPen 0.3 mg"),
        ("auvi-q", "US", "0.1", "mg", "Auvi-Q pen 0.1 mg"),
        ("eurneffy", "DE", "1", "mg", "EURneffy NOSE SPRAY 1 mg"),
        ("neffy", "US", "1", "mg", "neffy NOSE SPRAY 1 mg"),
        ("neffy", "CA", "2", "mg", "neffy NOSE SPRAY 2 mg"),
        ("anapen", "AU", "500", "micrograms", "Anapen 500 micrograms"),
        ("symjepi", "US", "0.3", "mg", "Symjepi syringe 0.3 mg"),
        # not sold
        ("epipen", "GB", "3", "mg", None),
        ("epipen", "GB", "0.3", "micrograms", None),
        ("epipen", "US", "0.5", "mg", None),
        ("neffy", "CA", "1", "mg", None),
        ("jext", "GB", "500", "micrograms", None),
        ("fastjekt", "DE", "0.03", "mg", None),
    ],
)
def test_a_strength_stands_on_the_line_only_if_it_is_sold(
    device: str, region: str, value: str, unit: str, shown: str | None
) -> None:
    """As entered with its unit, or "use as its label says" and what was entered on the plan."""
    entered = {"device": device, "strength": {"value": value, "unit": unit}, "kept_at": "bag"}
    patient = carrying(entered, region=region)
    line, facts = details(patient, 1)[-1], says(patient, Part.DEVICE)
    if shown:
        assert line == f"{shown}: bag"
        assert len(facts) == 1
    else:
        assert line.endswith(", use as its label says: bag")
        assert value not in line
        assert facts[0].endswith(f": entered {value} {unit}, not a strength of this device")
        assert len(facts) == 2


def test_a_strength_that_was_not_entered_is_not_known() -> None:
    """The line points to the label."""
    patient = carrying({"device": "epipen"})
    assert details(patient, 1)[-1] == (
        "EpiPen, use as its label says: where it is kept is not known"
    )
    assert says(patient, Part.DEVICE) == [
        "EpiPen: strength not known",
        "EpiPen: use-by date not known",
    ]


@pytest.mark.parametrize(
    ("device", "region", "step"),
    [
        *(("epipen", region, "after 5 minutes") for region in ("US", "CA", "GB", "IE", "AU", "NZ")),
        ("auvi-q", "US", "after 5 minutes"),
        ("neffy", "US", "after 5 minutes"),
        ("jext", "GB", "after 5 minutes"),
        ("fastjekt", "DE", "after 5 minutes"),
        ("eurneffy", "GB", "in about 10 minutes"),
        ("eurneffy", "FR", "in about 10 minutes"),
        *(("neffy", region, "label") for region in ("CA", "AU", "JP")),
        ("jext", "SE", "label"),
        ("anapen", "IE", "label"),
        ("epipen", "BR", "label"),
    ],
)
def test_the_second_device_waits_as_its_own_label_says(device: str, region: str, step: str) -> None:
    """Minutes only where that country's label or authority was read."""
    patient = carrying({"device": device}, {"device": device}, region=region)
    assert plan(patient).steps()[3].statement.cause == "epinephrine"
    second = "second spray" if "neffy" in device else "second pen"
    if step == "label":
        assert steps(patient)[3] == f"No better: a {second}, as the label says."
    else:
        assert steps(patient)[3] == f"No better {step}: {second}."


@pytest.mark.parametrize(
    ("devices", "second"),
    [
        ([PEN, PEN], "second pen"),
        ([SPRAY, OWN_SPRAY], "second spray"),
        ([PEN, OWN_SPRAY], "second pen or spray"),
        ([{"device": "symjepi"}], "second dose"),
        ([OWN_PEN, PEN], "second dose"),
        ([OWN_PEN | {"name": "My Epipen, from abroad"}], "second pen"),
        ([OWN_PEN | {"name": "Notfall-Fertigpen"}, AMPOULE], "second pen"),
    ],
)
def test_the_second_one_is_called_what_it_is(devices: list[dict[str, Any]], second: str) -> None:
    """A bystander holds a pen or a spray in the hand, and no device; a syringe is neither."""
    assert second in re.split("[:.,] (?:a )?|[.]", steps(carrying(*devices, region="US"))[3])


def test_devices_that_wait_differently_are_told_apart() -> None:
    """Each kind once, with its own minutes."""
    patient = carrying(PEN, PEN, SPRAY, OWN_PEN, OWN_PEN | {"name": "Mypen"})
    assert steps(patient)[3] == "No better: a second dose."
    assert details(patient, 4) == [
        "After EpiPen: 5 minutes.",
        "After EURneffy NOSE SPRAY: about 10 minutes.",
        "After Penepin, Mypen: as its label says.",
    ]
    step = plan(patient).steps()[3]
    told = [one for line in step.details for one in line]
    assert step.statement.cause == "epinephrine"
    assert [one.cause for one in told] == [f"epinephrine[{number}]" for number in (0, 2, 3)]
    for one, device in zip(told, ("epipen", "eurneffy"), strict=False):
        label = catalogue().devices[device].label_in("GB")
        assert label is not None
        assert set(label.sources) <= set(one.sources)


def test_two_kinds_of_devices_are_enough_to_tell_them_apart() -> None:
    """A pen and a spray in one bag."""
    patient = carrying(PEN, SPRAY | {"kept_at": "bag"})
    assert steps(patient)[3] == "No better: a second pen or spray."
    assert len(details(patient, 4)) == 2


def test_the_source_of_the_minutes_is_the_label() -> None:
    """The label that was read stands among the sources of the step."""
    step = plan(carrying(PEN, PEN)).steps()[3].statement
    label = catalogue().devices["epipen"].label_in("GB")
    assert label is not None
    assert set(label.sources) <= set(step.sources)
    assert step.cause == "epinephrine"


@pytest.mark.parametrize(
    ("devices", "if_there_is_one"),
    [
        ([PEN], True),
        ([PEN, PEN], False),
        ([PEN, PEN | {"kept_at": "school"}], True),
        ([PEN, PEN | {"kept_at": "school"}, PEN], False),
        ([{"device": "epipen"}, {"device": "epipen"}], False),
        ([SPRAY], True),
        ([OWN_PEN], True),
        ([PEN, AMPOULE | {"kept_at": "bag"}], True),
        ([PEN, SPRAY], True),
        ([PEN, SPRAY | {"kept_at": "bag"}], False),
    ],
)
def test_two_devices_in_two_places_are_one_in_each(
    devices: list[dict[str, Any]], *, if_there_is_one: bool
) -> None:
    """A second device is promised only where two are together."""
    assert ("if there is one" in steps(carrying(*devices))[3]) is if_there_is_one


def test_devices_are_counted_where_they_are() -> None:
    """The most in one place; none at all is none."""
    patient = carrying(PEN, PEN, SPRAY)
    assert most_together(carried(patient)) == 2
    assert most_together(()) == 0


@pytest.mark.parametrize(
    ("region", "number"),
    [
        *(("US", "911"), ("CA", "911"), ("GB", "999"), ("AU", "000"), ("NZ", "111")),
        *(("NO", "113"), ("AT", "144"), ("CH", "144"), ("FR", "15"), ("DE", "112"), ("SE", "112")),
        *(("JP", "119"), ("BR", "192"), ("IN", "112"), ("ZA", "10177")),
    ],
)
def test_the_number_is_the_countrys_ambulance(region: str, number: str) -> None:
    """Norway's 112 is the police; the ambulance has 113."""
    patient = a_patient(region=region)
    assert steps(patient)[1] == f"Call {number}. Say “anaphylaxis”."
    call = plan(patient).steps()[1].statement
    assert call.cause == "region"
    assert set(catalogue().regions[region].sources) <= set(call.sources)


def test_a_country_without_a_sourced_number_says_your_emergency_number() -> None:
    """No number is guessed."""
    unknown = [code for code, one in catalogue().regions.items() if one.number is None]
    assert unknown
    for region in unknown:
        patient = a_patient(region=region)
        assert steps(patient)[1] == "Call your emergency number. Say “anaphylaxis”."


@pytest.mark.parametrize(
    ("devices", "facts"),
    [
        ([PEN], ["EpiPen 0.3 mg: use by May 2027; after it, still use it if it is the only one"]),
        ([SPRAY], ["EURneffy NOSE SPRAY 2 mg: use by Aug 2027"]),
        (
            [PEN, PEN, PEN | {"expires": "2028"}, PEN | {"kept_at": "school"}],
            [
                "EpiPen 0.3 mg: use by May 2027; after it, still use it if it is the only one",
                "EpiPen 0.3 mg: use by 2028; after it, still use it if it is the only one",
            ],
        ),
        (
            [AMPOULE, AMPOULE | {"kept_at": "desk"}],
            [
                "Adrenaline ampoule: entered 1 mg; for trained people only",
                "Adrenaline ampoule: use-by date not known",
            ],
        ),
    ],
)
def test_the_plan_gives_each_use_by_date_once(
    devices: list[dict[str, Any]], facts: list[str]
) -> None:
    """What differs by the date has lines of its own; no face says expired."""
    assert says(carrying(*devices), Part.DEVICE) == facts


def test_devices_that_differ_stand_apart() -> None:
    """By place, strength or kind; by date only on the plan."""
    junior = PEN | {"strength": {"value": "0.15", "unit": "mg"}}
    patient = carrying(PEN, junior, PEN | {"kept_at": "school"}, PEN | {"expires": "2028"})
    assert details(patient, 1) == [
        quoted("device.through-clothes"),
        "EpiPen 0.3 mg, carries 2: bag",
        "EpiPen 0.15 mg: bag",
        "EpiPen 0.3 mg: school",
    ]


@pytest.mark.parametrize(
    ("strength", "number"), [("0.3 mg", "300"), ("300 micrograms", "300"), ("2 mg", "2000")]
)
def test_milligrams_and_micrograms_are_compared_exactly(strength: str, number: str) -> None:
    """0.3 mg and 300 micrograms are one strength."""
    assert f"{micrograms(strength).normalize():f}" == number


def test_a_strength_that_is_not_known_is_said_once_for_two_places() -> None:
    """The use-by dates too, if they are the same."""
    pen = {"device": "epipen", "expires": "2028-01"}
    patient = carrying(pen | {"kept_at": "bag"}, pen | {"kept_at": "school"})
    assert says(patient, Part.DEVICE) == [
        "EpiPen: strength not known",
        "EpiPen: use by Jan 2028; after it, still use it if it is the only one",
    ]


def test_equal_devices_of_two_dates_have_one_line_about_their_strength() -> None:
    """The date and the place make no other strength; each date has a line of its own."""
    pens = [
        {"device": "epipen", "expires": "2027-01", "kept_at": "bag"},
        {"device": "epipen", "expires": "2027-05", "kept_at": "car"},
        {"device": "epipen", "expires": "2027-05", "kept_at": "desk"},
    ]
    ids = [one.id for one in plan(a_patient(epinephrine=pens)).of(Part.DEVICE)]
    assert ids == ["device.no-strength", "device.expires", "device.expires"]
