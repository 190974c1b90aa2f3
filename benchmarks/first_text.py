"""How long a reader waits on a slow link for the first text and for the details.

    .venv/bin/python benchmarks/first_text.py [--rounds 31] [--links 3g fast edge]
        [--fronts caddy alone] [--caddy PATH] [--record 03-crowded]

Needs root on Linux. Chromium opens a printed code with an empty cache, at one end of the link of
benchmarks/slow_link.py: once through Caddy with deploy/Caddyfile (TLS 1.3, HTTP/2), and once from
our server alone over plain HTTP. The same front serves three pages to compare with: one of a single
byte, which nothing can beat; one that waits for 60 KB of a framework's styles; and an app of 110 KB
that asks for its data afterwards.
Goal, by median: first text within 1.25 times that of the single byte, the details within 1.8 times.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import http.client
import json
import multiprocessing
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from loads import ROOT
from playwright.sync_api import Browser, Page, sync_playwright
from reading_under_load import OK, SECONDS_TO_START, Release, card_in, running
from slow_link import READER, SERVER, SERVER_ADDRESS, Link, enter, forward, namespaces
from waitress.server import create_server

LINKS = {
    "3g": Link(400, 400, 400),
    "fast": Link(1600, 768, 150),
    "edge": Link(240, 200, 840, 0.05),
}
OURS, OTHERS, OTHERS_BY_TLS = 8000, 8001, 8443
# Caddy signs its own certificate. Unless told before, Chromium first loses a connection over it.
FLAGS = [
    *("--no-sandbox", "--disable-quic", "--disable-background-networking"),
    "--ignore-certificate-errors",
]
LONGEST_SECONDS = 120
# Added to our Caddyfile: the same front for the pages to compare with.
MORE = f"\nhttps://{SERVER_ADDRESS}:{OTHERS_BY_TLS} {{\n\treverse_proxy 127.0.0.1:{OTHERS}\n}}\n"
WATCH = """
new PerformanceObserver(seen => seen.getEntries().forEach(one => {
  if (one.name === "first-contentful-paint") self.firstText = one.startTime;
})).observe({ type: "paint", buffered: true });
new MutationObserver((_, watch) => {
  if (!document.querySelector(".glance")) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { self.details = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""
TOOK = "[self.firstText || 0, self.details || 0]"


def filler(kilobytes: int) -> str:
    """Random text, which compression cannot make smaller."""
    return base64.b64encode(os.urandom(kilobytes * 768)).decode()


TEXT = "<p class=glance>Epinephrine (adrenaline) now: outer thigh.</p>"
PAGES = {
    "/one": ("text/html", "1"),
    "/framework": ("text/html", f"<link rel=stylesheet href=/framework.css>{TEXT}"),
    "/framework.css": ("text/css", f"/*{filler(60)}*/"),
    "/app": ("text/html", "<main id=app></main><script src=/app.js></script>"),
    "/app.js": (
        "text/javascript",
        f"/*{filler(110)}*/fetch('/data').then(a=>a.json()).then(t=>{{app.innerHTML=t}})",
    ),
    "/data": ("application/json", json.dumps(TEXT)),
}


@dataclass
class Took:
    """Milliseconds until the first text, and until the details."""

    first: list[float] = field(default_factory=list)
    details: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Front:
    """What answers: the address of our page, and that of the pages to compare with."""

    ours: str
    others: str


FRONTS = {
    "caddy": Front(f"https://{SERVER_ADDRESS}", f"https://{SERVER_ADDRESS}:{OTHERS_BY_TLS}"),
    "alone": Front(f"http://{SERVER_ADDRESS}:{OURS}", f"http://{SERVER_ADDRESS}:{OTHERS}"),
}


def others() -> None:
    """Serve the pages to compare with, at the server's end of the link."""

    def app(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
        kind, text = PAGES.get(environ["PATH_INFO"], ("text/plain", ""))
        body = text.encode()
        start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    enter(SERVER)
    create_server(app, host="0.0.0.0", port=OTHERS, threads=4, asyncore_use_poll=True).run()  # noqa: S104 - a namespace of our own


@contextlib.contextmanager
def started(*command: str, environ: dict[str, str]) -> Iterator[None]:
    """Run a program at the server's end of the link during the block."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            ["ip", "netns", "exec", SERVER, *command],  # noqa: S607 - where it lies differs
            cwd=ROOT,
            env=environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def served(folder: Path, caddy: str | None, record: str) -> Iterator[str]:
    """Our server with a card, Caddy, and the pages to compare with; yields the card's digits."""
    release = Release(ROOT, f"{Path(sys.executable).parent}/walletcard serve")
    settings = folder / "Caddyfile"
    settings.write_text((ROOT / "deploy" / "Caddyfile").read_text("utf-8") + MORE, "utf-8")
    environ = release.environ(folder) | {"HOST": "0.0.0.0", "PORT": str(OURS)}  # noqa: S104 - the same
    home = {"SITE": SERVER_ADDRESS, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    home["CADDY_GLOBAL_OPTIONS"] = "skip_install_trust"
    digits = card_in(folder, release, record)
    with contextlib.ExitStack() as stack:
        stack.enter_context(running(others))
        stack.enter_context(started(*release.command.split(), environ=environ))
        if caddy:
            run = (caddy, "run", "--config", str(settings))
            stack.enter_context(started(*run, environ=environ | home))
        wait_for(OURS)
        yield digits


def wait_for(port: int) -> None:
    """Wait until our server answers across the link. Raises `SystemExit` if it never does."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        line = http.client.HTTPConnection(SERVER_ADDRESS, port, timeout=10)
        with contextlib.suppress(OSError), contextlib.closing(line):
            line.request("GET", "/c")
            if line.getresponse().status == OK:
                return
        time.sleep(0.5)
    raise SystemExit("The server did not start.")


def opened(browser: Browser, address: str, *, has_details: bool) -> tuple[float, float]:
    """How long one page took in a browser that has nothing stored."""
    context = browser.new_context(viewport={"width": 375, "height": 667})
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        with contextlib.suppress(Exception):
            page.goto(address, wait_until="commit", timeout=LONGEST_SECONDS * 1000)
        return _seen(page, has_details=has_details)
    finally:
        context.close()


def _seen(page: Page, *, has_details: bool) -> tuple[float, float]:
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        first, details = page.evaluate(TOOK)
        if first and (details or not has_details):
            return first, details
        time.sleep(0.05)
    return float("inf"), float("inf")


def measured(browser: Browser, front: Front, digits: str, rounds: int) -> dict[str, Took]:
    """Open each page once per round; a first round is not counted."""
    pages = {
        "one byte": (f"{front.others}/one", False),
        "our page": (f"{front.ours}/c#{digits}", True),
        "framework 60 KB": (f"{front.others}/framework", False),
        "app 110 KB": (f"{front.others}/app", True),
    }
    took = {name: Took() for name in pages}
    for number in range(rounds + 1):
        for name, (address, has_details) in pages.items():
            first, details = opened(browser, address, has_details=has_details)
            if number:
                took[name].first.append(first)
                took[name].details.append(details)
    return took


def told(link: str, front: str, took: dict[str, Took]) -> Iterator[str]:
    """A line per page: quartiles in milliseconds, and the ratio to the single byte's median."""
    floor = statistics.median(took["one byte"].first)
    for name, one in took.items():
        line = f"{link:5} {front:6} {name:16} {quartiles(one.first)} {ratio(one.first, floor)}"
        if any(one.details):
            line += f"   {quartiles(one.details)} {ratio(one.details, floor)}"
        yield line


def quartiles(times: list[float]) -> str:
    """The quartiles, as text."""
    parts = statistics.quantiles(times, n=4, method="inclusive") if len(times) > 1 else times * 3
    return " ".join(f"{part:6.0f}" for part in parts)


def ratio(times: list[float], floor: float) -> str:
    """The median as a multiple of the floor."""
    return f"{statistics.median(times) / floor:5.2f}"


def over(name: str, chosen: argparse.Namespace) -> None:
    """Measure over one link, in its own process, because it can never leave the reader's end."""
    with namespaces(), tempfile.TemporaryDirectory() as folder:
        is_ready = multiprocessing.Event()
        with running(forward, LINKS[name], is_ready.set):
            is_ready.wait(10)
            enter(READER)
            with (
                served(Path(folder), chosen.caddy, chosen.record) as digits,
                sync_playwright() as playwright,
            ):
                browser = playwright.chromium.launch(
                    executable_path=os.environ.get("CHROMIUM") or None,
                    args=FLAGS,
                )
                for front in chosen.fronts:
                    took = measured(browser, FRONTS[front], digits, chosen.rounds)
                    for line in told(name, front, took):
                        print(line, flush=True)
                browser.close()


def main() -> None:
    """Measure over each chosen link."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=31)
    options.add_argument("--links", nargs="*", choices=LINKS, default=list(LINKS))
    options.add_argument("--fronts", nargs="*", choices=FRONTS, default=list(FRONTS))
    options.add_argument("--caddy", default=shutil.which("caddy"))
    options.add_argument("--record", default="03-crowded", help="a file of tests/patients")
    chosen = options.parse_args()
    if not chosen.caddy and "caddy" in chosen.fronts:
        chosen.fronts.remove("caddy")
        print("There is no caddy: our server alone is measured.")
    print("link  front  page             first text: quartiles   x     details: quartiles     x")
    for name in chosen.links:
        process = multiprocessing.get_context("fork").Process(target=over, args=(name, chosen))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
