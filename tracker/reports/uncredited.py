"""Silent copies: articles that carry a story's text and do not credit its source, with the evidence, to be checked.

Copies within one owner are left out. `copied_from` is empty where nothing says from whom. `compared_with` is the article
whose text it shares: its source where that was crawled, else the copy with the most words in common (`shared_words`);
`tracker diff URL COMPARED_WITH` shows both. `names` are those whom the page credits instead. `direction` says how the
copying is known: `stated` on the page, `inferred` from edits and times, or `unknown`, where the text is shared and
nothing says who had it first. Look at the quoted evidence and at `tracker show URL` before telling anybody: a credit
may stand in a picture, or in a part that was not fetched. `tracker export bundle URL FILE` writes all evidence on one.
"""

from tracker.db import Database
from tracker.errors import TrackerError
from tracker.reports._copies import CONDITIONS, copies
from tracker.reports._sql import ask
from tracker.reports._table import Column, Filters, Table

COUNTS_REPUBLICATIONS = True  # its answer says what was not looked at
COLUMNS = (
    Column("agency"),
    Column("outlet"),
    Column("url"),
    Column("title"),
    Column("published_at", "time"),
    Column("copied_from"),
    Column("compared_with"),
    Column("shared_words", "count"),
    Column("share_of_article", "share"),
    Column("share_of_origin", "share"),
    Column("direction"),
    Column("confidence", "share"),
    Column("names"),
    Column("evidence"),
)
_SHARED = """
SELECT r.story_id, r.article_id, m.url_b AS other, m.shared_words
FROM republications r
JOIN articles a ON a.article_id = r.article_id
JOIN matches m ON m.article_a = r.article_id
JOIN chains c ON c.story_id = r.story_id AND c.article_id = m.article_b
WHERE NOT r.credited AND {where}
UNION ALL
SELECT r.story_id, r.article_id, m.url_a AS other, m.shared_words
FROM republications r
JOIN articles a ON a.article_id = r.article_id
JOIN matches m ON m.article_b = r.article_id
JOIN chains c ON c.story_id = r.story_id AND c.article_id = m.article_a
WHERE NOT r.credited AND {where}
"""
_NAMED = """
SELECT DISTINCT r.article_id, k.source_name
FROM republications r
JOIN articles a ON a.article_id = r.article_id
JOIN credits k ON k.article_id = r.article_id AND k.role = 'credit'
WHERE NOT r.credited AND {where}
ORDER BY r.article_id, k.source_name
"""


def report(db: Database, filters: Filters) -> Table:
    """One row a silent copy: first those whose agency or origin is known, and of these the surest."""
    if filters.credited:
        raise TrackerError("this report is of copies that do not credit their source", "--credited")
    silent = [c for c in copies(db, filters) if not c.credited and not c.same_owner]
    # Where neither an agency nor the origin is known, any of the copies may be the original.
    silent.sort(key=lambda c: (not (c.agency or c.origin_seen), -c.confidence, -(c.share_of_article or 0.0), c.url))
    shared, named = _shared(db, filters), _named(db, filters)
    rows = []
    for c in silent:
        others = shared.get((c.story_id, c.article_id), {})
        source = next((url for url in (c.parent_url, c.origin_url) if url in others), None)
        beside = source or max(others, key=lambda url: (others[url], url), default=None)
        rows.append(
            (
                c.agency,
                c.outlet,
                c.url,
                c.title,
                c.published_at,
                None if c.direction == "unknown" else c.parent_url or c.origin_url,
                beside,
                others[beside] if beside else None,
                c.share,
                c.share_of_origin,
                c.direction,
                c.confidence,
                ", ".join(named.get(c.article_id, ())) or None,
                c.evidence,
            )
        )
    loose = sum(not (c.agency or c.origin_seen) for c in silent)
    return Table(
        title="Silent copies, those of a known source first",
        columns=COLUMNS,
        rows=rows,
        note="A silent copy is a finding to be checked, not a verdict. Direction unknown: who had it first is open."
        + (
            f" Of {loose} neither agency nor origin is known: any of these may be the original itself." if loose else ""
        ),
    )


def _shared(db: Database, filters: Filters) -> dict[tuple[str, int], dict[str, int]]:
    """By story and silent copy: how many words it shares with which other article of the story."""
    found: dict[tuple[str, int], dict[str, int]] = {}
    for row in ask(db, _SHARED, filters, CONDITIONS, kinds={}):
        found.setdefault((row["story_id"], row["article_id"]), {})[row["other"]] = row["shared_words"]
    return found


def _named(db: Database, filters: Filters) -> dict[int, list[str]]:
    """By silent copy: whom it credits, who is not the story's source."""
    found: dict[int, list[str]] = {}
    for row in ask(db, _NAMED, filters, CONDITIONS, kinds={}):
        found.setdefault(row["article_id"], []).append(row["source_name"])
    return found
