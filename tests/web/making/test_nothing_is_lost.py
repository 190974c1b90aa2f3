"""The form holds everything that a record can say, and gives it back to the letter."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.people import PRINTED
from tests.strategies import patients
from tests.web.pages import PageClient
from tests.web.walking import start_from_file
from walletcard.clinical.answered_by import AnsweredBy
from walletcard.clinical.patient import Patient
from walletcard.clinical.record import read_record, write_record


def walk_through(client: PageClient, patient: Patient) -> Patient:
    """Start from a file, send every page as it is shown, and read the saved answers back."""
    walk = start_from_file(client, write_record(patient))
    try:
        for path in list(walk.pages()):
            answer = walk.post(path)
            assert answer.status_code == 303, (path, answer.status)
        return walk.patient
    finally:
        walk.press("/delete")


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: file.stem)
def test_a_record_comes_back_from_every_page_unchanged(client: PageClient, file: Path) -> None:
    """Load, send each page as it is: the same record, with the day of its answers."""
    patient = told(read_record(file.read_bytes()))
    assert walk_through(client, patient) == patient


@settings(max_examples=8)
@given(patients())
def test_any_record_comes_back_from_every_page_unchanged(
    client: PageClient, patient: Patient
) -> None:
    """Every field, every script, the longest values and the empty ones."""
    assert walk_through(client, told(patient)) == told(patient)


def told(patient: Patient) -> Patient:
    """The patient with an answer to who filled it in: its page cannot be sent without one."""
    return patient.model_copy(update={"answered_by": patient.answered_by or AnsweredBy.PATIENT})
