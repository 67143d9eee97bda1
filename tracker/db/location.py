"""The address of a database: what a user may write, and how it is shown."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tracker.errors import DatabaseError

DEFAULT = "sqlite:///tracker.db"


def parse_location(address: str) -> URL:
    """The address as SQLAlchemy takes it. A bare path is an SQLite file.

    Raises DatabaseError for a kind of database this program does not know, and for a database without a place.
    """
    written = address.strip()
    if not written:
        raise DatabaseError(f"no database is named; give {DEFAULT}, a path, or postgresql://USER@HOST/NAME")
    if "://" not in written:
        written = f"sqlite:///{written.removeprefix('sqlite:')}"
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:
        raise DatabaseError(
            f"the database's address cannot be read; write {DEFAULT} or postgresql://USER@HOST/NAME"
        ) from error
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite":
        return _sqlite(url)
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise DatabaseError(f"{kind} is not supported; use sqlite:///PATH or postgresql://USER@HOST/NAME", shown(url))


def shown(url: URL) -> str:
    """The address for people: never with a password."""
    secret = {name: "***" for name in url.query if "pass" in name.lower()}
    plain = url.set(drivername=url.drivername.partition("+")[0]).update_query_dict(secret)
    return plain.render_as_string(hide_password=True).replace("%2A%2A%2A", "***")


def sqlite_path(url: URL) -> Path:
    """The file of an SQLite database."""
    return Path(url.database or "")


def _sqlite(url: URL) -> URL:
    if url.host:
        raise DatabaseError(
            f"an SQLite address has three slashes before a path: sqlite:///{url.host}/{url.database or ''}", shown(url)
        )
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise DatabaseError(f"the database must be a file; use {DEFAULT} or sqlite:////an/absolute/path.db", shown(url))
    return url.set(drivername="sqlite+pysqlite", query={})
