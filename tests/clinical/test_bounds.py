"""Outsized JSON is refused before any work is done on it."""

from __future__ import annotations

import json
import time

import pytest

from tests.people import answers
from walletcard.clinical.bounds import DEPTH, ENTRIES, EXPONENT, KEYS, NUMBER_CHARACTERS
from walletcard.clinical.field_rules import TEXT_LINES
from walletcard.clinical.record import (
    LINES_TOGETHER,
    RecordRefused,
    answers_in,
    kept_patient_from,
    patient_from,
    read_record,
)

SECONDS = 1.0  # of processor time: a hundred times what the slowest of these takes


def refusal(data: bytes) -> str:
    """What is said of a file that is refused."""
    with pytest.raises(RecordRefused) as refused:
        read_record(data)
    return str(refused.value)


def least(**changes: object) -> bytes:
    """The least record with some answers changed."""
    return json.dumps(answers("02") | changes).encode()


def with_number(written: str) -> bytes:
    """The least record with a count of reactions, written as in the file."""
    return least(reactions={"anaphylaxis_count": 0}).replace(b": 0}", f": {written}}}".encode())


@pytest.mark.parametrize("written", ["1e9999999", "1e-9999999", "1E+13", "9" * 21, f"0.{'1' * 19}"])
def test_an_outsized_number_is_refused(written: str) -> None:
    """Its digits and its exponent are looked at before it is converted."""
    assert "The number" in refusal(with_number(written))


@pytest.mark.parametrize("written", ["2", "2.0", "2e0", "9999"])
def test_an_ordinary_number_is_read(written: str) -> None:
    """Also with a point or an exponent, if it is whole."""
    past = read_record(with_number(written)).reactions

    assert past is not None
    assert past.anaphylaxis_count == int(float(written))


def test_numbers_up_to_the_bounds_are_judged_by_their_field() -> None:
    """The bounds refuse no number that a field might take."""
    for written in (f"1e{EXPONENT}", "9" * NUMBER_CHARACTERS):
        assert "must be 10000 or less" in refusal(with_number(written))


def test_an_object_has_a_limit_of_keys() -> None:
    """One more is refused, whatever the keys are."""
    for count, said in ((KEYS, "is not a field"), (KEYS + 1, f"has {KEYS + 1} keys")):
        keys = {f"key{number}": 1 for number in range(count)}
        assert said in refusal(json.dumps(keys).encode())


def test_a_list_has_a_limit_of_entries() -> None:
    """Also a list in a field that the record does not have."""
    assert "is not a field" in refusal(least(more=[1] * ENTRIES))
    assert f"has {ENTRIES + 1} entries" in refusal(least(more=[1] * (ENTRIES + 1)))


def test_nesting_has_a_limit() -> None:
    """The parts of a record lie half as deep."""

    def nested(depth: int) -> bytes:
        return b'{"a":' * depth + b"1" + b"}" * depth

    assert answers_in(nested(DEPTH))
    for depth in (DEPTH + 1, 500, 40_000):
        with pytest.raises(RecordRefused, match="nested too deep"):
            answers_in(nested(depth))


def test_half_a_character_in_a_key_that_stands_twice_can_be_shown() -> None:
    """The sentence can be written on a page in UTF-8."""
    said = refusal(b'{"\\ud800": 1, "\\ud800": 2}')

    assert "stands twice" in said
    assert said.encode()


@pytest.mark.parametrize(
    "data",
    [
        ("{" + ",".join(f'"{n}":1' for n in range(25_000)) + ',"0":1}').encode(),
        least(medications=[{"id": f"metoprololl-{n}"} for n in range(2_000)]),
        least(medications=[{"id": "x" * 19_000}]),
        b'{"a":' * 900 + b"[" + b"1," * 100_000 + b"1]" + b"}" * 900,
        least(reactions={"usual_signs": ["flushh"] * ENTRIES}),
    ],
    ids=["keys", "unknown ids", "one long id", "a long list, deep", "unknown signs"],
)
def test_no_file_keeps_a_processor_busy(data: bytes) -> None:
    """A file of the largest size is refused in a moment, whatever is wrong with it."""
    began = time.process_time()

    assert refusal(data)
    assert time.process_time() - began < SECONDS


def test_many_unknown_ids_are_told_in_a_moment() -> None:
    """As many as lists and questions can hold, each with a suggestion."""
    unknown = [{"id": f"metoprolol-{number}"} for number in range(60)]
    record = answers("02") | {"medications": unknown, "triggers": unknown, "tolerated": unknown}
    began = time.process_time()

    with pytest.raises(RecordRefused) as refused:
        patient_from(record)

    assert len(refused.value.faults) == 180
    assert "Did you mean 'metoprolol'?" in refused.value.faults[0].sentence
    assert time.process_time() - began < SECONDS


def test_a_text_has_a_limit_of_lines() -> None:
    """One more is refused where it is entered; what was kept before is read."""
    for text in ("a\n" * (TEXT_LINES - 1) + "a", "a\r\n" * (TEXT_LINES - 1) + "a"):
        patient_from(answers("02") | {"instructions": {"text": text}})
    long = answers("02") | {"instructions": {"text": "a\n" * TEXT_LINES + "a"}}

    with pytest.raises(
        RecordRefused, match=f"Has {TEXT_LINES + 1} lines; {TEXT_LINES} is the most"
    ):
        patient_from(long)
    kept_patient_from(long)


def test_all_texts_together_have_a_limit_of_lines() -> None:
    """Many notes of a few lines each take as long to print as one that is very long."""
    note = "a\n" * 20 + "a"

    def noted(count: int) -> dict[str, object]:
        named = [{"name": f"thing {number}", "note": note} for number in range(count)]
        return answers("02") | {"triggers": named}

    most = LINES_TOGETHER // 20
    patient_from(noted(most))
    with pytest.raises(RecordRefused, match="line breaks together"):
        patient_from(noted(most + 1))
    kept_patient_from(noted(most + 1))
