"""A backup as lines of text: a head, one line a row, and an end that says what there must be.

Each line is JSON, so a backup can be read without this program. Bytes are in Base64. The end has
how many rows each table has, and the SHA-256 of all lines before it: a file that was cut short or
damaged is refused.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, Any

FORMAT = 1
MOST_LINE_BYTES = 64 * 1024 * 1024  # a row is far smaller; a file of another kind may be one line

Value = bytes | int | None
Row = tuple[str, list[Value]]


class BackupRefused(Exception):
    """The file is no whole backup, or must not be restored here; the message says why."""


@dataclass(frozen=True)
class Head:
    """The first line: the schema's revision, when it was made, and the columns of each table."""

    revision: str
    made: datetime
    columns: dict[str, list[str]]

    def to_json(self) -> dict[str, Any]:
        """The line."""
        made = self.made.astimezone(UTC).isoformat(timespec="seconds")
        kept = {"revision": self.revision, "made": made, "columns": self.columns}
        return {"walletcard backup": FORMAT, **kept}

    @classmethod
    def from_json(cls, line: Any) -> Head:
        """The head that `to_json` wrote. Raises `BackupRefused`."""
        if not isinstance(line, dict) or "walletcard backup" not in line:
            raise BackupRefused("This is no backup of walletcard.")
        if line["walletcard backup"] != FORMAT:
            raise BackupRefused("This backup was written by a later release. Install that release.")
        try:
            made = datetime.fromisoformat(line["made"])
            return cls(str(line["revision"]), made.astimezone(UTC), dict(line["columns"]))
        except (KeyError, TypeError, ValueError):
            raise BackupRefused("The first line of this backup is damaged.") from None


@dataclass(frozen=True)
class Contents:
    """What a whole backup holds: its head, and how many rows of each table."""

    head: Head
    rows: Counter[str]


def write(file: IO[bytes], head: Head, rows: Iterable[Row]) -> Contents:
    """Write a whole backup, one row at a time."""
    seen, count = sha256(), Counter(dict.fromkeys(head.columns, 0))

    def put(line: Any) -> None:
        written = json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"
        seen.update(written)
        file.write(written)

    put(head.to_json())
    for table, values in rows:
        put([table, *map(_as_json, values)])
        count[table] += 1
    put({"rows": dict(count), "sha256": seen.hexdigest()})
    return Contents(head, count)


class Reader:
    """Reads a backup from its beginning: first the head, then `rows`."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the head. Raises `BackupRefused`."""
        file.seek(0)
        self._file, self._seen, self._number = file, sha256(), 0
        self.count: Counter[str] = Counter()
        self.head = Head.from_json(self._next())

    def rows(self) -> Iterator[Row]:
        """All rows, one at a time. Raises `BackupRefused`, at the end if something is missing."""
        self.count.update(dict.fromkeys(self.head.columns, 0))
        before = self._seen.hexdigest()
        while isinstance(line := self._next(), list):
            yield self._row(line)
            before = self._seen.hexdigest()
        if line != {"rows": dict(self.count), "sha256": before} or self._file.read(1):
            raise BackupRefused(
                "This backup is damaged: its rows are not those that were written. "
                "Nothing was restored. Use another backup."
            )

    def _row(self, line: list[Any]) -> Row:
        table, *values = line
        if not isinstance(table, str) or len(values) != len(self.head.columns.get(table, ())):
            raise self._damaged()
        self.count[table] += 1
        return table, [self._value(one) for one in values]

    def _value(self, written: Any) -> Value:
        if written is None or (isinstance(written, int) and not isinstance(written, bool)):
            return written
        try:
            return b64decode(written, validate=True)
        except (TypeError, ValueError, binascii.Error):
            raise self._damaged() from None

    def _next(self) -> Any:
        line = self._file.readline(MOST_LINE_BYTES)
        self._number += 1
        if not line.endswith(b"\n"):
            raise BackupRefused(
                "This is no backup of walletcard."
                if self._number == 1
                else "This backup was cut short: its end is missing. Use another backup."
            )
        self._seen.update(line)
        try:
            return json.loads(line)
        except ValueError:
            raise self._damaged() from None

    def _damaged(self) -> BackupRefused:
        if self._number == 1:
            return BackupRefused("This is no backup of walletcard.")
        return BackupRefused(f"Line {self._number} of this backup is damaged. Use another backup.")


def _as_json(value: Any) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    return b64encode(bytes(value)).decode("ascii")
