"""Statements over many rows, alike on both databases."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

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
    return _upsert(connection.dialect.name, table)


@cache
def _upsert(dialect: str, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """One for each table: what `excluded` of a statement holds is made at its first use, at a tenth of the time that
    recording a page takes."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
