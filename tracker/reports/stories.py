"""Which stories were republished most: agency, origin, and how many outlets carried them, credited or not.

In the order of `outlets`: one that carries a text nine times is still one. `articles` counts the origin too where it
was crawled. Where `origin_seen` is no, the original
was never crawled: it is known only from what its copies say.
"""

from dataclasses import replace

from tracker.db import Database
from tracker.reports._sql import MEMBER, ask, kinds_of
from tracker.reports._table import Column, Filters, Table

COUNTS_REPUBLICATIONS = True  # its answer says what was not looked at
COLUMNS = (
    Column("agency"),
    Column("title"),
    Column("articles", "count"),
    Column("outlets", "count"),
    Column("credited", "count"),
    Column("uncredited", "count"),
    Column("first", "time"),
    Column("origin"),
    Column("origin_seen", "flag"),
)
_SQL = """
SELECT s.agency, s.title, s.articles, s.outlets, s.credited, s.uncredited, s.first_published_at AS first,
       s.origin_url AS origin, s.origin_seen
FROM stories s
WHERE {where}
ORDER BY s.outlets DESC, s.articles DESC, s.story_id
"""
_CONDITIONS = {
    "agency": "s.agency = :agency",
    "outlet": f"{MEMBER}r.outlet = :outlet",
    "language": f"{MEMBER}a.language = :language",
    "owner": f"{MEMBER}a.owner = :owner",
    "country": f"{MEMBER}a.country = :country",
    "min_share": f"{MEMBER}r.share_of_article >= :min_share",
    "credited": f"{MEMBER}r.credited = :credited",
    "direction": f"{MEMBER}r.direction = :direction",
    "since": "s.first_published_at >= :since",
    "until": "s.first_published_at < :until",
}

_WITHOUT_TIME = "SELECT COUNT(*) AS number FROM stories s WHERE s.first_published_at IS NULL AND {where}"


def report(db: Database, filters: Filters) -> Table:
    """One row a story, the most republished first."""
    found = ask(db, _SQL, filters, _CONDITIONS, kinds=kinds_of(COLUMNS))
    timeless = _without_time(db, filters)
    rows = [tuple(row[c.name] for c in COLUMNS) for row in found]
    return Table(
        title="Stories, the most republished first",
        columns=COLUMNS,
        rows=rows,
        note="origin_seen = no: the original was never crawled and is known only from what its copies say."
        + (f" {timeless} stories of no known time are in no span of days." if timeless else ""),
    )


def _without_time(db: Database, filters: Filters) -> int:
    """How many stories a span of days leaves out because none of their articles states a time."""
    if filters.since is None and filters.until is None:
        return 0
    anytime = replace(filters, since=None, until=None)
    return int(ask(db, _WITHOUT_TIME, anytime, _CONDITIONS, kinds={})[0]["number"])
