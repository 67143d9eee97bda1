"""What the site shows, read from the stable views: stories with their members, credits and texts, in portions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from tracker.db import Database
from tracker.db.queries import select
from tracker.reports import VIEW_KINDS, Filters, Kind, typed

Record = Mapping[str, Any]
#: Stories read at once: with their texts some megabytes.
_PORTION = 200
#: In `stories` the column counts, in `republications` it is a flag.
_MEMBER_KINDS: Mapping[str, Kind] = {**VIEW_KINDS, "credited": "flag"}


@dataclass(frozen=True, slots=True)
class StoryContents:
    """A story: its row of the view `stories`; its members, the origin first; their credits and texts by article."""

    story: Record
    members: Sequence[Record]  #: rows of `chains` with the columns of `republications`, `title`, `published_at`
    credits: Mapping[int, Sequence[Record]] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)


def stories(db: Database, filters: Filters, *, texts: bool) -> Iterator[StoryContents]:
    """Every story that the filters let through, in the order of their ids. Takes agency, outlet, since and until."""
    for chosen in _portions(db, filters):
        bounds = {"first": chosen[0]["story_id"], "last": chosen[-1]["story_id"]}
        members = _by(_rows(db, _MEMBERS, bounds, _MEMBER_KINDS), "story_id")
        stated = _by(_rows(db, _CREDITS, bounds), "article_id")
        bodies = {row["article_id"]: row["text"] for row in _rows(db, _TEXTS, bounds)} if texts else {}
        for story in chosen:
            mine = members.get(story["story_id"], [])
            ids = [member["article_id"] for member in mine]
            yield StoryContents(
                story,
                mine,
                {i: stated[i] for i in ids if i in stated},
                {i: bodies[i] for i in ids if i in bodies},
            )


def coverage(db: Database) -> dict[str, Record]:
    """By outlet: first and last day looked at, number of days, pages, failures, last success."""
    kinds: dict[str, Kind] = {**VIEW_KINDS, "first_day": "day", "last_day": "day"}
    return {row["outlet"]: row for row in _rows(db, _COVERAGE, {}, kinds)}


def outlets(db: Database) -> dict[str, Record]:
    """By key: name, kind, owner and country of every outlet, and how many articles it has."""
    return {row["outlet"]: row for row in _rows(db, _OUTLETS, {})}


def agencies(db: Database) -> dict[str, Record]:
    """By key: name, kind and country of every agency, and the outlets that are its own sites."""
    own = _by(_rows(db, _OWN_SITES, {}), "agency")
    return {
        row["agency"]: {**row, "own": [site["outlet"] for site in own.get(row["agency"], ())]}
        for row in _rows(db, _AGENCIES, {})
    }


def _portions(db: Database, filters: Filters) -> Iterator[list[Record]]:
    after = ""
    asked = {
        "agency": filters.agency,
        "outlet": filters.outlet,
        "since": filters.since and datetime.combine(filters.since, time.min, UTC),
        "until": filters.day_after and datetime.combine(filters.day_after, time.min, UTC),
    }
    conditions = [_CONDITIONS[name] for name, value in asked.items() if value is not None]
    query = _STORIES.format(where=" AND ".join(["s.story_id > :after", *conditions]), portion=_PORTION)
    given = {name: value for name, value in asked.items() if value is not None}
    while portion := _rows(db, query, {**given, "after": after}):
        yield portion
        after = str(portion[-1]["story_id"])


def _rows(
    db: Database, query: str, parameters: Mapping[str, Any], kinds: Mapping[str, Kind] = VIEW_KINDS
) -> list[Record]:
    return [typed(row, kinds) for row in select(db, query, parameters).dicts()]


def _by(rows: Sequence[Record], column: str) -> dict[Any, list[Record]]:
    found: dict[Any, list[Record]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


_STORIES = "SELECT * FROM stories s WHERE {where} ORDER BY s.story_id LIMIT {portion}"
_CONDITIONS = {
    "agency": "s.agency = :agency",
    "outlet": "EXISTS (SELECT 1 FROM republications r WHERE r.story_id = s.story_id AND r.outlet = :outlet)",
    "since": "s.first_published_at >= :since",
    "until": "s.first_published_at < :until",
}
_MEMBERS = """
SELECT c.story_id, c.article_id, c.depth, c.url, c.outlet, c.parent_url, a.title, a.published_at, a.published_source,
       a.first_seen_at, a.language, a.words, r.agency, r.parent_outlet, r.parent_confidence, r.direction, r.credited,
       r.extent, r.share_of_origin, r.share_of_article, r.lag_seconds, r.same_owner, r.confidence, r.evidence
FROM chains c
JOIN articles a ON a.article_id = c.article_id
LEFT JOIN republications r ON r.story_id = c.story_id AND r.article_id = c.article_id
WHERE c.story_id >= :first AND c.story_id <= :last
ORDER BY c.story_id, c.depth, COALESCE(a.published_at, a.first_seen_at), c.article_id
"""
_CREDITS = """
SELECT DISTINCT k.article_id, k.role, k.source, k.form, k.extent, k.quote, k.location, k.rule, k.confidence
FROM credits k
JOIN chains c ON c.article_id = k.article_id
WHERE c.story_id >= :first AND c.story_id <= :last AND k.role IN ('credit', 'own')
ORDER BY k.article_id, k.confidence DESC, k.location
"""
_TEXTS = """
SELECT DISTINCT v.article_id, v.text
FROM revisions v
JOIN articles a ON a.article_id = v.article_id AND a.revisions = v.revision
JOIN chains c ON c.article_id = v.article_id
WHERE c.story_id >= :first AND c.story_id <= :last
"""
_COVERAGE = """
SELECT outlet, MIN(day) AS first_day, MAX(day) AS last_day, COUNT(DISTINCT day) AS days, SUM(fetched) AS fetched,
       SUM(articles) AS articles, SUM(refused) AS refused, SUM(blocked) AS blocked, SUM(failed) AS failed,
       MAX(last_success_at) AS last_success_at
FROM coverage GROUP BY outlet
"""
# What the catalogue says of houses is in no view.
_OUTLETS = """
SELECT o.outlet, o.name, o.kind, o.owner, o.country, COUNT(a.article_id) AS articles
FROM outlet o LEFT JOIN article a ON a.outlet = o.outlet
GROUP BY o.outlet, o.name, o.kind, o.owner, o.country
"""
_AGENCIES = "SELECT agency, name, kind, country FROM agency"
_OWN_SITES = "SELECT DISTINCT agency, outlet FROM site WHERE agency IS NOT NULL ORDER BY agency, outlet"
