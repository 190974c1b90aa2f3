import os
import re
import socket
import subprocess
import sys
import time
import venv
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest

from walletcard import create_app
from walletcard.settings import Settings

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 120


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    subprocess.run([*build, "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel and what requirements.lock names."""
    environment = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(environment, symlinks=True)
    bin_folder = environment / "bin"
    # Our pip installs both there at once, and refuses what the lock does not name.
    own = f"walletcard @ {wheel.as_uri()} --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}\n"
    everything = environment / "requirements.txt"
    everything.write_text((ROOT / "requirements.lock").read_text() + own)
    pip = [sys.executable, "-m", "pip", "--python", str(bin_folder / "python")]
    install = ["install", "--quiet", "--no-compile", "--require-hashes"]
    subprocess.run([*pip, *install, "--requirement", str(everything)], check=True)
    return bin_folder


@pytest.fixture
def address(programs: Path, tmp_path: Path) -> Iterator[str]:
    """Where the installed wheel is served, started in an empty folder."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {"HOME": str(tmp_path), "PORT": str(port)}
    command = [f"{programs}/walletcard", "serve", "--without-codes"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment) as server:
        try:
            wait_for_port(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def wait_for_port(port: int) -> None:
    """Return once a server accepts connections; raise ConnectionRefusedError when none does."""
    last = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > last:
                raise
            time.sleep(0.1)
        else:
            return


def fetch(url: str) -> str:
    """Return the body of an answer; raise urllib.error.HTTPError unless its status is 200."""
    with urlopen(url, timeout=SECONDS_TO_START) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode(errors="replace"))


def files_in(folder: str) -> set[str]:
    """Return the files of a folder of the checkout as paths from its root."""
    paths = (ROOT / folder).rglob("*")
    return {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if path.is_file() and path.parent.name != "__pycache__"
    }


def test_the_wheel_holds_the_package_with_its_templates_and_static_files(wheel: Path) -> None:
    """The wheel holds the package, templates/ and static/ whole, and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    inside = {f"walletcard/{name}" for name in files_in("templates") | files_in("static")}
    assert inside
    assert held == files_in("walletcard") | inside


@pytest.mark.slow
def test_an_installed_wheel_serves_the_same_pages(address: str, tmp_path: Path) -> None:
    """The wheel, installed elsewhere, serves the checkout's start page and all that it links to."""
    settings = Settings.from_environ({"WALLETCARD_INSTANCE": str(tmp_path / "checkout")})
    page = fetch(address)

    assert page == create_app(settings).test_client().get("/").text
    links = set(re.findall(r'(?:href|src)="(/[^"]*)"', page))
    assert any(link.startswith("/static/") for link in links)
    for link in links:
        fetch(urljoin(address, link))


def test_the_locks_hold_the_same_releases() -> None:
    """The development lock holds every release of the lock of the server: it tests what runs."""
    pin = re.compile(r"^\S+==\S+", re.MULTILINE)
    served = set(pin.findall((ROOT / "requirements.lock").read_text()))
    tested = set(pin.findall((ROOT / "requirements-dev.lock").read_text()))

    assert served
    assert served <= tested


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_address(lock: str) -> None:
    """A lock names no package index and no folder: the installer's own settings decide."""
    text = (ROOT / lock).read_text()

    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
