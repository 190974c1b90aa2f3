"""The files in which the processes of a server count, in a folder of the server.

prometheus-client maps them into memory, with holes. On a disk that is full the kernel ends a
process that writes into a hole, and each that takes its place: no card would open.
"""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"  # by which prometheus-client knows the folder
KINDS = ("counter", "histogram")
BYTES = 1 << 20  # for every method and status of every route


def begin(folder: Path) -> None:
    """Have the processes of this server count in files of a new folder."""
    folder.mkdir()
    os.environ[VARIABLE] = str(folder)


def take_room() -> None:
    """Take all the room that the counts of this process need. Raises `OSError` if there is none.

    Before `walletcard.server.metrics` is imported.
    """
    files = [Path(os.environ[VARIABLE], f"{kind}_{os.getpid()}.db") for kind in KINDS]
    try:
        for file in files:
            file.write_bytes(bytes(BYTES))
    except OSError:
        for file in files:
            file.unlink(missing_ok=True)
        raise
