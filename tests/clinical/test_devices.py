"""Which device comes first: usable ones, then old and recalled ones, ampoules last."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.carrying import AMPOULE, PEN, SPRAY, carrying, details, steps
from tests.clinical.saying import quoted, says
from walletcard.clinical.devices import is_ampoule
from walletcard.clinical.patient import Epinephrine
from walletcard.clinical.statement import Part

OLD = PEN | {"expires": "2026-10", "kept_at": "drawer"}  # the answers are of 10 November 2026
RECALLED = {
    "device": "emerade",
    "strength": {"value": 500, "unit": "micrograms"},
    "kept_at": "desk",
    "expires": "2028",
}
TRAINED = "Adrenaline ampoule, for trained people only: fridge"
OLD_LINE = "EpiPen 0.3 mg, past its date (Oct 2026), use it if it is the only one: drawer"
RECALLED_LINE = "Emerade pen 500 micrograms, recalled, use it if it is the only one: desk"


@pytest.mark.parametrize(
    ("devices", "lines"),
    [
        ([RECALLED, PEN], ["EpiPen 0.3 mg: bag", RECALLED_LINE]),
        ([OLD, PEN], ["EpiPen 0.3 mg: bag", OLD_LINE]),
        ([OLD, RECALLED], [OLD_LINE, RECALLED_LINE]),
        ([RECALLED, OLD], [RECALLED_LINE, OLD_LINE]),
        ([OLD, OLD], [OLD_LINE.replace("mg,", "mg, carries 2,")]),
        (
            [AMPOULE, RECALLED, PEN | {"kept_at": "coat"}, PEN],
            ["EpiPen 0.3 mg: coat", "EpiPen 0.3 mg: bag", RECALLED_LINE, TRAINED],
        ),
        (
            [RECALLED | {"expires": "2023-05"}],
            [
                (
                    "Emerade pen 500 micrograms, recalled, past its date (May 2023), "
                    "use it if it is the only one: desk"
                )
            ],
        ),
    ],
)
def test_usable_devices_come_first(devices: list[dict[str, Any]], lines: list[str]) -> None:
    """Otherwise the order of entry is kept, and an old or recalled one says so."""
    assert [
        line for line in details(carrying(*devices), 1) if line != quoted("device.through-clothes")
    ] == lines


@pytest.mark.parametrize(
    "name", ["Emerade", "EMERADE 500", "Emerade 300", "two Emerade 300", "my old Emerade pen"]
)
def test_a_recalled_device_is_known_by_its_name(name: str) -> None:
    """The form does not offer it, so it is typed as another one."""
    typed = {"device": "other", "name": name, "route": "intramuscular", "kept_at": "desk"}
    assert details(carrying(typed, PEN), 1) == [
        "EpiPen 0.3 mg: bag",
        f"{name}, use as its label says, recalled, use it if it is the only one: desk",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Jext (replaced Emerade)",
        "Jext instead of recalled Emerade",
        "EpiPen, not Emerade",
        "Emerade replaced by Jext",
        "pen that is not an Emerade",
    ],
)
def test_a_device_that_is_another_one_is_not_recalled(name: str) -> None:
    """It is usable, and stays in its place."""
    typed = {"device": "other", "name": name, "route": "intramuscular", "kept_at": "desk"}
    assert details(carrying(typed, PEN), 1) == [
        f"{name}, use as its label says: desk",
        "EpiPen 0.3 mg: bag",
    ]


@pytest.mark.parametrize(
    ("expires", "past"),
    [("2026-11-09", True), ("2026-11-10", False), ("2026-11", False), ("2025", True)],
)
def test_a_device_is_past_its_date_after_the_last_day_that_it_may_mean(
    expires: str, *, past: bool
) -> None:
    """No face knows today, but all know the day of the answers."""
    told = details(carrying(PEN | {"expires": expires}), 1)[-1]
    assert ("past its date" in told) is past


def test_of_an_old_spray_nobody_is_told_to_use_it() -> None:
    """That an old one is better than none was read of injectors only."""
    told = details(carrying(SPRAY | {"expires": "2024-01"}, PEN), 1)
    assert told == [
        "EpiPen 0.3 mg, outer thigh, through clothes: bag",
        "EURneffy NOSE SPRAY 2 mg, one nostril, past its date (Jan 2024): coat",
    ]


def test_with_only_an_ampoule_calling_comes_first() -> None:
    """A bystander is never told to give it, and waits for no second one."""
    patient = carrying(AMPOULE, AMPOULE)
    assert steps(patient) == [
        "Needs epinephrine (adrenaline). No pen is listed, but an ampoule is.",
        "Call 999. Say “anaphylaxis”.",
        quoted("step.flat"),
        quoted("step.cpr"),
    ]
    assert details(patient, 1) == ["Adrenaline ampoule, carries 2, for trained people only: fridge"]
    assert "thigh" not in " ".join(says(patient, Part.STEP, Part.DETAIL))
    assert quoted("mild.do.get-out") not in says(patient, Part.MILD_DO)


@pytest.mark.parametrize("device", [PEN, SPRAY])
def test_beside_an_ampoule_the_pen_or_the_spray_leads(device: dict[str, Any]) -> None:
    """Step 1 is the device's, and so are the minutes."""
    alone, both = carrying(device), carrying(AMPOULE, device)
    assert steps(both) == steps(alone)
    assert details(both, 1) == [*details(alone, 1), TRAINED]
    assert details(both, 4) == details(alone, 4)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Adrenaline ampoule 1 mg/mL with 1 mL syringe",
            "Suprarenin Ampullen",
            "adrenaline vials",
        ),
        *("Adrenalin-Injektionsflasche, Durchstechflasche", "frasco-ampola de adrenalina"),
        *("fiala di adrenalina", "fiale", "ampolla", "ampułka", "ampule adrenalina", "AMPUL"),
        *("αμπούλα αδρεναλίνης", "ампулы адреналина", "アドレナリンアンプル", "肾上腺素安瓿"),
        *("에피네프린 앰플", "أمبولة أدرينالين", "Adrenalin 1:1000", "epinephrine 1 mg/ml"),
    ],
)
def test_an_ampoule_is_known_by_its_name(name: str) -> None:
    """In the languages of the countries offered, and by its concentration."""
    assert is_ampoule(Epinephrine(device="other", name=name, route="intramuscular"))


@pytest.mark.parametrize(
    "name",
    [
        *("Penepin", "Fertigpen", "pen, in place of the ampoules", "EpiPen (no ampoule)"),
        *("autoinyector, no ampolla", "stylo auto-injecteur 1 mg/mL", "trivial", "Bevialin"),
    ],
)
def test_a_pen_is_no_ampoule(name: str) -> None:
    """A device for anyone is never put behind the call."""
    assert not is_ampoule(Epinephrine(device="other", name=name, route="intramuscular"))


@pytest.mark.parametrize(
    ("name", "value", "unit", "drawn_up"),
    [
        ("Vasocon inj", "1", "mg", True),
        ("epinephrine kit with syringe", "1000", "micrograms", True),
        ("Bosmin", "1", "mg", True),
        ("prefilled syringe", "0.5", "mg", False),
        ("Vasocon inj", "999", "micrograms", False),
        ("my pen", "1", "mg", False),
    ],
)
def test_an_ampoule_is_known_by_its_strength(
    name: str, value: str, unit: str, *, drawn_up: bool
) -> None:
    """No device for anyone injects a whole milligram; a pen with a wrong number stays a pen."""
    strength = {"value": value, "unit": unit}
    device = {"device": "other", "name": name, "route": "intramuscular", "strength": strength}
    assert is_ampoule(Epinephrine.model_validate(device)) is drawn_up
    assert not is_ampoule(Epinephrine.model_validate(device | {"route": "nasal"}))


def test_a_bottle_for_the_nose_is_no_ampoule() -> None:
    """A flacon may be a spray too."""
    assert not is_ampoule(Epinephrine(device="other", name="flacon", route="nasal"))


@pytest.mark.parametrize(
    ("devices", "region", "second"),
    [
        (({"device": "fastjekt"}, {"device": "jext"}), "DE", "pen"),
        (({"device": "epipen"}, {"device": "neffy"}), "US", "pen or spray"),
        (({"device": "jext"}, {"device": "epipen"}, {"device": "jext"}), "GB", "pen"),
    ],
)
def test_equal_minutes_are_one_line(
    devices: tuple[dict[str, str], ...], region: str, second: str
) -> None:
    """Whatever their labels are, and with the sources of all of them."""
    patient = carrying(*devices, region=region)
    assert steps(patient)[3] == f"No better after 5 minutes: second {second}."
    assert details(patient, 4) == []


def test_devices_that_wait_alike_share_their_minutes() -> None:
    """Two pens of five minutes and a spray of ten are two lines."""
    patient = carrying({"device": "jext"}, SPRAY, {"device": "epipen"})
    assert details(patient, 4) == [
        "After Jext pen, EpiPen: 5 minutes.",
        "After EURneffy NOSE SPRAY: about 10 minutes.",
    ]
