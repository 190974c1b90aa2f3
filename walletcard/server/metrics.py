"""Figures for whoever watches the server, in the form of Prometheus, on a port of their own.

Readers and maker count apart, and one that is replaced must not take its counts along. So this uses
the multiprocess mode of prometheus-client: each process counts in a file of its own, in the folder
that no other user can enter, and the maker adds them up when it is asked. That mode is chosen when
the library is imported. So import this module in a process of a server only, after
`walletcard.server.counts.take_room`.

A label is a template of a route, a method, a status or the name of a table: never a path, an id, an
address, or anything that a person typed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from walletcard.paper.press import Press
from walletcard.server import telling
from walletcard.server.notices import IS_READY, Board
from walletcard.server.telling import Exchange
from walletcard.settings import Address
from walletcard.sharing.amounts import rows, size
from walletcard.sharing.store import StoreDown
from walletcard.web.reader.pages import READ
from walletcard.web.site.current import Site

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60)
LEAST_REFUSAL = 400
OPENED = {("GET", 200): "general", ("POST", 200): "opened"}

REQUESTS = Counter(
    "walletcard_requests",
    "Requests that were answered, by the template of their route.",
    ("route", "method", "status"),
)
REFUSALS = Counter("walletcard_refusals", "Requests answered with 400 or more.", ("status",))
READS = Counter("walletcard_reads", "Requests for the page behind a code.", ("result",))
SECONDS_OF_REQUESTS = Histogram(
    "walletcard_request_seconds", "From a whole request to its answer.", ("kind",), buckets=SECONDS
)
RENDERS = Counter("walletcard_renders", "Prints, by how they ended.", ("ended",))
SECONDS_OF_RENDERS = Histogram(
    "walletcard_render_seconds", "For a print, with its time in the queue.", buckets=SECONDS
)


def count_requests() -> None:
    """Count every request that this process tells of from now on."""
    telling.listeners.append(_count)


def count_prints(press: Press) -> None:
    """Count every print of a press from now on."""

    def count(ended: str, seconds: float) -> None:
        RENDERS.labels(ended).inc()
        SECONDS_OF_RENDERS.observe(seconds)

    press.tell = count


def show(address: Address, site: Site, board: Board) -> Callable[[], None]:
    """Serve the figures in threads of their own; returns how to stop. Raises `OSError`."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Now(site, board))
    server, _ = start_http_server(address.port, address.host, registry)

    def stop() -> None:
        server.shutdown()
        server.server_close()

    return stop


class Now(Collector):
    """What can be measured when somebody asks."""

    def __init__(self, site: Site, board: Board) -> None:
        self._site, self._board = site, board

    def collect(self) -> Iterable[Metric]:
        """The figures; those of a database that cannot be read are left out."""
        components = self._board.read().items()
        yield _gauge(
            "ready", "1 if a component is ready.", ((one, at == IS_READY) for one, at in components)
        )
        yield from self._press()
        yield from self._database()
        free = shutil.disk_usage(self._site.settings.instance).free
        yield _gauge("disk_free_bytes", "Room on the disk of the instance folder.", [("", free)])

    def _press(self) -> Iterator[Metric]:
        press = self._site.press
        if isinstance(press, Press):
            found = [("waiting", press.waiting), ("printing", press.at_work)]
            yield _gauge("press_jobs", "Jobs of the press.", found, "state")

    def _database(self) -> Iterator[Metric]:
        try:
            with self._site.store.looking() as connection:
                counted, taken = rows(connection), size(connection)
        except StoreDown:
            return
        yield _gauge("rows", "Rows of a table.", counted.items(), "table")
        yield _gauge("database_bytes", "Room that the database takes.", [("", taken)])


def _gauge(
    name: str, told: str, values: Iterable[tuple[str, float]], label: str = "component"
) -> GaugeMetricFamily:
    """A figure for each label; an empty label stands for none."""
    found = list(values)
    labels = [label] if any(named for named, _ in found) else []
    gauge = GaugeMetricFamily(f"walletcard_{name}", told, labels=labels)
    for named, value in found:
        gauge.add_metric([named] if labels else [], value)
    return gauge


def _count(done: Exchange) -> None:
    is_read = done.route == READ
    REQUESTS.labels(done.route or "none", done.method, str(done.status)).inc()
    SECONDS_OF_REQUESTS.labels("reading" if is_read else "other").observe(done.seconds)
    if done.status >= LEAST_REFUSAL:
        REFUSALS.labels(str(done.status)).inc()
    if is_read:
        READS.labels(OPENED.get((done.method, done.status), "refused")).inc()
