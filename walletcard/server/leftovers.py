"""Folders that servers leave which are killed: the next one takes them away."""

from __future__ import annotations

import shutil
import socket
import stat
import time
from pathlib import Path
from tempfile import gettempdir, mkdtemp

PREFIX = "walletcard-"
MAKER = "maker"
COUNTS = "counts"  # a folder
OURS = {MAKER, COUNTS}
STARTING_SECONDS = 60  # in which a server may have its socket and not listen yet


def fresh_folder() -> Path:
    """A new folder for the socket of a maker."""
    return Path(mkdtemp(prefix=PREFIX))


def sweep() -> None:
    """Remove the folders of servers that are gone."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        if is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)


def is_left(folder: Path) -> bool:
    """Whether a folder holds a maker's socket, perhaps counts, and nobody listens there.

    Another user's is none of our business: their socket cannot be asked.
    """
    try:
        is_folder = stat.S_ISDIR(folder.lstat().st_mode)
        is_old = time.time() - folder.lstat().st_mtime > STARTING_SECONDS
        if not is_folder or not is_old or not {one.name for one in folder.iterdir()} <= OURS:
            return False
        with socket.socket(socket.AF_UNIX) as line:
            line.setblocking(False)
            line.connect(str(folder / MAKER))
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return False
