"""What the Plan says of each device: its strength, its use-by date, and which stand together."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.carrying import AMPOULE, PEN, SPRAY, carrying, details
from tests.clinical.saying import quoted, says
from tests.people import a_patient
from walletcard.clinical.devices import micrograms
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part


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
