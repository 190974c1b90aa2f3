"""Makes a thousand cards with a server, and searches everything it leaves for the answers.

Run as `script/leaks [CARDS] [--print-every 10]`: with SQLite, and with the PostgreSQL of
TEST_DATABASE_URL if it is set. Each card has its own visitors, and details that can be recognised.
One card in so many is also printed, opened, and then changed, replaced, withdrawn or erased. While
the server still runs, the search covers its database with the log, a backup, all output of its
processes, and what PostgreSQL wrote. It looks for details and digits as they are, as UTF-16, JSON,
hexadecimal, base64 and parts of an address, and in inflated data.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import make_url

from tests.issuing.leaks import found_in, needles
from tests.server.fronts import HOST
from tests.server.served import Served, served
from tests.server.without_printing import NOT_PRINTED
from tests.sharing.databases import POSTGRESQL, Database, own_database
from tests.web.pages import Page
from walletcard.sharing.secret import CardSecret, OwnerSecret
from walletcard.sharing.store import FILE

WITHOUT_PRINTING = [sys.executable, "-m", "tests.server.without_printing"]
MARKS = ["Zyqvarkel", "Ülöwþmark", "+44 7700 900"]
SOUGHT_SECRETS = 30  # of this many owners, since each secret is searched in many forms
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "b" * 20
_TOKEN = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="token"\r\n\r\nTOKEN\r\n'
_FILE = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n'
    f"Content-Type: application/json\r\n\r\nCONTENT\r\n--{BOUNDARY}--\r\n"
)


def record(number: int, more: str = "") -> str:
    """The record of an invented person, with a mark in every text."""
    zyq, ulow, phone = MARKS
    return json.dumps(
        {
            "version": 1,
            "answered_on": "2026-11-20",
            "name": f"{zyq} {ulow} {number} {more}".strip(),
            "born": "1970",
            "region": "GB",
            "medications": [{"name": f"{zyq} tablets", "dose": f"{ulow} {number}"}],
            "triggers": [{"name": f"{zyq} stings", "reaction": "mild", "note": f"{ulow} {number}"}],
            "contacts": [{"name": f"{ulow} {number}", "phone": f"{phone}{number:03}"}],
            "instructions": {"text": f"{zyq} says {ulow}", "by": f"Dr {zyq}"},
        },
        ensure_ascii=number % 2 == 0,
    )


@dataclass
class Visitor:
    """A browser with one cookie."""

    port: int
    cookie: str = ""
    token: str = ""
    status: int = 0

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = FORM) -> str:
        """Send a request and return the page."""
        line = http.client.HTTPConnection(HOST, self.port, timeout=120)
        try:
            line.request(method, path, body, {"Content-Type": kind, "Cookie": self.cookie})
            answer = line.getresponse()
            self.status = answer.status
            if given := answer.headers.get("Set-Cookie"):
                self.cookie = given.partition(";")[0]
            return answer.read().decode()
        finally:
            line.close()

    def send(self, path: str, **boxes: str) -> str:
        """Send a form with the token of the page before."""
        return self.ask("POST", path, urlencode(boxes | {"token": self.token}).encode())

    def send_file(self, path: str, content: str) -> str:
        """Send a record file."""
        token = _TOKEN.replace("TOKEN", self.token) if self.token else ""
        body = (token + _FILE.replace("CONTENT", content)).encode()
        return self.ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}")

    def look(self, path: str) -> Page:
        """Open a page, and keep its token for the next form."""
        page = Page(self.ask("GET", path))
        self.token = page.typed.get("token", [""])[0]
        return page


@dataclass
class Work:
    """The cards that were made, and what was done with each."""

    server: Served
    owners: list[OwnerSecret] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)

    def make(self, number: int, *, printed: bool) -> None:
        """Make a card; a card that is printed is also used."""
        visitor = Visitor(self.server.port)
        visitor.send_file("/make/file", record(number, "" if printed else NOT_PRINTED))
        visitor.look("/make/1/delete")
        visitor.send("/make/1/keep", keep="keep")
        self._count("made" if visitor.status == 303 else f"refused with {visitor.status}")
        if printed:
            self._use(visitor, number)

    def _use(self, visitor: Visitor, number: int) -> None:
        page = visitor.look("/make/1/owner-link")
        shown = re.search(r"/owner#(\d{32}).*?8 digits[^0-9]*(\d{4}) (\d{4})", page.text, re.DOTALL)
        assert shown
        owner = OwnerSecret.read("".join(shown.groups()))
        visitor.send("/make/1/owner-link")
        (code,) = visitor.look("/make/1/card").typed["code"]
        assert owner.card(1).digits == CardSecret.read(code).digits
        self.owners.append(owner)
        opened = Visitor(self.server.port).ask("POST", "/c", urlencode({"digits": code}).encode())
        assert found_in(opened.encode(), needles(MARKS[:1], []), quickly=True), "not on its page"
        self._count("opened")
        self._own(Visitor(self.server.port), owner, number)

    def _own(self, visitor: Visitor, owner: OwnerSecret, number: int) -> None:
        visitor.send("/owner", digits=owner.digits)
        visitor.look("/owner/card")
        ways = ["changed", "replaced", "withdrawn", "erased"]
        way = ways[len(self.owners) % len(ways)]
        {
            "changed": lambda: visitor.send_file("/owner/card/file", record(number, "changed")),
            "replaced": lambda: visitor.send("/owner/card/renew", lost="y", number="1"),
            "withdrawn": lambda: visitor.send("/owner/card/withdraw", stop="y", number="1"),
            "erased": lambda: visitor.send("/owner/card/erase", erase="y"),
        }[way]()
        self._count(way if visitor.status in {200, 303} else f"{way}: {visitor.status}")
        visitor.send("/owner/card/leave")

    def err(self) -> None:
        """Send marks in faulty requests: wrong addresses, records, digits."""
        zyq, visitor = MARKS[0], Visitor(self.server.port)
        for path in (f"/{zyq}", f"/c?{zyq}", f"/make/1/{zyq}", f"/owner/{zyq}"):
            visitor.ask("GET", path)
        for boxes in ({"record": f'{{"name": "{zyq}'}, {"record": json.dumps({"version": zyq})}):
            visitor.send("/papers/wallet-card.pdf", **boxes, paper="a4")
            visitor.send("/record", **boxes)
        visitor.send("/c", digits=zyq)
        visitor.send_file("/make/file", f"{zyq} is no record")

    def _count(self, what: str) -> None:
        self.done[what] = self.done.get(what, 0) + 1


def left_by(server: Served, database: Database) -> Iterator[tuple[str, bytes]]:
    """Everything that the server kept or wrote, by name."""
    yield "all that its processes wrote", server.log.read_bytes()
    if database.url:
        yield (
            "a backup",
            subprocess.run([_pg_dump(), database.url], check=True, capture_output=True).stdout,
        )
        host = make_url(database.url).query["host"]
        for file in Path(str(host)).rglob("*"):
            if file.is_file():
                yield f"PostgreSQL's {file.name}", file.read_bytes()
        return
    backup = sqlite3.connect(server.instance / "backup")
    with sqlite3.connect(server.instance / FILE) as now:
        now.backup(backup)
    backup.close()
    for file in server.instance.iterdir():
        yield file.name, file.read_bytes()


def _pg_dump() -> str:
    found = [*Path("/usr/lib/postgresql").glob("*/bin/pg_dump")]
    return str(found[-1]) if found else shutil.which("pg_dump") or "pg_dump"


def searched(work: Work, database: Database) -> list[str]:
    """What was found and where, after a test that the search can find anything."""
    secrets = work.owners[:: max(1, len(work.owners) // SOUGHT_SECRETS)]
    sought = needles(MARKS, [*secrets, *(owner.card(1) for owner in secrets)])
    seen, found, files = 0, [], 0
    tables = 0
    for name, data in left_by(work.server, database):
        seen, files = seen + len(data), files + 1
        tables += bool(
            found_in(data, [b"create table card", b"create table public.card"], quickly=True)
        )
        found += [f"{name}: {needle!r}" for needle in found_in(data, sought, quickly=True)]
    assert tables, "the database was not among what was searched"
    sys.stdout.write(f"  {len(sought)} forms sought in {files} files of {seen / 1e6:.1f} MB\n")
    return found


def run(database: Database, cards: int, print_every: int) -> list[str]:
    """Make so many cards, then search."""
    store = database.store()
    store.migrate()
    store.close()
    settings = {
        "PUBLIC_URL": "https://cards.example.org",
        "EXEMPT_NETWORKS": f"{HOST}/32",
        "DATABASE_URL": database.url or "",
    }
    with served(database.folder, WITHOUT_PRINTING, **settings) as server:
        work, began = Work(server), time.monotonic()
        for number in range(cards):
            work.make(number, printed=number % print_every == 0)
        work.err()
        told = ", ".join(f"{count} {what}" for what, count in sorted(work.done.items()))
        kind = "PostgreSQL" if database.url else "SQLite"
        sys.stdout.write(f"{kind}: {told} in {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()
        found = searched(work, database)
    wrong = [what for what in work.done if ":" in what or what.startswith("refused")]
    return [*found, *wrong]


def main() -> None:
    """Make, use and search with each kind of database."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("cards", type=int, nargs="?", default=1_000)
    options.add_argument("--print-every", type=int, default=10)
    chosen = options.parse_args()
    failed = False
    for url in [None, own_database("leaks")] if POSTGRESQL else [None]:
        with tempfile.TemporaryDirectory() as folder:
            database = Database(Path(folder), url)
            wrong = run(database, chosen.cards, chosen.print_every)
            sys.stdout.write("".join(f"  {one}\n" for one in wrong or ["nothing found"]))
            failed |= bool(wrong)
            database.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
