"""Reading a record: what is refused, in which words, and what is kept as typed."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.people import PRINTED, REFUSED, answers
from walletcard.clinical import field_rules as limits
from walletcard.clinical.record import (
    RECORD_BYTES,
    RECORD_CHARACTERS,
    RecordRefused,
    kept_patient_from,
    patient_from,
    read_record,
    write_record,
)


def faults(record: object) -> dict[str, str]:
    """The refusal of a record, as path -> sentence."""
    with pytest.raises(RecordRefused) as refusal:
        patient_from(record)
    return {fault.path: fault.sentence for fault in refusal.value.faults}


def with_(**changes: object) -> dict[str, Any]:
    """The least record with some answers changed."""
    return answers("02") | changes


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: file.stem)
def test_the_eight_records_are_read(file: Any) -> None:
    """Every record that must print is valid."""
    assert read_record(file.read_bytes()).version == 1


def test_the_ninth_record_is_refused_with_one_line_a_fault() -> None:
    """Each fault of the refused record has its path and one line that says what is allowed."""
    with pytest.raises(RecordRefused) as refusal:
        read_record(REFUSED.read_bytes())
    said = {fault.path: fault.sentence for fault in refusal.value.faults}
    assert set(said) == {
        "answered_on",
        "name",
        "born",
        "weight.value",
        "weight.unit",
        "region",
        "subtype",
        "epinephrine[0].device",
        "epinephrine[0].strength.unit",
        "epinephrine[0].kept_at",
        "medications[0].id",
        "medications[0].dose",
        "medications[1]",
        "triggers[0].reaction",
        "triggers[0].id",
        "colour",
    }
    assert all("\n" not in sentence and sentence for sentence in said.values())
    assert "Did you mean 'smoldering'?" in said["subtype"]
    assert "Did you mean 'epipen'?" in said["epinephrine[0].device"]
    assert "Did you mean 'cetirizine'?" in said["medications[0].id"]
    assert "U+202E" in said["name"]
    assert "300" in said["medications[0].dose"]
    assert "empty" in said["epinephrine[0].kept_at"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe", "This is not a text file in UTF-8. Choose a walletcard record."),
        (b"{", "This is not JSON: line 1, column 2. Choose a walletcard record."),
        (b"[]", "A record is a JSON object. Choose a walletcard record."),
        (b"[" * 100_000, "The file is nested too deep to be a walletcard record."),
        (b'{"version": NaN}', "This cannot be read as a record: NaN is not a number."),
        (
            b'{"name": "\\ud800x"}',
            "Holds half a character (a surrogate). Write the text of the record anew.",
        ),
        (
            json.dumps({"name": "a\n" * 601}).encode(),
            (
                "The answers have 601 line breaks together; 600 is the most. "
                "Put several short lines on one."
            ),
        ),
        (
            json.dumps({"name": "a" * 60_001}).encode(),
            (
                f"The answers have 60005 characters together; {RECORD_CHARACTERS} is the most. "
                "Shorten the longest notes."
            ),
        ),
    ],
    ids=range(8),
)
def test_a_file_that_is_no_record_is_refused_in_whole_sentences(data: bytes, sentence: str) -> None:
    """They say what it is, and what to do."""
    with pytest.raises(RecordRefused) as refusal:
        read_record(data)
    assert [fault.sentence for fault in refusal.value.faults] == [sentence]


@pytest.mark.parametrize("id", ["qqqq", "metoprolol" * 40])
def test_what_is_near_to_nothing_is_refused_without_a_guess(id: str) -> None:
    """And so is what is longer than any name."""
    with pytest.raises(RecordRefused) as refusal:
        patient_from(with_(medications=[{"id": id}]))
    (fault,) = refusal.value.faults
    assert fault.path == "medications[0].id"
    assert fault.sentence == f"'{id}' is not a medicine of the catalogue."


def test_text_is_normalised_to_nfc() -> None:
    """An e with a combining accent becomes one character."""
    assert patient_from(with_(name="Ame\u0301lie")).name == "Amélie"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x7f", "\u202e", "\u2066", "\u202d"])
def test_characters_that_deceive_or_do_not_print_are_refused(character: str) -> None:
    """Control and direction-override characters are refused by name."""
    assert f"U+{ord(character):04X}" in faults(with_(name=f"A{character}B"))["name"]


@pytest.mark.parametrize("name", ["a\u200db", "می\u200cخواهم", "אב\u200f 12"])
def test_joiners_and_direction_marks_of_real_scripts_are_kept(name: str) -> None:
    """Persian, Hindi and Hebrew need them."""
    assert patient_from(with_(name=name)).name == name


def test_a_field_may_have_its_limit_and_no_character_more() -> None:
    """The longest name passes; one more character is refused with both numbers."""
    longest = ("x" * 99 + " ") * 3
    longest = longest.strip() + "y" * (limits.FIELD_CHARACTERS - len(longest.strip()))
    assert len(longest) == limits.FIELD_CHARACTERS
    assert patient_from(with_(name=longest)).name == longest
    sentence = faults(with_(name=longest[:150] + " " + longest[150:]))["name"]
    assert "301" in sentence
    assert "300" in sentence


def test_a_word_may_have_a_hundred_characters_and_none_more() -> None:
    """Longer unbroken words would stall the layout."""
    assert patient_from(with_(name="w" * 100)).name == "w" * 100
    assert "101" in faults(with_(name="w" * 101))["name"]


@pytest.mark.parametrize("letter", ["漢", "ア", "한", "ก"])
def test_scripts_without_spaces_have_no_long_words(letter: str) -> None:
    """A Japanese, Korean or Thai sentence has no spaces and may still fill a field."""
    assert patient_from(with_(name=letter * 300)).name == letter * 300


def test_instructions_may_have_two_thousand_characters() -> None:
    """The long text has its own limit."""
    text = ("word " * 400).strip() + "s"
    assert len(text) == limits.TEXT_CHARACTERS
    assert patient_from(with_(instructions={"text": text})).instructions is not None
    assert "2000" in faults(with_(instructions={"text": text + "s"}))["instructions.text"]


def test_a_record_may_have_twenty_thousand_characters() -> None:
    """All answers together have a limit too."""
    medicines = [{"name": "m" * 100, "dose": ("d" * 99 + " ") * 2} for _ in range(60)]
    longer = [one | {"schedule": ("s" * 99 + " ") * 2} for one in medicines]
    assert len(patient_from(with_(medications=medicines)).medications or ()) == 60
    assert str(RECORD_CHARACTERS) in faults(with_(medications=longer))[""]


@pytest.mark.parametrize(
    ("field", "most"), [("medications", 60), ("triggers", 60), ("contacts", 12)]
)
def test_lists_are_generous_and_have_an_end(field: str, most: int) -> None:
    """The last entry allowed passes and one more is refused with both numbers."""
    entries = [{"name": f"n{number}"} for number in range(most + 1)]
    assert len(getattr(patient_from(with_(**{field: entries[:most]})), field)) == most
    sentence = faults(with_(**{field: entries}))[field]
    assert str(most) in sentence
    assert str(most + 1) in sentence


def test_missing_is_not_known_and_empty_is_none() -> None:
    """The two answers stay apart."""
    assert patient_from(with_()).medications is None
    assert patient_from(with_(medications=[])).medications == ()


def test_numbers_are_kept_as_typed() -> None:
    """A value of many places is neither rounded nor turned into binary."""
    weighed = ', "weight": {"value": 68.100000000, "unit": "kg"}}'
    text = json.dumps(with_()).removesuffix("}") + weighed
    weight = read_record(text.encode()).weight
    assert weight is not None
    assert str(weight.value) == "68.100000000"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"", "JSON"),
        (b"{", "line 1"),
        (b"[]", "object"),
        (b"[" * 100_000, "deep"),
        (b'{"version": NaN}', "NaN"),
        (b'{"subtype": "\\ud800x"}', "half a character"),
        (b'{"\\ud800": 1}', "half a character"),
        (b'{"name": "A", "name": "B"}', "'name' stands twice"),
        (b" " * (RECORD_BYTES + 1), str(RECORD_BYTES)),
    ],
)
def test_what_is_no_record_is_refused_in_one_sentence(data: bytes, word: str) -> None:
    """A file of another kind is named as such, without a traceback."""
    with pytest.raises(RecordRefused) as refusal:
        read_record(data)
    assert word in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"born": "2027-01-01"}, "born"),
        ({"born": "2001-13"}, "born"),
        ({"born": "01.02.2001"}, "born"),
        ({"answered_on": "2026"}, "answered_on"),
        ({"epinephrine": [{"device": "other", "name": "My pen"}]}, "epinephrine[0]"),
        ({"epinephrine": [{"device": "jext", "route": "nasal"}]}, "epinephrine[0]"),
        ({"alerts": {"asthma": {"answer": "maybe"}}}, "alerts.asthma.answer"),
        ({"alerts": {"astma": {"answer": "yes"}}}, "alerts.astma"),
        ({"photo": "../me.jpg"}, "photo"),
        ({"name": "two\nlines"}, "name"),
        ({"version": 2}, "version"),
    ],
)
def test_a_fault_is_named_where_it_stands(changes: dict[str, object], path: str) -> None:
    """The path of the fault is the field's."""
    assert set(faults(with_(**changes))) == {path}


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: file.stem)
def test_a_record_written_out_reads_back_as_itself(file: Any) -> None:
    """Saving the answers and starting from the file loses nothing."""
    patient = read_record(file.read_bytes())
    assert read_record(write_record(patient)) == patient
    assert json.loads(write_record(patient)) == json.loads(file.read_bytes())


@pytest.mark.parametrize("digits", ["300", "300.0", "0.150", "72.5", "0.1", "0.00001", "9999999"])
def test_an_amount_is_written_with_the_digits_that_were_entered(digits: str) -> None:
    """Whoever opens the file again finds 300 where 300 was, and no 300.0."""
    weight = {"value": Decimal(digits), "unit": "kg"}
    written = write_record(patient_from(with_(weight=weight)))

    again = read_record(written).weight
    assert again is not None
    assert format(again.value, "f") == digits
    assert json.loads(written)["weight"]["value"] in (float(digits), digits)


@pytest.mark.parametrize(
    ("changes", "path", "sentence"),
    [
        ({"born": "01.02.1980"}, "born", "Write a date as YYYY-MM-DD, YYYY-MM or YYYY."),
        ({"born": 1980}, "born", "Must be text in quotes."),
        (
            {"born": "2027", "answered_on": "2026-11-05"},
            "born",
            "The day of birth lies after the day of the answers (5 Nov 2026).",
        ),
        (
            {"languages": ["english"]},
            "languages[0]",
            "Write the code of a language, such as en or pt-BR.",
        ),
        (
            {"photo": "../x.jpg"},
            "photo",
            "Write the name of a picture beside the file, such as photo.jpg.",
        ),
        (
            {"weight": {"value": "70,5", "unit": "kg"}},
            "weight.value",
            "'70,5' is no number. Write it like 0.3.",
        ),
        (
            {"weight": {"value": "70.1234567890123", "unit": "kg"}},
            "weight.value",
            "'70.1234567890123' has more than 12 digits. Check it.",
        ),
        ({"triggers": "latex"}, "triggers", "Must be a list, in square brackets."),
        ({"triggers": ["latex"]}, "triggers[0]", "Must have fields of its own, in braces."),
        ({"alerts": []}, "alerts", "Must have fields of its own, in braces."),
        (
            {"reactions": {"anaphylaxis_count": "many"}},
            "reactions.anaphylaxis_count",
            "'many' is no whole number. Write it like 2.",
        ),
        (
            {"reactions": {"anaphylaxis_count": True}},
            "reactions.anaphylaxis_count",
            "Must be a whole number, not true or false.",
        ),
        (
            {"contacts": [{"name": "Ann", "guardian": "x"}]},
            "contacts[0].guardian",
            "Must be true or false.",
        ),
    ],
)
def test_a_value_of_a_wrong_kind_is_refused_in_plain_words(
    changes: dict[str, object], path: str, sentence: str
) -> None:
    """No pattern, and no word of the program's own."""
    assert faults(with_(**changes)) == {path: sentence}


@pytest.mark.parametrize("field", ["anaphylaxis_count", "doses_needed"])
def test_true_as_a_count_is_read_where_it_was_kept(field: str) -> None:
    """An earlier release accepted it, as 1."""
    past = kept_patient_from(with_(reactions={field: True})).reactions

    assert past is not None
    assert past.model_dump(exclude_unset=True) == {field: 1}
    assert set(faults(with_(reactions={field: True}))) == {f"reactions.{field}"}
