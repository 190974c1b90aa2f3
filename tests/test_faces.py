"""No fact is lost on a face: it is said, or its part is on the list of what the face leaves out."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given, settings

from tests.faces import FACES, PAPER, lost
from tests.people import PRINTED, person
from tests.strategies import patients
from tests.web.pages import PageClient
from walletcard.clinical.patient import Patient
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part
from walletcard.paper import action_plan, card
from walletcard.web.help import pages as help_pages
from walletcard.web.help import phone_texts
from walletcard.web.reader import story

EIGHT = [person(file.stem[:2]) for file in PRINTED]
SOME = [person(number) for number in ("03", "05", "06")]
ON_SCREEN = [name for name in FACES if name not in PAPER]


def missing(client: PageClient, name: str, *people: Patient) -> list[str]:
    """The statements that a face loses."""
    return [f"{one.part}: {one.id}" for who in people for one in lost(FACES[name], client, who)]


@pytest.mark.parametrize("name", FACES)
def test_every_statement_of_the_eight_stands_on_every_face(client: PageClient, name: str) -> None:
    """Or the face says in its list why it does not. Papers take long: of some people only."""
    assert missing(client, name, *(SOME if name in PAPER else EIGHT)) == []


@settings(max_examples=15)
@given(patients())
def test_every_statement_of_anybody_stands_on_every_page(
    client: PageClient, patient: Patient
) -> None:
    """The papers of anybody are read back by tests of their own."""
    assert [line for name in ON_SCREEN for line in missing(client, name, patient)] == []


def test_these_people_say_every_part() -> None:
    """Else a face could lose a part of which nobody says anything."""
    assert {one.part for who in SOME for one in plan(who).statements} == set(Part)


@pytest.mark.parametrize("name", FACES)
def test_what_a_face_leaves_out_has_a_reason(name: str) -> None:
    """A list without reasons would be a way to lose anything."""
    assert all(FACES[name].left_out().values())


@pytest.mark.parametrize(
    ("name", "table", "part"),
    [
        ("page behind the code", (story, "PAGE_BELOW"), "instructions"),
        ("owner's page", (story, "PAGE_BELOW"), "medicines"),
        ("handover", (story, "HANDOVER_THEN"), "reacted"),
        ("card", (card, "CARD_BACK"), "reacted"),
        ("plan", (action_plan, "PLAN_BELOW"), "medicines"),
        ("texts for the phone", (phone_texts, "PHONE_BOXES"), "contacts"),
    ],
)
def test_a_section_that_is_deleted_from_a_face_is_missed(
    client: PageClient,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    table: tuple[ModuleType, str],
    part: str,
) -> None:
    """The guard can fail: each face without one of its sections."""
    rows = getattr(*table)
    fewer = tuple(row for row in rows if row[0] != part)
    assert len(fewer) < len(rows)
    monkeypatch.setattr(*table, fewer)

    assert missing(client, name, person("03")) != []


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("letter", "NOT_IN_LETTER"),
        ("letter for a flight or a school", "NOT_ON_TRIP"),
        ("what to say on the phone", "NOT_ON_CALL"),
    ],
)
def test_a_part_that_is_no_longer_left_out_is_missed(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, name: str, left_out: str
) -> None:
    """The guard can fail: what a face does not say must be on its list."""
    kept = {part: why for part, why in FACES[name].left_out().items() if part is not Part.ALERT}
    monkeypatch.setattr(help_pages, left_out, kept)

    assert {line.partition(":")[0] for line in missing(client, name, person("03"))} == {"alert"}
