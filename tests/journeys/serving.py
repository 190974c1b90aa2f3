"""A browser, and two servers for it: one in this process, and one as it is deployed.

The latter is `walletcard serve` behind TLS, with a host name and a log of its own.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from walletcard.sharing.store import FILE

ROOT = Path(__file__).parent.parent.parent
HOST = "card.example.org"
SECONDS_TO_START = 60
SERVE = ["-c", "from walletcard.cli import main; main()", "serve"]


CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class QuietHandler(WSGIRequestHandler):
    """A server that logs nothing."""

    def log_request(self, *_: object) -> None:
        """Log nothing."""


@contextlib.contextmanager
def served_here(app: WSGIApplication) -> Iterator[str]:
    """Serve an application in this process; yields its address."""
    server = make_server("127.0.0.1", 0, app, request_handler=QuietHandler)
    # Else closing it would wait up to half a second for the server to look up.
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def chromium(port: int) -> Iterator[Browser]:
    """A Chromium that takes the host of the codes to a port of this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**_started_with(port))
        yield browser
        browser.close()


@contextlib.contextmanager
def chromium_of_a_person(browser: Browser, port: int, profile: Path) -> Iterator[BrowserContext]:
    """Another such Chromium, which keeps its history in a folder of its own."""
    person = browser.browser_type.launch_persistent_context(
        profile, ignore_https_errors=True, **_started_with(port)
    )
    yield person
    person.close()


def _started_with(port: int) -> dict[str, Any]:
    flags = [*CHROMIUM_FLAGS, f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{port}"]
    return {"executable_path": os.environ.get("CHROMIUM") or None, "args": flags}


class Served:
    """A server that a test can stop and start between two steps."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.instance = folder / "instance"
        self.log = folder / "log"
        self.origin = f"https://{HOST}"
        self._port = port
        self._served = free_port()
        self._certificate = folder / "certificate.pem"
        self._process: subprocess.Popen[bytes] | None = None
        write_certificate(self._certificate)
        # The process that ends TLS keeps running while the server is stopped and started.
        self._tls = self._begun(
            "-m", "tests.journeys.tls", str(port), str(self._served), str(self._certificate)
        )

    @property
    def database(self) -> Path:
        """The database file with every card."""
        return self.instance / FILE

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not been stopped since."""
        return self._process is not None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = self._begun(
            *SERVE,
            PORT=str(self._served),
            READERS="1",
            RENDERERS="1",
            PUBLIC_URL=self.origin,
            WALLETCARD_INSTANCE=str(self.instance),
            OPERATOR_NAME="Mast Cell Society",
            OPERATOR_ADDRESS="1 High Street, London",
        )
        self._wait()

    def _begun(self, *command: str, **environ: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=os.environ | environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Kill it with its workers, as a crash would do."""
        if self._process:
            _kill(self._process)
            self._process = None

    def close(self) -> None:
        """Kill the process that ends TLS too."""
        self.stop()
        _kill(self._tls)

    def restart(self) -> None:
        """Stop it and start it again, so that nothing survives in its memory alone."""
        self.stop()
        self.start()

    def _wait(self) -> None:
        context = ssl._create_unverified_context()  # noqa: S323, SLF001 - a certificate of ours
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            # Wrapped before it connects: one whose peer is gone by then would stay open.
            with (
                contextlib.suppress(OSError),
                context.wrap_socket(socket.socket(), server_hostname=HOST) as secured,
            ):
                secured.settimeout(5)
                secured.connect(("127.0.0.1", self._port))
                secured.sendall(b"GET /c HTTP/1.0\r\n\r\n")
                if secured.recv(12).endswith(b"200"):
                    return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text("utf-8"))


def _kill(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def write_certificate(file: Path) -> None:
    """Write a self-signed certificate for our host, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(pem + certificate.public_bytes(Encoding.PEM))


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
