"""The processes: gunicorn as the master of readers and one maker, with our settings.

We use gunicorn's master, its heartbeat and its signals. waitress receives the requests; see
docs/decisions/0005-reading-is-served-apart.md.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import sys
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from walletcard.garbage import keep_all
from walletcard.server import counts, front, maker, telling
from walletcard.server.greeting import greeting
from walletcard.server.leftovers import COUNTS, MAKER, fresh_folder, sweep
from walletcard.server.logs import MastersLogger, keep_words_out
from walletcard.server.notices import Board
from walletcard.server.passing import listen
from walletcard.server.reading import ReaderApp
from walletcard.settings import Address, Serving, Settings
from walletcard.web.app import make_app
from walletcard.web.reader.pages import warm
from walletcard.web.site.current import NAME
from walletcard.web.site.frames import frames_of

SILENT_SECONDS = 30  # without a heartbeat; then the process is replaced
SECONDS_TO_FINISH = 20
# Where Linux keeps files in memory, those of heartbeats too: on a disk that takes no new file, the
# first process that ends would take the whole server with it.
MEMORY = "/dev/shm"  # noqa: S108 - such a file has no name
LOG = logging.getLogger(__name__)


def refuse_taken(address: Address) -> None:
    """Raise `OSError` if an address is taken or cannot be bound."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        # As gunicorn does: otherwise a server that has just stopped would block the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((address.host, address.port))


class Server(BaseApplication):
    """walletcard as gunicorn runs it. Raises `SettingsInvalid` as `make_app` does."""

    def __init__(self, serving: Serving, settings: Settings) -> None:
        self._serving, self._settings = serving, settings
        sweep()
        self._folder = fresh_folder()
        self.maker = self._folder / MAKER
        self.listener = listen(self.maker)
        self.board = Board()
        self.metrics = serving.metrics
        if self.metrics:
            counts.begin(self._folder / COUNTS)
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn's settings; https://gunicorn.org/reference/settings/ explains each."""
        ours: dict[str, Any] = {
            "bind": self._serving.bind,
            "workers": self._serving.readers + 1,
            "worker_class": Process,
            "timeout": SILENT_SECONDS,
            "graceful_timeout": SECONDS_TO_FINISH,
            "preload_app": True,
            "worker_tmp_dir": MEMORY if os.access(MEMORY, os.W_OK) else None,
            "accesslog": None,
            "logger_class": MastersLogger,
            "loglevel": "error",
            "control_socket_disable": True,
            "pre_fork": _cast,
            "when_ready": lambda _: self._say(),
            "on_exit": lambda _: shutil.rmtree(self._folder, ignore_errors=True),
        }
        for name, value in ours.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, warmed up before the processes fork, so that they share its memory.

        No search for garbage goes through it, which would hold a reader up.
        """
        app = make_app(self._settings)
        warm(app)
        keep_all()
        return app

    def run(self) -> None:
        """Serve until a signal says stop."""
        keep_words_out()
        is_tried = self._settings.reach.caution is not None
        logging.getLogger(telling.__name__).setLevel(logging.WARNING if is_tried else logging.INFO)
        _Master(self).run()

    def _say(self) -> None:
        print(greeting(self._serving, self._settings), flush=True)  # noqa: T201


class _Master(Arbiter):
    """gunicorn's master, with a fixed number of processes: one of them must stay the maker."""

    def handle_ttin(self) -> None:
        """Ignore the signal that adds a process."""

    def handle_ttou(self) -> None:
        """Ignore the signal that ends a process."""


class Process(Worker):
    """A reader, or the maker."""

    app: Server
    wsgi: Any
    is_maker = False

    def run(self) -> None:
        """Serve until gunicorn says stop."""
        try:
            if self.is_maker:
                given = self.app.listener, self.app.board, self._metrics()
                maker.serve(self.wsgi, *given, self._goes_on)
            else:
                listener: Any = self.sockets[0]  # gunicorn's own kind of socket
                front.serve(self._reader(), listener.sock, self._goes_on, SECONDS_TO_FINISH)
        except Exception as error:  # noqa: BLE001 - its message may hold what a client sent
            told = {"error": type(error).__name__, "where": frames_of(error.__traceback__)}
            LOG.error("A process ended", extra={"told": told})  # noqa: TRY400
            sys.exit(1)

    def _reader(self) -> ReaderApp:
        if self._metrics():
            from walletcard.server import metrics  # noqa: PLC0415 - see there

            metrics.count_requests()
        is_secure = self.wsgi.extensions[NAME].is_secure
        return ReaderApp(self.wsgi, self.app.maker, self.app.board, is_secure=is_secure)

    def _metrics(self) -> Address | None:
        """Where figures are shown; None if this process cannot count."""
        if self.app.metrics:
            try:
                counts.take_room()
            except OSError as error:
                LOG.error("This process counts nothing: %s", error.strerror)  # noqa: TRY400
                return None
        return self.app.metrics

    def _goes_on(self) -> bool:
        """Send a heartbeat to the master; whether to go on."""
        self.notify()
        return bool(self.alive) and self.ppid == os.getppid()


def _cast(master: Arbiter, process: Process) -> None:
    """Make exactly one of the processes with the same settings the maker."""
    started: dict[int, Any] = dict(master.WORKERS)
    others = [one for one in started.values() if one.cfg is process.cfg]
    process.is_maker = not any(one.is_maker for one in others)
