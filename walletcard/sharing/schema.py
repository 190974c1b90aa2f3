"""The database's tables, and which of our migrations it has been through."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import BigInteger, Column, Connection, LargeBinary, MetaData, Table

METADATA = MetaData()


def _row_id() -> Column[bytes]:
    return Column("id_hash", LargeBinary, primary_key=True)


# A card without `sealed` was withdrawn. `expires` is in seconds since 1970.
CARD = Table("card", METADATA, _row_id(), Column("sealed", LargeBinary))
OWNER = Table("owner", METADATA, _row_id(), Column("sealed", LargeBinary, nullable=False))
SESSION = Table(
    "session",
    METADATA,
    _row_id(),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires", BigInteger, nullable=False, index=True),
)
# How much was kept for a network, under a keyed hash that goes at `until` (seconds since 1970).
QUOTA = Table(
    "quota",
    METADATA,
    Column("place", LargeBinary, primary_key=True),
    Column("used", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False, index=True),
)


class SchemaMismatch(Exception):
    """The database is behind or ahead of this release; the message says which, and what to do."""


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, in the caller's transaction.

    Raises `SchemaMismatch` for a database that is ahead.
    """
    _refuse_later(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def refuse_mismatch(connection: Connection) -> None:
    """Raise `SchemaMismatch` unless the database is exactly at this release's revision."""
    _refuse_later(connection)
    if revision(connection) != _scripts().get_current_head():
        raise SchemaMismatch(
            "The database is behind this release. Make a backup, then run: walletcard migrate"
        )


def refuse_unreadable(connection: Connection) -> None:
    """Raise `SchemaMismatch` for a database that is empty or ahead.

    Cards of an earlier release are read as they are: where nothing can be written, nothing can be
    migrated either.
    """
    _refuse_later(connection)
    if revision(connection) is None:
        raise SchemaMismatch("The database is empty. Run: walletcard migrate")


def revision(connection: Connection) -> str | None:
    """The last migration that the database has been through."""
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_later(connection: Connection) -> None:
    now = revision(connection)
    try:
        _scripts().get_revision(now or "base")
    except CommandError:
        raise SchemaMismatch(
            f"The database was written by a later release (its revision is {now}). "
            "Install that release, or restore the backup made before it."
        ) from None


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "walletcard.sharing:migrations")
    config.set_main_option("path_separator", "os")
    return config
