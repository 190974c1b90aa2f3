"""The signs and the five steps: what to do, in which order, and with which device."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.clinical.carrying import (
    AMPOULE,
    OWN_PEN,
    OWN_SPRAY,
    PEN,
    SPRAY,
    carrying,
    details,
    lines,
    steps,
)
from tests.clinical.saying import quoted, says, spoken
from tests.people import a_patient
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.devices import carried, most_together
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part


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


@pytest.mark.parametrize(
    ("name", "is_listed"),
    [
        ("Adrenalinpenna Jext 300", True),
        ("two EpiPens (bag and home)", True),
        ("stylo adrénaline", True),
        ("EpiPen (prescribed by Dr. Ito)", True),
        ("Epi-pen prescribed but too expensive", True),
        ("no EpiPen", False),
        ("EpiPen stopped in 2024", False),
        ("allergic to adrenaline", False),
        ("EpiPen trainer", False),
        ("EpiPen Übungspen", False),
        ("prescription for EpiPen lost", False),
        ("none (EpiPen too expensive)", False),
        ("dental anaesthetic with adrenaline", False),
        ("lidocaine with epinephrine", False),
        ("Ultracain D-S mit Adrenalin", False),
    ],
)
def test_a_pen_in_words_that_are_not_all_known_is_not_denied(name: str, *, is_listed: bool) -> None:
    """Whoever helps looks for a pen that the person perhaps has."""
    patient = a_patient(medications=[{"name": name}])
    assert ("None listed" not in steps(patient)[0]) == is_listed
    listed = f"Listed as a medicine: {name}."
    assert (listed in says(patient, Part.DETAIL)) == is_listed


def test_a_pen_beside_a_local_anaesthetic_is_not_denied() -> None:
    """Two medicines in one box, not the epinephrine in what a dentist injects."""
    assert "None listed" not in steps(a_patient(medications=[{"name": "EpiPen and lidocaine"}]))[0]


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
