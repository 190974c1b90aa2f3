"""`walletcard serve` with the shipped settings and all that it writes, for tests and scripts."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.server.fronts import HOST, asked

SERVE = [sys.executable, "-c", "from walletcard.cli import main; main()", "serve"]
TRY_OUT = [*SERVE[:-1], "try-out"]
SECONDS_TO_START = 120
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """A running server: its port, the folder of its database, and the file with its output."""

    port: int
    instance: Path
    log: Path
    pid: int

    @property
    def processes(self) -> dict[int, int]:
        """The nice value of each reader and of the maker, which gives way to readers."""
        command = ["ps", "-eo", "pid,ppid,ni"]
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        rows = [line.split() for line in listed.splitlines()[1:]]
        return {int(pid): int(nice) for pid, parent, nice in rows if parent == str(self.pid)}

    @property
    def maker(self) -> int:
        """The process that answers everything but reading."""
        nices = self.processes
        return max(nices, key=lambda pid: nices[pid])

    def seconds(self) -> float:
        """Processor time of readers and maker so far, without the press; Linux only."""
        return sum(seconds_of(pid) for pid in self.processes)

    def written(self) -> bytes:
        """All its output, without the line that says where it is."""
        where = rb"walletcard is at http://[^\n]*\n"
        return re.sub(where, b"", self.log.read_bytes())


def seconds_of(pid: int) -> float:
    """Processor time of a process so far."""
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / TICKS
    return 0.0


@contextlib.contextmanager
def served(folder: Path, command: Sequence[str] = SERVE, **settings: str) -> Iterator[Served]:
    """Run a server on this machine alone, with the shipped settings and these."""
    port, instance = free_port(), folder / "instance"
    if command is SERVE and "PUBLIC_URL" not in settings:
        command = [*command, "--without-codes"]
    environ = os.environ | {
        "PORT": str(port),
        "WALLETCARD_INSTANCE": str(instance),
        "TMPDIR": str(folder),
        **settings,
    }
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(
            command, env=environ, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait_for(port, folder / "log")
        yield Served(port, instance, folder / "log", server.pid)
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(60)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_for(port: int, log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            asked(port, "/c")
            return
        time.sleep(0.2)
    raise TimeoutError(log.read_text("utf-8"))
