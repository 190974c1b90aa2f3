"""How tests restore a backup."""

from pathlib import Path

from walletcard.keeping.lines import Contents
from walletcard.keeping.restore import restore
from walletcard.sharing.store import Store
from walletcard.sharing.withdrawals import Withdrawals


def restored(
    store: Store, file: Path, listed: Withdrawals | None = None, *, replacing: bool = False
) -> Contents:
    """Restore a file into a store, with a list of what was withdrawn since."""
    with file.open("rb") as opened:
        return restore(store, opened, listed or {}, replacing=replacing)
