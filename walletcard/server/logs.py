"""Logs that name what went wrong and where in the code, and nothing that anybody sent."""

from __future__ import annotations

import logging
import sys
import threading

OURS = "walletcard"
LOG = logging.getLogger(__name__)


class Wordless(logging.Formatter):
    """Our own lines as they are, since they hold no values; of others' only who and what kind."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        if record.name.partition(".")[0] == OURS:
            said = record.getMessage()
        else:
            kind = record.exc_info[0] if record.exc_info else None
            said = f"{record.name}: {kind.__name__ if kind else 'a ' + record.levelname.lower()}"
        return f"{self.formatTime(record)} {record.process} {said}"


def keep_words_out() -> None:
    """Write every log of this process so, and what nobody caught too."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(Wordless())
    lines.setLevel(logging.WARNING)
    logging.getLogger().handlers[:] = [lines]
    threading.excepthook = lambda failure: _uncaught(failure.exc_type)
    sys.unraisablehook = lambda failure: _uncaught(failure.exc_type)


def _uncaught(kind: type[BaseException] | None) -> None:
    LOG.error("Nobody caught: %s", kind.__name__ if kind else "an error")
