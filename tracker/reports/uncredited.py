"""Silent copies: articles that carry a story's text and do not credit its source, with the evidence, to be checked.

Copies within one owner are left out, and texts of no known source that one outlet alone repeats. `copied_from` is empty
where nothing says from whom. `compared_with` is the article whose text it shares: its source where that was crawled,
else the copy, of another outlet where there is one, with the most words in common (`shared_words`); `tracker diff URL
COMPARED_WITH` shows both. `names` are those whom the page credits instead: credits disagree there, and those rows come
last. `direction` says how the copying is known: `stated` on the page, `inferred` from edits and times, or `unknown`,
where the text is shared and nothing says who had it first. Look at the quoted evidence and at `tracker show URL` before
telling anybody: a credit may stand in a picture, or in a part that was not fetched. `tracker export bundle URL FILE`
writes all evidence on one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.db import Database
from tracker.errors import TrackerError
from tracker.reports._copies import CONDITIONS, Copy, copies
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
SELECT r.story_id, r.article_id, m.url_b AS other, m.outlet_b AS outlet, m.shared_words
FROM republications r
JOIN articles a ON a.article_id = r.article_id
JOIN matches m ON m.article_a = r.article_id
JOIN chains c ON c.story_id = r.story_id AND c.article_id = m.article_b
WHERE NOT r.credited AND {where}
UNION ALL
SELECT r.story_id, r.article_id, m.url_a AS other, m.outlet_a AS outlet, m.shared_words
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
    """One row a silent copy: first those whose agency or origin is known, and of these the surest; last those that
    credit somebody else."""
    if filters.credited:
        raise TrackerError("this report is of copies that do not credit their source", "--credited")
    shared, named = _shared(db, filters), _named(db, filters)
    silent = []
    for c in copies(db, filters):
        others = shared.get((c.story_id, c.article_id), {})
        repeated = not _of_known_source(c) and {other.outlet for other in others.values()} == {c.outlet}
        if not (c.credited or c.same_owner or repeated):
            silent.append(c)
    # Where neither an agency nor the origin is known, any of the copies may be the original.
    silent.sort(
        key=lambda c: (
            c.article_id in named,
            not _of_known_source(c),
            -c.confidence,
            -(c.share_of_article or 0.0),
            c.url,
        )
    )
    rows = []
    for c in silent:
        beside = _beside(c, shared.get((c.story_id, c.article_id), {}))
        rows.append(
            (
                c.agency,
                c.outlet,
                c.url,
                c.title,
                c.published_at,
                None if c.direction == "unknown" else c.parent_url or c.origin_url,
                beside.url if beside else None,
                beside.words if beside else None,
                c.share,
                c.share_of_origin,
                c.direction,
                c.confidence,
                ", ".join(named.get(c.article_id, ())) or None,
                c.evidence,
            )
        )
    loose = sum(not _of_known_source(c) for c in silent)
    disagree = sum(c.article_id in named for c in silent)
    note = "A silent copy is a finding to be checked, not a verdict. Direction unknown: who had it first is open."
    if loose:
        note += f" Of {loose} neither agency nor origin is known: any of these may be the original itself."
    if disagree:
        note += f" {disagree}, the last, credit somebody else (`names`): not silent, but not this source."
    return Table(
        title="Silent copies, those of a known source first",
        columns=COLUMNS,
        rows=rows,
        note=note,
    )


@dataclass(frozen=True, slots=True)
class _Other:
    """Another article of the story that shares words."""

    url: str
    outlet: str
    words: int


def _of_known_source(copy: Copy) -> bool:
    return bool(copy.agency) or copy.origin_seen


def _beside(copy: Copy, others: Mapping[str, _Other]) -> _Other | None:
    """What a person should lay beside a copy; None where no shared text is recorded."""
    for url in (copy.parent_url, copy.origin_url):
        if url is not None and url in others:
            return others[url]
    return max(others.values(), key=lambda other: (other.outlet != copy.outlet, other.words, other.url), default=None)


def _shared(db: Database, filters: Filters) -> dict[tuple[str, int], dict[str, _Other]]:
    """By story and silent copy the other articles of the story that share words, by address."""
    found: dict[tuple[str, int], dict[str, _Other]] = {}
    for row in ask(db, _SHARED, filters, CONDITIONS, kinds={}):
        other = _Other(row["other"], row["outlet"], row["shared_words"])
        found.setdefault((row["story_id"], row["article_id"]), {})[other.url] = other
    return found


def _named(db: Database, filters: Filters) -> dict[int, list[str]]:
    """By silent copy: whom it credits, who is not the story's source."""
    found: dict[int, list[str]] = {}
    for row in ask(db, _NAMED, filters, CONDITIONS, kinds={}):
        found.setdefault(row["article_id"], []).append(row["source_name"])
    return found
