"""What a report gives: a table of plain values that knows what each column holds, and the filters asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

Cell = str | int | float | bool | date | datetime | bytes | None
#: `share` and `chance` are 0..1, `lag` whole seconds, `time` aware and in UTC; `bar` is 0..1 of the longest one.
Kind = Literal["text", "count", "share", "lag", "time", "day", "flag", "chance", "bar"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in every format, and what its cells hold."""

    name: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An answer: `rows` have one cell for each of `columns`; `note` is what a reader must know to use it.

    `figures` are what the note says of all rows together, for programs.
    `coverage` says of a count of republications for which outlets and days nothing can be said; the note says it too.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    note: str = ""
    coverage: Mapping[str, object] | None = None
    figures: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a report is asked for; None where anything will do. `since` and `until` are days in UTC, both included."""

    agency: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    language: str | None = None
    owner: str | None = None  #: of the outlet, as the catalogue has it
    country: str | None = None  #: of the outlet, ISO 3166-1 alpha-2
    min_share: float | None = None  #: of the article that is the story's text, 0..1
    credited: bool | None = None
    direction: Literal["stated", "inferred", "unknown"] | None = None

    @property
    def day_after(self) -> date | None:
        """The first day that is no longer wanted."""
        return None if self.until is None else self.until + timedelta(days=1)
