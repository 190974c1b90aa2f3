"""What can hardly be is asked about, and printed all the same."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.cautions.settled import settled
from tests.clinical.saying import spoken
from tests.people import a_patient, answers
from walletcard.cautions.doubts import dates, sizes
from walletcard.cautions.warnings import warnings
from walletcard.clinical.record import RecordRefused, kept_patient_from, read_record
from walletcard.clinical.sizes import BOUNDS, is_usual, is_usual_weight, thousands_of

TODAY = datetime.date(2026, 11, 22)
KG, LB = "kg", "lb"


def asked(**changes: Any) -> list[str]:
    """What the person is asked about sizes and dates, as sentences."""
    patient = settled(**changes)
    ids = {f"warning.{id}" for rule in (sizes, dates) for _, id, _ in rule(patient, TODAY)}
    return [spoken(one.said) for one in warnings(patient, TODAY) if one.said.id in ids]


@pytest.mark.parametrize(
    ("born", "value", "unit"),
    [
        ("2024", 12_000, KG),
        ("2025-06", 26, KG),
        ("1984", "3.450", KG),
        ("1984", 700, KG),
        ("1984", 40, LB),
        ("2020", 5, KG),
        ("2020-01", 150, KG),
    ],
)
def test_a_weight_that_hardly_anybody_has_is_asked_about(
    born: str, value: object, unit: str
) -> None:
    """By the age on the day of the answers."""
    (said,) = asked(born=born, weight={"value": value, "unit": unit})

    assert said.startswith("Your weight: is ")
    assert said.endswith(" right? Check the number and its unit.")


@pytest.mark.parametrize(
    ("born", "value", "unit"),
    [
        ("2024", 12, KG),
        ("2026-11", "3.450", KG),
        ("1984", 30, KG),
        ("1984", 300, KG),
        ("1984", 150, LB),
        ("2008", 90, KG),
        ("2014", 20, KG),
    ],
)
def test_a_weight_that_somebody_has_is_not_asked_about(born: str, value: object, unit: str) -> None:
    """A rare one may be true."""
    assert asked(born=born, weight={"value": value, "unit": unit}) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"platelets": {"value": 150, "unit": "/uL"}},
            "Your platelets: is 150 per microlitre right? Check the number and its unit.",
        ),
        (
            {"platelets": {"value": 150_000, "unit": "10^9/L"}},
            "Your platelets: is 150000 × 10⁹/L right? Check the number and its unit.",
        ),
        (
            {"diagnosis": {"baseline_tryptase": {"value": 48_200, "unit": "ng/mL"}}},
            "Your usual tryptase: is 48200 ng/mL right? Check the number and its unit.",
        ),
        ({"platelets": {"value": 61, "unit": "G/L"}}, None),
        ({"platelets": {"value": 2_000, "unit": "/uL"}}, None),
        ({"diagnosis": {"baseline_tryptase": {"value": "1200", "unit": "ng/mL"}}}, None),
        (
            {"platelets": {"value": 50_000, "unit": "G/L", "comparator": ">"}},
            "Your platelets: is more than 50000 G/L right? Check the number and its unit.",
        ),
    ],
)
def test_a_number_that_its_unit_makes_odd_is_asked_about(
    changes: dict[str, Any], said: str | None
) -> None:
    """The commonest slip is a thousand times too much or too little."""
    assert asked(**changes) == ([said] if said else [])


@pytest.mark.parametrize(
    ("sign", "value", "unit", "said"),
    [
        ("<", "11.4", "ng/mL", "less than 11.4 ng/mL"),
        ("<=", 200, "micrograms/L", "at most 200 micrograms/L"),
        (">", 20, "ng/mL", "more than 20 ng/mL"),
        ("<", 400, "G/L", "less than 400 G/L"),
        (">=", 150_000, "/uL", "at least 150000 per microlitre"),
        ("<", "1.0", "ng/mL", None),
        (">", 200, "ng/mL", None),
        ("<", 10, "10^9/L", None),
        (">", 1000, "10^3/uL", None),
    ],
)
def test_a_normal_range_in_place_of_a_result_is_asked_about(
    sign: str, value: object, unit: str, said: str | None
) -> None:
    """Both stand side by side on a letter; a laboratory stops measuring at its ends only."""
    result = {"value": value, "unit": unit, "comparator": sign}
    is_tryptase = unit in {"ng/mL", "micrograms/L"}
    what = "Your usual tryptase" if is_tryptase else "Your platelets"
    changes: dict[str, Any] = {"diagnosis": {"baseline_tryptase": result}}

    found = asked(**(changes if is_tryptase else {"platelets": result}))

    question = f"{what}: is {said} your own result? A letter writes the normal range in this way"
    assert found == ([f"{question} too."] if said else [])


def test_the_strength_of_a_device_in_own_words_is_asked_about() -> None:
    """300 micrograms were entered as mg; of the others the catalogue knows what is sold."""
    other = {"device": "other", "name": "Pluma Roja", "route": "intramuscular"}
    pens = [other | {"strength": {"value": 300, "unit": "mg"}}]

    (said,) = asked(epinephrine=[*pens, other])
    assert "Pluma Roja" in said
    assert "is 300 mg right?" in said


PAST: tuple[dict[str, Any], ...] = (
    {"weight": {"value": 70, "unit": "kg", "on": "{}"}},
    {"diagnosis": {"baseline_tryptase": {"value": 20, "unit": "ng/mL", "on": "{}"}}},
    {"platelets": {"value": 61, "unit": "G/L", "on": "{}"}},
    {"reactions": {"last": "{}"}},
    {"triggers": [{"name": "Zwiebel", "last": "{}"}]},
    {"triggers": [{"id": "alcohol", "last": "{}"}]},
    {"tolerated": [{"id": "fentanyl", "on": "{}"}]},
    {"instructions": {"text": "Lie down.", "on": "{}"}},
    {"premedication": {"text": "Cetirizine.", "on": "{}"}},
    {"review": {"by": "Dr Osei", "on": "{}"}},
)


def dated(changes: object, date: str) -> Any:
    """The changes with a date in them."""
    if isinstance(changes, dict):
        return {key: dated(value, date) for key, value in changes.items()}
    if isinstance(changes, list):
        return [dated(value, date) for value in changes]
    return date if changes == "{}" else changes


@pytest.mark.parametrize("changes", PAST, ids=str)
def test_what_has_happened_lies_between_birth_and_answers(changes: dict[str, Any]) -> None:
    """Every date of the past; a partial one only if it can mean no right day."""
    for date in ("2062-05", "2099-01-01", "2027"):
        (said,) = asked(**dated(changes, date))
        assert said.endswith("right? It is after the day of your answers.")
    for date in ("1950", "2001-11-29", "2001-10"):
        (said,) = asked(**dated(changes, date))
        assert "is before your birth" in said
    for date in ("2001-11-30", "2001-11", "2001", "2020-05", "2026", "2026-11"):
        assert asked(**dated(changes, date)) == []


def test_other_dates_are_asked_about_too() -> None:
    """The year of the diagnosis, the birth, the day of the answers, and what lies far ahead."""
    old = {"device": "epipen", "kept_at": "bag"}

    assert "is before your birth" in asked(diagnosis={"year": 1950})[0]
    assert "after the day of your answers" in asked(diagnosis={"year": 2040})[0]
    assert any("1926" in one for one in asked(epinephrine=[old | {"expires": "1926-05"}] * 2))
    assert "very far ahead" in asked(epinephrine=[old | {"expires": "2072-05"}, old])[0]
    assert "very far ahead" in asked(review={"by": "Dr Osei", "review_by": "2062"})[0]
    assert asked(born="1901-05") == ["Your date of birth: is May 1901 right? Check the year."]
    assert "has not come yet" in asked(answered_on="2062-05-01")[0]
    assert asked(review={"by": "Dr Osei", "on": "2026-11-20"}) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"triggers": [{"name": "Zwiebel", "last": "2099"}]}, "Zwiebel"),
        ({"triggers": [{"id": "alcohol", "last": "2099"}]}, "alcohol"),
        ({"triggers": [{"id": "ibuprofen", "last": "2099"}]}, "ibuprofen"),
        ({"tolerated": [{"name": "Zwiebel", "on": "2099"}]}, "Zwiebel"),
    ],
)
def test_an_odd_date_is_named_by_what_it_belongs_to(changes: dict[str, Any], said: str) -> None:
    """As it was typed, or as it is called on the list."""
    assert asked(**changes) == [f"{said}: is 2099 right? It is after the day of your answers."]


def test_a_date_on_the_edge_is_not_asked_about() -> None:
    """The clocks of two countries differ by a day, and ten years ahead is not yet very far."""
    pen = {"device": "epipen", "kept_at": "bag"}
    tomorrow, later = "2026-11-23", "2026-11-24"
    assert asked(answered_on=tomorrow) == []
    assert "has not come yet" in asked(answered_on=later)[0]
    for expires, odd in (("2036-11-10", False), ("2036-11-11", True)):
        pens = [pen | {"expires": expires}, pen | {"expires": "2028"}]
        assert bool(asked(answered_on="2026-11-10", epinephrine=pens)) is odd, expires


@pytest.mark.parametrize(
    "changes",
    [
        {"platelets": {"value": "150.000", "unit": "/uL"}},
        {"platelets": {"value": "1.500", "unit": "G/L"}},
        {"diagnosis": {"baseline_tryptase": {"value": "1.200", "unit": "ng/mL"}}},
        {"weight": {"value": "1.100", "unit": "lb"}},
    ],
)
def test_a_record_that_may_mean_a_thousand_is_refused_with_both_readings(
    changes: dict[str, Any],
) -> None:
    """As a number of JSON or as its digits; what was kept before opens."""
    with pytest.raises(RecordRefused, match=r"Is that (150000 or 150|1500 or 1\.5|1[12]00 or 1\.)"):
        a_patient(**changes)
    assert kept_patient_from(answers("02") | changes).region == "GB"


def test_a_number_of_json_keeps_its_zeros() -> None:
    """150.000 is refused in a file, and 150.0 and 0.150 are not."""
    start = b'{"version":1,"answered_on":"2026-10-01","name":"A","born":"1984","region":"DE",'
    with pytest.raises(RecordRefused, match="Is that 150000 or 150"):
        read_record(start + b'"platelets":{"value":150.000,"unit":"/uL"}}')
    for number in (b"150.0", b"0.150", b"61.000"):
        record = start + b'"platelets":{"value":' + number + b',"unit":"10^9/L"}}'
        assert read_record(record).platelets


def test_every_unit_has_its_bounds() -> None:
    """The usual lies within what is possible."""
    for bounds in BOUNDS.values():
        assert bounds.least < bounds.most <= bounds.possible


@pytest.mark.parametrize(
    ("value", "unit", "usual"),
    [
        ("1", "G/L", True),
        ("0.9", "G/L", False),
        ("3000", "G/L", True),
        ("3001", "G/L", False),
        ("1000", "/uL", True),
        ("3000000", "/uL", True),
        ("0.5", "ng/mL", True),
        ("2000", "ng/mL", True),
        ("0.05", "mg", True),
        ("20", "mg", True),
        ("20.1", "mg", False),
    ],
)
def test_the_least_and_the_most_are_usual_themselves(value: str, unit: str, *, usual: bool) -> None:
    """Only what lies beyond them is asked about."""
    assert is_usual(Decimal(value), unit) is usual


@pytest.mark.parametrize(
    ("kg", "youngest", "eldest", "usual"),
    [
        ("0.3", 0, 0, True),
        ("0.2", 0, 0, False),
        ("25", 1, 1, True),
        ("25.1", 1, 1, False),
        ("5.9", 1, 1, True),
        ("5.9", 2, 2, False),
        ("100", 2, 2, True),
        ("100.1", 9, 9, False),
        ("11.9", 9, 9, True),
        ("11.9", 10, 10, False),
        ("250", 10, 10, True),
        ("250.1", 17, 17, False),
        ("24.9", 17, 17, True),
        ("24.9", 18, 18, False),
        ("350", 18, 18, True),
        # of whom only the year of birth is known
        ("24.9", 17, 18, True),
        ("350", 17, 18, True),
        # before the birth, as a slip has it
        ("3", -1, -1, True),
        ("26", -1, -1, False),
    ],
)
def test_a_weight_is_usual_by_age(kg: str, youngest: int, eldest: int, *, usual: bool) -> None:
    """From a birthday on the next bounds hold, and of two ages the wider ones."""
    assert is_usual_weight(Decimal(kg), youngest, eldest) is usual


@pytest.mark.parametrize(
    ("value", "unit", "other"),
    [
        ("150.000", "/uL", 150_000),
        ("1.000", "G/L", 1_000),
        ("9.999", "G/L", 9_999),
        ("10.000", "G/L", None),
        ("0.999", "G/L", None),
        ("999.999", "/uL", 999_999),
        ("1000.000", "/uL", None),
        ("150.0", "/uL", None),
        ("150.0000", "/uL", None),
        ("1.430", "lb", 1_430),
        ("1.431", "lb", None),
    ],
)
def test_the_other_number_that_three_digits_may_mean(
    value: str, unit: str, other: int | None
) -> None:
    """A point is a comma to some, if what they would mean can be at all."""
    assert thousands_of(Decimal(value), unit) == other
