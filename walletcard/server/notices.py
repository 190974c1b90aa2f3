"""What the maker knows of the server's parts, where every reader can see it without waiting.

The maker looks at each part every few seconds, in threads of its own, and writes what it found on
a page of memory that all processes share. So whoever asks often, or while the database hangs, keeps
nobody waiting: a reader only looks at that page.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong

BYTES = 1024
SECONDS_BETWEEN = 3.0
MOST_SECONDS = 2.0  # for a part to answer
OLD_SECONDS = 15.0  # after which a notice tells nothing
IS_READY, SLOW = "ready", f"no answer in {MOST_SECONDS:g} seconds"
Look = Callable[[], str | None]  # what is wrong with a part, or None


class Board:
    """A page of memory with the last notice. It is made before the processes fork."""

    def __init__(self) -> None:
        self._page = mmap.mmap(-1, BYTES)
        self.write({})

    def write(self, parts: Mapping[str, str]) -> None:
        """Put a notice up: each part, and `ready` or what is wrong with it."""
        told = json.dumps({"at": time.monotonic(), "parts": parts}).encode("ascii")
        self._page[:] = told.ljust(BYTES)

    def read(self) -> dict[str, str]:
        """The parts as they were a few seconds ago; `maker` alone if it wrote nothing since."""
        at, parts = self._told()
        age = time.monotonic() - at
        if not parts:
            return {"maker": "it is starting"}
        if age > OLD_SECONDS:
            return {"maker": f"no news for {age:.0f} seconds"}
        return parts

    def _told(self) -> tuple[float, dict[str, str]]:
        """When it was written, and the parts; read again if it was just being written."""
        for _ in range(10):
            with contextlib.suppress(ValueError):
                told = json.loads(self._page[:])
                return told["at"], told["parts"]
            time.sleep(0.001)
        return time.monotonic(), {"maker": "its notice cannot be read"}


class Watch:
    """Looks at each part again and again. One that hangs is not asked a second time meanwhile."""

    def __init__(self, board: Board, looks: Mapping[str, Look]) -> None:
        self._board, self._looks = board, looks
        self._threads = ThreadPoolExecutor(len(looks), "watch")
        self._asked: dict[str, Future[str | None]] = {}

    def keep_looking(self, seconds: float = SECONDS_BETWEEN) -> threading.Event:
        """Look every few seconds in a thread of its own, until the returned event is set."""
        over = threading.Event()

        def look_again() -> None:
            self._board.write(self.look())
            while not over.wait(seconds):
                self._board.write(self.look())
            self._threads.shutdown(wait=False)

        threading.Thread(target=look_again, name="watch", daemon=True).start()
        return over

    def look(self) -> dict[str, str]:
        """Each part, and `ready` or what is wrong with it."""
        for name, look in self._looks.items():
            if name not in self._asked:
                self._asked[name] = self._threads.submit(look)
        until = time.monotonic() + MOST_SECONDS
        return {name: self._state(name, until) for name in self._looks}

    def _state(self, name: str, until: float) -> str:
        asked = self._asked[name]
        try:
            wrong = asked.result(max(0.0, until - time.monotonic()))
        except TookTooLong:
            if not asked.done():
                return SLOW
            wrong = "it failed"
        except Exception as error:  # noqa: BLE001 - what it says may be secret, its kind is not
            wrong = type(error).__name__
        del self._asked[name]
        return wrong or IS_READY
