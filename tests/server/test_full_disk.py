"""A server on a disk that takes no new file: a reader that ends is replaced, and cards open."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.server.fronts import asked
from tests.server.served import served

ONE_READER = {"READERS": "1", "RENDERERS": "1"}


@pytest.mark.slow
def test_a_reader_is_replaced_though_no_file_can_be_made(tmp_path: Path) -> None:
    """The server ended, because it makes a file for the sign of life of each process."""
    with TemporaryDirectory() as short:  # or its name would be too long for a socket
        temporary = Path(short, "temporary")
        temporary.mkdir()
        with served(tmp_path, TMPDIR=str(temporary), **ONE_READER) as server:
            (reader,) = server.processes.keys() - {server.maker}
            temporary.rename(Path(short, "elsewhere"))
            os.kill(reader, signal.SIGKILL)
            until = time.monotonic() + 20
            while len(server.processes.keys() - {reader}) < 2 and time.monotonic() < until:
                time.sleep(0.1)

            assert "anaphylaxis" in asked(server.port, "/c")
