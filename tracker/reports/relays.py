"""Relays: outlets through which others took a story, instead of taking it from its origin.

`stated` counts copies that name or link the relay; the others are inferred from edits that only the relay's text has.
"""

from tracker.db import Database
from tracker.reports._copies import Copy, copies, grouped
from tracker.reports._sql import mean_of
from tracker.reports._table import Column, Filters, Table

COUNTS_REPUBLICATIONS = True  # its answer says what was not looked at
COLUMNS = (
    Column("relay"),
    Column("agency"),
    Column("stories", "count"),
    Column("copies", "count"),
    Column("outlets", "count"),
    Column("stated", "count"),
    Column("mean_confidence", "share"),
)


def report(db: Database, filters: Filters) -> Table:
    """One row a relay and agency, the most copies first. `--outlet` asks who copied: the copying outlet."""
    relayed = [c for c in copies(db, filters) if _took_from_a_relay(c)]
    rows = [
        (
            relay,
            agency,
            len({c.story_id for c in items}),
            len(items),
            len({c.outlet for c in items}),
            sum(c.direction == "stated" for c in items),
            mean_of(c.parent_confidence for c in items),
        )
        for (relay, agency), items in grouped(relayed, lambda c: (c.parent_outlet or "", c.agency)).items()
    ]
    rows.sort(key=lambda row: (-row[3], row[0], row[1] or ""))
    return Table(
        title="Relays: through whom stories travelled",
        columns=COLUMNS,
        rows=rows,
        note="mean_confidence: how sure the tracker is that these copies came through the relay.",
    )


def _took_from_a_relay(copy: Copy) -> bool:
    """Whether the parent is another outlet's copy: not the origin, seen or not, nor a page of the same outlet."""
    if copy.direction == "unknown":
        return False  # an outlet beside it, not one that it was taken from
    other = copy.parent_outlet not in (None, copy.outlet, copy.agency)
    return other and (copy.parent_url is None or copy.parent_url != copy.origin_url)
