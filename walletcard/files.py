"""Writes files so that each is replaced whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

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


def on_disk(folder: Path, content: bytes, mode: int = PRIVATE) -> Path:
    """The content in a temporary file of the folder, synced to the disk."""
    handle, name = tempfile.mkstemp(prefix=".walletcard-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).chmod(mode)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)
