"""What a server carries: licences that may be passed on, hashes, and nothing unpinned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from script.licences import FONTS, Part, fonts, packages, with_fonts

ROOT = Path(__file__).parent.parent
LOCKS = sorted(ROOT.glob("requirements*.lock"))
PIN = re.compile(r"^[a-z0-9-]+==", re.MULTILINE)


def test_all_code_and_fonts_may_be_passed_on() -> None:
    """Each has a licence that is known and allows it."""
    parts = [*packages(), *fonts()]
    assert {part.name for part in parts} > {"weasyprint", "prometheus-client", "psycopg", "inter"}
    assert [part for part in parts if not part.is_allowed] == []


@pytest.mark.parametrize("licence", ["unknown", "GNU General Public License v3", "Proprietary", ""])
def test_a_licence_that_is_not_known_to_allow_it_is_named(licence: str) -> None:
    """Whoever adds such a package is told."""
    assert not Part("x", "1", licence).is_allowed


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_has_its_hashes(lock: Path) -> None:
    """A package that was swapped on the way is refused."""
    pins = re.split(r"\n(?=[a-z0-9-]+==)", lock.read_text("utf-8"))[1:]
    assert pins
    assert [pin.partition(" ")[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_each_kind_of_weakness_has_a_number_of_days() -> None:
    """Whoever reports one, and whoever keeps the locks, can see when it is late."""
    text = (
        (ROOT / "SECURITY.md").read_text("utf-8").partition("## How soon")[2].partition("\n## ")[0]
    )
    within = [int(days) for days in re.findall(r"^\|.*\| (\d+) days", text, re.MULTILINE)]
    assert within == [2, 7, 30, 90]


def test_the_driver_of_postgresql_is_locked_beside_the_same_releases() -> None:
    """Its lock is that of the server and the driver, and nothing more."""
    server, driver = (
        {line for line in (ROOT / name).read_text("utf-8").splitlines() if PIN.match(line)}
        for name in ("requirements.lock", "requirements-postgresql.lock")
    )
    assert server < driver
    assert {line.partition("==")[0] for line in driver - server} == {"psycopg", "psycopg-binary"}


def test_the_fonts_stand_in_the_list_of_parts() -> None:
    """Each file with its hash and its licence."""
    listed = with_fonts({"components": []})["components"]
    assert len(listed) == len(list(FONTS.rglob("*.ttf")))
    assert all("OFL-1.1" in str(one) and "SHA-256" in str(one) for one in listed)
