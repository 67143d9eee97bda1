"""Values of the database as Python has them: answers to SQL carry times as text and flags as 1 and 0."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tracker.reports._table import Kind

#: What the columns of the stable views hold that have one meaning in all of them.
VIEW_KINDS: Mapping[str, Kind] = {
    "published_at": "time",
    "modified_at": "time",
    "first_seen_at": "time",
    "last_seen_at": "time",
    "first_published_at": "time",
    "last_success_at": "time",
    "seen_at": "time",
    "day": "day",
    "origin_seen": "flag",
    "same_owner": "flag",
}


def typed(record: Mapping[str, Any], kinds: Mapping[str, Kind]) -> dict[str, Any]:
    """`record` with the columns that `kinds` names as `time`, `day` or `flag` as datetime, date and bool."""
    return {name: _typed(value, kinds.get(name)) for name, value in record.items()}


def _typed(value: object, kind: Kind | None) -> object:
    match kind, value:
        case "time", str():
            return datetime.fromisoformat(value)
        case "day", str():
            return date.fromisoformat(value)
        case "flag", int():
            return bool(value)
        case _:
            return value
