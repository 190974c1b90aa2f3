"""Amounts: numbers with their units, taken exactly as typed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.web.pages import PageClient, page_of
from tests.web.walking import Walk, start

TRYPTASE = "diagnosis-baseline_tryptase"


def measured(walk: Walk, **boxes: str) -> dict[str, str]:
    """Send a weight; returns the page's problems."""
    sent = {f"weight-{box.replace('__', '-')}": value for box, value in boxes.items()}
    answer = walk.post("/more", sent)
    return (
        {}
        if answer.status_code == 303
        else {box: sentence for sentence, box in page_of(answer).problems.items()}
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0.30", "0.30"),
        ("68,5", "68.5"),
        ("300", "300"),
        (".5", ".5"),
        ("3,450", "3.450"),  # nobody weighs 3450 kg
        ("٦٨٫٥", "68.5"),
        ("６８，５", "68.5"),
        ("\u200b68\u00a0", "68"),
    ],
)
def test_an_amount_is_read_as_it_was_typed(client: PageClient, typed: str, kept: str) -> None:
    """With a point or a comma, and with exactly the digits that were typed."""
    walk = start(client)

    assert measured(walk, value=typed, unit="kg") == {}
    assert Decimal(str(walk.saved["weight"]["value"])) == Decimal(kept)
    assert walk.get("/more").typed["weight-value"] == [kept]


@pytest.mark.parametrize(
    ("typed", "unit", "kept"),
    [
        ("150000", "/uL", "150000"),
        ("150 000", "/uL", "150000"),
        ("150’000", "/uL", "150000"),
        ("1,500,000", "/uL", "1500000"),
        ("1.500.000", "/uL", "1500000"),
        ("61,5", "10^9/L", "61.5"),
        ("61,000", "10^9/L", "61.000"),  # there are never 61000 of them
        ("150,000", "/uL", "Is that 150000 or 150? Write 150000, or write fewer digits"),
        ("150.000", "/uL", "Is that 150000 or 150?"),
        ("1.250", "10^9/L", "Is that 1250 or 1.25?"),
    ],
)
def test_a_sign_before_three_digits_is_asked_about_where_it_may_be_a_thousand(
    client: PageClient, typed: str, unit: str, kept: str
) -> None:
    """The question at the box shows both readings; several signs can only separate thousands."""
    walk = start(client)
    answer = walk.post("/tests", {"platelets-value": typed, "platelets-unit": unit})

    if kept[0].isdigit():
        saved = walk.saved["platelets"]
        assert (Decimal(str(saved["value"])), saved["unit"]) == (Decimal(kept), unit)
    else:
        page = page_of(answer)
        assert kept in page.errors["platelets-value"]
        assert page.typed["platelets-value"] == [typed]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("230×10⁹/L", ("230", "10^9/L")), ("230000/µL", ("230000", "/uL"))],
)
def test_a_unit_behind_the_number_needs_no_tick(
    client: PageClient, typed: str, kept: tuple[str, str]
) -> None:
    """The hint says to copy number and unit, so the page takes both at the first press."""
    walk = start(client)

    walk.send("/tests", {"platelets-value": typed})

    saved = walk.saved["platelets"]
    assert (str(saved["value"]), saved["unit"]) == kept


def test_a_unit_behind_the_number_that_is_not_the_ticked_one_is_asked_about(
    client: PageClient,
) -> None:
    """Nobody knows which of the two is right."""
    walk = start(client)

    page = page_of(walk.post("/tests", {"platelets-value": "230/µL", "platelets-unit": "G/L"}))

    assert "You wrote /µL (or /mm³) behind the number" in page.errors["platelets-unit"]
    assert page.typed["platelets-unit"] == ["G/L"]


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        (">200", ("200", ">"), "more than 200"),
        ("> 200 ng/mL", ("200", ">"), "more than 200"),
        ("≥ 200", ("200", ">="), "at least 200"),
        ("<1", ("1", "<"), "less than 1"),
        ("< 1.0 ng / ml", ("1.0", "<"), "less than 1.0"),
        ("<= 0,9", ("0.9", "<="), "at most 0.9"),
        ("More than  200", ("200", ">"), "more than 200"),
        ("under 1", ("1", "<"), "less than 1"),
        ("48.2 ng/mL", ("48.2", None), "48.2"),
    ],
)
def test_what_stands_before_a_number_on_the_letter_is_kept(
    client: PageClient, typed: str, kept: tuple[str, str | None], shown: str
) -> None:
    """A tryptase beyond what the laboratory measures is no number; the box shows it in words."""
    walk = start(client)
    boxes = {f"{TRYPTASE}-value": typed, f"{TRYPTASE}-unit": "ng/mL"}

    walk.send("/tests", boxes)

    saved = walk.saved["diagnosis"]["baseline_tryptase"]
    assert (str(saved["value"]), saved.get("comparator")) == kept
    assert walk.get("/tests").typed[f"{TRYPTASE}-value"] == [shown]
    walk.send("/tests", boxes | {f"{TRYPTASE}-value": shown})
    assert walk.saved["diagnosis"]["baseline_tryptase"] == saved
    walk.send("/tests", boxes | {f"{TRYPTASE}-value": "201"})
    assert walk.saved["diagnosis"]["baseline_tryptase"] == {"value": 201, "unit": "ng/mL"}


@pytest.mark.parametrize("typed", ["about 200", ">", "> high", "über 200", "> > 200", "200+"])
def test_what_is_not_understood_before_a_number_is_said_at_its_box(
    client: PageClient, typed: str
) -> None:
    """And stays in the box, to be corrected."""
    walk = start(client)

    page = page_of(
        walk.post("/tests", {f"{TRYPTASE}-value": typed, f"{TRYPTASE}-unit": "micrograms/L"})
    )

    assert "like 48.2, > 200 or < 10." in page.errors[f"{TRYPTASE}-value"]
    assert page.typed[f"{TRYPTASE}-value"] == [typed]


def test_few_platelets_may_be_less_than_a_number(client: PageClient) -> None:
    """With the unit behind it, as on the letter."""
    walk = start(client)

    walk.send("/tests", {"platelets-value": "< 10 G/L"})

    assert walk.saved["platelets"] == {"value": 10, "comparator": "<", "unit": "G/L"}
    assert "less than 10" in walk.get("/check").text


def test_the_year_27_of_a_date_that_lies_ahead_is_2027(client: PageClient) -> None:
    """Use-by dates and next reviews may have two digits; a past date needs four."""
    walk = start(client, region="US")
    walk.send("/pens/1?brand=epipen", {"sold": "epipen 0.3 mg", "expires": "05/27"})
    walk.send("/review", {"by": "Dr Osei", "review_by-year": "28"})

    assert walk.saved["epinephrine"][0]["expires"] == "2027-05"
    assert walk.saved["review"]["review_by"] == "2028"
    page = page_of(walk.post("/review", {"on-year": "26"}))
    assert "four digits" in page.errors["on"]


@pytest.mark.parametrize(
    ("boxes", "box", "fault"),
    [
        ({"value": "1,000", "unit": "lb"}, "weight-value", "Is that 1000 or 1?"),
        ({"value": "1.250", "unit": "lb"}, "weight-value", "Is that 1250 or 1.25?"),
        ({"value": "68 kg", "unit": "kg"}, "weight-value", "a number alone"),
        ({"value": "-1", "unit": "kg"}, "weight-value", "a number alone"),
        ({"value": "1,2,3", "unit": "kg"}, "weight-value", "a number alone"),
        ({"value": "0", "unit": "kg"}, "weight-value", "must be more than 0"),
        ({"value": "68"}, "weight-unit-0", "Choose the unit."),
        ({"value": "68", "unit": "stone"}, "weight-unit-0", "Choose one from the list."),
        ({"on__year": "2020"}, "weight-value", "Write the number too, or clear the date."),
        ({"value": "9", "unit": "kg", "on__month": "04"}, "weight-on-year", "Add the year."),
    ],
)
def test_an_amount_is_never_guessed(
    client: PageClient, boxes: dict[str, str], box: str, fault: str
) -> None:
    """A comma before three digits may mark thousands or a fraction, so the person must say."""
    found = measured(start(client), **boxes)

    assert list(found) == [box]
    assert fault in found[box]


def test_a_unit_alone_is_no_answer(client: PageClient) -> None:
    """A person who picked a unit but wrote no number does not know the weight."""
    walk = start(client)

    assert measured(walk, unit="lb") == {}
    assert "weight" not in walk.saved
