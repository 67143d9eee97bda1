"""What was looked at: per outlet, the days crawled and how every address ended.

So that absence can be told from silence: an outlet without a recent `last_success` was not crawled, and says nothing
about what it republished.
"""

from tracker.db import Database
from tracker.reports._sql import ask, kinds_of
from tracker.reports._table import Column, Filters, Table

COLUMNS = (
    Column("outlet"),
    Column("days", "count"),
    Column("first_day", "day"),
    Column("last_day", "day"),
    Column("discovered", "count"),
    Column("fetched", "count"),
    Column("articles", "count"),
    Column("unchanged", "count"),
    Column("not_article", "count"),
    Column("refused", "count"),
    Column("blocked", "count"),
    Column("failed", "count"),
    Column("last_success", "time"),
)
_SQL = """
SELECT v.outlet, COUNT(DISTINCT v.day) AS days, MIN(v.day) AS first_day, MAX(v.day) AS last_day,
       SUM(v.discovered) AS discovered, SUM(v.fetched) AS fetched, SUM(v.articles) AS articles,
       SUM(v.unchanged) AS unchanged, SUM(v.not_article) AS not_article, SUM(v.refused) AS refused,
       SUM(v.blocked) AS blocked, SUM(v.failed) AS failed, MAX(v.last_success_at) AS last_success
FROM coverage v
WHERE {where}
GROUP BY v.outlet
ORDER BY v.outlet
"""
_CONDITIONS = {"outlet": "v.outlet = :outlet", "since": "v.day >= :since", "until": "v.day < :until"}


def report(db: Database, filters: Filters) -> Table:
    """One row an outlet. Takes `outlet`, `since` and `until` (days on which it was looked at)."""
    found = ask(db, _SQL, filters, _CONDITIONS, kinds=kinds_of(COLUMNS), days=True)
    rows = [tuple(row[c.name] for c in COLUMNS) for row in found]
    return Table(title="Coverage by outlet", columns=COLUMNS, rows=rows)
