"""The files of deploy/: no unneeded rights, no secret in a file, and every named file exists."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from walletcard.server.answers import LIVES
from walletcard.server.processes import SECONDS_TO_FINISH

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
SYSTEMD = shutil.which("systemd-analyze") or ""
SANDBOX = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "UMask": "0077",
    "LimitCORE": "0",
    "User": "walletcard",
}


def text_of(name: str) -> str:
    """A file of deploy/ without its comments."""
    return re.sub(r"^\s*#.*\n", "", (DEPLOY / name).read_text("utf-8"), flags=re.MULTILINE)


def unit(file: Path) -> configparser.ConfigParser:
    """A systemd unit; where a setting is repeated, the last one counts."""
    read = configparser.ConfigParser(strict=False, interpolation=None, delimiters="=")
    read.optionxform = str  # type: ignore[assignment,method-assign] # as configparser has it done
    read.read(file, "utf-8")
    return read


@pytest.mark.parametrize("name", ["walletcard.service", "walletcard-backup.service"])
def test_a_service_has_no_rights_that_it_does_not_need(name: str) -> None:
    """Somebody who breaks into the service can reach little else."""
    service = dict(unit(DEPLOY / name)["Service"])
    assert SANDBOX.items() <= service.items()


def test_the_server_has_time_to_finish_before_it_is_killed() -> None:
    """Both systemd and a container engine wait until running requests are answered."""
    stops = int(unit(DEPLOY / "walletcard.service")["Service"]["TimeoutStopSec"])
    grace = re.search(r"stop_grace_period: (\d+)s", text_of("compose.yaml"))
    assert grace
    assert min(stops, int(grace[1])) > SECONDS_TO_FINISH


@pytest.mark.skipif(not SYSTEMD, reason="there is no systemd here")
@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_systemd_understands_each_unit(file: Path, tmp_path: Path) -> None:
    """All but the programs, which are not installed here."""
    text = file.read_text("utf-8")
    there = re.sub(r"^(Exec\w+)=/opt\S+", r"\1=/bin/true", text, flags=re.MULTILINE)
    (tmp_path / file.name).write_text(there)
    (tmp_path / "walletcard-backup.service").touch()
    if file.suffix == ".timer":
        (tmp_path / "walletcard-backup.service").write_text("[Service]\nExecStart=/bin/true\n")
    run = subprocess.run(
        [SYSTEMD, "verify", "--man=no", str(tmp_path / file.name)],
        capture_output=True,
        check=False,
        text=True,
    )
    ours = [line for line in run.stderr.splitlines() if file.name in line]
    assert ours == []


def test_the_image_runs_without_root_and_knows_when_it_is_well() -> None:
    """It holds what the wheel holds, and nothing else of the checkout."""
    lines = text_of("Dockerfile").replace("\\\n", " ").splitlines()
    last = lines[[line.startswith("FROM ") for line in lines].index(True) :]
    assert "USER 10001:10001" in last
    assert any(LIVES in line for line in lines if line.startswith("HEALTHCHECK"))
    copied = {one for line in lines if line.startswith("COPY") for one in line.split()[1:-1]}
    built = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    packed = set(built["targets"]["wheel"]["only-include"])
    assert packed < copied
    assert all((ROOT / one).exists() for one in copied if not one.startswith(("--", "/")))


def test_containers_are_read_only_and_no_secret_has_a_default() -> None:
    """A default password would be known to everybody."""
    compose = text_of("compose.yaml")
    ours = compose.partition("\nservices:")[0]
    proxy = compose.partition("  proxy:\n    image")[2]
    for part in (ours, proxy):
        assert "read_only: true" in part
        assert "cap_drop: [ALL]" in part
        assert "no-new-privileges:true" in part
    assert compose.count("POSTGRES_PASSWORD:?") == compose.count("${POSTGRES_PASSWORD") == 2
    assert "internal: true" in compose
    published = re.findall(r'- "(\d+:\d+(?:/udp)?)"', compose)
    assert published == ["80:80", "443:443", "443:443/udp"]


def test_all_places_name_the_same_settings() -> None:
    """One that is missing could not be set there, and a misspelled one does nothing."""
    read = set(re.findall(r'"([A-Z_]{4,})"', (ROOT / "walletcard/settings.py").read_text("utf-8")))
    readme = (ROOT / "README.md").read_text("utf-8").partition("#### Settings")[2]
    table = "".join(line.split("|")[1] for line in readme.splitlines() if line.startswith("|"))
    told = set(re.findall(r"`([A-Z_]{4,})`", table))
    example = (DEPLOY / "settings.example").read_text("utf-8")
    compose = text_of("compose.yaml").partition("environment: &settings")[2].partition("tmpfs")[0]
    passed = {
        *re.findall(r"^    ([A-Z_]+):", compose, re.MULTILINE),
        *re.findall(r"^(?:ENV|   ) ([A-Z_]+)=", text_of("Dockerfile"), re.MULTILINE),
    } - {"PATH", "PYTHONDONTWRITEBYTECODE"}
    operating = (ROOT / "docs/operating.md").read_text("utf-8")
    assert told == read
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == read
    assert passed == read
    assert {one for one in read if not re.search(rf"\b{one}\b", operating)} == set()


def test_postgresql_is_named_in_one_way() -> None:
    """The example and the page for operators name a database on this machine alike."""
    example = re.findall(r"DATABASE_URL=(\S+)", (DEPLOY / "settings.example").read_text("utf-8"))
    told = re.findall(
        r"DATABASE_URL=(postgres[^\s']+)", (ROOT / "docs/operating.md").read_text("utf-8")
    )
    assert example == told


def test_the_list_of_withdrawn_cards_is_apart_from_the_database_and_its_backups() -> None:
    """With one of them lost or old, the list must still be there."""
    compose = text_of("compose.yaml")
    held = dict(re.findall(r"^    - (\w+):(/\w+)$", compose, re.MULTILINE))
    listed = re.search(r"WITHDRAWN_LIST: (/\w+)/", compose)
    assert listed
    assert [name for name, folder in held.items() if folder == listed[1]] == ["withdrawn"]
    folders = {"/var/lib/walletcard", "/var/lib/walletcard-backups"}
    for name in ("walletcard.service", "walletcard-backup.service"):
        given = re.search(r"WITHDRAWN_LIST=(\S+)/", text_of(name))
        assert given
        assert given[1] not in folders
