"""Warnings: every kind, at its edge, with the path of the answer, the most vital first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cautions.settled import ANSWERED, PEN, SPRAY, settled, warned
from tests.people import a_patient
from walletcard.cautions.warnings import EXPIRES_SOON

OTHER = {"device": "other", "route": "intramuscular", "kept_at": "bag"}


def test_a_record_without_problems_has_no_warnings() -> None:
    """Two pens in one place, in date, every question answered."""
    assert warned(settled()) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # devices
        ({"epinephrine": [], "region": "US"}, [("epinephrine", "no-epinephrine")]),
        (
            {"epinephrine": [], "medications": [{"id": "cetirizine"}, {"name": "EpiPen"}]},
            [("medications[1]", "epinephrine-as-medicine")],
        ),
        (
            {"epinephrine": [], "medications": [{"name": "epi pen in my bag"}]},
            [
                ("medications[0]", "epinephrine-as-medicine"),
                ("epinephrine", "no-epinephrine.adrenaline"),
                ("medications[0].name", "ask-medicine"),
            ],
        ),
        *(
            (
                {"epinephrine": [], "region": "GB", "medications": [{"name": name}]},
                [
                    ("epinephrine", "no-epinephrine.adrenaline"),
                    ("medications[0].name", "ask-medicine"),
                ],
            )
            for name in (
                "EpiPen trainer",
                "prescription for EpiPen lost",
                "dental anaesthetic with adrenaline",
            )
        ),
        (
            {"epinephrine": [], "medications": [{"name": "lidocaine with epinephrine"}]},
            [("epinephrine", "no-epinephrine.adrenaline")],
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
            {"born": "2015", "weight": {"value": 40, "unit": "kg", "on": "2025-10"}},
            [("weight.on", "child-weight-old")],
        ),
        ({"born": "2015", "weight": {"value": 40, "unit": "kg", "on": "2025-11"}}, []),
        ({"born": "2015", "weight": {"value": 40, "unit": "kg", "on": "2025"}}, []),
        ({"born": "1984", "weight": {"value": 70, "unit": "kg", "on": "2010"}}, []),
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


AMPOULE = {"device": "other", "name": "Adrenalinampulle", "route": "intramuscular"}
NOSE = ANSWERED | {"nasal-surgery-or-polyps": {"answer": "yes"}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # a trainer, a lost pen, or one that is still to come
        *(
            ({"epinephrine": [PEN, PEN, one]}, [("epinephrine[2]", "not-at-hand")])
            for one in (
                {"device": "other", "name": "EpiPen trainer", "route": "intramuscular"},
                {"device": "other", "name": "Übungspen", "route": "intramuscular"},
                PEN | {"kept_at": "lost"},
                PEN | {"kept_at": "I don't have it yet"},
                PEN | {"kept_at": "noch nicht abgeholt"},
                PEN | {"kept_at": "none"},
                PEN | {"kept_at": "l'ho perso"},
                PEN | {"kept_at": "smarrito"},
            )
        ),
        *(
            ({"epinephrine": [PEN, PEN, PEN | {"kept_at": place}]}, [])
            for place in (
                *("not in the fridge", "training bag", "with the school nurse"),
                *("chez mon ex", "bus stop bag", "cupboard off the kitchen", "armario antiguo"),
                *("sac perso", "finished basement"),
            )
        ),
        # an ampoule is no device for anyone
        ({"epinephrine": [AMPOULE, AMPOULE]}, [("epinephrine[0].device", "ampoule-only")]),
        ({"epinephrine": [AMPOULE, PEN, PEN]}, [("epinephrine[0].device", "ampoule")]),
        (
            {
                "epinephrine": [
                    {"device": "ampoule", "strength": {"value": 1, "unit": "mg"}},
                    PEN,
                    PEN,
                ]
            },
            [("epinephrine[0].device", "ampoule")],  # no label says which strengths there are
        ),
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
            {"epinephrine": [OTHER | {"name": "Emerade 500"}] * 2},
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
            {"contacts": [{"name": "Ann", "phone": "n/a"}, {"name": "Bob", "phone": "call Ann"}]},
            [
                ("contacts[0].phone", "contact-without-phone"),
                ("contacts[1].phone", "contact-without-phone"),
            ],
        ),
        ({"contacts": [{"name": "Ann", "phone": "٠١٧٠ ١٢٣"}]}, []),
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
