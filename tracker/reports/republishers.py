"""Who republishes an agency's text: per agency and outlet, how often, how much of it, credited or not, how soon.

`mean_share` is the mean share of the article that is the agency's text: near 100 % for whole copies, low for articles
that carry a passage, empty where no other copy was seen to compare with. The lag counts from the origin, or from the
earliest copy where the origin was not crawled; `timed` of the items have one: the others state no time, or a day and
no hour, or are that earliest copy. Within one owner's house a text is republished too: `same_owner` counts those items.
"""

from typing import Any

from tracker.db import Database
from tracker.reports._copies import copies, grouped
from tracker.reports._sql import mean_of, quantile, share_of
from tracker.reports._table import Column, Filters, Table

COUNTS_REPUBLICATIONS = True  # its answer says what was not looked at
COLUMNS = (
    Column("agency"),
    Column("outlet"),
    Column("items", "count"),
    Column("same_owner", "count"),
    Column("mean_share", "share"),
    Column("credited_share", "share"),
    Column("timed", "count"),
    Column("lower_quartile", "lag"),
    Column("median_lag", "lag"),
    Column("upper_quartile", "lag"),
)


def report(db: Database, filters: Filters) -> Table:
    """One row an agency and outlet, the most items first; stories of no known agency are left out and counted."""
    found = copies(db, filters)
    rows: list[tuple[Any, ...]] = []
    for (agency, outlet), items in grouped((c for c in found if c.agency), lambda c: (c.agency, c.outlet)).items():
        lags = [c.lag for c in items if c.lag is not None]
        rows.append(
            (
                agency,
                outlet,
                len(items),
                sum(c.same_owner for c in items),
                mean_of(c.share for c in items),
                share_of(sum(c.credited for c in items), len(items)),
                len(lags),
                *(round(quantile(lags, q)) if lags else None for q in (0.25, 0.5, 0.75)),
            )
        )
    unknown = sum(not c.agency for c in found)
    rows.sort(key=lambda row: (-row[2], row[0] or "", row[1]))
    return Table(
        title="Republishers by agency",
        columns=COLUMNS,
        rows=rows,
        note=f"{unknown} republications of stories whose agency is unknown are not counted here." if unknown else "",
    )
