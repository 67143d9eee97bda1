"""Opening a database: found or made, brought to this program's state, or refused with a reason."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, text

from tracker.db.database import WAIT_SECONDS, Database
from tracker.db.indexed import FingerprintSet  # noqa: F401 - tables that are known once they are imported
from tracker.db.location import parse_location, shown, sqlite_path
from tracker.db.migrations import HEAD, VERSION_TABLE, VERSIONS
from tracker.db.observed import Poll, Signal  # noqa: F401 - so are these
from tracker.db.watched import Base
from tracker.errors import DatabaseError, DatabaseTooNewError


def open_database(address: str, *, create: bool = True) -> Database:
    """The database of `address`, upgraded to what this program knows.

    `address` is `sqlite:///PATH`, a bare path, or `postgresql://USER@HOST/NAME`. With `create=False` a database that
    is not there, or empty, is an error. Several processes may open one empty database at once.

    Raises DatabaseTooNewError when a newer program wrote it (nothing is changed), DatabaseError for everything else
    that stands in the way, saying what to do.
    """
    url = parse_location(address)
    if url.get_backend_name() == "sqlite":
        _check_file(url, create=create)
    database = Database(url)
    try:
        _upgrade(database, url, create=create)
    except BaseException:
        database.close()
        raise
    return database


def _check_file(url: URL, *, create: bool) -> None:
    path = sqlite_path(url)
    try:
        _check_path(path, url, create=create)
    except OSError as error:
        raise DatabaseError(f"cannot be looked at: {error.strerror}; check the rights", shown(url)) from error


def _check_path(path: Path, url: URL, *, create: bool) -> None:
    if path.is_dir():
        raise DatabaseError("this is a folder; name a file in it", shown(url))
    if not path.parent.is_dir():
        raise DatabaseError(f"the folder {path.parent} does not exist; create it first", shown(url))
    if not create and not path.exists():
        raise DatabaseError("no such database; `tracker ingest` or `tracker crawl` makes one", shown(url))
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            if not file.read(16).startswith(b"SQLite format 3\x00"):
                raise DatabaseError("this file is not an SQLite database; name another", shown(url))


def _upgrade(database: Database, url: URL, *, create: bool) -> None:
    with database.read() as connection:
        version = _checked_version(connection, database, create=create)
    if version == HEAD:
        return
    if database.kind == "sqlite":
        _use_write_ahead_log(sqlite_path(url))
    # Alembic takes as long to import as all else together; a database that is up to date needs none of it.
    from tracker.db.upgrading import upgrade

    with database.write(check_references=False) as connection:
        # Another process may have done it while this one waited for the lock.
        if _checked_version(connection, database, create=create) != HEAD:
            upgrade(connection)


def _checked_version(connection: Connection, database: Database, *, create: bool) -> str | None:
    """The version of what is there, None for an empty database; raises for what this program must not touch."""
    there = set(inspect(connection).get_table_names())
    query = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 - a constant
    version: str | None = connection.scalar(query) if VERSION_TABLE in there else None
    if version is None:
        _check_empty(there - {VERSION_TABLE}, database, create=create)
    elif version not in VERSIONS:
        raise DatabaseTooNewError(
            f"written by a newer version of this program (state {version}); "
            "nothing was changed; upgrade the program: pip install --upgrade republication-tracker",
            database.url,
        )
    return version


def _check_empty(there: set[str], database: Database, *, create: bool) -> None:
    # A schema of PostgreSQL is often shared; an SQLite file belongs to one program.
    foreign = there if database.kind == "sqlite" else there & set(Base.metadata.tables)
    if foreign:
        raise DatabaseError(
            f"this is the database of another program (it has a table {sorted(foreign)[0]!r}); name another",
            database.url,
        )
    if not create:
        raise DatabaseError("nothing is recorded here; `tracker ingest` or `tracker crawl` begins", database.url)


def _use_write_ahead_log(path: Path) -> None:
    """Readers and a writer side by side; a property of the file, set once.

    SQLite does not wait for its lock in this one statement, so two processes that begin together must try again.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as file:
                file.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if time.monotonic() > deadline or "locked" not in str(error):
                raise DatabaseError(f"cannot be prepared for writing: {error}", f"sqlite:///{path}") from error
            time.sleep(0.02)
