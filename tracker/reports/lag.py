"""How long after the origin an agency's stories appear, per outlet: the spread of the lag, and how many came before.

The lag counts from the origin's publication (`origin_seen` of the `items`), or from the earliest copy's where the
origin was not crawled; that copy itself is left out. Times are what pages say of themselves: an agency's own page is
often dated later than the copies that its customers ran.
"""

from tracker.db import Database
from tracker.reports._copies import copies, grouped
from tracker.reports._sql import quantile
from tracker.reports._table import Column, Filters, Table

COUNTS_REPUBLICATIONS = True  # its answer says what was not looked at
COLUMNS = (
    Column("agency"),
    Column("outlet"),
    Column("items", "count"),
    Column("origin_seen", "count"),
    Column("before_origin", "count"),
    Column("shortest", "lag"),
    Column("lower_quartile", "lag"),
    Column("median", "lag"),
    Column("upper_quartile", "lag"),
    Column("longest", "lag"),
)


def report(db: Database, filters: Filters) -> Table:
    """One row an agency and outlet, the quickest median first; copies without a time are left out and counted."""
    found = copies(db, filters)
    timed = [c for c in found if c.lag is not None]
    rows = []
    for (agency, outlet), items in grouped(timed, lambda c: (c.agency, c.outlet)).items():
        lags = [c.lag for c in items if c.lag is not None]
        spread = (round(quantile(lags, q)) for q in (0, 0.25, 0.5, 0.75, 1))
        rows.append(
            (agency, outlet, len(lags), sum(c.origin_seen for c in items), sum(lag < 0 for lag in lags), *spread)
        )
    untimed = len(found) - len(timed)
    rows.sort(key=lambda row: (row[0] is None, row[0] or "", row[7], row[1]))
    return Table(
        title="Lag after the origin, by agency and outlet",
        columns=COLUMNS,
        rows=rows,
        note=f"{untimed} republications are left out: without a time, or the earliest where no origin was crawled."
        if untimed
        else "",
    )
