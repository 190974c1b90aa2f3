"""Gives what is hardly a record to whatever reads records.

Run as `script/fuzz --records [COUNT] [--seed N]`. Each begins as the record of an invented person,
of which a few places are made others: numbers of any size, texts with half characters, keys twice,
unknown or by the thousand, lists and objects inside each other, one part where another belongs;
then perhaps a few bytes. A fault is anything raised but `RecordRefused`, a refusal that is no
sentence or longer than a page, a second of processor time, or a record that is not the same once it
was written and read again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from tests.people import PATIENTS
from walletcard.cautions.warnings import warnings
from walletcard.clinical.plan import plan
from walletcard.clinical.record import RECORD_BYTES, RecordRefused, read_kept, read_record
from walletcard.clinical.record import write_record as write
from walletcard.form.records import faults_of, file_of, record_in

TODAY = date(2026, 11, 29)
MOST_SECONDS = 1.0
LONGEST_SENTENCE = 1_000
MOST_BYTES = 2 * RECORD_BYTES  # of what stands there many times

Pairs = list[tuple[str, Any]]  # an object, in which a key may stand twice


class Raw(str):
    """A piece of JSON as it is to be written."""

    __slots__ = ()


class Object:
    """A JSON object whose keys may stand twice."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs


NUMBERS = [
    *(
        "0",
        "-0",
        "-0.0",
        "1",
        "-1",
        "10000000",
        "1e7",
        "1e12",
        "1E-12",
        "0.1",
        "1.50",
        "1e999",
        "-1e-999",
    ),
    *(
        "1e9999999",
        "1e-9999999",
        "9" * 20,
        "9" * 21,
        "9" * 100_000,
        "0." + "3" * 100_000,
        "1e" + "9" * 5_000,
    ),
    *("NaN", "Infinity", "-Infinity", "01", "+1", ".5", "5.", "0x1", "1_000", "1e", "\u0663"),
]
TEXTS = [
    *(
        '""',
        '" "',
        r'"\ud800"',
        r'"\udc00\ud800"',
        r'"\ud83d\ude00"',
        r'"a\u0000b"',
        r'"\u202e"',
        r'"\ufeff"',
    ),
    *(
        r'"\u0301"',
        r'"' + r"\n" * 41 + '"',
        '"' + "x" * 101 + '"',
        '"' + "x " * 1_500 + '"',
        '"' + "é" * 120_000 + '"',
    ),
    *(
        '"2026-02-30"',
        '"1899"',
        '"2026-1-1"',
        '"\u0662\u0660\u0662\u0660"',
        '"true"',
        '"1e9999999"',
        '"epipen"',
    ),
    *(r'"\ud800' + "x" * 5_000 + '"', '"' + r"\u0061" * 20_000 + '"', '"a\tb"', r'"\q"', "'a'"),
]
OTHERS = [
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "[" * 200 + "]" * 200,
    '{"a":' * 90 + "1" + "}" * 90,
]
KEYS = [
    *(
        "version",
        "name",
        "born",
        "id",
        "device",
        "reaction",
        "note",
        "alerts",
        "value",
        "unit",
        "on",
        "photo",
    ),
    *(
        "",
        " ",
        "\x00",
        "\ud800",
        "\udfff\ud800",
        "__proto__",
        "__class__",
        "model_config",
        "x" * 40_000,
        "[key]",
    ),
]


def parsed(pairs: Pairs) -> Object:
    """An object as it stood in a file."""
    return Object(pairs)


def written(value: Any) -> str:
    """JSON of whatever was made."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, Object):
        return (
            "{" + ",".join(f"{json.dumps(key)}:{written(held)}" for key, held in value.pairs) + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value)


def hostile(dice: random.Random) -> Raw:
    """One value that nobody means."""
    return Raw(dice.choice(dice.choice([NUMBERS, NUMBERS, TEXTS, OTHERS])))


def places(value: Any) -> Iterator[tuple[Any, int]]:
    """Every place of a record: what holds it, and where in that."""
    if isinstance(value, Object):
        for number, (_, held) in enumerate(value.pairs):
            yield value.pairs, number
            yield from places(held)
    elif isinstance(value, list):
        for number, held in enumerate(value):
            yield value, number
            yield from places(held)


def another_value(dice: random.Random, holder: list[Any], number: int) -> None:
    """Something else stands there."""
    _put(holder, number, hostile(dice))


def another_key(dice: random.Random, holder: list[Any], number: int) -> None:
    """Its key is another, or one that is there already."""
    if isinstance(holder[number], tuple):
        names = [*KEYS, *(key for key, _ in holder)]
        holder[number] = dice.choice(names), holder[number][1]


def many(dice: random.Random, holder: list[Any], number: int) -> None:
    """It stands there very often."""
    often = min(dice.choice([2, 61, 101, 5_001]), MOST_BYTES // _size(holder[number]))
    if isinstance(holder[number], tuple):
        key, value = holder[number]
        numbered = dice.random() < 0.5
        holder[number:] = [(f"{key}{n if numbered else ''}", value) for n in range(often)]
    else:
        holder[number:] = [holder[number]] * often


def deeper(dice: random.Random, holder: list[Any], number: int) -> None:
    """It lies inside of lists or objects."""
    value = _held(holder, number)
    for _ in range(dice.choice([1, 3, 9, 50])):
        value = [value] if dice.random() < 0.5 else Object([(dice.choice(KEYS), value)])
    _put(holder, number, value)


def gone(_: random.Random, holder: list[Any], number: int) -> None:
    """It is not there."""
    del holder[number]


def more(dice: random.Random, holder: list[Any], number: int) -> None:
    """Something stands beside it."""
    beside = hostile(dice)
    one = (dice.choice(KEYS), beside) if isinstance(holder[number], tuple) else beside
    holder.insert(number, one)


def _size(one: Any) -> int:
    """How many characters an entry of a list or an object has in a file."""
    key, value = one if isinstance(one, tuple) else ("", one)
    return len(key) + len(written(value)) + 1


def _held(holder: list[Any], number: int) -> Any:
    return holder[number][1] if isinstance(holder[number], tuple) else holder[number]


def _put(holder: list[Any], number: int, value: Any) -> None:
    holder[number] = (holder[number][0], value) if isinstance(holder[number], tuple) else value


CHANGES: list[Callable[[random.Random, list[Any], int], None]] = [
    *(another_value, another_value, another_value, another_key, many, deeper, gone, more)
]


def in_bytes(dice: random.Random, text: str) -> bytes:
    """The bytes of a file, a few of them changed now and then."""
    data = text.encode("utf-8", "surrogatepass")
    kind = dice.random()
    if kind < 0.75:
        return data
    place = dice.randrange(len(data) + 1)
    if kind < 0.8:
        return data[:place]
    if kind < 0.85:
        return text.encode(dice.choice(["utf-16", "utf-32", "utf-7"]), "surrogatepass")
    if kind < 0.9:
        return b"\xef\xbb\xbf" * dice.randint(1, 2) + data
    if kind < 0.95:
        return data[:place] + b" " * dice.choice([1, RECORD_BYTES]) + data[place:]
    return (
        data[:place]
        + dice.choice([b"\xff", b"\x00", b"\xed\xa0\x80", b'"', b"}", b"\\"])
        + data[place:]
    )


def hardly_records(seed: int, count: int) -> Iterator[bytes]:
    """So many files."""
    dice = random.Random(seed)  # noqa: S311 - the same files again for a seed
    files = [file.read_text("utf-8") for file in sorted(PATIENTS.glob("0[1-8]-*.json"))]
    for _ in range(count):
        record = json.loads(dice.choice(files), object_pairs_hook=parsed)
        for _ in range(dice.choice([1, 1, 2, 3, 6])):
            if where := list(places(record)):
                dice.choice(CHANGES)(dice, *dice.choice(where))
        yield in_bytes(dice, written(record))


def fault_of(data: bytes) -> str | None:
    """What is wrong with how a file is read, if anything; `refused` or `taken` are not."""
    for read in (_entered, _kept, _draft):
        began = time.process_time()
        try:
            read(data)
        except RecordRefused as refusal:
            long = [str(one) for one in refusal.faults if len(str(one)) > LONGEST_SENTENCE]
            if long or not all(one.sentence for one in refusal.faults):
                return f"{read.__name__}: a refusal of {max(map(len, long), default=0)} characters"
            "\n".join(map(str, refusal.faults)).encode()
        except Exception as error:  # noqa: BLE001 - this is what is sought
            return f"{read.__name__}: {type(error).__name__}: {str(error)[:200]}"
        took = time.process_time() - began
        if took > MOST_SECONDS:
            return f"{read.__name__}: {took:.1f} s of processor time"
    return None


def _entered(data: bytes) -> None:
    patient = read_record(data)
    assert read_record(write(patient)) == patient, "another once it was written"
    plan(patient)
    warnings(patient, TODAY)


def _kept(data: bytes) -> None:
    patient = read_kept(data)
    assert read_kept(write(patient)) == patient, "another once it was written"
    plan(patient)


def _draft(data: bytes) -> None:
    record = record_in(data, TODAY)
    faults_of(record, TODAY)
    assert record_in(file_of(record, TODAY), TODAY) == record, "another once it was saved"


def main() -> None:
    """Have them read, and list what was wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=2_000)
    options.add_argument("--seed", type=int, default=20261129)
    chosen = options.parse_args()
    faults = taken = 0
    fault_of((PATIENTS / "03-crowded.json").read_bytes())  # what is loaded once counts for none
    for number, data in enumerate(hardly_records(chosen.seed, chosen.count)):
        taken += _is_taken(data)
        if fault := fault_of(data):
            faults += 1
            sys.stdout.write(f"file {number}, {len(data)} bytes, {data[:120]!r}: {fault}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{chosen.count} files, seed {chosen.seed}: {taken} taken, {faults} faults\n")
    sys.exit(1 if faults else 0)


def _is_taken(data: bytes) -> bool:
    try:
        read_record(data)
    except Exception:  # noqa: BLE001 - told already
        return False
    return True


if __name__ == "__main__":
    main()
