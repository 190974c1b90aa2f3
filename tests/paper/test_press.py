"""The press: renderers that can be killed, and a line of bounded length."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.people import a_patient, person
from walletcard.clinical.record import RecordRefused
from walletcard.paper import press as pressing
from walletcard.paper.papers import Order
from walletcard.paper.press import Press, PressBusy, RenderStopped
from walletcard.paper.printer import Here, NobodyWaits, always
from walletcard.paper.qr import LinkTooLong
from walletcard.paper.sheets import Sheet


def hang() -> None:
    """Never end."""
    while True:
        time.sleep(0.01)


def grab() -> int:
    """Take two gigabytes."""
    return len(bytes(2_000_000_000))


def die() -> None:
    """End the renderer, as a fault in a library would."""
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """A press of two renderers with little patience, which print no papers."""
    press = Press(2, seconds=4, ready=time.time)
    yield press
    press.stop()


@pytest.fixture(scope="module")
def real() -> Iterator[Press]:
    """A press as it is on the server, of one renderer."""
    press = Press(1, seconds=60)
    yield press
    press.stop()


@pytest.mark.slow
def test_a_press_tells_why_it_cannot_print_and_nothing_once_it_can(press: Press) -> None:
    """Before its first renderer is warm, whoever is sent here would wait."""
    assert Press(1).trouble == "it is not running"
    press.start()
    assert press.trouble in {None, "its renderers are starting"}
    assert press.run(always, abs, -1) == 1
    assert press.trouble is None


@pytest.mark.slow
def test_a_press_without_pango_says_so(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each job would fail: a machine without it is not ready."""
    lacking: Future[list[str]] = Future()
    lacking.set_result(["Pango is missing"])
    press.start()
    monkeypatch.setattr(press, "_first", lacking)
    assert press.trouble == "Pango is missing"


@pytest.mark.slow
def test_it_prints_the_same_bytes_as_one_process_does(real: Press) -> None:
    """Card and plan; a renderer knows all that the process knows."""
    order = Order(person("02"), Sheet.A4, link="https://cards.example.org/c#" + "1" * 40)
    assert real.run(always, Order.card, order) == order.card()
    assert real.run(always, Order.action_plan, order) == order.action_plan()


@pytest.mark.slow
def test_a_refusal_comes_back_as_it_was(real: Press) -> None:
    """With its faults, and with what else it holds."""
    camel = Order(a_patient(name="Li \N{DROMEDARY CAMEL} Wu"), Sheet.A4)
    with pytest.raises(RecordRefused) as refused:
        real.run(always, Order.card, camel)
    assert [fault.path for fault in refused.value.faults] == ["name"]
    with pytest.raises(LinkTooLong) as long:
        real.run(always, Order.card, Order(person("02"), Sheet.A4, link="https://a/" + "x" * 3000))
    assert long.value.characters == 3010


@pytest.mark.slow
def test_a_render_that_hangs_is_killed_and_nobody_else_notices(press: Press) -> None:
    """The other renderer prints meanwhile, and both do so afterwards."""
    press.run(always, abs, 0)
    with ThreadPoolExecutor() as threads:
        hanging = threads.submit(press.run, always, hang)
        began = time.monotonic()
        for number in range(20):
            assert press.run(always, abs, -number) == number
        assert not hanging.done()
        with pytest.raises(RenderStopped, match="longer than 4 seconds"):
            hanging.result()
        assert 3 < time.monotonic() - began < 20
    assert press.run(always, abs, -7) == 7


@pytest.mark.slow
@pytest.mark.parametrize(("job", "kind"), [(grab, "too much memory"), (die, "printed it ended")])
def test_a_job_that_takes_too_much_or_kills_its_renderer_is_stopped(
    job: Any, kind: str, press: Press
) -> None:
    """And the next one is printed."""
    with pytest.raises(RenderStopped, match=kind):
        press.run(always, job)
    assert press.run(always, abs, -7) == 7


@pytest.mark.slow
def test_renderers_that_die_while_they_wait_are_replaced(press: Press) -> None:
    """The system may end a process that does nothing; none is left over."""
    pids = [worker.pid for worker in renderers(press)]
    os.kill(pids[0], signal.SIGKILL)
    pool = press._pool  # noqa: SLF001 - pebble's own
    until(lambda: pool and not pool.active)
    assert press.run(always, abs, -7) == 7
    assert not {worker.pid for worker in renderers(press)} & set(pids)
    for pid in pids:
        until(lambda pid=pid: not is_running(pid))


@pytest.mark.slow
def test_renderers_that_died_are_started_again_though_nobody_prints(press: Press) -> None:
    """Else the operator would be told of a press that waits for nothing but the next job."""
    press.run(always, abs, -7)
    until(lambda: press.trouble is None)
    os.kill(next(iter(renderers(press))).pid, signal.SIGKILL)
    until(lambda: press.trouble == "it is not running")
    press.mend()
    until(lambda: press.trouble is None)


def test_a_press_that_was_stopped_stays_so() -> None:
    """Whoever looks at it while the server stops starts nothing."""
    press = Press(1)
    press.mend()
    assert press.trouble == "it is not running"


@pytest.mark.slow
def test_a_renderer_gives_way_to_readers_and_is_replaced_after_some_jobs() -> None:
    """It is niced, and prints a bounded number of documents."""
    press = Press(1, jobs=3, ready=time.time)
    try:
        assert press.run(always, os.nice, 0) >= pressing.NICE
        pids = [press.run(always, os.getpid) for _ in range(6)]
    finally:
        press.stop()
    assert len(set(pids)) > 1


@pytest.mark.slow
def test_renderers_end_with_their_parent_process() -> None:
    """Even if that is killed while they are at work."""
    code = """
import time
from walletcard.paper.press import Press
from walletcard.paper.printer import always
press = Press(1, ready=time.time)
import os
print(press.run(always, os.getpid), flush=True)
press.run(always, time.sleep, 100)
"""
    asks = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert asks.stdout
    pid = int(asks.stdout.readline())
    assert is_running(pid)
    asks.kill()
    asks.wait()
    asks.stdout.close()
    until(lambda: not is_running(pid))


def renderers(press: Press) -> list[Any]:
    """The processes of a press that has begun to work."""
    press.run(always, abs, 0)
    assert press._pool  # noqa: SLF001 - pebble's own
    return list(press._pool._pool_manager.worker_manager.workers.values())  # noqa: SLF001


def is_running(pid: int) -> bool:
    """Whether there is such a process, and it has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Held(Press):
    """A press whose only job ends when it is told to."""

    def __init__(self) -> None:
        super().__init__(1)
        self.begun: list[Future[object]] = []

    def start(self) -> Any:
        """A pool that begins everything and ends nothing."""
        return self

    def schedule(self, *_: object, **__: object) -> Future[object]:
        """Begin a job."""
        self.begun.append(Future())
        return self.begun[-1]


@pytest.fixture
def held() -> Iterator[tuple[Held, ThreadPoolExecutor]]:
    """A press at work, and threads for those who wait."""
    press = Held()
    with ThreadPoolExecutor(50) as threads:
        threads.submit(press.run, always, abs, 0)
        until(lambda: bool(press.begun))
        yield press, threads
        for one in press.begun:
            if not one.done():
                one.set_result(0)


def until(is_so: Any) -> None:
    """Wait until something is so."""
    for _ in range(500):
        if is_so():
            return
        time.sleep(0.01)
    pytest.fail("It never was so.")


def test_a_full_queue_is_reported(held: tuple[Held, ThreadPoolExecutor]) -> None:
    """Those who wait are printed in turn; one more is sent away at once."""
    press, threads = held
    waiting = [threads.submit(press.run, always, abs, 0) for _ in range(pressing.WAITING)]
    until(lambda: len(press._waiting) == pressing.WAITING)  # noqa: SLF001 - the length of the line
    with pytest.raises(PressBusy):
        press.run(always, abs, 0)
    for number in range(pressing.WAITING + 1):
        until(lambda number=number: len(press.begun) == number + 1)
        press.begun[number].set_result(number)
    assert sorted(one.result() for one in waiting) == list(range(1, pressing.WAITING + 1))


def test_a_request_that_waits_too_long_is_refused(
    held: tuple[Held, ThreadPoolExecutor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the browser gives up."""
    monkeypatch.setattr(pressing, "WAIT_SECONDS", 0.3)
    with pytest.raises(PressBusy):
        held[0].run(always, abs, 0)


def test_a_client_that_left_is_not_printed_for(held: tuple[Held, ThreadPoolExecutor]) -> None:
    """Neither from the line nor with a renderer free."""
    press, threads = held
    gone = threading.Event()
    waiting = threads.submit(press.run, lambda: not gone.is_set(), abs, 0)
    gone.set()
    with pytest.raises(NobodyWaits):
        waiting.result()
    press.begun[0].set_result(0)
    until(lambda: press._at_work == 0)  # noqa: SLF001 - that the renderer is free
    with pytest.raises(NobodyWaits):
        press.run(lambda: False, abs, 0)
    with pytest.raises(NobodyWaits):
        Here().run(lambda: False, abs, 0)
    assert len(press.begun) == 1
