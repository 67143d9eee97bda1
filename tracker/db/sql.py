"""A user's SQL, read-only: the database itself refuses to write, whatever the words are."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import islice
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL

from tracker.db.database import Database
from tracker.db.location import parse_location, shown, sqlite_path
from tracker.db.rows import Rows, plain_rows
from tracker.errors import DatabaseError, QueryError

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})


def run_read_only(address: str, sql: str, *, limit: int | None = None) -> Rows:
    """The answer to one query of a user; at most `limit` rows, and `Rows.more` says whether there were others.

    Raises QueryError with the database's own words when the query is wrong, is more than one statement, or wants
    anything but to read; DatabaseError when the database cannot be opened.
    """
    url = parse_location(address)
    if not sql.strip():
        raise QueryError("the query is empty")
    return _on_sqlite(url, sql, limit) if url.get_backend_name() == "sqlite" else _on_postgresql(url, sql, limit)


def _on_sqlite(url: URL, sql: str, limit: int | None) -> Rows:
    """Four locks: the file is opened read-only, so is the connection, no other file can be joined to it, and the
    compiler of statements lets through nothing but reading."""
    path = sqlite_path(url)
    if not path.is_file():
        raise DatabaseError("no such database", shown(url))
    try:
        connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, timeout=60)
    except sqlite3.Error as error:
        raise DatabaseError(f"cannot be opened: {error}", shown(url)) from error
    with closing(connection):
        try:
            connection.execute("PRAGMA query_only=ON")
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            connection.set_authorizer(_only_reading)
            cursor = connection.execute(sql)
            if cursor.description is None:
                raise QueryError("this is not a query: it has no columns")
            return _limited([column[0] for column in cursor.description], cursor, limit)
        except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError) as error:
            raise QueryError(_plainly(str(error))) from error


def _only_reading(action: int, *_about: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _on_postgresql(url: URL, sql: str, limit: int | None) -> Rows:
    """A read-only transaction, and in it a cursor: PostgreSQL declares one for a single SELECT or VALUES and nothing
    else, sent by the extended protocol, which takes no second statement that could end the transaction."""
    with Database(url) as database, database.read() as connection:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        connection.exec_driver_sql("SELECT 1")  # after a first query it cannot be made to write again
        driver: Any = connection.connection.driver_connection
        try:
            with driver.cursor("tracker_sql") as cursor:
                cursor.execute(sql)
                return _limited([column.name for column in cursor.description or ()], cursor, limit)
        except (database.driver_error, UnicodeEncodeError) as error:
            raise QueryError(_plainly(str(error))) from error


def _limited(columns: Sequence[str], rows: Iterable[Sequence[Any]], limit: int | None) -> Rows:
    if limit is None:
        return plain_rows(columns, rows)
    found = list(islice(rows, limit + 1))
    return plain_rows(columns, found[:limit], more=len(found) > limit)


def _plainly(said: str) -> str:
    if "not authorized" in said or "prohibited" in said or "readonly" in said:
        return f"only reading is allowed here ({said})"
    return said.strip()
