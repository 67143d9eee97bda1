"""How far each agency reaches: stories, republications, the outlets that carried them, countries, languages.

`countries` are those of outlets that the catalogue knows; `languages` those of the articles.
"""

from tracker.db import Database
from tracker.reports._copies import copies, grouped
from tracker.reports._sql import mean_of, share_of
from tracker.reports._table import Column, Filters, Table

COUNTS_REPUBLICATIONS = True  # its answer says what was not looked at
COLUMNS = (
    Column("agency"),
    Column("stories", "count"),
    Column("republications", "count"),
    Column("outlets", "count"),
    Column("countries", "count"),
    Column("languages", "count"),
    Column("mean_share", "share"),
    Column("credited_share", "share"),
)


def report(db: Database, filters: Filters) -> Table:
    """One row an agency, the most republications first; stories of no known agency make the row without a name."""
    rows = []
    for agency, items in grouped(copies(db, filters), lambda c: c.agency).items():
        stories, outlets = {c.story_id for c in items}, {c.outlet for c in items}
        countries = {c.country for c in items if c.country}
        languages = {c.language for c in items if c.language}
        share = mean_of(c.share for c in items)
        credited = share_of(sum(c.credited for c in items), len(items))
        rows.append((agency, len(stories), len(items), len(outlets), len(countries), len(languages), share, credited))
    rows.sort(key=lambda row: (row[0] is None, -row[2], row[0] or ""))
    return Table(
        title="Agencies by reach",
        columns=COLUMNS,
        rows=rows,
        note="The row without an agency: stories whose source is not known." if any(r[0] is None for r in rows) else "",
    )
