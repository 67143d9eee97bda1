"""Silent copies: articles that carry a story's text and do not credit its source, with the evidence, to be checked.

Copies within one owner are left out. `direction` says how the copying is known: `stated` on the page, `inferred` from
edits and times, or `unknown`, where the text is shared and nothing says who had it first. Look at the quoted evidence
and at `tracker show URL` before telling anybody: a credit may stand in a picture, or in a part that was not fetched.
"""

from tracker.db import Database
from tracker.reports._copies import copies
from tracker.reports._table import Column, Filters, Table

COUNTS_REPUBLICATIONS = True  # its answer says what was not looked at
COLUMNS = (
    Column("agency"),
    Column("outlet"),
    Column("url"),
    Column("title"),
    Column("published_at", "time"),
    Column("copied_from"),
    Column("share_of_article", "share"),
    Column("share_of_origin", "share"),
    Column("direction"),
    Column("confidence", "share"),
    Column("evidence"),
)


def report(db: Database, filters: Filters) -> Table:
    """One row a silent copy: first those whose agency or origin is known, and of these the surest."""
    silent = [c for c in copies(db, filters) if not c.credited and not c.same_owner]
    # Where neither an agency nor the origin is known, any of the copies may be the original.
    silent.sort(key=lambda c: (not (c.agency or c.origin_seen), -c.confidence, -(c.share_of_article or 0.0), c.url))
    return Table(
        title="Silent copies, those of a known source first",
        columns=COLUMNS,
        rows=[
            (
                c.agency,
                c.outlet,
                c.url,
                c.title,
                c.published_at,
                c.parent_url or c.origin_url,
                c.share,
                c.share_of_origin,
                c.direction,
                c.confidence,
                c.evidence,
            )
            for c in silent
        ],
        note="A silent copy is a finding to be checked, not a verdict. Direction unknown: who had it first is open.",
    )
