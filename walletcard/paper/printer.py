"""What runs a job that prints: this process, or the press.

Apart from the press, because a command that prints a single file needs no pool of processes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

Printed = TypeVar("Printed")


class NobodyWaits(Exception):
    """The client left before its job was printed."""


def always() -> bool:
    """An `is_wanted` for jobs whose caller never leaves."""
    return True


class Printer(Protocol):
    """Runs a job: a module's function, called with some arguments."""

    @property
    def is_busy(self) -> bool:
        """Whether a job would have to wait."""

    def run(
        self, is_wanted: Callable[[], bool], job: Callable[..., Printed], *given: object
    ) -> Printed:
        """What the job returns; raises what it raises."""


class Here:
    """Prints in this process: for tests and for a single file."""

    is_busy = False

    def run(
        self, is_wanted: Callable[[], bool], job: Callable[..., Printed], *given: object
    ) -> Printed:
        """What the job returns; raises what it raises."""
        if not is_wanted():
            raise NobodyWaits
        return job(*given)
