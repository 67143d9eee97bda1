"""What an article says of its sources, in rows: its credits, and the lines that no rule understood."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from tracker.db.bulk import chunks
from tracker.db.columns import storable
from tracker.db.redirects import Targets
from tracker.db.tables import Credit, UnreadLine
from tracker.types import Credit as ReadCredit
from tracker.types import UnreadLine as ReadLine

Values = tuple[Any, ...]

CREDIT = (
    "role", "source", "source_kind", "source_name", "form", "extent", "quote", "location", "rule", "confidence",
    "origin_url", "normalised",
)  # fmt: skip
_LINE = ("text", "place", "shape", "reason")


def values_of(credit: ReadCredit) -> Values:
    """A credit as its row has it, in the order of `CREDIT`."""
    return _storable(getattr(credit, name) for name in CREDIT)


def line_values(line: ReadLine) -> Values:
    """An unread line as its row has it."""
    return _storable(getattr(line, name) for name in _LINE)


def stored_credits(connection: Connection, ids: Collection[int]) -> dict[int, list[Values]]:
    """The credits of each article, as `values_of` gives them, in the page's order; articles without any left out."""
    return _stored(connection, Credit, CREDIT, ids)


def stored_lines(connection: Connection, ids: Collection[int]) -> dict[int, list[Values]]:
    """The unread lines of each article, as `line_values` gives them."""
    return _stored(connection, UnreadLine, _LINE, ids)


def replace_credits(connection: Connection, given: Mapping[int, Sequence[ReadCredit]], *, new: Collection[int]) -> None:
    """`given` (by article) in place of the credits there; those of the articles `new` have none yet."""
    targets = Targets(connection, [c.origin_url for stated in given.values() for c in stated if c.origin_url])
    rows = {
        article_id: [
            {"origin_key": targets.key(c.origin_url) if c.origin_url else None}
            | dict(zip(CREDIT, values_of(c), strict=True))
            for c in stated
        ]
        for article_id, stated in given.items()
    }
    _replace(connection, Credit, rows, new)


def replace_lines(connection: Connection, given: Mapping[int, Sequence[ReadLine]], *, new: Collection[int]) -> None:
    """`given` (by article) in place of the unread lines there."""
    rows = {
        article_id: [dict(zip(_LINE, line_values(line), strict=True)) for line in lines]
        for article_id, lines in given.items()
    }
    _replace(connection, UnreadLine, rows, new)


def _stored(
    connection: Connection, table: type[Credit | UnreadLine], names: Sequence[str], ids: Collection[int]
) -> dict[int, list[Values]]:
    found: dict[int, list[Values]] = {}
    for some in chunks(ids):
        query = select(table.article_id, *(getattr(table, name) for name in names))
        query = query.where(table.article_id.in_(some)).order_by(table.article_id, table.position)
        for article_id, *values in connection.execute(query):
            found.setdefault(article_id, []).append(tuple(values))
    return found


def _replace(
    connection: Connection,
    table: type[Credit | UnreadLine],
    rows: Mapping[int, Sequence[dict[str, Any]]],
    new: Collection[int],
) -> None:
    for some in chunks(rows.keys() - set(new)):
        connection.execute(delete(table).where(table.article_id.in_(some)))
    numbered = [
        {"article_id": article_id, "position": position} | row
        for article_id, given in sorted(rows.items())
        for position, row in enumerate(given)
    ]
    if numbered:
        connection.execute(insert(table), numbered)


def _storable(values: Iterable[Any]) -> Values:
    return tuple(storable(value) if isinstance(value, str) else value for value in values)
