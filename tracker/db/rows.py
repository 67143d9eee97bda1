"""Answers to SQL, the same from both databases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

Value = None | int | float | str | bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Columns and rows. Times are ISO 8601 text in UTC (`2019-11-01T08:00:00+00:00`), days `2019-11-01`, yes is 1."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    more: bool = False  #: rows beyond the limit were left out

    def dicts(self) -> list[dict[str, Value]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def plain_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, more: bool = False) -> Rows:
    """`Rows` of what a driver gave."""
    return Rows(columns=tuple(columns), rows=tuple(tuple(map(_plain, row)) for row in rows), more=more)


def _plain(value: Any) -> Value:
    match value:
        case bool():
            return int(value)
        case None | int() | float() | str() | bytes():
            return value
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case memoryview():
            return bytes(value)
        case _:
            return str(value)
