"""Logs say what went wrong, and never hold anything that a client sent."""

from __future__ import annotations

import logging
import sys
import threading

OURS = "walletcard"
LOG = logging.getLogger(__name__)


class Wordless(logging.Formatter):
    """Writes our own lines whole; of other libraries' only the logger and error type."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        if record.name.partition(".")[0] == OURS:
            said = record.getMessage()
        else:
            kind = record.exc_info[0] if record.exc_info else None
            said = f"{record.name}: {kind.__name__ if kind else 'a ' + record.levelname.lower()}"
        return f"{self.formatTime(record)} {record.process} {said}"


def keep_words_out() -> None:
    """Use this format for all logs of this process, and for uncaught exceptions."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(Wordless())
    lines.setLevel(logging.WARNING)
    logging.getLogger().handlers[:] = [lines]
    threading.excepthook = lambda failure: _uncaught(failure.exc_type)
    sys.unraisablehook = lambda failure: _uncaught(failure.exc_type)


def _uncaught(kind: type[BaseException] | None) -> None:
    LOG.error("Uncaught: %s", kind.__name__ if kind else "an error")
