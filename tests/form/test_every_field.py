"""Every field of the record is asked for by the form."""

from __future__ import annotations

from collections.abc import Iterator

from wtforms import FormField

from tests.clinical.test_every_field import fields_of
from walletcard.clinical.catalogue import catalogue
from walletcard.clinical.field_rules import Line
from walletcard.clinical.patient import Patient
from walletcard.form.outline import ANSWERED, EntryList, Place, form_of_entry, places
from walletcard.form.questions import QuestionGroup

# The fields that no question asks for, each with the reason.
NOT_ASKED = {
    "version": "the form writes it",
    "photo": "the form cannot take photos yet",
    **dict.fromkeys(
        ("medications[].id", "triggers[].id", "tolerated[].id", "conditions[].id"),
        "the id of the catalogue entry that the person chose for a name",
    ),
    **dict.fromkeys(
        ("diagnosis.baseline_tryptase.comparator", "platelets.comparator"),
        "it is typed before the number, as on the letter",
    ),
}


def asked_by(form: QuestionGroup, path: str) -> Iterator[str]:
    """The fields that a form asks for, as `medications[].dose`; alerts by `[]` for any question."""
    for field in form:
        name = field.short_name
        here = f"{path}[]" if name in catalogue().alerts else f"{path}.{name}".removeprefix(".")
        if isinstance(field, FormField):
            yield from asked_by(field.form, here)
        else:
            yield here


def asked_at(place: Place) -> Iterator[str]:
    """The fields that a question page or an entry list asks for."""
    if isinstance(place, EntryList):
        return asked_by(form_of_entry(place, "US")(), f"{place.key}[]")
    return asked_by(place.form(), place.base)


def not_asked(model: type[Patient]) -> set[str]:
    """The fields of a record that the form never asks for."""
    asked = {field for place in (*places(), ANSWERED) for field in asked_at(place)}
    return set(fields_of(model)) - asked - set(NOT_ASKED)


def test_every_field_of_the_record_is_asked_for() -> None:
    """Or it is on the list of those that are not, with the reason."""
    assert not_asked(Patient) == set()


class Wider(Patient):
    """A record with a field that no question asks for."""

    blood_group: Line | None = None


def test_a_new_field_without_a_question_is_found() -> None:
    """The guard can fail: whoever adds a field must ask for it, or put it on the list."""
    assert not_asked(Wider) == {"blood_group"}


def test_what_is_not_asked_is_in_the_record() -> None:
    """The list names no field that is gone."""
    assert set(NOT_ASKED) <= set(fields_of(Patient))
