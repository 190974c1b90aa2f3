"""Warnings about a weight for which the device is not meant, by the label of the country."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cautions.settled import MG_03, PEN, SPRAY, TODAY, settled, warned
from tests.clinical.saying import spoken
from walletcard.cautions.warnings import warnings


@pytest.mark.parametrize(
    ("device", "region", "strength", "born", "asked"),
    [
        ("epipen", "US", "0.15", "1984", True),
        ("fastjekt", "DE", "0.15", "1984", True),
        ("neffy", "US", "1", "1984", True),
        ("epipen", "US", "0.3", "1984", False),
        ("epipen", "US", "0.15", "2015", False),
        ("epipen", "US", "0.15", "2008", False),
        ("epipen", "DE", "0.15", "1984", False),
    ],
)
def test_a_strength_for_children_is_asked_about_if_an_adult_gives_no_weight(
    device: str, region: str, strength: str, born: str, *, asked: bool
) -> None:
    """Where the label of the country was read."""
    carried = {"device": device, "kept_at": "bag", "strength": {"value": strength, "unit": "mg"}}
    patient = settled(epinephrine=[carried, carried], region=region, born=born)
    told = [id for path, id in warned(patient) if path == "epinephrine[0]"]
    assert told == ["strength-for-children"] * asked


def test_a_strength_for_children_is_named_with_the_weight_of_its_label() -> None:
    """The whole sentence."""
    junior = PEN | {"strength": {"value": "0.15", "unit": "mg"}}
    (told,) = warnings(settled(epinephrine=[junior, junior], region="US"), TODAY)
    assert spoken(told.said) == (
        "EpiPen 0.15 mg: its label in your country is for people of up to 30 kg. "
        "Your doctor may have chosen this. Keep carrying it, and ask."
    )


@pytest.mark.parametrize(
    ("device", "region", "strength", "weight", "outside"),
    [
        ("epipen", "US", "0.3 mg", "29.9 kg", True),
        ("epipen", "US", "0.3 mg", "30 kg", False),
        ("epipen", "US", "300 micrograms", "29.9 kg", True),
        ("epipen", "US", "0.3 mg", "65 lb", True),
        ("epipen", "US", "0.3 mg", "66 lb", False),
        ("epipen", "US", "0.15 mg", "32 lb", True),
        ("epipen", "US", "0.15 mg", "33 lb", False),
        ("epipen", "US", "0.15 mg", "66 lb", False),
        ("epipen", "US", "0.15 mg", "67 lb", True),
        ("epipen", "US", "0.15 mg", "30.1 kg", True),
        ("epipen", "US", "0.15 mg", "14.9 kg", True),
        ("epipen", "US", "0.15 mg", "15 kg", False),
        ("epipen", "GB", "0.3 mg", "26 kg", False),
        ("epipen", "GB", "0.15 mg", "7 kg", True),
        ("auvi-q", "US", "0.1 mg", "12.1 kg", False),
        ("auvi-q", "US", "0.1 mg", "16 kg", True),
        ("fastjekt", "DE", "0.3 mg", "26 kg", False),
        ("neffy", "JP", "1 mg", "5 kg", False),
        ("eurneffy", "GB", "2 mg", "29 kg", True),
        # no band was read
        ("eurneffy", "GB", "1 mg", "200 kg", False),
        ("epipen", "CA", "0.3 mg", "5 kg", False),
        ("epipen", "DE", "0.3 mg", "5 kg", False),
        ("jext", "SE", "150 micrograms", "90 kg", False),
        # the strength is not one of the device's: another warning says so
        ("epipen", "US", "3 mg", "5 kg", False),
        ("epipen", "US", None, "5 kg", False),
        ("epipen", "US", "0.3 mg", None, False),
    ],
)
def test_a_weight_outside_the_labels_band(
    device: str, region: str, strength: str | None, weight: str | None, *, outside: bool
) -> None:
    """Its edges belong to the band; US labels say 33 and 66 pounds for 15 and 30 kg."""
    carried: dict[str, Any] = {"device": device, "kept_at": "bag"}
    if strength:
        value, unit = strength.split()
        carried["strength"] = {"value": value, "unit": unit}
    changes: dict[str, Any] = {}
    if weight:
        value, unit = weight.split()
        changes["weight"] = {"value": value, "unit": unit}
    found = warned(settled(epinephrine=[carried, carried], region=region, **changes))
    paths = [path for path, id in found if id == "weight-outside-label"]
    assert paths == (["epinephrine[0]"] if outside else [])


def test_a_device_that_the_catalogue_does_not_have_has_no_band() -> None:
    """Nothing is known of its weights."""
    own = {"device": "other", "name": "Own", "route": "nasal", "strength": MG_03, "kept_at": "bag"}
    weight = {"value": 30, "unit": "kg"}
    assert warned(settled(epinephrine=[own, own], weight=weight)) == []


def test_a_weight_is_said_with_its_day() -> None:
    """An old weight explains itself."""
    weight = {"value": 26, "unit": "kg", "on": "2019"}
    (caution,) = warnings(settled(epinephrine=[PEN, SPRAY], weight=weight), TODAY)
    assert "26 kg (2019)" in spoken(caution.said)
