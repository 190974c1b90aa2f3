"""Warnings in words: what the person reads, how often, and that no face says it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cautions.settled import PEN, SPRAY, TODAY, settled
from tests.clinical.saying import spoken
from tests.people import PRINTED
from walletcard.cautions.warnings import warnings
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.plan import plan
from walletcard.clinical.record import read_record
from walletcard.clinical.statement import phrases_in


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"epinephrine": [], "region": "US"},
            (
                "No epinephrine is listed. Ask your doctor about it: people at risk of anaphylaxis "
                "are told to carry two devices at all times."
            ),
        ),
        (
            {"epinephrine": [], "region": "ZA"},
            (
                "No adrenaline is listed. Ask your doctor about it: people at risk of anaphylaxis "
                "are told to carry two devices at all times."
            ),
        ),
        (
            {"epinephrine": [PEN, PEN | {"expires": "2026-10"}]},
            (
                "EpiPen 0.3 mg: the use-by date, Oct 2026, has passed. Get a new one. "
                "Until you have it, keep carrying this one."
            ),
        ),
        (
            {"epinephrine": [PEN, PEN | {"expires": "2026-12"}]},
            "EpiPen 0.3 mg: use by Dec 2026. Get a new one before then.",
        ),
        (
            {"epinephrine": [PEN, {"device": "emerade", "kept_at": "bag"}]},
            (
                "Emerade was recalled in 2023, since some did not work. "
                "Ask for another device, and keep this one until you have it."
            ),
        ),
        (
            {"epinephrine": [PEN, PEN | {"strength": {"value": 3, "unit": "mg"}}]},
            (
                "EpiPen: 3 mg is not a strength that we know of for it. Check the box. "
                "Your papers say “use as its label says”."
            ),
        ),
        (
            {"epinephrine": [PEN, SPRAY], "weight": {"value": 26, "unit": "kg"}},
            (
                "EURneffy NOSE SPRAY 2 mg: its label in your country is for another weight than "
                "26 kg. Your doctor may have chosen this. Keep carrying it, and ask."
            ),
        ),
        (
            {"triggers": [{"name": "Sulfite in wine"}]},
            (
                "Sulfite in wine: this is printed for emergency staff as your own report, never as "
                "“do not give”. Nothing forbids epinephrine in anaphylaxis. Sulfite in the device "
                "is no reason not to use it. If something else set it off, enter that on its own. "
                "Ask your doctor about it."
            ),
        ),
        (
            {"triggers": [{"name": "Plasma-Lyte and oxygen", "reaction": "mild"}]},
            (
                "Plasma-Lyte and oxygen: this is printed for emergency staff as your own report, "
                "never as “do not give”. Fluid is still given if pressure is low. "
                "Oxygen is still given. If something else set it off, enter that on its own. "
                "Ask your doctor about it."
            ),
        ),
        (
            {"triggers": [{"id": "nsaids"}], "medications": [{"id": "ibuprofen"}]},
            (
                "You say that you reacted to NSAID painkillers, and you take ibuprofen. "
                "Your papers say both. Ask your doctor or pharmacist about it."
            ),
        ),
        (
            {
                "triggers": [{"id": "opioids", "reaction": "advised"}],
                "medications": [{"name": "Tramal"}],
            },
            (
                "You say that you were told to avoid opioid painkillers, and you take Tramal "
                "(tramadol). Your papers say both. Ask your doctor or pharmacist about it."
            ),
        ),
        (
            {"triggers": [{"id": "aspirin"}], "tolerated": [{"id": "aspirin"}]},
            (
                "aspirin (acetylsalicylic acid): you say that you reacted to it, and that you "
                "tolerate it. Your papers say both. Check them, and give the years."
            ),
        ),
        (
            {"medications": [{"name": "Xyzzy"}]},
            (
                "Xyzzy: we do not know it. It is printed as you typed it. Notes for staff come "
                "only with names that we know. Check the spelling, or type the generic name."
            ),
        ),
        (
            {"triggers": [{"name": "Xyzzy", "reaction": "anaphylaxis"}]},
            (
                "Xyzzy: we do not know it. It is printed as you typed it, as something that you "
                "reacted to. “Do not give” and notes for staff come only with names that we know. "
                "If it is a medicine, a fluid or a disinfectant, choose it from the list or type "
                "its generic name."
            ),
        ),
        (
            {"review": {"by": "Dr. A", "on": "2026-11-09", "review_by": "2026-11-10"}},
            "The review was due by 10 Nov 2026.",
        ),
        (
            {"epinephrine": [], "medications": [{"name": "EpiPen"}]},
            (
                "EpiPen (epinephrine/adrenaline) stands among the medicines. Enter it as a device "
                "too: then your papers say where it is and how to use it."
            ),
        ),
    ],
    ids=str,
)
def test_the_first_warning_in_words(changes: dict[str, Any], said: str) -> None:
    """What the person reads: a fact and what to do, never a decision."""
    assert spoken(warnings(settled(**changes), TODAY)[0].said) == said


def test_the_same_words_on_two_answers_are_said_of_each_and_on_two_pens_once() -> None:
    """Each answer has its own line to be led to; what is said of a pen holds for its like."""
    patient = settled(
        medications=[{"name": "Xyzzy"}, {"name": "Xyzzy"}],
        epinephrine=[PEN | {"expires": "2026-11-21"}] * 2,
    )
    told = [one.path for one in warnings(patient, TODAY)]
    assert [path for path in told if path.startswith("medications")] == [
        "medications[0].name",
        "medications[1].name",
    ]
    assert len([path for path in told if path.endswith(".expires")]) == 1


def test_the_last_words_on_a_review() -> None:
    """Who, and before which answers."""
    patient = settled(review={"by": "Dr. A", "on": "2026-11-09"})
    assert spoken(warnings(patient, TODAY)[-1].said) == (
        "Dr. A reviewed this before your answers of 10 Nov 2026. Ask for a new review."
    )


def test_a_medicine_against_many_triggers_is_said_once() -> None:
    """The gravest of them is named."""
    triggers = [{"id": "ibuprofen"}, {"id": "nsaids", "reaction": "mild"}, {"name": "Ibuprofen"}]
    (caution,) = warnings(settled(triggers=triggers, medications=[{"id": "ibuprofen"}]), TODAY)
    assert spoken(caution.said).startswith("You say that you reacted to NSAID painkillers")


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: str(file.stem))
def test_no_warning_stands_on_a_face(file: Any) -> None:
    """A warning is for the person alone."""
    read = catalogue().statements
    for statement in plan(read_record(file.read_bytes())).statements:
        for id in (statement.id, *phrases_in(statement.values.values())):
            assert not id.startswith("warning.")
            assert read[id].audience != "patient"


def test_every_warning_is_for_the_patient_and_some_answer_calls_for_it() -> None:
    """The catalogue has no warning that nobody gets, and none for anybody else."""
    sentences = [one for one in catalogue().statements.values() if one.id.startswith("warning.")]
    assert len(sentences) == 64
    assert {one.audience for one in sentences} == {"patient"}


def test_a_warning_that_names_epinephrine_has_both_words() -> None:
    """A country whose people say adrenaline has a sentence of its own for each."""
    said = {
        one.id: one.text.lower()
        for one in catalogue().statements.values()
        if one.id.startswith("warning.")
    }
    named = [id for id, text in said.items() if "epinephrine" in text]

    assert named == ["warning.no-epinephrine"]
    for id in named:
        assert said[f"{id}.adrenaline"] == said[id].replace("epinephrine", "adrenaline")
