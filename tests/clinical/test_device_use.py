"""How to use a device: the steps of its own instructions, where those of the country were read."""

from __future__ import annotations

import pytest

from tests.people import a_patient
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part, may_print
from walletcard.wording import Words

OWN_LABEL = "Follow the words and pictures on its own label."


def says(patient: Patient) -> list[str]:
    """What is said of how to use the devices."""
    return [Words().plain(one) for one in plan(patient).of(Part.USE, Part.USE_STEP)]


def carrying(*devices: str, region: str = "CA", born: str = "1980") -> Patient:
    """Somebody with devices, by their ids."""
    return a_patient(region=region, born=born, epinephrine=[{"device": one} for one in devices])


def test_the_steps_are_those_of_the_country_s_label() -> None:
    """Canada's EpiPen clicks and is held for three seconds."""
    assert says(carrying("epipen")) == [
        "How to use EpiPen",
        "Hold it in your fist. Pull off the blue cap.",
        "Push the orange end hard into the outer thigh until it clicks.",
        "Hold it there for 3 seconds.",
    ]


def test_where_no_time_was_read_the_label_tells_how_long() -> None:
    """No number is taken from another country's label."""
    assert says(carrying("epipen", region="US"))[-1] == "Hold it there as long as its label says."


@pytest.mark.parametrize(
    ("device", "region"), [("epipen", "SE"), ("jext", "DE"), ("eurneffy", "GB"), ("anapen", "AU")]
)
def test_no_step_is_named_where_no_instructions_were_read(device: str, region: str) -> None:
    """The device's own label is followed instead."""
    assert says(carrying(device, region=region))[1:] == [OWN_LABEL]


def test_a_device_that_is_not_listed_has_its_own_label() -> None:
    """It is named as it was typed."""
    device = {"device": "other", "name": "Penepin", "route": "intramuscular"}
    assert says(a_patient(epinephrine=[device])) == ["How to use Penepin", OWN_LABEL]


def test_each_kind_of_device_is_told_once_in_the_order_of_use() -> None:
    """Two strengths of one pen are used alike."""
    titles = [one for one in says(carrying("jext", "neffy", "jext", region="GB")) if "How" in one]
    assert titles == ["How to use Jext pen", "How to use neffy NOSE SPRAY"]


def test_an_ampoule_is_not_for_untrained_people() -> None:
    """No step and no label: only trained people draw it up."""
    assert says(carrying("ampoule")) == []


@pytest.mark.parametrize(
    ("born", "said"), [("2025-01-01", True), ("2018", True), ("2012", False), ("1980", False)]
)
def test_the_leg_of_a_child_is_held_still(born: str, said: bool) -> None:  # noqa: FBT001
    """Labels ask it for children who may kick."""
    told = says(carrying("auvi-q", region="US", born=born))
    assert ("Hold the child’s leg still." in told) is said


def test_every_step_has_a_source_that_was_opened() -> None:
    """And so has each label that names steps."""
    labels = [label for device in catalogue().devices.values() for label in device.label]
    assert all(bool(label.use) == bool(label.use_sources) for label in labels)
    for device in catalogue().devices.values():
        for label in device.label:
            for one in plan(carrying(device.id, region=label.regions[0])).of(Part.USE_STEP):
                assert may_print(one)
                assert one.sources
                assert set(label.use_sources) <= set(one.sources) or "form" in one.sources
