"""Warnings: every kind, at its edge, with the path of the answer, and never on a face."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.clinical.saying import spoken
from tests.people import PRINTED, a_patient
from walletcard.cautions.warnings import EXPIRES_SOON, warnings
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.record import read_record
from walletcard.clinical.statement import phrases_in

TODAY = datetime.date(2026, 11, 22)
ANSWERED = {id: {"answer": "no"} for id in catalogue().alerts}
MG_03 = {"value": "0.3", "unit": "mg"}
PEN = {"device": "epipen", "strength": MG_03, "kept_at": "bag", "expires": "2028"}
SPRAY = {"device": "eurneffy", "strength": {"value": 2, "unit": "mg"}, "kept_at": "bag"}


def settled(**changes: Any) -> Patient:
    """A patient of whom there is nothing to warn, and some answers changed."""
    return a_patient(**{"epinephrine": [PEN, PEN], "alerts": ANSWERED} | changes)


def warned(patient: Patient, today: datetime.date = TODAY) -> list[tuple[str, str]]:
    """The warnings as (path, id without its first word)."""
    found = warnings(patient, today)
    return [(one.path, one.said.id.removeprefix("warning.")) for one in found]


def test_a_record_without_problems_has_no_warnings() -> None:
    """Two pens in one place, in date, every question answered."""
    assert warned(settled()) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # devices
        ({"epinephrine": []}, [("epinephrine", "no-epinephrine")]),
        (
            {"epinephrine": [], "medications": [{"id": "cetirizine"}, {"name": "EpiPen"}]},
            [("medications[1]", "epinephrine-as-medicine")],
        ),
        ({"medications": [{"id": "epinephrine"}]}, []),
        ({"epinephrine": [PEN]}, [("epinephrine", "one-device")]),
        (
            {"epinephrine": [PEN, PEN | {"kept_at": "school"}]},
            [("epinephrine", "one-in-each-place")],
        ),
        ({"epinephrine": [PEN, PEN, PEN | {"kept_at": "school"}]}, []),
        # use-by dates, on the edge
        (
            {"epinephrine": [PEN, PEN | {"expires": "2026-11-21"}]},
            [("epinephrine[1].expires", "expired")],
        ),
        (
            {"epinephrine": [PEN, PEN | {"expires": "2026-11-22"}]},
            [("epinephrine[1].expires", "expires-soon")],
        ),
        (
            {"epinephrine": [PEN, PEN | {"expires": "2026-11"}]},
            [("epinephrine[1].expires", "expires-soon")],
        ),
        (
            {"epinephrine": [PEN, PEN | {"expires": "2026-10"}]},
            [("epinephrine[1].expires", "expired")],
        ),
        (
            {"epinephrine": [PEN, PEN | {"expires": "2027-01-21"}]},
            [("epinephrine[1].expires", "expires-soon")],
        ),
        ({"epinephrine": [PEN, PEN | {"expires": "2027-01-22"}]}, []),
        ({"epinephrine": [PEN, PEN | {"expires": "2027-01"}]}, []),
        (
            {"epinephrine": [PEN | {"expires": "2025"}, PEN]},
            [("epinephrine[0].expires", "expired")],
        ),
        (
            {"epinephrine": [SPRAY, SPRAY | {"expires": "2025"}]},
            [("epinephrine[1].expires", "expired.spray")],
        ),
        # recalled
        (
            {"epinephrine": [PEN, {"device": "emerade", "kept_at": "bag"}]},
            [("epinephrine[1].device", "recalled")],
        ),
        # strengths
        (
            {"epinephrine": [PEN, PEN | {"strength": {"value": 3, "unit": "mg"}}]},
            [("epinephrine[1].strength", "strength-not-sold")],
        ),
        ({"epinephrine": [PEN, PEN | {"strength": {"value": 300, "unit": "micrograms"}}]}, []),
        ({"epinephrine": [SPRAY, SPRAY | {"strength": {"value": 1, "unit": "mg"}}]}, []),
        (
            {"epinephrine": [PEN, {"device": "epipen", "kept_at": "bag"}]},
            [],
        ),
        (
            {
                "epinephrine": [
                    PEN,
                    {
                        "device": "other",
                        "name": "Own",
                        "route": "nasal",
                        "strength": {"value": 9, "unit": "mg"},
                        "kept_at": "bag",
                    },
                ]
            },
            [],
        ),
        # what was reacted to, tolerated and taken
        (
            {"triggers": [{"id": "aspirin"}], "tolerated": [{"id": "fentanyl"}, {"id": "aspirin"}]},
            [("tolerated[1]", "trigger-and-tolerated")],
        ),
        ({"triggers": [{"id": "nsaids"}], "tolerated": [{"id": "aspirin"}]}, []),
        (
            {"triggers": [{"name": "wine"}], "tolerated": [{"name": "WINE"}]},
            [("tolerated[0]", "trigger-and-tolerated")],
        ),
        (
            {
                "triggers": [{"id": "heat"}, {"id": "nsaids"}],
                "medications": [{"id": "cetirizine"}, {"name": "Ibuprofene"}],
            },
            [("medications[1]", "trigger-and-taken")],
        ),
        (
            {
                "triggers": [{"id": "codeine"}],
                "medications": [{"name": "Paracetamol with codeine"}],
            },
            [("medications[0]", "trigger-and-taken")],
        ),
        (
            {"triggers": [{"id": "aspirin"}], "medications": [{"name": "NSAIDs"}]},
            [("medications[0].name", "unknown-medicine")],
        ),
        (
            {
                "triggers": [{"id": "naproxen", "reaction": "advised"}],
                "tolerated": [{"id": "naproxen"}],
                "medications": [{"id": "naproxen"}],
            },
            [("medications[0]", "advised-and-taken")],
        ),
        (
            {"triggers": [{"id": "ibuprofen"}], "medications": [{"id": "ibuprofen"}]},
            [("medications[0]", "trigger-and-taken")],
        ),
        # names
        (
            {"medications": [{"id": "ibuprofen"}, {"name": "Palmitoylethanolamide"}]},
            [("medications[1].name", "unknown-medicine")],
        ),
        ({"medications": [{"name": "CETIRIZIN"}]}, []),
        (
            # what nobody gives is no medicine to ask for
            {
                "triggers": [
                    {"name": name, "reaction": "anaphylaxis"}
                    for name in ("peanuts", "Hühnerei", "crab, lobster", "bee sting", "Pflaster")
                ]
            },
            [],
        ),
        (
            {"triggers": [{"name": "peanut oil capsules", "reaction": "anaphylaxis"}]},
            [("triggers[0].name", "unknown-trigger")],
        ),
        (
            {"triggers": [{"name": "Nplate", "reaction": "anaphylaxis"}]},
            [("triggers[0].name", "unknown-trigger")],
        ),
        ({"triggers": [{"name": "Nplate", "reaction": "moderate"}]}, []),
        ({"triggers": [{"name": "Latex", "reaction": "anaphylaxis"}]}, []),
        ({"triggers": [{"id": "wasp-venom", "reaction": "anaphylaxis"}]}, []),
        # rescue treatment
        *(
            ({"triggers": [{"id": "heat"}, trigger]}, [("triggers[1]", "rescue-as-trigger")])
            for trigger in (
                {"id": "epinephrine"},
                {"id": "oxygen"},
                {"id": "saline"},
                {"name": "Sulfites", "reaction": "anaphylaxis"},
                {"name": "epinephrine maybe", "reaction": "anaphylaxis"},
                {"name": "Xyzzy with adrenaline", "reaction": "mild"},
                {"name": "contrast and then oxygen by mask", "reaction": "anaphylaxis"},
                {"name": "Sauerstoff vom Nachbarn"},
            )
        ),
        # age, weight, review
        ({"born": "2008"}, [("born", "age-not-known")]),
        ({"born": "2015"}, [("weight", "child-without-weight")]),
        ({"born": "2015", "weight": {"value": 40, "unit": "kg"}}, []),
        (
            {"review": {"by": "Dr. A", "on": "2026-11-10", "review_by": "2026-11-21"}},
            [("review.review_by", "review-overdue")],
        ),
        ({"review": {"by": "Dr. A", "on": "2026-11-10", "review_by": "2026-11-22"}}, []),
        ({"review": {"by": "Dr. A", "on": "2026-11-10", "review_by": "2026-11"}}, []),
        ({"review": {"by": "Dr. A", "on": "2026-11-09"}}, [("review.on", "review-before-answers")]),
        ({"review": {"by": "Dr. A"}}, []),
    ],
    ids=str,
)
def test_a_warning_has_its_kind_and_its_path(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """One change of a settled patient, and what is to be said of it."""
    assert warned(settled(**changes)) == expected


@pytest.mark.parametrize(
    ("device", "region", "strength", "weight", "outside"),
    [
        ("epipen", "US", "0.3 mg", "29.9 kg", True),
        ("epipen", "US", "0.3 mg", "30 kg", False),
        ("epipen", "US", "300 micrograms", "29.9 kg", True),
        ("epipen", "US", "0.3 mg", "66 lb", True),
        ("epipen", "US", "0.3 mg", "67 lb", False),
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
    """Its edges belong to the band, and pounds are weighed exactly."""
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


def test_questions_not_answered_are_counted() -> None:
    """Not listed as medical terms; a medicine answers one, but not the one that asks more."""
    alerts = {id: one for id, one in ANSWERED.items() if id not in ("asthma", "implant")}
    (caution,) = warnings(settled(alerts=alerts), TODAY)
    assert caution.path == "alerts"
    assert spoken(caution.said).startswith("2 questions that emergency staff ask are open")
    medicines = [{"id": "metoprolol"}, {"id": "prednisone"}]
    rest = {id: one for id, one in ANSWERED.items() if id not in ("beta-blocker", "asthma")}
    del rest["long-term-steroids"]
    asthma = [{"id": "asthma"}]
    (caution,) = warnings(settled(alerts=rest, medications=medicines, conditions=asthma), TODAY)
    assert spoken(caution.said).startswith("1 question that emergency staff ask is open")


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        (
            {"medications": [{"name": "Bisoprololo"}]},
            "alerts.beta-blocker",
            (
                "Beta-blocker: you answered no, and elsewhere: takes Bisoprololo. "
                "The card says both. Check which is right."
            ),
        ),
        (
            {"conditions": [{"id": "asthma"}]},
            "alerts.asthma",
            (
                "Asthma: you answered no, and elsewhere: lists asthma. "
                "The card says both. Check which is right."
            ),
        ),
    ],
)
def test_a_no_against_a_list_is_said(changes: dict[str, Any], path: str, said: str) -> None:
    """For medicines of the class and for conditions."""
    found = [one for one in warnings(settled(**changes), TODAY) if one.path.startswith("alerts")]
    assert [(one.path, spoken(one.said)) for one in found] == [(path, said)]


def test_a_yes_is_not_contradicted() -> None:
    """Nor is a no with nothing listed."""
    yes = ANSWERED | {"beta-blocker": {"answer": "yes"}}
    assert warned(settled(alerts=yes, medications=[{"id": "metoprolol"}])) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"epinephrine": []},
            (
                "No epinephrine is listed. Ask your doctor about it: people at risk of anaphylaxis "
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
                "The card says “use as its label says”."
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
                "The card says both. Ask your doctor or pharmacist about it."
            ),
        ),
        (
            {
                "triggers": [{"id": "opioids", "reaction": "advised"}],
                "medications": [{"name": "Tramal"}],
            },
            (
                "You say that you were told to avoid opioid painkillers, and you take Tramal "
                "(tramadol). The card says both. Ask your doctor or pharmacist about it."
            ),
        ),
        (
            {"triggers": [{"id": "aspirin"}], "tolerated": [{"id": "aspirin"}]},
            (
                "aspirin (acetylsalicylic acid): you say that you reacted to it, and that you "
                "tolerate it. The card says both. Check them, and give the years."
            ),
        ),
        (
            {"medications": [{"name": "Xyzzy"}]},
            (
                "Xyzzy: we do not know it. Check the spelling, or type the generic name. "
                "The card can tell emergency staff only of medicines that it knows."
            ),
        ),
        (
            {"triggers": [{"name": "Xyzzy", "reaction": "anaphylaxis"}]},
            (
                "Xyzzy: we do not know it. The card says that you reacted to it. If it is a "
                "medicine, a fluid or a disinfectant, choose it from the list or type its generic "
                "name: only then does the card say “Do not give”."
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
                "too: then the card says where it is and how to use it."
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


def test_a_weight_is_said_with_its_day() -> None:
    """An old weight explains itself."""
    weight = {"value": 26, "unit": "kg", "on": "2019"}
    (caution,) = warnings(settled(epinephrine=[PEN, SPRAY], weight=weight), TODAY)
    assert "26 kg (2019)" in spoken(caution.said)


def test_time_enough_to_get_a_new_device() -> None:
    """Two months before the date."""
    assert EXPIRES_SOON.days == 60


def test_the_most_vital_warning_comes_first() -> None:
    """Devices before questions, questions before names and dates."""
    patient = a_patient(
        epinephrine=[{"device": "emerade", "expires": "2020"}],
        medications=[{"name": "Xyzzy"}],
        triggers=[{"id": "oxygen"}],
        review={"by": "Dr. A", "review_by": "2020"},
    )
    ids = [id for _, id in warned(patient)]
    assert ids == [
        "one-device",
        "expired",
        "recalled",
        "rescue-as-trigger",
        "alerts-not-answered",
        "unknown-medicine",
        "review-overdue",
    ]


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
    assert len(sentences) == 45
    assert {one.audience for one in sentences} == {"patient"}


AMPOULE = {"device": "other", "name": "Adrenalinampulle", "route": "intramuscular"}
NOSE = ANSWERED | {"nasal-surgery-or-polyps": {"answer": "yes"}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # an ampoule is no device for anyone
        ({"epinephrine": [AMPOULE, AMPOULE]}, [("epinephrine[0].device", "ampoule-only")]),
        ({"epinephrine": [AMPOULE, PEN, PEN]}, [("epinephrine[0].device", "ampoule")]),
        (
            {"epinephrine": [PEN, AMPOULE]},
            [("epinephrine[1].device", "ampoule"), ("epinephrine", "one-device")],
        ),
        # sprays only, for a nose in which they may work less
        ({"epinephrine": [SPRAY, SPRAY], "alerts": NOSE}, [("epinephrine", "nose-spray")]),
        (
            {"epinephrine": [SPRAY, SPRAY], "conditions": [{"name": "deviated septum"}]},
            [
                ("epinephrine", "nose-spray"),
                ("alerts.nasal-surgery-or-polyps", "alert-says-no"),
            ],
        ),
        ({"epinephrine": [PEN, SPRAY], "alerts": NOSE}, []),
        ({"epinephrine": [SPRAY, SPRAY]}, []),
        # what is true of two devices that are alike is said once
        (
            {"epinephrine": [PEN | {"expires": "2026-10"}] * 2},
            [("epinephrine[0].expires", "expired")],
        ),
        (
            {"epinephrine": [{"device": "emerade", "kept_at": "bag"}] * 3},
            [("epinephrine[0].device", "recalled")],
        ),
        (
            {
                "epinephrine": [
                    PEN | {"expires": "2026-09"},
                    PEN | {"expires": "2026-10"},
                ]
            },
            [("epinephrine[0].expires", "expired"), ("epinephrine[1].expires", "expired")],
        ),
        # whom nobody can call
        (
            {"contacts": [{"name": "Ann", "phone": "1"}, {"name": "Bob"}, {"name": "Cid"}]},
            [
                ("contacts[1].phone", "contact-without-phone"),
                ("contacts[2].phone", "contact-without-phone"),
            ],
        ),
        # a pregnancy ends
        ({"conditions": [{"id": "pregnancy"}]}, [("conditions[0]", "pregnancy")]),
    ],
)
def test_what_a_device_a_contact_or_a_condition_calls_for(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Each thing once."""
    assert warned(settled(**changes)) == expected
