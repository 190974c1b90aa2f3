"""The files in which processes count have no holes: on a full disk a reader still reads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sharing.disks import small_disk
from walletcard.server import counts

COUNTS = """
import sys
from pathlib import Path
from tests.sharing.disks import Disk
from walletcard.server import counts
folder = Path(sys.argv[1])
counts.begin(folder / "counts")
counts.take_room()
from walletcard.server import metrics
Disk(folder).fill()
for number in range(2000):
    metrics.REQUESTS.labels(f"/a/route/of/usual/length/{number}", "GET", "200").inc()
    metrics.SECONDS_OF_REQUESTS.labels("reading").observe(0.1)
"""


def test_a_process_counts_on_when_the_disk_becomes_full(tmp_path: Path) -> None:
    """Also what it had not counted before. The kernel ended it, and each that took its place."""
    with small_disk(tmp_path, "3m"):
        counting = subprocess.run(
            [sys.executable, "-c", COUNTS, str(tmp_path)], capture_output=True, check=False
        )
    assert counting.returncode == 0, counting.stderr.decode()


def test_on_a_full_disk_nothing_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is left in which prometheus-client would find less room than it needs."""
    monkeypatch.setenv(counts.VARIABLE, "")
    with small_disk(tmp_path) as disk:
        counts.begin(tmp_path / "counts")
        disk.fill()
        with pytest.raises(OSError, match="No space left"):
            counts.take_room()
        assert list((tmp_path / "counts").iterdir()) == []
        assert os.environ[counts.VARIABLE] == str(tmp_path / "counts")
