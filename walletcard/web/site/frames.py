"""Where an error came from, for a log that holds nothing of what anybody typed."""

import traceback
from types import TracebackType

MOST = 6


def frames_of(raised: TracebackType | None) -> str:
    """The last frames of an error, the innermost first: functions and lines, no values."""
    frames = traceback.extract_tb(raised)[-MOST:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
