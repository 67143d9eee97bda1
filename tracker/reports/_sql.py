"""How a report asks the stable views: filters as conditions with bound parameters, times as times, shares counted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from statistics import mean
from typing import Any

from tracker.db import Database
from tracker.db.queries import select
from tracker.errors import TrackerError
from tracker.reports._table import Column, Filters, Kind
from tracker.reports._values import typed

#: A report's filters by name, each with the condition it sets; the parameter has the filter's name. One that begins
#: with `MEMBER` is about a story's republications (`r`, with their articles `a`): all such that are asked for must hold
#: of one and the same republication of the story `s`.
Conditions = Mapping[str, str]
MEMBER = "member: "
_CARRIED = (
    "EXISTS (SELECT 1 FROM republications r JOIN articles a ON a.article_id = r.article_id "
    "WHERE r.story_id = s.story_id AND {})"
)


def ask(
    db: Database, sql: str, filters: Filters, conditions: Conditions, *, kinds: Mapping[str, Kind], days: bool = False
) -> list[dict[str, Any]]:
    """The rows of `sql`, by column name, after its `{where}` has become the conditions of the filters asked for.

    Columns that `kinds` names as `time`, `day` or `flag` come as datetime, date and bool, the same from both
    databases. `since` binds the start of its day, `until` the start of the day after; as dates where the view has
    `days`. Raises TrackerError for a filter that was asked for and has no condition here: to ignore it would give an
    answer to another question.
    """
    where, params = _where(filters, conditions, days=days)
    answer = select(db, sql.format(where=where), params)
    return [typed(record, kinds) for record in answer.dicts()]


def kinds_of(columns: Iterable[Column]) -> dict[str, Kind]:
    """What the columns hold, by name."""
    return {column.name: column.kind for column in columns}


def share_of(part: int, whole: int) -> float | None:
    """`part / whole`, None where there is nothing to share."""
    return round(part / whole, 4) if whole else None


def mean_of(values: Iterable[float | None]) -> float | None:
    """Mean of the values that are known, None where none is."""
    known = [v for v in values if v is not None]
    return round(mean(known), 4) if known else None


def quantile(values: Sequence[float], q: float) -> float:
    """The value below which a share `q` of `values` lies, by linear interpolation; `values` must not be empty."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * q
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _where(filters: Filters, conditions: Conditions, *, days: bool) -> tuple[str, dict[str, object]]:
    asked: dict[str, object] = {
        "agency": filters.agency,
        "outlet": filters.outlet,
        "language": filters.language,
        "since": filters.since if days else _midnight(filters.since),
        "until": filters.day_after if days else _midnight(filters.day_after),
        "owner": filters.owner,
        "country": filters.country,
        "min_share": filters.min_share,
        "credited": filters.credited,
        "direction": filters.direction,
    }
    params = {name: value for name, value in asked.items() if value is not None}
    for name in params:
        if name not in conditions:
            option = name.replace("_", "-")
            takes = ", ".join(f"--{name.replace('_', '-')}" for name in conditions)
            raise TrackerError(f"this report cannot be filtered by {option}; it takes {takes}", f"--{option}")
    single = [conditions[name] for name in params if not conditions[name].startswith(MEMBER)]
    joint = [conditions[name].removeprefix(MEMBER) for name in params if conditions[name].startswith(MEMBER)]
    if joint:
        single.append(_CARRIED.format(" AND ".join(joint)))
    return " AND ".join(["1 = 1", *single]), params


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)
