"""Statements over many rows, alike on both databases."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from tracker.db.tables import Base

#: Values of one `IN (...)`: below every limit, and few enough that the statement is prepared once.
CHUNK = 1000


def chunks(ids: Iterable[int], size: int = CHUNK) -> Iterator[list[int]]:
    """`ids` sorted, without repeats, in lists of at most `size`."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def pieces(keys: Sequence[str], size: int = CHUNK) -> Iterator[Sequence[str]]:
    """`keys` in lists of at most `size`."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def upsert(connection: Connection, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT, in the words of this database."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
