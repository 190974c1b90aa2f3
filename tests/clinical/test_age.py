"""Age bands: each edge on its day, and a year of birth that leaves it open."""

from __future__ import annotations

import pytest

from tests.clinical.saying import quoted, says
from tests.people import a_patient
from walletcard.clinical.age import AgeBand, age_band
from walletcard.clinical.plan import plan
from walletcard.clinical.statement import Part

HELD, CHILD, ADOLESCENT = AgeBand.HELD, AgeBand.CHILD, AgeBand.ADOLESCENT
ADULT, NOT_KNOWN = AgeBand.ADULT, AgeBand.NOT_KNOWN
HOLD = "Hold flat, never upright."
FLAT = quoted("step.flat")
LEFT = quoted("step.flat.pregnant")


@pytest.mark.parametrize(
    ("born", "answered_on", "band"),
    [
        # 18, to the day
        ("2008-11-10", "2026-11-09", ADOLESCENT),
        ("2008-11-10", "2026-11-10", ADULT),
        ("2008-11-11", "2026-11-10", ADOLESCENT),
        ("2008-11", "2026-11-10", NOT_KNOWN),
        ("2008-10", "2026-11-10", ADULT),
        ("2008-12", "2026-11-10", ADOLESCENT),
        ("2008-11", "2026-11-30", ADULT),
        ("2008", "2026-11-10", NOT_KNOWN),
        ("2008", "2026-12-31", ADULT),
        ("2008", "2026-01-01", NOT_KNOWN),
        ("2009", "2026-12-31", ADOLESCENT),
        ("2007", "2026-01-01", ADULT),
        ("2008-02-29", "2026-02-28", ADOLESCENT),
        ("2008-02-29", "2026-03-01", ADULT),
        # 12, to the day; who may be 12 counts as 12
        ("2014-11-11", "2026-11-10", CHILD),
        ("2014-11-10", "2026-11-10", ADOLESCENT),
        ("2014", "2026-11-10", ADOLESCENT),
        ("2015", "2026-11-10", CHILD),
        # 3, to the day; who may be 2 counts as 2
        ("2023-11-11", "2026-11-10", HELD),
        ("2023-11-10", "2026-11-10", CHILD),
        ("2023", "2026-11-10", HELD),
        ("2022", "2026-11-10", CHILD),
        ("2026-11-10", "2026-11-10", HELD),
    ],
)
def test_the_band_of_an_age(born: str, answered_on: str, band: AgeBand) -> None:
    """The edges belong to the upper band; a partial date is never guessed to be 18."""
    assert age_band(a_patient(born=born, answered_on=answered_on)) is band


def test_under_18_are_the_bands_of_children() -> None:
    """Neither an adult nor somebody who may be one."""
    assert [band for band in AgeBand if band.is_under_18] == [HELD, CHILD, ADOLESCENT]


@pytest.mark.parametrize(
    ("born", "headline", "pregnant"),
    [
        ("2026-04-01", HOLD, False),
        ("2024", HOLD, False),
        ("2020", FLAT, False),
        ("2015-01-01", FLAT, False),
        ("2012", FLAT, True),
        ("2008", FLAT, True),
        ("1980", FLAT, True),
    ],
)
@pytest.mark.parametrize("epinephrine", [[], [{"device": "epipen"}]])
def test_a_small_child_is_held_flat_and_no_child_is_asked_about_pregnancy(
    born: str, headline: str, epinephrine: list[dict[str, str]], *, pregnant: bool
) -> None:
    """With a device and without one; whose age is not known keeps every word."""
    told = says(a_patient(born=born, epinephrine=epinephrine), Part.STEP, Part.DETAIL)
    at = told.index(headline)
    at += headline == HOLD and told[at + 1] == "No standing or walking."
    breathing = f"step.flat.breathing{'.small-child' if headline == HOLD else ''}"
    assert told[at + 1 : at + 3] == [quoted(breathing), quoted("step.flat.unconscious")]
    assert (LEFT in told) is pregnant
    assert len({HOLD, FLAT} & set(told)) == 1


def test_a_small_child_sits_only_to_breathe() -> None:
    """Never upright has that one exception, and the line says that it is one."""
    told = says(a_patient(born="2025-07-20"), Part.DETAIL)
    assert "Only if hard to breathe: sit, legs out." in told
    assert "Hard to breathe: sit, legs out." not in told
    assert "Hard to breathe: sit, legs out." in says(a_patient(born="2020"), Part.DETAIL)


@pytest.mark.parametrize(("born", "floppy"), [("2025-07-20", True), ("2022", False)])
def test_a_small_childs_signs_are_those_that_others_can_see(born: str, *, floppy: bool) -> None:
    """A child of one cannot tell of a tight throat; it is pale and floppy."""
    told = says(a_patient(born=born), Part.SIGNS)
    assert ("Pale, floppy, collapsed or hard to breathe?" in told) is floppy
    assert (quoted("signs.question") in told) is not floppy
    assert told[-1] == quoted("signs.no-rash")


def test_what_is_said_of_a_small_child_leads_to_the_birth() -> None:
    """It is said because of the age alone."""
    causes = {one.id: one.cause for one in plan(a_patient(born="2025")).statements}
    assert causes["signs.question.small-child"] == "born"
    assert causes["step.flat.small-child"] == "born"
