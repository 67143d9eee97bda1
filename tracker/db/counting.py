"""Coverage: what happened to the addresses of an outlet on a day, counted in the transaction of the thing counted."""

from collections import Counter
from datetime import UTC, date, datetime

from sqlalchemy import Connection, case, or_

from tracker.db.bulk import upsert
from tracker.db.crawled import Coverage
from tracker.types import Outcome

#: What each ending of a page adds to. Every ending adds to exactly one of articles, unchanged, not_article, refused,
#: blocked, gone and failed: their sum is the number of attempts. `articles` is the sum of new and changed ones;
#: `fetched` that of articles, unchanged, not_article and unreadable, the part of `failed` that came and could not be
#: read.
_COUNTED: dict[Outcome, tuple[str, ...]] = {
    Outcome.READ: ("fetched", "articles", "new_articles"),
    Outcome.CHANGED: ("fetched", "articles", "changed_articles"),
    Outcome.UNCHANGED: ("fetched", "unchanged"),
    Outcome.NOT_ARTICLE: ("fetched", "not_article"),
    Outcome.UNREADABLE: ("fetched", "failed", "unreadable"),
    Outcome.REFUSED: ("refused",),
    Outcome.BLOCKED: ("blocked",),
    Outcome.GONE: ("gone",),
    Outcome.FAILED: ("failed",),
}
_SUCCESSES = frozenset({Outcome.READ, Outcome.CHANGED, Outcome.UNCHANGED})
_COLUMNS = (
    "discovered", "fetched", "articles", "unchanged", "not_article", "refused", "blocked", "failed", "new_articles",
    "changed_articles", "unreadable", "sources_read", "sources_failed", "gone",
)  # fmt: skip


class Tally:
    """Counts of one transaction, by outlet and day (UTC)."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, date], Counter[str]] = {}
        self._successes: dict[tuple[str, date], datetime] = {}

    def outcome(self, outlet: str, at: datetime, outcome: Outcome) -> None:
        key = self._key(outlet, at)
        self._counts.setdefault(key, Counter()).update(_COUNTED[outcome])
        if outcome in _SUCCESSES:
            self._successes[key] = max(self._successes.get(key, at), at)

    def discovered(self, outlet: str, at: datetime) -> None:
        self._counts.setdefault(self._key(outlet, at), Counter()).update(("discovered",))

    def source(self, outlet: str, at: datetime, outcome: Outcome) -> None:
        """One reading of a feed, sitemap or listing: no page, and counted beside them."""
        read = outcome in (Outcome.READ, Outcome.UNCHANGED)
        counts = self._counts.setdefault(self._key(outlet, at), Counter())
        counts.update(("sources_read" if read else "sources_failed",))

    def save(self, connection: Connection) -> None:
        """Added to what the database has. Its outlets must be there."""
        rows = [
            {
                "outlet": outlet,
                "day": day,
                "last_success_at": self._successes.get((outlet, day)),
                **{name: counts[name] for name in _COLUMNS},
            }
            for (outlet, day), counts in sorted(self._counts.items(), key=lambda item: item[0])
        ]
        if not rows:
            return
        statement = upsert(connection, Coverage)
        new, old = statement.excluded, Coverage.__table__.c
        later = case(
            (or_(old.last_success_at.is_(None), new.last_success_at > old.last_success_at), new.last_success_at),
            else_=old.last_success_at,
        )
        sums = {name: old[name] + new[name] for name in _COLUMNS}
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["outlet", "day"],
                set_={**sums, "last_success_at": later},
            ),
            rows,
        )

    def _key(self, outlet: str, at: datetime) -> tuple[str, date]:
        return outlet, at.astimezone(UTC).date()
