"""What a rule of the check page finds."""

from __future__ import annotations

from collections.abc import Iterator

from walletcard.clinical.statement import Value

# Its path in the record, the id of the warning without "warning.", and the values in its sentence.
Found = Iterator[tuple[str, str, dict[str, Value]]]
