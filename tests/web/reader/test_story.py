"""How old the answers and their review are on the day they are read."""

from datetime import date

import pytest

from tests.people import a_patient, person
from walletcard.web.reader.story import age, story


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2026-11-23", None),
        ("2026-11-22", "1 day"),
        ("2026-11-13", "1 week"),
        ("2026-02", "10 months"),
        ("2024-11-20", "2 years"),
        ("2025", None),
        ("2027-01-01", None),
    ],
)
def test_an_age_is_said_where_it_says_something(iso: str, expected: str | None) -> None:
    """Not for a year alone or a date in the future; a month counts from its first day."""
    assert age(iso, date(2026, 11, 23), "en") == expected


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (None, None),
        ({"by": "Dr. Osei"}, None),
        ({"by": "Dr. Osei", "on": "2026-05-23"}, "The review is 6 months old."),
        (
            {"by": "Dr. Osei", "on": "2026-05-23", "review_by": "2027-05"},
            "The review is 6 months old.",
        ),
        (
            {"by": "Dr. Osei", "on": "2025-05-23", "review_by": "2026-10"},
            "The review was to be repeated by Oct 2026. Ask what has changed.",
        ),
        ({"by": "Dr. Osei", "on": "2025-05-23", "review_by": "2026-11"}, "2 years old"),
    ],
)
def test_a_review_says_how_old_it_is_or_that_it_is_due(
    review: dict[str, str] | None, said: str | None
) -> None:
    """A month ends with its last day."""
    told = story(a_patient(review=review), date(2026, 11, 23)).review_age

    plain = told and told.striptags().replace("\N{NO-BREAK SPACE}", " ")
    assert plain == said or (said and plain and said in plain)


def test_all_anaphylaxis_stands_together_on_the_page() -> None:
    """Reactions to what somebody could give come first, then stings."""
    triggers = [
        {"id": "wasp-venom", "reaction": "anaphylaxis"},
        {"id": "latex", "reaction": "anaphylaxis"},
        {"id": "heat", "reaction": "mild"},
    ]
    told = story(a_patient(triggers=triggers), date(2026, 11, 28))
    (section,) = (one for one in told.sections if one.heading == "never")
    assert [one.id for one in section.statements] == ["do-not-use", "grave"]


def test_the_page_speaks_a_language_in_its_direction() -> None:
    """English is written from left to right."""
    told = story(person("06"), date(2026, 11, 23))

    assert (told.saying.language, told.saying.direction) == ("en", "ltr")


def test_the_number_that_brings_help_can_be_called_and_no_other_value_changes() -> None:
    """Only the step with the emergency number becomes a link."""
    linked = [
        step.number
        for step in story(person("01"), date(2026, 11, 23)).steps
        if "number" in step.statement.values
    ]

    assert linked == [3]
