"""Writes files so that each is replaced whole, or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

PRIVATE = 0o600  # nobody else on the machine may read it


class NotWritten(Exception):
    """None of the files was written; the message says why and what to do."""


def write_whole(folder: Path, files: Mapping[str, bytes], mode: int = PRIVATE) -> None:
    """Write files (name to content) into a folder, which is created if it does not exist.

    All contents are on the disk before the first file is replaced. Raises `NotWritten`.
    """
    drafts: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            if (folder / name).is_dir():
                raise IsADirectoryError(f"{folder / name} is a folder")
            drafts[on_disk(folder, content, mode)] = folder / name
        for draft, file in drafts.items():
            draft.replace(file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotWritten(
            f"Nothing was written to {folder}: {reason}. Choose a folder that you may write to, "
            "on a disk with room."
        ) from error
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


@contextlib.contextmanager
def whole_file(file: Path, mode: int = PRIVATE) -> Iterator[IO[bytes]]:
    """A new file to write, which appears under its name when the block ends, or not at all.

    Raises `NotWritten`, also for a file that is there.
    """
    try:
        if file.exists():
            raise FileExistsError(0, "a file of that name is there")
        with _draft(file.parent, mode) as opened:
            yield opened
        Path(opened.name).replace(file)
        _sync(file.parent)
    except OSError as error:
        raise NotWritten(f"{file} was not written: {error.strerror or error}.") from error


def on_disk(folder: Path, content: bytes, mode: int = PRIVATE) -> Path:
    """The content in a temporary file of the folder, synced to the disk."""
    with _draft(folder, mode) as opened:
        opened.write(content)
    return Path(opened.name)


@contextlib.contextmanager
def _draft(folder: Path, mode: int) -> Iterator[IO[bytes]]:
    """A temporary file of the folder to write, synced to the disk at the end; gone if it fails."""
    with NamedTemporaryFile(prefix=".walletcard-", dir=folder, delete=False) as opened:
        try:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
            os.fchmod(opened.fileno(), mode)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(opened.name).unlink()
            raise


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
