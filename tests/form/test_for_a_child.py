"""What the form offers and asks of a child, by the catalogue's checklists; nothing is lost."""

from __future__ import annotations

import pytest

from walletcard.clinical.answered_by import AnsweredBy
from walletcard.clinical.catalogue import catalogue
from walletcard.form.filling import doubtable, fit
from walletcard.form.questions import Reactions
from walletcard.form.staff_questions import staff_questions
from walletcard.form.usual import (
    for_age,
    often_given,
    usual_conditions,
    usual_medicines,
    usual_triggers,
)
from walletcard.form.whose import Whose

TODDLER, TEENAGER, ADULT = (
    Whose(AnsweredBy.PARENT, age=2, region="US"),
    Whose(AnsweredBy.PARENT, age=15, region="US"),
    Whose(AnsweredBy.PATIENT, age=40, region="US"),
)


def asked_by_staff(person: Whose) -> list[str]:
    """The ids of what staff ask about a person."""
    form = staff_questions()
    fit(person, form)
    return [one.name.removeprefix("alerts-").removesuffix("-answer") for one in doubtable(form)]


def test_the_signs_of_a_small_child_start_with_those_that_helpers_see() -> None:
    """Those of others start with collapse; everybody is offered the same signs."""
    offered = {}
    for who in (TODDLER, TEENAGER):
        form = Reactions()
        fit(who, form)
        offered[who] = list(form.usual_signs.options)

    seen = ["floppy-child", "pale-or-grey", "hives", "vomiting", "hard-to-breathe"]
    assert offered[TODDLER][:5] == seen
    assert offered[TEENAGER] == list(catalogue().signs)
    assert set(offered[TODDLER]) == set(catalogue().signs)


def test_staff_ask_about_a_child_first_whether_it_has_asthma_or_takes_steroids() -> None:
    """Of a grown-up the catalogue's order stays; no question is left out but those by age."""
    child, adult = asked_by_staff(TODDLER), asked_by_staff(ADULT)

    assert child[:2] == ["asthma", "long-term-steroids"]
    assert adult == list(catalogue().alerts)
    assert set(adult) - set(child) == {"beta-blocker"}


def test_what_hardly_any_child_has_is_left_to_the_search() -> None:
    """A grown-up is still offered it, and so is somebody whose age is not known."""
    children_s = {*usual_conditions(TODDLER), *usual_medicines(TODDLER), *usual_triggers(TODDLER)}
    left = {"osteoporosis", "zoledronate", "avapritinib", "alcohol", "pregnancy"}

    assert children_s.isdisjoint(left)
    for who in (ADULT, Whose()):
        offered = {*usual_conditions(who), *usual_medicines(who), *usual_triggers(who)}
        assert left <= offered
    assert next(iter(usual_conditions(TODDLER))) == "asthma"
    assert list(often_given(TODDLER))[:4] == ["acetaminophen", "nsaids", "antibiotics", "vaccines"]
    assert {"alcohol", "pregnancy"} <= {*usual_triggers(TEENAGER), *usual_conditions(TEENAGER)}


@pytest.mark.parametrize("id", ["signs", "staff-questions", "usual-conditions", "often-given"])
def test_another_order_loses_nothing(id: str) -> None:
    """Whatever is offered comes once, and what is not offered does not come by the order."""
    some = [*catalogue().checklists[id].child_first[1:], "x", "y"]

    assert sorted(for_age(id, some, TODDLER)) == sorted(some)
