"""What a typed text names beside a rescue treatment is not hidden by it."""

from __future__ import annotations

import pytest

from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part

STILL_EPINEPHRINE = (
    "Nothing forbids epinephrine in anaphylaxis. Sulfite in the device is no reason not to use it."
)


@pytest.mark.parametrize(
    "name",
    [
        "no adrenaline!",
        "EpiPen made my heart race for an hour",
        "epinephrine (chest pain, felt cold and anxious)",
        "adrenaline: stress and fever",
        "sulfites in wine and fish",
        "food, sulfites in it",
        "epinephrine, then my heart raced",
        "synthetic epinephrine",
    ],
)
def test_a_sentence_about_a_rescue_treatment_alone_is_a_report(name: str) -> None:
    """It is printed for emergency staff, as typed, and on no front."""
    patient = a_patient(triggers=[{"name": name, "reaction": "anaphylaxis"}])
    assert says(patient, Part.NEVER, Part.GRAVE) == []
    assert any(name in line for line in says(patient, Part.STAFF))


@pytest.mark.parametrize(
    ("name", "part", "still"),
    [
        ("contrast and then oxygen by mask", Part.NEVER, "Oxygen is still given."),
        ("ibuprofen - EpiPen used", Part.NEVER, STILL_EPINEPHRINE),
        ("a shot at the dentist with epinephrine, I think", Part.NEVER, STILL_EPINEPHRINE),
        ("Kontrastmittel, danach Sauerstoff", Part.NEVER, "Oxygen is still given."),
        ("latex gloves, IV fluids after", Part.NEVER, "Fluid is still given if pressure is low."),
        ("Xyzzy with adrenaline", Part.NEVER, STILL_EPINEPHRINE),
        ("lido w/ epi", Part.NEVER, STILL_EPINEPHRINE),
        ("iode puis oxygène", Part.NEVER, "Oxygen is still given."),
        ("укус пчелы, адреналин", Part.NEVER, STILL_EPINEPHRINE),
        ("ペニシリンの後アドレナリン", Part.NEVER, STILL_EPINEPHRINE),
        ("bee sting (needed adrenaline twice)", Part.GRAVE, STILL_EPINEPHRINE),
        ("Wespenstich, danach Adrenalin", Part.GRAVE, STILL_EPINEPHRINE),
        ("蜂 アルコール アドレナリン", Part.GRAVE, STILL_EPINEPHRINE),
    ],
)
def test_what_stands_beside_a_rescue_treatment_is_not_hidden(
    name: str, part: Part, still: str
) -> None:
    """The person's own words stand where the thing would, as a fact, with the ground beside it."""
    patient = a_patient(triggers=[{"name": name, "reaction": "anaphylaxis"}])
    (line,) = says(patient, Part.NEVER, Part.GRAVE)
    reacted = f"Reacted to {name}" if part is Part.NEVER else name
    assert line == f"{reacted}: anaphylaxis. {still}"
    assert says(patient, part) == [line]
    assert any(line.startswith(f"Patient reports: {name}") for line in says(patient, Part.STAFF))


def test_what_is_tolerated_and_two_grounds_stand_beside_it() -> None:
    """Each after the other, with one full stop between."""
    patient = a_patient(
        triggers=[{"name": "morphine zz, oxygen, IV fluids", "reaction": "anaphylaxis"}],
        medications=[{"name": "morphine zz, oxygen, IV fluids"}],
    )
    (line,) = says(patient, Part.NEVER)
    assert ".." not in line
    assert line.endswith("Fluid is still given if pressure is low. Oxygen is still given.")


@pytest.mark.parametrize("reaction", ["anaphylaxis", "moderate", "mild", "unknown"])
@pytest.mark.parametrize(
    ("name", "surely"),
    [
        ("penicillin zz", "penicillin"),
        ("zz contrast for a scan", "contrast"),
        ("Ibuprofen von Oma", "Ibuprofen"),
        ("not latex", "latex"),
    ],
)
def test_words_that_were_not_understood_stand_where_the_thing_would(
    name: str, surely: str, reaction: str
) -> None:
    """In the person's own words, and never less prominent."""

    def parts(typed: str) -> set[Part]:
        patient = a_patient(triggers=[{"name": typed, "reaction": reaction}])
        told = plan(patient).of(Part.NEVER, Part.GRAVE, Part.REACTED, Part.SETS_OFF)
        return {one.part for one in told}

    assert parts(name) == parts(surely)
    patient = a_patient(triggers=[{"name": name, "reaction": reaction}])
    assert any(name in line for line in says(patient, *parts(name)))
    assert not any(line.startswith("Do not") for line in says(patient, *parts(name)))
