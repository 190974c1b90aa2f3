"""The page about the record's format is what the model says."""

from __future__ import annotations

import json

from click.testing import CliRunner

from script.record_format import FILE, document, fields_without_description
from walletcard.cli import main
from walletcard.clinical.field_rules import Line
from walletcard.clinical.patient import Patient


def test_every_field_of_the_record_has_a_description() -> None:
    """Whoever adds a field says in the model what it means."""
    assert fields_without_description() == []


class Wider(Patient):
    """A record with a field that nobody described."""

    blood_group: Line | None = None


def test_a_field_without_description_is_found() -> None:
    """The guard can fail."""
    assert fields_without_description(Wider) == ["Wider.blood_group"]


def test_the_page_about_the_format_is_up_to_date() -> None:
    """It is written from the model; if this fails, run script/record-format."""
    assert FILE.read_text("utf-8") == document()


def test_the_schema_says_what_the_page_says() -> None:
    """A program reads the same words as a person."""
    schema = json.loads(CliRunner().invoke(main, ["schema"]).stdout)

    kept_at = schema["$defs"]["Epinephrine"]["properties"]["kept_at"]
    assert kept_at["description"] in FILE.read_text("utf-8")
    assert schema["properties"]["answered_on"]["description"] in FILE.read_text("utf-8")
