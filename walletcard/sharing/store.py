"""The database: SQLite in the instance folder, or PostgreSQL.

SQLite has a write-ahead log, which is synced at every commit: before a card is handed out, it is on
the disk. Reading has connections of its own, which wait for no writer and work on a disk that is
full or read-only.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from walletcard.sharing import schema
from walletcard.sharing.quota import Payer
from walletcard.sharing.rows import Rows, WritableRows
from walletcard.sharing.withdrawals import WithdrawnList

LOG = logging.getLogger(__name__)
FILE = "walletcard.sqlite3"
LIST = "withdrawn-cards"
# secure_delete overwrites deleted rows with zeros.
PRAGMAS = ("busy_timeout=5000", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
SECONDS_TO_CONNECT = 5

READ = "BEGIN"
WRITE = "BEGIN IMMEDIATE"  # waits for other writers at the start, so it cannot fail halfway
MIGRATING = 0x77616C6C6574  # an advisory lock's number: "wallet" in ASCII
# A table is locked for a moment when it gets a column. Behind a backup that reads the table this
# would wait, and all readers behind it: so it gives up, and the operator tries again.
PATIENCE = "3s"
NONE = ""  # no transaction: some pragmas need that
INCREMENTAL = 2  # the value of auto_vacuum that frees pages on request


class StoreDown(Exception):
    """The database cannot be reached, read or written; the message says why."""


@dataclass
class Preparation:
    """Whether a store has been checked or migrated: enough to read, and enough to write."""

    is_readable: bool = False
    is_done: bool = False


class Store:
    """The database of rows. It connects when it is first used."""

    def __init__(self, url: str | None, folder: Path, withdrawn: Path | None = None) -> None:
        """Take a database's URL, or the folder for a SQLite file; and the list of withdrawn cards.

        Without one, the list is in the folder too. Raises `StoreDown`.
        """
        self.withdrawn = WithdrawnList(withdrawn or folder / LIST)
        with _failures():
            self._url = make_url(url) if url else URL.create("sqlite", database=str(folder / FILE))
            self._engine = _engine(self._url)
        self._is_sqlite = self._url.get_backend_name() == "sqlite"
        self._reader = _reader(self._file) if self._is_sqlite else self._engine
        self._preparation = Preparation()
        self.payer: Payer | None = None

    def prepare(self) -> None:
        """Migrate a SQLite database; check that another one is up to date.

        No connection stays open, so that a server may fork its workers afterwards. Raises
        `StoreDown` or `walletcard.sharing.schema.SchemaMismatch`.
        """
        try:
            if self._is_sqlite:
                self.migrate()
            else:
                with _failures(), self._engine.connect() as connection:
                    schema.refuse_mismatch(connection)
        finally:
            self.close()
        self._preparation.is_done = self._preparation.is_readable = True

    def migrate(self, wanted: str = schema.NEWEST) -> str | None:
        """Migrate to a revision and return it. Several processes may call it at once.

        Others read and write meanwhile. Raises `StoreDown` or
        `walletcard.sharing.schema.SchemaMismatch`.
        """
        with _failures(), contextlib.ExitStack() as stack:
            if self._is_sqlite:
                stack.enter_context(_alone(self._file))
                self._return_free_pages_from_now_on()
                self._run("PRAGMA journal_mode=WAL")
            connection = stack.enter_context(self._transaction(WRITE))
            self._keep_others_from_migrating(connection)
            if not self._is_sqlite:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            schema.migrate(connection, wanted)
            return schema.revision(connection)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Rows]:
        """The rows, to read. Raises `StoreDown`, and what `prepare` raises."""
        if not self._preparation.is_readable:
            self._prepare_to_read()
        with _failures(), self._reader.execution_options(begin=READ).begin() as connection:
            yield Rows(connection)

    @contextlib.contextmanager
    def writing(self) -> Iterator[WritableRows]:
        """The rows, to change: at the end all changes are on the disk, or none is.

        Raises `StoreDown`, `QuotaSpent`, and what `prepare` raises.
        """
        with self._ready():
            with self._transaction(WRITE) as connection:
                rows = WritableRows(connection, self.payer)
                yield rows
            self._list(rows)
            if rows.forgot_something:
                self._forget()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """All rows as they are at one moment, however long they are read while others write.

        A database of an earlier release is read as it is. Raises `StoreDown` or `SchemaMismatch`.
        """
        if self._is_sqlite:
            at_once = self._reader.execution_options(begin=READ)
        else:
            at_once = self._engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with _failures(), at_once.begin() as connection:
            schema.refuse_unreadable(connection)
            yield connection

    @contextlib.contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """A transaction in which tables may be emptied, made and filled. Raises `StoreDown`."""
        with _failures():
            with self._transaction(WRITE) as connection:
                self._keep_others_from_migrating(connection)
                yield connection
            self._forget()

    @contextlib.contextmanager
    def looking(self) -> Iterator[Connection]:
        """A connection to look with, whatever release wrote the database. Raises `StoreDown`."""
        with _failures(), self._reader.execution_options(begin=READ).connect() as connection:
            yield connection

    def paid_by(self, payer: Payer) -> Store:
        """The same store for one request, whose new rows count for the payer."""
        view = copy(self)
        view.payer = payer
        return view

    def close(self) -> None:
        """Close every pooled connection."""
        self._engine.dispose()

    @contextlib.contextmanager
    def _ready(self) -> Iterator[None]:
        if not self._preparation.is_done:
            self.prepare()
        with _failures():
            yield

    @property
    def _file(self) -> Path:
        return Path(self._url.database or FILE)

    @property
    def _log(self) -> Path:
        return _log_of(self._file)

    def _prepare_to_read(self) -> None:
        """Use the database as it is if it can be read, else prepare it.

        Preparing writes, and cards must open on a disk that cannot be written.
        """
        try:
            with self.looking() as connection:
                schema.refuse_unreadable(connection)
        except (StoreDown, schema.SchemaMismatch):
            self.prepare()
        self._preparation.is_readable = True

    def _keep_others_from_migrating(self, connection: Connection) -> None:
        if not self._is_sqlite:  # whose writers are alone anyway
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")

    def _list(self, rows: WritableRows) -> None:
        """Put into the list what was withdrawn. The database has it, and the purge tries again."""
        try:
            if rows.withdrawn:
                self.withdrawn.add(rows.withdrawn)
        except OSError as error:
            LOG.error("A withdrawn card could not be put into the list: %s", error.strerror)  # noqa: TRY400

    def tidy(self) -> None:
        """Do what `writing` could not while a backup was read: forget what was deleted."""
        if self._is_sqlite and self._log.exists() and self._log.stat().st_size:
            self._forget()

    def free(self) -> None:
        """Free the room of what was deleted; reading goes on. Raises `StoreDown`."""
        if self._is_sqlite:
            self._forget()
            return
        alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with _failures(), alone.connect() as connection:
            for table in schema.METADATA.sorted_tables:
                connection.exec_driver_sql(f"VACUUM {table.name}")

    def _forget(self) -> None:
        """Overwrite what was deleted, also in SQLite's write-ahead log, and free its pages.

        The log cannot be cut while a backup is read. Then the next purge does it.
        """
        if not self._is_sqlite:
            return
        with contextlib.suppress(SQLAlchemyError, sqlite3.Error):  # the change is on the disk
            self._run("PRAGMA incremental_vacuum")
            patience, impatience = PRAGMAS[0], "busy_timeout=300"  # other writers wait as long
            self._run(f"PRAGMA {impatience}; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA {patience}")

    def _return_free_pages_from_now_on(self) -> None:
        """Let the file shrink when rows are deleted; a file from an earlier release is rewritten.

        Rewriting needs as much space again. Without it the file works, but does not shrink.
        """
        with contextlib.suppress(SQLAlchemyError, sqlite3.Error):
            with self._engine.execution_options(begin=NONE).connect() as connection:
                now = connection.exec_driver_sql("PRAGMA auto_vacuum").scalar_one()
            if now != INCREMENTAL:
                self._run(f"PRAGMA auto_vacuum={INCREMENTAL}; VACUUM")

    def _transaction(self, begin: str) -> contextlib.AbstractContextManager[Connection]:
        return self._engine.execution_options(begin=begin).begin()

    def _run(self, script: str) -> None:
        """Run SQLite statements outside of a transaction, each to its end."""
        with self._engine.execution_options(begin=NONE).connect() as connection:
            sqlite: Any = connection.connection.driver_connection
            sqlite.executescript(script)  # execute() would return the first free page only


def _engine(url: URL) -> Engine:
    # hide_parameters: hashes and ciphertext have no place in an error or a log.
    if url.get_backend_name() != "sqlite":
        # Also of a connection that is open: its machine may have vanished without a word.
        patience = {
            "connect_timeout": SECONDS_TO_CONNECT,
            "tcp_user_timeout": 1000 * SECONDS_TO_CONNECT,
        }
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=patience)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _reader(file: Path) -> Engine:
    """Read-only connections, each opened anew because the disk may have become read-only."""
    engine = create_engine(
        "sqlite://", hide_parameters=True, poolclass=NullPool, creator=lambda: _open_to_read(file)
    )
    event.listen(engine, "begin", _begin)
    return engine


def _open_to_read(file: Path) -> sqlite3.Connection:
    """A connection to a SQLite file, even where its log and the log's index cannot be created.

    Then the file is opened as immutable, unless the log holds something: without the log a card
    that was withdrawn would open again.
    """
    log = _log_of(file)
    try:
        return _connect(file, "mode=ro")
    except sqlite3.OperationalError:
        if not file.exists() or (log.exists() and log.stat().st_size):
            raise
        return _connect(file, "mode=ro&immutable=1")


def _log_of(file: Path) -> Path:
    """SQLite's write-ahead log."""
    return file.with_name(f"{file.name}-wal")


def _connect(file: Path, options: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?{options}", uri=True, isolation_level=None
    )
    try:
        connection.execute(f"PRAGMA {PRAGMAS[0]}")
        connection.execute("SELECT 1 FROM sqlite_master")  # only now the file is opened
    except sqlite3.OperationalError:
        connection.close()
        raise
    return connection


def _set_pragmas(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver starts no transaction by itself
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if statement := connection.get_execution_options()["begin"]:
        connection.exec_driver_sql(statement)


@contextlib.contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Create the file if there is none, and keep other processes from preparing it meanwhile."""
    with file.with_name(f"{file.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # SQLite may have it open here: opening and closing it again would drop SQLite's locks.
        with contextlib.suppress(FileExistsError):
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """Turn whatever the driver and the file system raise into `StoreDown`."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError, ImportError) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error).partition("\n")[0]
        raise StoreDown(f"The database cannot be used: {said}.") from error
