"""Two servers with one PostgreSQL behind a proxy: what must hold when one of them fails.

Run by `script/machines`, which makes the machines.
"""

from __future__ import annotations

import contextlib
import glob
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from tests.people import person
from walletcard.clinical.record import write_record
from walletcard.sharing import cards
from walletcard.sharing.holding import KeptRecord
from walletcard.sharing.secret import OwnerSecret
from walletcard.sharing.store import Store, StoreDown

PROXY, ONE, OTHER, DATABASE = (f"10.77.0.{number}" for number in (2, 3, 4, 5))
FRONT_PORT, PORT = 8080, 8000
HOST = f"{PROXY}:{FRONT_PORT}"
URL = f"postgresql://tests@{DATABASE}/postgres"
ROOT = Path(__file__).parent.parent
SERVE = [sys.executable, "-c", "from walletcard.cli import main; main()", "serve"]
NEW_ENOUGH = [2, 7]
BOUNDARY = "a-part-of-the-form"
READERS, WRITERS = 3, 2
QUIET_SECONDS, PATIENCE = 4.0, 90.0
TODAY = date(2026, 11, 29)


@dataclass
class Browser:
    """A browser without a script, which has a cookie. It asks the proxy, or a server itself."""

    address: str = PROXY
    port: int = FRONT_PORT
    cookie: str = ""

    def get(self, path: str) -> tuple[int, str]:
        """The status of a page, and the page."""
        return self._ask("GET", path, b"", {})

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """The same for a form that is sent."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields).encode(), kind)

    def upload(self, path: str, record: bytes, **fields: str) -> tuple[int, str]:
        """The same for a form with a record file."""
        named = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n'
        parts = [named.format(name, "").encode() + value.encode() for name, value in fields.items()]
        parts.append(named.format("file", '; filename="record.json"').encode() + record)
        line = f"--{BOUNDARY}".encode()
        body = b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"
        return self._ask(
            "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        )

    def _ask(self, method: str, path: str, body: bytes, more: dict[str, str]) -> tuple[int, str]:
        line = http.client.HTTPConnection(self.address, self.port, timeout=PATIENCE)
        with contextlib.closing(line):
            headers = {"Host": HOST, "Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", **more}
            line.request(method, path, body or None, headers)
            answer = line.getresponse()
            if cookie := answer.getheader("Set-Cookie"):
                self.cookie = cookie.partition(";")[0]
            page = answer.read().decode("utf-8", "replace")
            return answer.status, answer.getheader("Location") or page


def found(pattern: str, page: str) -> str:
    """What stands on a page."""
    match = re.search(pattern, page)
    assert match, f"no {pattern} on {page[:500]}"
    return match[1]


def token_on(page: str) -> str:
    """The token of its forms."""
    return found(r'name="token" value="([^"]+)"', page)


def on(machine: str, command: list[str], folder: Path, **environ: str) -> subprocess.Popen[bytes]:
    """Start a command on a machine, with processes that can be killed together."""
    place = ["ip", "netns", "exec", f"walletcard-{machine}"]
    with (folder / f"{machine}.log").open("ab") as log:
        return subprocess.Popen(
            [*place, *command],
            env=os.environ | environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def start_server(machine: str, address: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start walletcard on a machine; both have the same secret of the server."""
    instance = folder / machine
    instance.mkdir(exist_ok=True)
    (instance / "server-secret").write_text("7" * 64)
    server = on(
        machine,
        SERVE,
        folder,
        HOST=address,
        PORT=str(PORT),
        PUBLIC_URL=f"http://{HOST}",
        DATABASE_URL=URL,
        WALLETCARD_INSTANCE=str(instance),
        TMPDIR=str(instance),
        PROXY_HOPS="1",
        RENDERERS="1",
        EXEMPT_NETWORKS="10.77.0.0/24",
    )
    wait_for(lambda: Browser(address, PORT).get("/c")[0] == http.HTTPStatus.OK)
    return server


def start_proxy(folder: Path) -> subprocess.Popen[bytes]:
    """Start Caddy with the settings that are shipped, without TLS."""
    shipped = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
    settings = folder / "Caddyfile"
    settings.write_text(shipped, "utf-8")
    caddy = shutil.which("caddy") or "caddy"
    version = subprocess.run([caddy, "version"], capture_output=True, text=True, check=True).stdout
    if [int(part) for part in re.findall(r"\d+", version)[:2]] < NEW_ENOUGH:
        sys.exit(
            f"Caddy {version.strip()} sends the body of a request once only: take a newer one."
        )
    proxy = on(
        "proxy",
        [caddy, "run", "--adapter", "caddyfile", "--config", str(settings)],
        folder,
        SITE=f"http://{HOST}",
        UPSTREAM=f"{ONE}:{PORT} {OTHER}:{PORT}",
        HOME=str(folder),
    )
    wait_for(lambda: Browser().get("/c")[0] == http.HTTPStatus.OK)
    return proxy


def postgresql(folder: Path, *command: str) -> None:
    """Run pg_ctl on the machine of the database."""
    program = shutil.which("pg_ctl") or max(glob.glob("/usr/lib/postgresql/*/bin/pg_ctl"))  # noqa: PTH207
    data = folder / "postgresql" / "data"
    options = f"-c listen_addresses={DATABASE} -c unix_socket_directories={data.parent}"
    place = ["ip", "netns", "exec", "walletcard-database", "runuser", "-u", "postgres", "--"]
    subprocess.run(
        [*place, program, "--pgdata", str(data), "--log", str(data / "log"), "--wait", *command]
        + (["--options", options] if command[-1] != "stop" else []),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def wait_for(is_so: Callable[[], bool]) -> float:
    """Wait until something is so; how many seconds it took."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if is_so():
                return time.monotonic() - began
        time.sleep(0.1)
    raise TimeoutError


def take_across() -> None:
    """A card that is made on one server is read, changed and withdrawn on the other."""
    one, other = Browser(ONE, PORT), Browser(OTHER, PORT)
    record = write_record(person("02"))
    _, where = one.upload("/make/file", record)
    draft = found(r"(/make/\d+)/", where)
    other.cookie = one.cookie  # the proxy sent the browser to the other server
    token = token_on(other.get(f"{draft}/")[1])
    assert one.post(f"{draft}/keep", token=token, keep="keep")[0] == http.HTTPStatus.SEE_OTHER
    page = other.get(f"{draft}/owner-link")[1]
    digits = found(r"/owner#(\d{32})", page) + found(r'id="beside">([\d ]+)', page)
    owner = OwnerSecret.read(digits)
    code = owner.card(1).digits
    assert other.post("/c", digits=code)[0] == http.HTTPStatus.OK

    assert other.post("/owner", digits=owner.digits)[0] == http.HTTPStatus.SEE_OTHER
    token = token_on(other.get("/owner/card")[1])
    changed = json.loads(record) | {"name": "Changed Elsewhere"}
    status, page = other.upload("/owner/card/file", json.dumps(changed).encode(), token=token)
    assert (status, "Your answers are changed" in page) == (200, True), status
    assert "Changed Elsewhere" in one.post("/c", digits=code)[1]
    other.post("/owner/card/withdraw", token=token, number="1", stop="y")
    assert one.post("/c", digits=code)[0] == http.HTTPStatus.GONE
    said("A card made on one server: drafted, read, changed and withdrawn on both.")


@dataclass
class Load:
    """People who read cards and owners who change theirs, through the proxy, until it is over."""

    owners: list[OwnerSecret]
    over: threading.Event = field(default_factory=threading.Event)
    reads: Counter[int] = field(default_factory=Counter)
    failed_at: list[float] = field(default_factory=list)
    acknowledged: dict[int, int] = field(default_factory=dict)
    refused: Counter[int] = field(default_factory=Counter)

    def read(self, number: int) -> None:
        """Open a card again and again."""
        code = self.owners[number].card(1).digits
        while not self.over.is_set():
            status = _status(partial(Browser().post, "/c", digits=code))
            self.reads[status] += 1
            if status != http.HTTPStatus.OK:
                self.failed_at.append(time.monotonic())
                time.sleep(0.05)

    def change(self, number: int) -> None:
        """Name a card "Person 1", "Person 2" ... and remember the last name that was kept."""
        here, record = Browser(), json.loads(write_record(person("02")))
        here.post("/owner", digits=self.owners[number].digits)
        token = token_on(here.get("/owner/card")[1])
        change = 0
        while not self.over.is_set():
            change += 1
            file = json.dumps(record | {"name": f"Person {change}"}).encode()
            status = _status(partial(here.upload, "/owner/card/file", file, token=token))
            if status == http.HTTPStatus.OK:
                self.acknowledged[number] = change
            else:
                self.refused[status] += 1
                time.sleep(0.05)

    def lost(self, store: Store) -> int:
        """How many cards have an older name than the last one that was kept."""
        last = {
            number: int(cards.details(store, self.owners[number].card(1)).answers.patient.name[7:])
            for number in self.acknowledged
        }
        return sum(last[number] < kept for number, kept in self.acknowledged.items())


def _status(ask: Callable[[], tuple[int, str]]) -> int:
    try:
        return ask()[0]
    except (OSError, http.client.HTTPException):
        return 0


@contextlib.contextmanager
def loaded(store: Store) -> Iterator[Load]:
    """The load, from the first change that was kept."""
    owners = [OwnerSecret.fresh() for _ in range(READERS + WRITERS)]
    for owner in owners:
        cards.keep(store, owner, KeptRecord.of(person("02")), TODAY)
    load = Load(owners)
    with ThreadPoolExecutor(READERS + WRITERS) as people:
        at_work = [people.submit(load.read, number) for number in range(READERS)]
        at_work += [people.submit(load.change, READERS + number) for number in range(WRITERS)]
        try:
            wait_for(lambda: len(load.acknowledged) == WRITERS and load.reads[200] > READERS)
            yield load
        finally:
            load.over.set()
        for one in at_work:
            one.result()


def kill_one(server: subprocess.Popen[bytes], store: Store) -> bool:
    """Kill all processes of a server under load; whether nobody noticed and nothing was lost."""
    with loaded(store) as load:
        time.sleep(QUIET_SECONDS)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        time.sleep(2 * QUIET_SECONDS)
    failed = load.reads.total() - load.reads[200]
    changes, lost = sum(load.acknowledged.values()), load.lost(store)
    said(f"One server killed: {load.reads.total()} reads, {failed} failed {dict(load.reads)}.")
    said(f"  changes: {changes} sent at least, {dict(load.refused)} not kept, {lost} lost.")
    return not failed and not lost


def restart_database(folder: Path, store: Store) -> bool:
    """Restart PostgreSQL under load, as after a crash; whether reads come back by themselves."""
    with loaded(store) as load:
        time.sleep(QUIET_SECONDS)
        began = time.monotonic()
        postgresql(folder, "--mode", "immediate", "restart")
        up = time.monotonic()
        time.sleep(2 * QUIET_SECONDS)
        last = max(load.failed_at, default=began)
        before = load.reads[200]
        time.sleep(QUIET_SECONDS)
        comes_back = load.reads[200] > before and max(load.failed_at, default=began) == last
    with contextlib.suppress(StoreDown):  # a connection of before the restart
        load.lost(store)
    lost = load.lost(store)
    said(f"PostgreSQL restarted, away for {up - began:.1f} s: reads {dict(load.reads)},")
    said(
        f"  the last that failed {max(0, last - up):.1f} s after it was back; {lost} changes lost."
    )
    return comes_back and not lost


def said(line: str) -> None:
    """Tell the person who runs it."""
    print(line, flush=True)  # noqa: T201


def main() -> None:
    """Go through all of it; exit code 1 if something did not hold."""
    folder = Path(sys.argv[1])
    postgresql(folder, "--mode", "fast", "stop")
    with (folder / "postgresql" / "data" / "pg_hba.conf").open("a") as allowed:
        allowed.write("host all all 10.77.0.0/24 trust\n")
    postgresql(folder, "start")
    store = Store(URL, folder)
    store.migrate()
    running = [start_server("one", ONE, folder), start_server("other", OTHER, folder)]
    running.append(start_proxy(folder))
    try:
        take_across()
        holds = kill_one(running[0], store)
        running[0] = start_server("one", ONE, folder)
        holds &= restart_database(folder, store)
    finally:
        for one in running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)
    sys.exit(not holds)


if __name__ == "__main__":
    main()
