"""The press: a pool of renderers, which are warmed-up processes that print.

A job that exceeds its time is killed, and one that exceeds its memory fails; neither disturbs other
jobs. Requests wait in a queue of limited length. A request whose client has left is not printed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from walletcard.paper.papers import warm
from walletcard.paper.pdf import PangoMissing, RenderFailed
from walletcard.paper.printer import NobodyWaits

SECONDS = 10.0  # for one job
MEMORY_BYTES = 250_000_000  # for one job, on top of what a warm renderer uses
JOBS = 500  # after which a renderer is replaced: Pango before 1.56 leaks a little with each
WAITING = 16  # places in the queue, for each renderer
WAIT_SECONDS = 25.0  # in the queue
START_SECONDS = 60.0  # for a renderer to start; after that the pool is broken
LOOK_SECONDS = 0.25  # between two checks whether a waiting client has left
NICE = 2  # the least nice value: readers come first, then the maker

Printed = TypeVar("Printed")
_lacking: list[str] = []  # in a renderer: what it lacks to print


class PressBusy(Exception):
    """The queue is full, or the wait was too long."""


class RenderStopped(RenderFailed):
    """A job that took too long or too much memory, or whose renderer died."""


class Press:
    """A pool of renderers, which start with the first job or with `start`."""

    def __init__(
        self,
        renderers: int,
        *,
        seconds: float = SECONDS,
        memory: int = MEMORY_BYTES,
        jobs: int = JOBS,
        ready: Callable[[], object] = warm,
    ) -> None:
        self._renderers = renderers
        self._seconds, self._jobs, self._given_to_each = seconds, jobs, (memory, ready)
        self._turn = threading.Condition()
        self._waiting: deque[object] = deque()
        self._at_work = 0
        self._pool: ProcessPool | None = None
        self._first: Future[Any] = Future()
        self.tell: Callable[[str, float], None] = _told_nobody  # how a job ended, in which seconds

    @property
    def waiting(self) -> int:
        """How many jobs wait in the queue."""
        return len(self._waiting)

    @property
    def at_work(self) -> int:
        """How many jobs are printed now."""
        return self._at_work

    @property
    def trouble(self) -> str | None:
        """Why it cannot print now; None if it can. Asking waits for nothing."""
        pool, first = self._pool, self._first
        if pool is None or not pool.active:
            return "it is not running"
        if not first.done():
            return "its renderers are starting"
        if first.cancelled() or first.exception():
            return "its renderers end"
        return ", ".join(first.result()) or None

    def run(
        self, is_wanted: Callable[[], bool], job: Callable[..., Printed], *given: object
    ) -> Printed:
        """Run a job in a renderer; returns and raises what the job does.

        Raises `PressBusy` or `NobodyWaits` before it starts, and `RenderStopped` at its limits.
        """
        began, ended = time.monotonic(), "printed"
        try:
            return self._run(is_wanted, job, *given)
        except Exception as error:
            ended = type(error).__name__
            raise
        finally:
            self.tell(ended, time.monotonic() - began)

    def _run(
        self, is_wanted: Callable[[], bool], job: Callable[..., Printed], *given: object
    ) -> Printed:
        with self._my_turn(is_wanted):
            try:
                begun = self.start().schedule(_done, (job, given), timeout=self._seconds)
                done: Any = begun.result(self._seconds + START_SECONDS)
            except TookTooLong:
                raise RenderStopped((f"It took longer than {self._seconds:g} seconds.",)) from None
            except (ProcessExpired, BrokenProcessPool):
                raise RenderStopped(("The process that printed it ended.",)) from None
        if isinstance(done, _Failed):
            raise done.again()
        printed: Printed = done
        return printed

    @property
    def is_busy(self) -> bool:
        """Whether a job would have to wait."""
        with self._turn:
            return bool(self._waiting) or self._at_work >= self._renderers

    def start(self) -> ProcessPool:
        """The pool; a new one if there is none, or if it is broken."""
        with self._turn:
            if self._pool is None or not self._pool.active:
                _end(self._pool)
                self._pool = ProcessPool(
                    self._renderers, self._jobs, _start_renderer, self._given_to_each, _processes()
                )
                self._first = self._pool.schedule(_lacks)  # pebble starts with the first job
        return self._pool

    def mend(self) -> None:
        """Start renderers anew if they could print and have ended, without waiting for a job."""
        with self._turn:
            could_print = self._first.done() and not self._first.cancelled()
            is_broken = self._pool is not None and not self._pool.active
            if is_broken and could_print and not self._first.exception():
                self.start()

    def stop(self) -> None:
        """End all renderers; a later job starts them again."""
        with self._turn:
            pool, self._pool = self._pool, None
        _end(pool)

    @contextlib.contextmanager
    def _my_turn(self, is_wanted: Callable[[], bool]) -> Iterator[None]:
        """Wait for a free renderer. Raises `PressBusy` or `NobodyWaits`."""
        with self._turn:
            self._wait_in_line(is_wanted)
            self._at_work += 1
        try:
            yield
        finally:
            with self._turn:
                self._at_work -= 1
                self._turn.notify_all()

    def _wait_in_line(self, is_wanted: Callable[[], bool]) -> None:
        if len(self._waiting) >= WAITING * self._renderers:
            raise PressBusy
        mine, until = object(), time.monotonic() + WAIT_SECONDS
        self._waiting.append(mine)
        try:
            while self._at_work >= self._renderers or self._waiting[0] is not mine:
                self._turn.wait(LOOK_SECONDS)
                if time.monotonic() > until:
                    raise PressBusy
                if not is_wanted():
                    raise NobodyWaits
            if not is_wanted():
                raise NobodyWaits
        finally:
            self._waiting.remove(mine)


def _told_nobody(_ended: str, _seconds: float) -> None:
    """Count nothing."""


def _end(pool: ProcessPool | None) -> None:
    """End every process of a pool, even those at work."""
    if pool is not None:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


class _Failed:
    """An exception in a form that pickles: some cannot be rebuilt from their arguments."""

    def __init__(self, raised: Exception) -> None:
        self._kind, self._given, self._held = type(raised), raised.args, dict(vars(raised))

    def again(self) -> Exception:
        """The exception, to be raised again."""
        raised = self._kind.__new__(self._kind)
        raised.args = self._given
        vars(raised).update(self._held)
        return raised


def _done(job: Callable[..., object], given: tuple[object, ...]) -> Any:
    """Run a job in a renderer; returns its result or `_Failed`."""
    try:
        return job(*given)
    except MemoryError:
        return _Failed(RenderStopped(("It needed too much memory.",)))
    except Exception as raised:  # noqa: BLE001 - it is raised again where the job came from
        return _Failed(raised)


def _processes() -> multiprocessing.context.BaseContext:
    """How renderers start: forking a process with threads is unsafe, and on macOS breaks Pango."""
    if sys.platform == "darwin":
        return multiprocessing.get_context("spawn")
    return multiprocessing.get_context("forkserver")


def _start_renderer(memory: int, ready: Callable[[], object]) -> None:
    """Prepare a renderer, once in its life.

    Its output is thrown away, because it may hold a person's words.
    """
    threading.Thread(target=_end_with_server, daemon=True).start()
    os.setpriority(os.PRIO_PROCESS, 0, max(NICE, os.getpriority(os.PRIO_PROCESS, 0)))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # ends it even if it hangs outside of Python
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (1, 2):
        os.dup2(nowhere, output)
    try:
        ready()
    except PangoMissing:  # each job will raise it
        _lacking.append("Pango is missing")
    _limit(memory)


def _lacks() -> list[str]:
    """What this renderer lacks to print: the first job of each pool asks."""
    return _lacking


def _end_with_server() -> None:
    """End this renderer when its parent process ends, even if that was killed."""
    asks = multiprocessing.parent_process()
    if asks is not None:
        asks.join()
        os._exit(1)


def _limit(memory: int) -> None:
    """Limit this process to `memory` bytes more than it uses now; works on Linux only."""
    has = Path("/proc/self/statm")
    if has.exists():
        pages = int(has.read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
