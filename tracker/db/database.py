"""A database that is open: transactions for reading and for writing, alike on SQLite and PostgreSQL.

One process writes at a time: `BEGIN IMMEDIATE` on SQLite, an advisory lock of the schema on PostgreSQL. Writers wait
for each other, never fail on each other, and ids are given out in the order of recording. Readers wait for nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Literal, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from tracker.db.alone import held
from tracker.db.location import shown, sqlite_path
from tracker.errors import DatabaseError

WAIT_SECONDS = 120  #: how long a writer waits for another before it gives up
_ALONE = "SELECT {}(hashtext('republication tracker, alone: ' || current_schema()))"
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('republication tracker: ' || current_schema()))"


class Database:
    """Made by `tracker.db.open_database`. Close it, or use it as a context manager."""

    def __init__(self, url: URL) -> None:
        self.url = shown(url)  #: without password: for messages
        self.kind: Literal["sqlite", "postgresql"] = "sqlite" if url.get_backend_name() == "sqlite" else "postgresql"
        self._engine = _engine(url)
        #: What the driver raises; for the one query that goes past SQLAlchemy (`sql.py`).
        self.driver_error: type[Exception] = self._engine.dialect.loaded_dbapi.Error
        self._writer = self._engine.execution_options(tracker_writes=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises DatabaseError when the database does not answer."""
        with self._said_plainly(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *, check_references: bool = True, alone: bool = True) -> Iterator[Connection]:
        """A transaction that writes, all or nothing; waits for other writers.

        `alone=False` is for rows that nobody else writes and that give out no ids (leases): on PostgreSQL it waits
        for no other writer, but for those that write the same rows.

        `check_references=False` is for migrations: SQLite rebuilds tables by dropping them, which would delete what
        refers to them.
        """
        with self._said_plainly(), self._writer.connect() as connection:
            if self.kind == "sqlite" and not check_references:
                _outside_transaction(connection, "PRAGMA foreign_keys=OFF")
            try:
                with connection.begin():
                    if self.kind == "postgresql" and alone:
                        connection.exec_driver_sql(_LOCK)
                    yield connection
            finally:
                if self.kind == "sqlite" and not check_references:
                    _outside_transaction(connection, "PRAGMA foreign_keys=ON")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else is in here meanwhile, in this process or another: for what takes several transactions.

        Waits for as long as it takes; a process that ends lets go, however it ends. Others go on reading and writing.
        Not to be entered twice.
        """
        if self.kind == "sqlite":
            with held(sqlite_path(self._engine.url)):
                yield
            return
        with self._said_plainly(), self._engine.connect() as connection:
            own = connection.execution_options(isolation_level="AUTOCOMMIT")
            own.exec_driver_sql("SET lock_timeout = 0")
            own.exec_driver_sql(_ALONE.format("pg_advisory_lock"))
            try:
                yield
            finally:
                own.exec_driver_sql(_ALONE.format("pg_advisory_unlock"))
                own.exec_driver_sql(f"SET lock_timeout = '{WAIT_SECONDS}s'")

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        """The rooms above know no SQLAlchemy: they get a DatabaseError with what the database itself said."""
        try:
            yield
        except DBAPIError as error:
            raise DatabaseError(_advice(str(error.orig).strip()), self.url) from error


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS}, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = create_engine(url, connect_args={"connect_timeout": 10}, pool_pre_ping=True, hide_parameters=True)
    except ImportError as error:
        raise DatabaseError(
            "PostgreSQL needs psycopg: pip install 'republication-tracker[postgres]'", shown(url)
        ) from error
    event.listen(engine, "connect", _set_up_postgresql)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # this module says BEGIN itself; the driver would begin too late and unasked
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")  # with WAL: a power cut may lose the last commits, never break it
    connection.execute("PRAGMA cache_size=-65536")  # 64 MiB: the upper levels of the fingerprints' tree stay in memory
    connection.execute("PRAGMA temp_store=MEMORY")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then wants to write fails at once when another wrote in between, and no
    # waiting helps: a writer takes the lock at its beginning.
    writes = connection.get_execution_options().get("tracker_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_up_postgresql(connection: Any, _record: Any) -> None:
    connection.autocommit = True
    connection.execute("SET TIME ZONE 'UTC'")
    connection.execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
    connection.autocommit = False


def _outside_transaction(connection: Connection, statement: str) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(statement)


def _advice(said: str) -> str:
    if "database is locked" in said or "lock timeout" in said:
        return f"another process has been writing for {WAIT_SECONDS} seconds; try again when it is done ({said})"
    if "readonly database" in said or "read-only" in said:
        return f"the database cannot be written; check the rights of the file and its folder ({said})"
    if "full" in said and "disk" in said:
        return f"the disk is full; nothing of this batch was recorded ({said})"
    if "connection failed" in said or "failed to resolve" in said or "connection timeout" in said:
        return f"the server does not answer; look whether it runs, and at its name, port and user ({said})"
    if "malformed" in said or "not a database" in said:
        return f"the file is damaged; put the last good copy in its place, `tracker doctor` checks it ({said})"
    return said
