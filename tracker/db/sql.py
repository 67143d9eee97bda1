"""A user's SQL, read-only: the database itself refuses to write, whatever the words are."""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from itertools import islice
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL

from tracker.db.database import Database
from tracker.db.location import parse_location, shown, sqlite_path
from tracker.db.rows import Rows, plain_rows
from tracker.errors import DatabaseError, QueryError

#: What is quoted or remarked, and a parameter anywhere else; a cast (`x::date`) is none.
_PARAMETER = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|(?<![:\w]):(?P<name>[a-z_]\w*)""", re.DOTALL | re.IGNORECASE
)
#: Steps of SQLite's machine, about a millisecond of them, after which it looks whether somebody pressed Ctrl-C.
_STEPS = 100_000
#: What SQLite may map of the file: pages are looked at where the system holds them, and not copied first.
_MAPPED = 1 << 34
#: Of this session alone. A plan for one answer is not worth compiling; the views' joins, a dozen tables where three
#: views meet, are ordered by what they cost, and not by how they are written; all rows are wanted, and not the first
#: soon. Pages that were read today lie in memory, wherever they stand in the file, so what a plan costs is the rows
#: that it looks at: as the server's own settings have it, the articles of a week would be joined by reading all
#: republications and all stories, which takes three times as long as looking them up.
_SESSION = "; ".join(
    f"SET LOCAL {name} = {value}"
    for name, value in {
        "jit": "off",
        "join_collapse_limit": "16",
        "from_collapse_limit": "16",
        "geqo_threshold": "16",
        "cursor_tuple_fraction": "1",
        "seq_page_cost": "0.2",
        "random_page_cost": "0.2",
        "cpu_tuple_cost": "0.05",
        "work_mem": "'64MB'",
    }.items()
)
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})


def run_read_only(
    address: str, sql: str, *, limit: int | None = None, parameters: Mapping[str, str] | None = None
) -> Rows:
    """The answer to one query of a user; at most `limit` rows, and `Rows.more` says whether there were others.

    `parameters` are the values of the query's `:names` (`named`), times as text; they are bound, never written into it.

    Raises QueryError with the database's own words when the query is wrong, is more than one statement, or wants
    anything but to read; DatabaseError when the database cannot be opened. Ctrl-C ends the query in the database too.
    """
    url = parse_location(address)
    if not sql.strip():
        raise QueryError("the query is empty")
    run = _on_sqlite if url.get_backend_name() == "sqlite" else _on_postgresql
    return run(url, sql, limit, parameters or {})


def named(sql: str) -> frozenset[str]:
    """The parameters (`:since`) that a query asks for, without their colon."""
    return frozenset(found["name"] for found in _PARAMETER.finditer(sql) if found["name"])


def with_defaults(sql: str, values: Mapping[str, str]) -> str:
    """A query of which an empty parameter stands for its value here. The values are ours, never a user's."""
    return _PARAMETER.sub(
        lambda found: (
            f"COALESCE(NULLIF(:{found['name']}, ''), '{values[found['name']]}')" if found["name"] else found.group()
        ),
        sql,
    )


def _on_sqlite(url: URL, sql: str, limit: int | None, parameters: Mapping[str, str]) -> Rows:
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
            connection.execute(f"PRAGMA mmap_size={_MAPPED}")
            connection.execute("PRAGMA temp_store=MEMORY")
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            connection.set_authorizer(_only_reading)
            connection.set_progress_handler(_look_up, _STEPS)
            cursor = connection.execute(sql, parameters)
            if cursor.description is None:
                raise QueryError("this is not a query: it has no columns")
            return _limited([column[0] for column in cursor.description], cursor, limit)
        except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                raise KeyboardInterrupt from error
            raise QueryError(_plainly(str(error))) from error


def _only_reading(action: int, *_about: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _look_up() -> int:
    """Go on. While SQLite works no Python runs, and with it no signal is heeded, but here: a Ctrl-C is raised in this
    function, and an exception in it is what tells SQLite to stop."""
    return 0


def _on_postgresql(url: URL, sql: str, limit: int | None, parameters: Mapping[str, str]) -> Rows:
    """A read-only transaction, and in it a cursor: PostgreSQL declares one for a single SELECT or VALUES and nothing
    else, sent by the extended protocol, which takes no second statement that could end the transaction."""
    with Database(url) as database, database.read() as connection:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        connection.exec_driver_sql("SELECT 1")  # after a first query it cannot be made to write again
        connection.exec_driver_sql(_SESSION)
        driver: Any = connection.connection.driver_connection
        try:
            with driver.cursor("tracker_sql") as cursor:
                if parameters:
                    cursor.execute(_in_its_words(sql), parameters)
                else:
                    cursor.execute(sql)
                return _limited([column.name for column in cursor.description or ()], cursor, limit)
        except (database.driver_error, UnicodeEncodeError) as error:
            raise QueryError(_plainly(str(error))) from error


def _in_its_words(sql: str) -> str:
    """`:since` as the driver writes it, and every `%` of the query as what it is."""
    return _PARAMETER.sub(
        lambda found: f"%({found['name']})s" if found["name"] else found.group(), sql.replace("%", "%%")
    )


def _limited(columns: Sequence[str], rows: Iterable[Sequence[Any]], limit: int | None) -> Rows:
    if limit is None:
        return plain_rows(columns, rows)
    found = list(islice(rows, limit + 1))
    return plain_rows(columns, found[:limit], more=len(found) > limit)


def _plainly(said: str) -> str:
    if "not authorized" in said or "prohibited" in said or "readonly" in said:
        return f"only reading is allowed here ({said})"
    return said.strip()
