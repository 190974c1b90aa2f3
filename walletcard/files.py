"""Files that are replaced whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

PRIVATE = 0o600  # nobody else on the machine may read it


class NotWritten(Exception):
    """The files could not be written; nothing of them was. The message says what to do."""


def write_whole(folder: Path, files: Mapping[str, bytes], mode: int = PRIVATE) -> None:
    """Write files (name -> content) into a folder, which is made if it is not there.

    All are on the disk before the first takes its name. Raises `NotWritten`.
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
    """The content in a new file of the folder with a name of its own, safely on the disk."""
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
