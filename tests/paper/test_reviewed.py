"""What the action plan says of its own reviewers."""

from __future__ import annotations

from tests.paper.reading import letters, read
from tests.people import a_patient
from tests.signing import DataFiles
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.guidance import states_fact
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import ids_in
from walletcard.paper.papers import Order
from walletcard.paper.sheets import Sheet


def printed() -> str:
    """The letters of a plan."""
    pages = read(Order(a_patient(), Sheet.A4).action_plan())
    return letters(" ".join(page.text for page in pages))


def test_the_plan_says_who_has_reviewed_its_sentences(data_files: DataFiles) -> None:
    """Nobody, then how many of how many, then by whom and since when."""
    assert letters("Not yet reviewed by a clinician.") in printed()
    data_files.sign("step.flat")
    assert letters("Reviewed by a clinician: 1 of ") in printed()
    said = {id for one in plan(a_patient()).statements for id in ids_in(one)} - {"step.flat"}
    data_files.sign(*(id for id in said if states_fact(catalogue().statements[id])))
    assert letters("Reviewed by Dr A. Example, first on 3 Feb 2026.") in printed()
