"""How many cards a server opens and makes per second, and how long the slowest take.

    .venv/bin/python benchmarks/as_shipped.py [--seconds 15] [--openers 8] [--makers 4]

Starts `walletcard serve` on this machine with the shipped settings, first with SQLite, then with a
PostgreSQL of its own. Opens cards (POST /c), makes cards (a record file, then "save it online",
which prints both papers), and does both at once. The clients use the same cores as the server.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.pool import Pool
from pathlib import Path
from urllib.parse import urlencode

from loads import FORM, HOST, ROOT, TYPICAL

from tests.server.leaks import Visitor
from tests.server.served import Served, served
from walletcard.sharing.secret import CardSecret
from walletcard.sharing.store import Store

OK, SEE_OTHER = 200, 303
ORIGIN = "https://cards.example.org"
Took = tuple[list[float], int]  # seconds of each success, and the number of failures


def typical(number: str) -> str:
    """A record that was not printed before, so that no print comes from the shelf."""
    return json.dumps(json.loads(TYPICAL) | {"name": f"Maria Keller {number}"})


def open_cards(port: int, digits: str, seconds: float) -> Took:
    """Open a card again and again on one connection."""
    took, failed, until = [], 0, time.monotonic() + seconds
    line = http.client.HTTPConnection(HOST, port, timeout=60)
    while (began := time.monotonic()) < until:
        line.request("POST", "/c", urlencode({"digits": digits}).encode(), FORM)
        answer = line.getresponse()
        if b"Maria Keller" in answer.read() and answer.status == OK:
            took.append(time.monotonic() - began)
        else:
            failed += 1
    line.close()
    return took, failed


def make_cards(port: int, who: str, seconds: float) -> Took:
    """Make one card after another; time only the request that prints and keeps it."""
    took, failed, until, number = [], 0, time.monotonic() + seconds, 0
    while time.monotonic() < until:
        visitor = Visitor(port)
        visitor.send_file("/make/file", typical(f"{who} {(number := number + 1)}"))
        visitor.look("/make/1/delete")
        began = time.monotonic()
        visitor.send("/make/1/keep", keep="keep")
        if visitor.status == SEE_OTHER:
            took.append(time.monotonic() - began)
        else:
            failed += 1
    return took, failed


def told(what: str, results: list[Took], seconds: float) -> str:
    """A row: how many per second, the median, the 99th percentile, and the failures."""
    took = sorted(one for times, _ in results for one in times)
    failed = sum(count for _, count in results)
    if not took:
        return f"{what} | none in time | - | - | {failed}"
    half, most = took[len(took) // 2], took[int(len(took) * 0.99)]
    return f"{what} | {len(took) / seconds:.1f} | {half * 1000:.0f} | {most * 1000:.0f} | {failed}"


def measured(server: Served, digits: str, chosen: argparse.Namespace, pool: Pool) -> Iterator[str]:
    """The rows: opening alone, making alone, then each while both run."""

    def begin(work: Callable[..., Took], given: list[str]) -> Callable[[], list[Took]]:
        calls = [(server.port, one, chosen.seconds) for one in given]
        return pool.starmap_async(work, calls, chunksize=1).get

    opening, making = [digits] * chosen.openers, [f"M{one}" for one in range(chosen.makers)]
    yield told("opened", begin(open_cards, opening)(), chosen.seconds)
    yield told("made", begin(make_cards, making)(), chosen.seconds)
    both = begin(open_cards, opening), begin(make_cards, [f"{one}b" for one in making])
    opened, made = both[0](), both[1]()
    yield told("opened while others are made", opened, chosen.seconds)
    yield told("made while others are opened", made, chosen.seconds)


def a_card(port: int) -> str:
    """Make a card as a person would, and return the digits of its code."""
    visitor = Visitor(port)
    visitor.send_file("/make/file", typical("1"))
    visitor.look("/make/1/delete")
    visitor.send("/make/1/keep", keep="keep")
    visitor.look("/make/1/owner-link")
    visitor.send("/make/1/owner-link")
    (code,) = visitor.look("/make/1/card").typed["code"]
    return CardSecret.read(code).digits


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The URL of each kind of database; PostgreSQL only where it can be started."""
    with tempfile.TemporaryDirectory(prefix="walletcard-load-") as folder:
        script = ROOT / "script" / "postgresql"
        begun = subprocess.run([script, folder], capture_output=True, check=False, text=True)
        Path(folder).chmod(0o755)
        url = begun.stdout.strip()
        try:
            yield {"SQLite": ""} | ({"PostgreSQL": url} if url else {})
        finally:
            if url:
                subprocess.run([script, "--stop", folder], check=True)
                Path(folder).mkdir()


def main() -> None:
    """Measure with each database, and print the rows."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=15)
    options.add_argument("--openers", type=int, default=8)
    options.add_argument("--makers", type=int, default=4)
    chosen = options.parse_args()
    print("database | what | a second | median, ms | p99, ms | failed")
    processes = chosen.openers + chosen.makers
    with databases() as urls, multiprocessing.get_context("spawn").Pool(processes) as pool:
        for name, url in urls.items():
            with tempfile.TemporaryDirectory() as folder:
                if url:
                    Store(url, Path(folder)).migrate()
                given = {"PUBLIC_URL": ORIGIN, "DATABASE_URL": url}
                with served(Path(folder), **given) as server:
                    digits = a_card(server.port)
                    for row in measured(server, digits, chosen, pool):
                        print(f"{name} | {row}", flush=True)


if __name__ == "__main__":
    main()
