"""The shipped proxy before a reader: TLS, what it hides, and what it logs."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.server.fronts import HOST, a_maker, a_reader
from tests.server.marked import MARK, Sender, files_below, told_in
from tests.server.served import free_port
from walletcard.web.site.headers import Kind, headers

pytestmark = [pytest.mark.caddy, pytest.mark.slow]
CADDY = os.environ.get("CADDY") or shutil.which("caddy") or "caddy"
CADDYFILE = Path(__file__).parent.parent.parent / "deploy" / "Caddyfile"
RULES = ["/c", "/<slug>", "/make/<slug>", "/owner"]


@dataclass(frozen=True)
class Proxied:
    """A running proxy: its ports with and without TLS, and all its output."""

    tls: int
    plain: int
    folder: Path

    def ask(self, path: str, method: str = "GET") -> http.client.HTTPResponse:
        """Send a request without TLS, and return the answer, read to its end."""
        line = http.client.HTTPConnection(HOST, self.plain, timeout=20)
        with contextlib.closing(line):
            line.request(method, path)
            answer = line.getresponse()
            answer.read()
            return answer


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """The proxy after marked requests, some of them while no server was behind it."""
    folder = tmp_path_factory.mktemp("proxied")
    behind = tmp_path_factory.mktemp("b")
    with a_maker(behind), a_reader(behind) as port, proxy(folder, port) as running:
        Sender(running.plain).send_all(RULES)
        yield running


@contextlib.contextmanager
def proxy(folder: Path, upstream: int) -> Iterator[Proxied]:
    """Run a proxy before a port of this machine."""
    tls, plain, redirects = free_port(), free_port(), free_port()
    settings = {
        "SITE": f"localhost, http://{HOST}:{plain}",
        "UPSTREAM": f"{HOST}:{upstream}",
        "BUFFERING": "buffer_requests" if is_old() else "request_buffers 1MiB",
        "CADDY_GLOBAL_OPTIONS": (
            f"admin off\nlocal_certs\nskip_install_trust\nhttps_port {tls}\nhttp_port {redirects}"
        ),
        "RETRY": "500ms",
        "LOG_LEVEL": "DEBUG",  # so that there is output to search
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    command = [CADDY, "run", "--adapter", "caddyfile", "--config", str(CADDYFILE)]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log)
    try:
        wait_for(plain, folder / "log")
        yield Proxied(tls, plain, folder)
    finally:
        running.terminate()
        running.wait(20)


def is_old() -> bool:
    """Whether this is Caddy before 2.7, which has another name for its buffers."""
    told = subprocess.run([CADDY, "version"], capture_output=True, check=True, text=True).stdout
    first, second, *_ = told.lstrip("v").split(".")
    return (int(first), int(second)) < (2, 7)


def wait_for(port: int, log: Path) -> None:
    """Wait until something listens on the port."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port)):
            return
        time.sleep(0.1)
    pytest.fail(log.read_text("utf-8"))


def test_what_is_sent_is_in_nothing_that_the_proxy_writes(proxied: Proxied, tmp_path: Path) -> None:
    """No path, header or address, even while no server is behind it."""
    assert told_in({"log": (proxied.folder / "log").read_bytes()}) == []
    with proxy(tmp_path, free_port()) as alone:
        client = "127.0.0.9"
        line = http.client.HTTPConnection(HOST, alone.plain, 20, (client, 0))
        with contextlib.closing(line):
            line.request("GET", f"/{MARK}?{MARK}", headers={MARK: MARK, "Cookie": MARK})
            assert line.getresponse().status == 502
    written = files_below(tmp_path)
    assert b"connection refused" in written["log"]
    assert told_in(written) == []
    assert client.encode() not in written["log"]


def test_the_proxy_speaks_tls_and_offers_http_2_and_3(proxied: Proxied) -> None:
    """TLS 1.2 at least; plain requests are redirected to it."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection((HOST, proxied.tls)) as line,
        context.wrap_socket(line, server_hostname="localhost") as secure,
    ):
        assert secure.selected_alpn_protocol() == "h2"
    context.set_alpn_protocols(["http/1.1"])
    asks = http.client.HTTPSConnection("localhost", proxied.tls, context=context, timeout=20)
    with contextlib.closing(asks):
        asks.request("GET", "/c")
        answer = asks.getresponse()
        assert answer.read() == b"/c  0"
        assert "h3=" in (answer.getheader("Alt-Svc") or "")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_who_comes_from_outside_does_not_watch(proxied: Proxied, path: str) -> None:
    """The proxy's own answers have the same headers as ours."""
    answer = proxied.ask(path)
    assert answer.status == 404
    expected = headers(Kind.BARE, is_secure=True) | {"Cache-Control": "no-store"}
    for name in ("Permissions-Policy", "Referrer-Policy"):
        expected.pop(name)
    assert {name: answer.getheader(name) for name in expected} == expected
    assert answer.getheader("Server") is None


def test_what_passes_the_proxy_comes_through_as_it_was_sent(proxied: Proxied) -> None:
    """The status is unchanged, and no header names the software."""
    assert proxied.ask("/c").status == 200
    assert proxied.ask("/c").getheader("Via") is None
    assert proxied.ask("/make", "POST").status == 200
