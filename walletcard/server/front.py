"""A reader: accepts every connection, serves the page behind a code, passes the rest to the maker.

waitress receives whole requests in one loop before a thread sees them, so a slow or silent client
costs a few kilobytes and no thread. Connections that are too slow are closed; if there are too
many, the one that was idle longest is closed.
"""

from __future__ import annotations

import logging
import re
import resource
import socket
import time
from collections.abc import Callable
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import (
    HTTPRequestParser,
    ParsingError,
    TransferEncodingNotImplemented,
)
from waitress.receiver import ChunkedReceiver, FixedStreamReceiver
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from walletcard.server.answers import WATCHED, Refusal
from walletcard.server.reading import ReaderApp, is_reading
from walletcard.web.site.headers import most_bytes

READING_THREADS, OPENING_THREADS, PASSING_THREADS, WATCHING_THREADS = 4, 4, 64, 2
SILENT_SECONDS = 15  # without a byte received or sent
HEAD_SECONDS = 10  # from the first byte of a request to the end of its head
BODY_SECONDS = 120  # for a whole request: half a megabyte over a poor line
MOST_CONNECTIONS = 1000
MOST_WAITING_BYTES = 64 * 1024 * 1024  # of all incomplete bodies together
# Read and dropped of a body that is too large. Browsers show the answer only if all of the body was
# read, and phones take photos of 25 MB.
THROWN_AWAY_BYTES = 32 * 1024 * 1024
HEAD_BYTES = 32 * 1024
SPARE_FILES = 200  # file descriptors for other things than connections
LOOP_SECONDS = 0.5
_CODED = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)


def serve(
    app: ReaderApp,
    listener: socket.socket,
    goes_on: Callable[[], bool],
    seconds_to_finish: float,
) -> None:
    """Serve on a socket until `goes_on` returns False, then finish the requests at work."""
    _allow_files(MOST_CONNECTIONS + SPARE_FILES)
    sockets: dict[int, Any] = {}
    lanes = Lanes()
    doorman = Doorman(
        app,
        sockets,
        True,
        listener,
        dispatcher=lanes,
        adj=_adjustments(listener),
        bind_socket=False,
    )
    while goes_on():
        wasyncore.loop(LOOP_SECONDS, use_poll=True, map=sockets, count=1)
    doorman.accepting = False
    until = time.monotonic() + seconds_to_finish
    while doorman.is_at_work and time.monotonic() < until:
        wasyncore.loop(LOOP_SECONDS, use_poll=True, map=sockets, count=1)
    lanes.shutdown(timeout=0)
    wasyncore.close_all(sockets)


class Lanes(ThreadedTaskDispatcher):
    """Four thread pools, so that reading never waits for requests that are passed on.

    Nor does the general page wait for requests that open a card: a database may keep these waiting.
    """

    def __init__(self) -> None:
        super().__init__()
        self.set_thread_count(READING_THREADS)
        self._opening = _pool(OPENING_THREADS)
        self._passing = _pool(PASSING_THREADS)
        self._watching = _pool(WATCHING_THREADS)

    def add_task(self, task: Any) -> None:
        """Give the first request of a connection to the pool that it belongs to."""
        first = task.requests[0]
        if first.error or (is_reading(first.path) and first.command != "POST"):
            super().add_task(task)
        elif is_reading(first.path):
            self._opening.add_task(task)
        elif first.path in WATCHED:
            self._watching.add_task(task)
        else:
            self._passing.add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: int = 5) -> bool:  # noqa: FBT001, FBT002
        """End all idle threads, and drop requests that wait."""
        for pool in (self._opening, self._passing, self._watching):
            pool.shutdown(cancel_pending, timeout)
        return super().shutdown(cancel_pending, timeout)


def _pool(threads: int) -> ThreadedTaskDispatcher:
    pool = ThreadedTaskDispatcher()
    pool.set_thread_count(threads)
    return pool


class _Bounded(OverflowableBuffer):
    """A body in memory; bytes beyond the limit are counted and dropped."""

    def __init__(self, most: int) -> None:
        super().__init__(THROWN_AWAY_BYTES)
        self._came, self._most = 0, most

    def __len__(self) -> int:
        return self._came

    def append(self, s: bytes) -> None:
        self._came += len(s)
        if self._came <= self._most + 1:
            super().append(s)


class Parser(HTTPRequestParser):
    """Keeps the head of a request that is too large, so that the application can answer it.

    A request whose end a proxy could see elsewhere is refused: the rest would be read as a request
    of somebody else's.
    """

    command: Any = ""
    path = ""  # also of a head that could not be read: they are named all the same

    def received(self, data: bytes) -> int:
        used: int = super().received(data)
        if self.completed:  # refused, or without a body: nothing more is wanted of the client
            self.expect_continue = False
        return used

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # the address has half a bracket: http://[
            raise ParsingError("Start line is invalid") from error
        except TransferEncodingNotImplemented as error:
            raise ParsingError("A body in chunks is the only kind that is coded") from error
        if _CODED.search(header_plus) and (not self.chunked or "CONTENT_LENGTH" in self.headers):
            raise ParsingError("The length of the body is not clear")
        most = most_bytes(self.path)
        if self.chunked:
            self.body_rcv = ChunkedReceiver(_Bounded(most))
        elif self.content_length:
            self.body_rcv = FixedStreamReceiver(self.content_length, _Bounded(most))


class Connection(HTTPChannel):
    """A connection with time limits for the head and for the whole of a request."""

    parser_class = Parser
    error_task_class = Refusal
    began = 0.0

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began = time.time()
        return bool(super().received(data))

    @property
    def is_served(self) -> bool:
        """Whether one of its requests is being answered."""
        return bool(self.requests)

    @property
    def waiting_bytes(self) -> int:
        """How many bytes of an incomplete body are in memory."""
        request: Any = self.request
        return min(request.body_bytes_received, most_bytes(request.path) + 1) if request else 0

    def is_too_slow(self, now: float) -> bool:
        """Whether it has been silent for too long, or its request takes too long to arrive."""
        if now - self.last_activity > SILENT_SECONDS:
            return True
        if self.request is None:
            return False
        most = BODY_SECONDS if self.request.headers_finished else HEAD_SECONDS
        return now - self.began > most


class Doorman(TcpWSGIServer):
    """Accepts connections, and closes those that are too slow or too many."""

    channel_class = Connection

    @property
    def is_at_work(self) -> bool:
        """Whether any response is still to be sent."""
        return any(one.is_served or one.total_outbufs_len for one in self._connections())

    def handle_accept(self) -> None:
        super().handle_accept()
        idle = [one for one in self._connections() if not one.is_served]
        if len(self._held()) > MOST_CONNECTIONS and idle:
            min(idle, key=lambda one: one.last_activity).handle_close()

    def maintenance(self, now: float) -> None:
        idle = [one for one in self._connections() if not one.is_served]
        waiting = sum(one.waiting_bytes for one in idle)
        for one in sorted(idle, key=lambda one: one.waiting_bytes, reverse=True):
            if one.is_too_slow(now) or waiting > MOST_WAITING_BYTES:
                waiting -= one.waiting_bytes
                one.will_close = True

    def _connections(self) -> list[Connection]:
        return list(self._held().values())

    def _held(self) -> dict[int, Connection]:
        held: Any = self.active_channels  # which waitress's types call one connection
        return dict(held)


def _adjustments(listener: socket.socket) -> Adjustments:
    return Adjustments(
        sockets=[listener],
        asyncore_use_poll=True,
        channel_request_lookahead=1,  # to notice when a client disconnects
        cleanup_interval=1,
        clear_untrusted_proxy_headers=False,  # the application reads them as PROXY_HOPS says
        connection_limit=MOST_CONNECTIONS + SPARE_FILES,
        ident=None,
        log_socket_errors=False,
        max_request_body_size=THROWN_AWAY_BYTES,
        max_request_header_size=HEAD_BYTES,
        outbuf_overflow=2**30,  # never write a response to the disk
    )


def _allow_files(needed: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


logging.getLogger("waitress").setLevel(logging.ERROR)  # its warnings are about queue lengths
