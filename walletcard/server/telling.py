"""What is told of each request: by which route, with which status, in how much time.

The route is its template, such as `/make/<int:number>/`; no path is told, since a person may have
put anything into it, and no address of a client.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass

KNOWN = ("GET", "POST", "HEAD", "OPTIONS")
LOG = logging.getLogger(__name__)
listeners: list[Callable[[Exchange], None]] = []  # in this process, besides the log


@dataclass(frozen=True)
class Exchange:
    """A request that was answered; `route` is None if there is no such page."""

    request: str  # the number under which its errors are logged, too
    method: str
    route: str | None
    status: int
    seconds: float


def new_number() -> str:
    """A number for a request. The client cannot choose it: it would stand in the log."""
    return secrets.token_hex(8)


def tell(
    request: str, method: object, route: str | None, status: int | str, seconds: float
) -> None:
    """Log a request that was answered; `status` may be as in `200 OK`."""
    named = str(method) if method in KNOWN else "other"
    done = Exchange(request, named, route, int(str(status)[:3]), round(seconds, 4))
    LOG.info("answered", extra={"told": asdict(done)})
    for listener in listeners:
        listener(done)
