"""The maker: one process that answers all requests but reading, runs the press, and purges."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from walletcard.paper.press import Press
from walletcard.server.passing import answer
from walletcard.sharing.purging import keep_purging
from walletcard.web.site.current import NAME

if TYPE_CHECKING:
    from flask import Flask

THREADS = 64  # most of them wait for the press
NICE = 5  # added to the nice value, so that readers come first
LOOP_SECONDS = 1.0


def serve(app: Flask, listener: socket.socket, goes_on: Callable[[], bool]) -> None:
    """Answer what readers pass on until `goes_on` returns False, then finish."""
    os.nice(NICE)
    listener.settimeout(LOOP_SECONDS)
    site = app.extensions[NAME]
    purging = keep_purging(site.store, keep_years=site.settings.keep_years)
    press = site.press
    if isinstance(press, Press):
        press.start()
    with ThreadPoolExecutor(THREADS, "maker") as threads:
        while goes_on():
            try:
                asked, _ = listener.accept()
            except TimeoutError:
                continue
            asked.setblocking(True)
            threads.submit(answer, app, asked)
    purging.set()
    if isinstance(press, Press):
        press.stop()
