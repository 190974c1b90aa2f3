"""What a face says of its own reviewers: true, and no more than true."""

from __future__ import annotations

from tests.people import a_patient
from tests.signing import DataFiles
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.guidance import guidance, guidance_of, states_fact
from walletcard.clinical.plan import plan
from walletcard.wording import Words

FLAT, CALL = "step.flat", "step.call"


def said(*ids: str) -> str:
    """What a face of some statements says of their review."""
    return Words().plain(guidance(ids))


def test_a_draft_is_not_reviewed() -> None:
    """As it is until somebody signs."""
    assert "Not yet reviewed by a clinician" in said(FLAT, CALL)


def test_some_reviewed_sentences_are_counted(data_files: DataFiles) -> None:
    """One of two, and an answer's sentence counts for nothing."""
    data_files.sign(FLAT)
    assert "1 of 2 sentences" in said(FLAT, CALL, FLAT, "name", "heading.call")


def test_reviewers_are_named_when_all_is_reviewed(data_files: DataFiles) -> None:
    """Each once, with the day of the first signature."""
    data_files.sign(FLAT, by="Dr A. Example")
    data_files.sign(CALL, by="Dr B. Test", on="2026-01-31")
    words = said(CALL, FLAT, "name").replace("\xa0", " ")
    assert "Reviewed by Dr B. Test, Dr A. Example, first on 31 Jan 2026" in words


def test_a_face_of_answers_alone_claims_no_review(data_files: DataFiles) -> None:
    """Nothing on it could be signed for."""
    data_files.sign("name")
    assert "Not yet reviewed" in said("name")


def test_a_signature_reaches_the_plan(data_files: DataFiles) -> None:
    """The plan counts it."""
    before = guidance_of(plan(a_patient()))
    assert before.id == "face.not-reviewed"
    data_files.sign(FLAT)
    assert guidance_of(plan(a_patient())).values["reviewed"] == 1


def test_what_rests_on_answers_and_labels_states_no_fact() -> None:
    """A fact has a source that can be opened."""
    known = catalogue().statements
    assert states_fact(known[FLAT])
    assert states_fact(known["call.script"])
    assert not states_fact(known["name"])
    assert not states_fact(known["heading.call"])
