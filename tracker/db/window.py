"""The span of time that a worked question is about."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tracker.db.sql import run_read_only

_DAYS = 7
_NEWEST = "SELECT published_at FROM articles WHERE published_at < :until ORDER BY published_at DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Window:
    """Days, UTC: from the beginning of `since` to the end of `last`."""

    since: date
    last: date

    @property
    def parameters(self) -> dict[str, str]:
        """Values of `:since`, and of `:until`, the first moment that is out of it."""
        return {"since": _midnight(self.since), "until": _midnight(_later(self.last, 1))}


def window(address: str, since: date | None = None, until: date | None = None) -> Window:
    """From `since` to `until`, both included. Without `until` up to the newest publication that does not lie in the
    future; without `since` seven days.

    Raises DatabaseError when the database cannot be opened.
    """
    last = until or _newest(address)
    return Window(since or _later(last, 1 - _DAYS), last)


def _newest(address: str) -> date:
    """The day of it; today where nothing is dated. Some pages claim to be of next year."""
    now = datetime.now(UTC)
    rows = run_read_only(address, _NEWEST, parameters={"until": now.isoformat()}).rows
    return date.fromisoformat(str(rows[0][0])[:10]) if rows else now.date()


def _later(day: date, days: int) -> date:
    """As far as there are days."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+00:00"
