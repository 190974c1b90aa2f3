"""Logs: one JSON object a line, which never holds anything that a client sent.

Our own lines are written whole, and so are those of gunicorn's master, which sees no request. Of
other libraries' lines only the logger's name is written, and of an exception only its type and the
frames: its message may be what somebody typed.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import sys
import threading
import time
from datetime import UTC, datetime
from types import TracebackType

from gunicorn.config import Config
from gunicorn.glogging import Logger

from walletcard.web.site.errors import frames_of

TRUSTED = "walletcard.", "gunicorn.error"  # Flask's own logger is called "walletcard" alone
MOST_WAITING = 1000  # lines; more are dropped and counted
LOG = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """One line. `told` on a record holds further fields."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": record.process,
            "logger": record.name,
        }
        if record.name.startswith(TRUSTED):
            line["said"] = record.getMessage()
        if record.exc_info and record.exc_info[0]:
            line |= _of_exception(record.exc_info[0], record.exc_info[2])
        return json.dumps(line | vars(record).get("told", {}))


class NeverWaiting(logging.Handler):
    """Writes to standard error in a thread of its own.

    A terminal or a log collector that hangs must not hold up who opens a card.
    """

    def __init__(self) -> None:
        super().__init__()
        self._process, self._lost = 0, 0

    def emit(self, record: logging.LogRecord) -> None:
        """Put a line where the thread takes it, or count it as lost."""
        if self._process != os.getpid():  # threads do not survive a fork
            self._start()
        try:
            if self._lost:
                self._lines.put_nowait(json.dumps({"said": f"{self._lost} lines were lost"}))
                self._lost = 0
            self._lines.put_nowait(self.format(record))
        except queue.Full:
            self._lost += 1

    def flush(self) -> None:
        """Wait a second at most for what is still to be written."""
        until = time.monotonic() + 1
        while self._process == os.getpid() and self._lines.unfinished_tasks:
            if time.monotonic() > until:
                return
            time.sleep(0.01)

    def _start(self) -> None:
        self._process = os.getpid()
        self._lines: queue.Queue[str] = queue.Queue(MOST_WAITING)
        threading.Thread(target=self._write, args=(self._lines,), name="log", daemon=True).start()

    def _write(self, lines: queue.Queue[str]) -> None:
        while True:
            line = lines.get()
            try:
                sys.stderr.write(f"{line}\n")
                sys.stderr.flush()
            except (OSError, ValueError):
                pass  # nobody reads any more
            finally:
                lines.task_done()


class MastersLogger(Logger):
    """gunicorn's logger, whose lines go the same way as all others."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def keep_words_out() -> None:
    """Write all logs of this process and its children so, also warnings and what nobody caught."""
    lines = NeverWaiting()
    lines.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [lines]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(True)
    os.environ["PYTHONWARNINGS"] = "ignore"  # of multiprocessing's own processes, in plain text
    sys.excepthook = lambda kind, _, frames: _uncaught(kind, frames)
    threading.excepthook = lambda failure: _uncaught(failure.exc_type, failure.exc_traceback)
    sys.unraisablehook = lambda failure: _uncaught(failure.exc_type, failure.exc_traceback)


def _uncaught(kind: type[BaseException] | None, frames: TracebackType | None) -> None:
    told = _of_exception(kind, frames) if kind else {}
    LOG.error("Uncaught", extra={"told": told})


def _of_exception(
    kind: type[BaseException], frames: TracebackType | None
) -> dict[str, str | int | None]:
    return {"error": kind.__name__, "where": frames_of(frames)}
