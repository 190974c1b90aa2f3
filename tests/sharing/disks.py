"""A small disk of its own, which can be filled up and made read-only."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

BLOCK = 512


@dataclass(frozen=True)
class Disk:
    """A file system in memory."""

    folder: Path

    def fill(self) -> None:
        """Leave no room at all."""
        handle = os.open(self.folder / "filling", os.O_CREAT | os.O_WRONLY)
        try:
            while True:
                os.write(handle, bytes(BLOCK))
        except OSError:
            os.close(handle)

    def make_read_only(self) -> None:
        """Let nothing be written any more; no file may be open."""
        run("mount", "-o", "remount,ro", str(self.folder))

    @contextmanager
    def seen_read_only(self) -> Iterator[Path]:
        """A folder with the same files, which cannot be written there, also while they are open."""
        view = self.folder.with_name(f"{self.folder.name}-read-only")
        view.mkdir()
        run("mount", "--bind", str(self.folder), str(view))
        run("mount", "-o", "remount,bind,ro", str(view))
        try:
            yield view
        finally:
            run("umount", "--lazy", str(view))


@contextmanager
def small_disk(folder: Path, size: str = "1m") -> Iterator[Disk]:
    """A disk of so many MB. Skips the test where this user may mount none, as root may on Linux."""
    try:
        run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may mount a disk, and only on Linux")
    try:
        yield Disk(folder)
    finally:
        run("umount", "--lazy", str(folder))


def run(*command: str) -> None:
    """Run a command of the system."""
    subprocess.run(command, check=True, capture_output=True)
