"""What was looked at: per outlet and day, how every address ended, and what looked wrong.

So that absence can be told from silence: what an outlet did not republish can be said of days on which it was
`looked_at`. `partly`: a source failed, or a signal says that what came may mislead; `no`: no source could be read;
`pages only`: no source was asked, pages came by their addresses or from files. Days that are not in the list were not
looked at. `new` to `failed` sum up to all attempts; what came and could not be read is among `failed`.
"""

from tracker.db import Database
from tracker.reports._looked import outlet_days
from tracker.reports._table import Column, Filters, Table

COLUMNS = (
    Column("outlet"),
    Column("day", "day"),
    Column("looked_at"),
    Column("found", "count"),
    Column("fetched", "count"),
    Column("new", "count"),
    Column("changed", "count"),
    Column("unchanged", "count"),
    Column("not_article", "count"),
    Column("refused", "count"),
    Column("blocked", "count"),
    Column("gone", "count"),
    Column("failed", "count"),
    Column("sources_read", "count"),
    Column("sources_failed", "count"),
    Column("last_success", "time"),
    Column("signals"),
)
_COUNTS = (
    "discovered", "fetched", "new_articles", "changed_articles", "unchanged", "not_article", "refused", "blocked",
    "gone", "failed", "sources_read", "sources_failed", "last_success_at",
)  # fmt: skip


def report(db: Database, filters: Filters) -> Table:
    """One row an outlet and day, the latest first. Takes `outlet`, `since` and `until`."""
    rows = [
        (
            found.outlet,
            found.day,
            found.looked,
            *(found.counts[name] for name in _COUNTS),
            "; ".join(f"{kind}: {evidence}" for kind, evidence in found.signals) or None,
        )
        for found in outlet_days(db, filters)
    ]
    return Table(
        title="Coverage by outlet and day, the latest first",
        columns=COLUMNS,
        rows=rows,
        note="An outlet was not looked at on days that are missing here." if rows else "Nothing was looked at.",
    )
