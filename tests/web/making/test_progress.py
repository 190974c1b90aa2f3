"""How far the list of topics and the check page say that a draft is."""

from __future__ import annotations

import pytest

from tests.people import answers
from tests.web.pages import PageClient, text_of
from tests.web.walking import Walk, start, start_from_file
from walletcard.clinical.catalogue import catalogue

STAFF = "Questions emergency staff ask"


def told(walk: Walk, topic: str) -> tuple[str, str]:
    """What the list of topics and the check page say of a topic."""
    rows = [text_of(one) for one in walk.get("/").all("li")]
    row = next(one for one in rows if one.startswith(topic))
    parts = [text_of(one) for one in walk.get("/check").all("summary")]
    part = next(one for one in parts if one.startswith(topic))
    return row.removeprefix(topic).strip(), part.removeprefix(f"{topic}:").strip()


@pytest.mark.parametrize(("born", "not_asked"), [("1984", 0), ("2024", 1)])
def test_questions_that_are_open_are_told(client: PageClient, born: str, not_asked: int) -> None:
    """A page that was only looked at is not completed; a child is not asked all."""
    asked = len(catalogue().alerts) - not_asked
    record = answers("02") | {"born": born, "conditions": []}
    walk = start_from_file(client, record | {"alerts": {"asthma": {"answer": "yes"}}})
    walk.send("/staff", {"alerts-asthma-note": "a spray at night"})
    assert told(walk, STAFF) == (f"{asked - 1} of {asked} open", "2 answers")
    before = walk.get("/").text
    assert f"{asked - 1} questions that emergency staff ask are open" in walk.get("/check").text

    boxes = {f"alerts-{id}-answer": "no" for id in asked_on(walk)}
    walk.send("/staff", boxes)

    assert told(walk, STAFF) == ("Completed", f"{asked + 1} answers")
    assert done(walk.get("/").text) == done(before) + 1


def test_who_a_card_is_for_is_an_answer_and_a_guess_is_none(client: PageClient) -> None:
    """The list of topics and the check page agree on whether anything is answered."""
    walk = start_from_file(client, {"version": 1, "subtype": "mcas"})
    assert told(walk, "About you") == ("Not started", "no answers yet")
    walk = start(client)
    assert told(walk, "About you") == ("In progress", "4 answers")


def asked_on(walk: Walk) -> list[str]:
    """The questions of emergency staff that the page asks."""
    names = {one.get("name") for one in walk.get("/staff").all("input")}
    return [id for id in catalogue().alerts if f"alerts-{id}-answer" in names]


def done(text: str) -> int:
    """How many topics a page says are done."""
    return int(text.partition(" topics done")[0].split()[-3])
