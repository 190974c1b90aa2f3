"""A doctor's words that the person copied, and who reviewed the answers."""

from __future__ import annotations

import pytest

from tests.clinical.saying import says
from tests.people import a_patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part

COPIED = "copied by the patient, not signed"
FIRST = "General rule: epinephrine still comes first."


@pytest.mark.parametrize(
    ("given", "said", "path"),
    [
        ({"by": "Dr. A", "on": "2026"}, f"Words of Dr. A, 2026, {COPIED}", ".by"),
        ({"by": "Dr. A"}, f"Words of Dr. A, date not known, {COPIED}", ".by"),
        ({"on": "2026"}, f"Words of a person not named, 2026, {COPIED}", ".on"),
        ({}, f"{COPIED.capitalize()}; whose words and when is not known", ""),
    ],
)
def test_instructions_say_whose_words_and_when(given: dict[str, str], said: str, path: str) -> None:
    """Epinephrine waits for none of them. Premedication says: planned procedures only."""
    words = {"text": "Keep overnight."} | given
    patient = a_patient(instructions=words, premedication=words)
    assert says(patient, Part.INSTRUCTIONS) == ["Keep overnight.", said, FIRST]
    assert says(patient, Part.PREMEDICATION) == [
        "Planned procedures only.",
        "Keep overnight.",
        said,
    ]
    causes = [one.cause for one in plan(patient).of(Part.INSTRUCTIONS)]
    assert causes == ["instructions.text", f"instructions{path}", "instructions"]
    assert [one.cause for one in plan(patient).of(Part.PREMEDICATION)] == [
        "premedication",
        "premedication.text",
        f"premedication{path}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "No intubation, no CPR for progression of mastocytosis.",
        "DNACPR in place since 2025? NO, this is an error. Full resuscitation.",
    ],
)
def test_words_on_resuscitation_stay_unsigned_words_and_change_no_step(text: str) -> None:
    """Only ink and the doctors decide about that; step 5 is everybody's."""
    patient, other = a_patient(instructions={"text": text, "by": "Dr. A"}), a_patient()
    assert says(patient, Part.STEP, Part.DETAIL) == says(other, Part.STEP, Part.DETAIL)
    assert says(patient, Part.STEP)[-1].endswith("start CPR.")
    assert says(patient, Part.INSTRUCTIONS) == [
        text,
        f"Words of Dr. A, date not known, {COPIED}",
        FIRST,
    ]


def test_instructions_stand_above_the_lines_of_staff_and_the_card_points_to_them() -> None:
    """The card has room for one line only."""
    patient = a_patient(instructions={"text": "Keep overnight."})
    parts = list(dict.fromkeys(one.part for one in plan(patient).statements))
    assert parts.index(Part.INSTRUCTIONS) < parts.index(Part.STAFF)
    assert says(patient, Part.SEE_PLAN) == ["Doctor’s instructions: see plan"]
    assert not says(a_patient(), Part.SEE_PLAN, Part.INSTRUCTIONS)


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (None, "Review by a clinician: not known"),
        ({"by": "Dr. A"}, "Patient says Dr. A reviewed this on a day not known"),
        (
            {"by": "Dr. A", "on": "2026-11-10"},
            "Patient says Dr. A reviewed this on 10 Nov 2026",
        ),
        (
            {"by": "Dr. A", "on": "2026-11-10", "review_by": "2027-11"},
            "Patient says Dr. A reviewed this on 10 Nov 2026; again by Nov 2027",
        ),
        (
            {"by": "Dr. A", "review_by": "2027"},
            "Patient says Dr. A reviewed this on a day not known; again by 2027",
        ),
        (
            {"by": "Dr. A", "on": "2026-11-09", "review_by": "2027"},
            (
                "Patient says Dr. A reviewed this on 9 Nov 2026; "
                "before the answers of 10 Nov 2026; again by 2027"
            ),
        ),
        (
            {"by": "Dr. A", "on": "2026-10"},
            "Patient says Dr. A reviewed this in Oct 2026; before the answers of 10 Nov 2026",
        ),
        ({"by": "Dr. A", "on": "2026-11"}, "Patient says Dr. A reviewed this in Nov 2026"),
        ({"by": "Dr. A", "on": "2026-12-01"}, "Patient says Dr. A reviewed this on 1 Dec 2026"),
    ],
)
def test_a_review_is_the_patients_word_and_may_be_older_than_the_answers(
    review: dict[str, str] | None, said: str
) -> None:
    """Ink signs; a review before these answers did not see them."""
    assert says(a_patient(**({"review": review} if review else {})), Part.REVIEW) == [said]
