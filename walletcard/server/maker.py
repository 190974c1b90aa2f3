"""The maker: one process that answers all requests but reading, runs the press, and purges."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from walletcard.paper.press import Press
from walletcard.server.components import looks
from walletcard.server.notices import Board, Watch
from walletcard.server.passing import answer
from walletcard.settings import Address
from walletcard.sharing.purging import keep_purging
from walletcard.web.site.current import NAME, Site

if TYPE_CHECKING:
    from flask import Flask

THREADS = 64  # most of them wait for the press
# Added to the nice value: readers come first, and whoever makes a card does not wait for ever. See
# docs/decisions/0005-reading-is-served-apart.md.
NICE = 1
LOOP_SECONDS = 1.0
LOG = logging.getLogger(__name__)


def serve(
    app: Flask,
    listener: socket.socket,
    board: Board,
    metrics: Address | None,
    goes_on: Callable[[], bool],
) -> None:
    """Answer what readers pass on until `goes_on` returns False, then finish."""
    os.nice(NICE)
    listener.settimeout(LOOP_SECONDS)
    site = app.extensions[NAME]
    purging = keep_purging(site.store, keep_years=site.settings.keep_years)
    press = site.press
    if isinstance(press, Press):
        press.start()
    watching = Watch(board, looks(site)).keep_looking()
    hide = _show(metrics, site, board) if metrics else None
    with ThreadPoolExecutor(THREADS, "maker") as threads:
        while goes_on():
            try:
                asked, _ = listener.accept()
            except TimeoutError:
                continue
            asked.setblocking(True)
            threads.submit(answer, app, asked)
    purging.set()
    watching.set()
    if hide:
        hide()
    if isinstance(press, Press):
        press.stop()


def _show(address: Address, site: Site, board: Board) -> Callable[[], None] | None:
    """Count prints, and show all figures; a server whose figures cannot be shown goes on."""
    from walletcard.server import metrics  # noqa: PLC0415 - see there

    if isinstance(site.press, Press):
        metrics.count_prints(site.press)
    try:
        return metrics.show(address, site, board)
    except OSError as error:
        LOG.error("No figures are shown: %s", error.strerror)  # noqa: TRY400
        return None
