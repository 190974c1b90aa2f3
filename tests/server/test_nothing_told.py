"""What clients send appears in nothing that a server writes: logs, files, metrics."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from flask import Flask

from tests.server.fronts import HOST, asked
from tests.server.marked import MARK, Sender, files_below, told_in
from tests.server.served import Served, free_port, served
from tests.test_routes import ROUTES

METRICS = free_port()
LABELS = re.compile(r'(\w+)="([^"]*)"')


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the shipped settings, after every marked request."""
    folder = tmp_path_factory.mktemp("served")
    with served(folder, READERS="1", RENDERERS="1", METRICS=str(METRICS)) as running:
        sender = Sender(running.port)
        sender.send_all(sorted({rule for _, rule in ROUTES}))
        assert {200, 400, 403, 404, 405, 413, 415, 422} <= set(sender.statuses)
        yield running


def figures() -> str:
    """What Prometheus gets."""
    with urlopen(f"http://{HOST}:{METRICS}/metrics", timeout=30) as answer:
        return str(answer.read().decode())


def lines_of(server: Served) -> list[dict[str, Any]]:
    """The log lines, each parsed as one JSON object."""
    return [json.loads(line) for line in server.written().splitlines()]


@pytest.mark.slow
def test_a_marked_word_is_in_nothing_that_the_server_writes(server: Served) -> None:
    """Neither in output, files or metrics; the client's address is not there either."""
    texts = {"metrics": figures().encode(), **files_below(server.instance.parent)}
    assert {"log", "instance/walletcard.sqlite3"} <= texts.keys()
    assert told_in(texts) == []
    assert HOST.encode() not in server.written()


@pytest.mark.parametrize("hidden", ["{}", "a {} b", '{{"name": "{}"}}', "%34%37%31%31s3cret"])
def test_the_search_finds_a_mark_that_was_planted(hidden: str, tmp_path: Path) -> None:
    """In a file of any name, as text or JSON, and in a file's name."""
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "log").write_text(hidden.format(MARK).replace("%34%37%31%31", "4711"))
    assert told_in(files_below(tmp_path))
    (tmp_path / "deeper" / "log").rename(tmp_path / "deeper" / MARK)
    assert told_in(files_below(tmp_path))


@pytest.mark.slow
def test_each_request_is_one_line_with_the_template_of_its_route(
    server: Served, app: Flask
) -> None:
    """Time, method, route, status, seconds and a number of its own; refused requests too."""
    answered = [line for line in lines_of(server) if line.get("said") == "answered"]
    fields = {"time", "level", "process", "logger", "said", "request", "method", "route", "status"}
    assert all(line.keys() == fields | {"seconds"} for line in answered)
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    assert {line["route"] for line in answered} - {None} == rules
    assert len({line["request"] for line in answered}) == len(answered)
    assert {line["method"] for line in answered} == {"GET", "POST", "other"}
    assert [line for line in answered if line["route"] is None and line["status"] == 431]


@pytest.mark.slow
def test_figures_count_what_all_processes_did(server: Served) -> None:
    """Requests of readers and maker, and present values; labels hold only what they should."""
    asked(server.port, "/c")
    asked(server.port, "/make")
    until = time.monotonic() + 60
    while 'walletcard_ready{component="press"} 1' not in (told := figures()):
        assert time.monotonic() < until, told
        time.sleep(0.5)
    for line in (
        'walletcard_requests_total{method="GET",route="/make",status="200"}',
        'walletcard_reads_total{result="general"}',
        'walletcard_reads_total{result="refused"}',
        'walletcard_refusals_total{status="413"}',
        'walletcard_request_seconds_bucket{kind="reading",le="0.005"}',
        'walletcard_renders_total{ended="printed"}' if "renders_total{" in told else "",
        'walletcard_press_jobs{state="waiting"} 0',
        'walletcard_rows{table="card"} 0',
        "walletcard_database_bytes ",
        "walletcard_disk_free_bytes ",
    ):
        assert line in told
    allowed = {"method", "route", "status", "result", "kind", "le", "ended", "state", "table"}
    assert {name for name, _ in LABELS.findall(told)} <= allowed | {"component"}


@pytest.mark.slow
def test_a_maker_that_is_killed_is_replaced_and_names_nobody(server: Served) -> None:
    """Meanwhile the page behind a code is answered; soon after, all else and the metrics too."""
    os.kill(server.maker, signal.SIGKILL)
    assert "EMERGENCY" in asked(server.port, "/c")
    until = time.monotonic() + 60
    while "An emergency card" not in asked(server.port, f"/?{MARK}"):
        assert time.monotonic() < until
        time.sleep(0.2)
    before = ""
    while not before:
        assert time.monotonic() < until
        with contextlib.suppress(OSError):
            before = figures()
    assert 'walletcard_reads_total{result="refused"}' in before
    assert told_in({"log": server.written()}) == []
    assert [line for line in lines_of(server) if line["logger"] == "gunicorn.error"]
