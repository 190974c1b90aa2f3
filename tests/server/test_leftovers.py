"""Folders of killed servers are removed at the next start; folders of others stay."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from walletcard.server import leftovers
from walletcard.server.leftovers import MAKER, STARTING_SECONDS, fresh_folder, sweep
from walletcard.server.passing import listen


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary folders, with a path short enough for a Unix socket."""
    monkeypatch.setattr(leftovers, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(leftovers, "mkdtemp", lambda prefix: _made(tmp_path, prefix))
    return tmp_path


def _made(room: Path, prefix: str) -> str:
    folder = room / f"{prefix}{len(list(room.iterdir()))}"
    folder.mkdir()
    return str(folder)


def grown_old(folder: Path) -> Path:
    """Make a folder older than any server that may still be starting."""
    past = time.time() - STARTING_SECONDS - 1
    os.utime(folder, (past, past))
    return folder


def left() -> Path:
    """A folder that a killed server left: nobody listens on its socket."""
    folder = fresh_folder()
    listen(folder / MAKER).close()
    return grown_old(folder)


def test_what_a_killed_server_left_is_removed() -> None:
    """All such folders, however many."""
    folders = [left() for _ in range(3)]
    sweep()
    assert not any(folder.exists() for folder in folders)


def test_a_server_that_runs_or_starts_keeps_its_folder() -> None:
    """A running one listens on its socket, even if its queue is full; a starting one is new."""
    running, starting = fresh_folder(), left()
    os.utime(starting)
    with listen(running / MAKER) as listener:
        grown_old(running)
        listener.listen(0)
        asking = [socket.socket(socket.AF_UNIX) for _ in range(3)]
        for line in asking:
            line.setblocking(False)
            line.connect_ex(str(running / MAKER))
        sweep()
        assert (running / MAKER).exists()
        assert starting.exists()
        for line in asking:
            line.close()


def test_what_is_not_such_a_folder_stays(room: Path) -> None:
    """A folder with another file in it, one without a socket, a file, a link, another name."""
    more, empty, elsewhere = left(), fresh_folder(), left()
    (more / "answers.json").write_text("{}")
    other = elsewhere.rename(room / "somebody-else")
    file = room / f"{leftovers.PREFIX}notes"
    file.write_text("")
    link = room / f"{leftovers.PREFIX}link"
    link.symlink_to(other)
    for one in (more, empty, other):
        grown_old(one)
    sweep()
    assert all(one.exists() for one in (more, empty, other, file, link))
