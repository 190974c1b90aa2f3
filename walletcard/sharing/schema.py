"""The database's tables, and the check that its migrations fit this release."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import BigInteger, Column, Connection, LargeBinary, MetaData, Table

METADATA = MetaData()
NEWEST = "head"


def _row_id() -> Column[bytes]:
    return Column("id_hash", LargeBinary, primary_key=True)


# `sealed` is NULL for a withdrawn card. `expires` is in seconds since 1970. `reading_key` is the
# owner's public key (X25519), for notes of when the card was read; NULL until the card is written.
# `used` is the month in which a card was last read or its owner came, as 12 * year + 0 to 11; 0 if
# counting begins at the next purge, and NULL in a row that only an earlier release has written.
CARD = Table(
    "card",
    METADATA,
    _row_id(),
    Column("sealed", LargeBinary),
    Column("reading_key", LargeBinary),
    Column("used", BigInteger),
)
OWNER = Table(
    "owner",
    METADATA,
    _row_id(),
    Column("sealed", LargeBinary, nullable=False),
    Column("used", BigInteger),
)
SESSION = Table(
    "session",
    METADATA,
    _row_id(),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires", BigInteger, nullable=False, index=True),
)
# When a card was read, sealed for its owner: one row a card and ten minutes, under a keyed hash of
# both. It is deleted at `expires`, which tells no more than the month.
READING = Table(
    "reading",
    METADATA,
    Column("slot", LargeBinary, primary_key=True),
    Column("card", LargeBinary, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires", BigInteger, nullable=False, index=True),
)
# Cards that were withdrawn, and owners who were deleted, by the hash of their row: a restore brings
# none back. `is_final` is 0 for a card that its owner may switch on again; `day` is counted from 1
# January of the year 1, and NULL if it is not known.
WITHDRAWAL = Table(
    "withdrawal",
    METADATA,
    _row_id(),
    Column("is_final", BigInteger, nullable=False),
    Column("day", BigInteger),
)
# How much a network kept, by its keyed hash; the row is deleted at `until` (seconds since 1970).
# Notes of servers stand here too: see same_secret.py.
QUOTA = Table(
    "quota",
    METADATA,
    Column("place", LargeBinary, primary_key=True),
    Column("used", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False, index=True),
)

# What a backup holds, table by table; what is counted of networks is over in a day.
KEPT = tuple(table.name for table in METADATA.sorted_tables if table is not QUOTA)


class SchemaMismatch(Exception):
    """The database is older or newer than this release; the message says which and what to do."""


def upgrade(connection: Connection) -> None:
    """Run the missing migrations in the caller's transaction.

    Raises `SchemaMismatch` for a database that a later release wrote.
    """
    migrate(connection, NEWEST)


def migrate(connection: Connection, wanted: str) -> None:
    """Bring the database to a revision, forwards or back, in the caller's transaction.

    Raises `SchemaMismatch` for a revision, or a database, of a later release.
    """
    _refuse_later(connection)
    _refuse_unknown(wanted)
    config = _config()
    config.attributes["connection"] = connection
    is_older = wanted != NEWEST and wanted < (revision(connection) or "")
    (command.downgrade if is_older else command.upgrade)(config, wanted)


def refuse_mismatch(connection: Connection) -> None:
    """Raise `SchemaMismatch` unless the database is exactly at this release's revision."""
    _refuse_later(connection)
    if revision(connection) != _scripts().get_current_head():
        raise SchemaMismatch(
            "The database is behind this release. Make a backup, then run: walletcard migrate"
        )


def refuse_unreadable(connection: Connection) -> None:
    """Raise `SchemaMismatch` for a database that is empty or that a later release wrote.

    A database of an earlier release is readable as it is, so that cards open on a disk that cannot
    be written and therefore not migrated.
    """
    _refuse_later(connection)
    if revision(connection) is None:
        raise SchemaMismatch("The database is empty. Run: walletcard migrate")


def revision(connection: Connection) -> str | None:
    """The last migration that was run on the database; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_later(connection: Connection) -> None:
    _refuse_unknown(revision(connection) or "base")


def _refuse_unknown(wanted: str) -> None:
    try:
        _scripts().get_revision(wanted)
    except CommandError:
        raise SchemaMismatch(
            f"The database was written by a later release (its revision is {wanted}). "
            "Install that release, or restore a backup made before it."
        ) from None


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "walletcard.sharing:migrations")
    config.set_main_option("path_separator", "os")
    return config
