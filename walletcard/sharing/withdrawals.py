"""The list of withdrawn cards: which codes must stay shut when a backup is restored.

A card that was withdrawn, or an owner who deleted everything, would come back with a backup from
before. So each withdrawal is also written to a file of its own, which is kept apart from the
backups, and each restore applies it. A line holds what happened, the day, and the hash under which
the row was kept: no key, and nothing that opens anything.

    gone 2026-11-29 5f2c...   withdrawn for good, or an owner who was deleted
    off  2026-11-29 5f2c...   switched off until the owner switches it on again
    on   2026-11-30 5f2c...   switched on again
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

PRIVATE = 0o600  # nobody else on the machine may read it
_LINE = re.compile(r"(gone|off|on) (\d{4}-\d\d-\d\d|-) ([0-9a-f]{64})")


class State(StrEnum):
    """What happened to a row, for a reader of its code."""

    GONE = "gone"
    OFF = "off"
    ON = "on"


@dataclass(frozen=True)
class Withdrawal:
    """That the row under a hash was withdrawn or switched off or on, and the day if it is known."""

    id_hash: bytes
    state: State
    day: date | None = None

    @property
    def line(self) -> str:
        """The line in the list."""
        return f"{self.state} {self.day or '-'} {self.id_hash.hex()}\n"

    @classmethod
    def read(cls, line: str) -> Withdrawal | None:
        """What a line says; None for one that is damaged."""
        found = _LINE.fullmatch(line)
        if not found:
            return None
        day = None if found[2] == "-" else date.fromisoformat(found[2])
        return cls(bytes.fromhex(found[3]), State(found[1]), day)


Withdrawals = dict[bytes, Withdrawal]


class WithdrawnList:
    """The file. Lines are only ever added, each is on the disk before the owner has the answer."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, withdrawals: Iterable[Withdrawal]) -> None:
        """Add lines. Raises `OSError`."""
        added = "".join(one.line for one in withdrawals).encode("ascii")
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE)
        with os.fdopen(handle, "r+b", buffering=0) as opened:
            # Somebody may have stopped within a line.
            whole = opened.seek(0, os.SEEK_END) == 0 or _last_byte(handle) == b"\n"
            opened.write(added if whole else b"\n" + added)
            os.fsync(handle)

    def read(self) -> Withdrawals:
        """The last word on each row. Raises `OSError`; a damaged line says nothing."""
        lines = self.file.read_text("ascii", "replace").splitlines()
        found = map(Withdrawal.read, lines)
        return {one.id_hash: one for one in found if one}

    def complete(self, shut: Mapping[bytes, Withdrawal]) -> None:
        """Add what is shut in the database and not in the list. Raises `OSError`."""
        listed = self.read() if self.file.exists() else {}
        missing = [one for key, one in shut.items() if not _is_listed(listed.get(key), one)]
        if missing or not self.file.exists():
            self.add(missing)


def _is_listed(listed: Withdrawal | None, one: Withdrawal) -> bool:
    return listed is not None and listed.state in {one.state, State.GONE}


def _last_byte(handle: int) -> bytes:
    return os.pread(handle, 1, os.fstat(handle).st_size - 1)


def merged(*lists: Mapping[bytes, Withdrawal]) -> Withdrawals:
    """What is shut by any of several lists; what is gone in one is gone."""
    shut: Withdrawals = {}
    for listed in lists:
        for key, one in listed.items():
            if one.state is not State.ON and not _is_listed(shut.get(key), one):
                shut[key] = one
    return shut
