"""All that is recorded of the stories of an address, read at one moment: what a person hands on as evidence."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, String, bindparam, text

from tracker.db.database import Database
from tracker.db.keys import stored_key
from tracker.db.queries import story_ids_of
from tracker.db.rows import plain_rows

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The stories of an address and everything on their articles; of an address in no story, its article alone.

    Rows as the views of their names have them, with what is named here besides.
    """

    stories: list[Record]
    members: list[Record]  #: `chains` with `republications`, the origin first, which is no republication: None there
    #: With `published_precision`, `published_raw`, `body_sha256`, and `linked`: the matches are of today's text.
    articles: list[Record]
    texts: list[Record]  #: `revisions`, with `page_sha256` and `current`: the one that offsets are counted in
    credits: list[Record]  #: with `position` and `origin_url`
    credit_changes: list[Record]
    matches: list[Record]  #: between two of the articles
    passages: list[Record]  #: of these matches: offsets of characters in the current texts, half open
    verdicts: list[Record]
    pages: list[Record]  #: every body that the addresses gave, kept or not


def recorded(db: Database, url: str) -> Recorded:
    """What is recorded of the stories of `url`, however written; nothing in any list where it is not known."""
    stories = story_ids_of(db, url)
    of = {"stories": stories, "key": stored_key(url)}
    with db.read() as connection:
        if db.kind == "postgresql":  # each statement would see another moment; SQLite's transaction is one anyway
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return Recorded(**{name: _rows(connection, query, of) for name, query in _QUERIES.items()})


def _rows(connection: Connection, query: str, of: dict[str, Any]) -> list[Record]:
    statement = text(query.replace("{members}", _IDS))
    if ":stories" in statement.text:
        statement = statement.bindparams(bindparam("stories", expanding=True, type_=String()))
    result = connection.execute(statement, {name: of[name] for name in of if f":{name}" in statement.text})
    return plain_rows(tuple(result.keys()), result).dicts()


_IDS = """(
    SELECT article_id FROM republication WHERE story_id IN :stories
    UNION SELECT article_id FROM article WHERE url_key = :key
)"""
_QUERIES = {
    "stories": "SELECT * FROM stories WHERE story_id IN :stories ORDER BY articles DESC, story_id",
    "members": """
SELECT c.story_id, c.depth, c.article_id, c.url, c.outlet, r.agency, r.parent_url, r.parent_outlet,
       r.parent_confidence, r.direction, r.runner_up, r.runner_up_confidence, r.credited, r.extent, r.share_of_origin,
       r.share_of_article, r.lag_seconds, r.same_owner, r.confidence, r.evidence, t.verdict_id, c.path
FROM chains AS c
JOIN article AS a ON a.article_id = c.article_id
JOIN republication AS t ON t.story_id = c.story_id AND t.article_id = c.article_id
LEFT JOIN republications AS r ON r.story_id = c.story_id AND r.article_id = c.article_id
WHERE c.story_id IN :stories
ORDER BY c.story_id, c.depth, COALESCE(a.published_at, a.first_seen_at), c.article_id
""",
    "articles": """
SELECT v.*, a.published_precision, a.published_raw, a.body_sha256, a.linked
FROM articles AS v JOIN article AS a ON a.article_id = v.article_id
WHERE a.article_id IN {members} ORDER BY a.article_id
""",
    "texts": """
SELECT r.article_id, a.url, a.outlet, r.revision, CASE WHEN r.revision = a.revision THEN 1 ELSE 0 END AS current,
       r.seen_at, r.title, r.text, r.sha256, r.page_sha256
FROM revision AS r JOIN article AS a ON a.article_id = r.article_id
WHERE a.article_id IN {members} ORDER BY r.article_id, r.revision
""",
    "credits": """
SELECT c.article_id, a.url, a.outlet, c.position, c.role, c.source, c.source_kind, c.source_name, c.form, c.extent,
       c.quote, c.location, c.rule, c.confidence, c.origin_url
FROM credit AS c JOIN article AS a ON a.article_id = c.article_id
WHERE a.article_id IN {members} ORDER BY c.article_id, c.position
""",
    "credit_changes": """
SELECT * FROM credit_changes WHERE article_id IN {members} ORDER BY article_id, seen_at, change, role, source, quote
""",
    "matches": """
SELECT * FROM matches WHERE article_a IN {members} AND article_b IN {members} ORDER BY article_a, article_b
""",
    "passages": """
SELECT p.article_a, p.article_b, p.position, p.start_a, p.end_a, p.start_b, p.end_b, p.words
FROM passage AS p JOIN "match" AS m ON m.article_a = p.article_a AND m.article_b = p.article_b
WHERE m.kind <> 'boilerplate' AND p.article_a IN {members} AND p.article_b IN {members}
ORDER BY p.article_a, p.article_b, p.position
""",
    "verdicts": """
SELECT v.* FROM verdicts AS v JOIN verdict AS t ON t.verdict_id = v.verdict_id
WHERE EXISTS (
    SELECT 1 FROM article AS a
    WHERE a.article_id IN {members}
      AND (t.url_key IN (a.url_key, a.final_key) OR t.other_key IN (a.url_key, a.final_key))
)
ORDER BY v.verdict_id
""",
    "pages": """
SELECT v.* FROM pages AS v JOIN page AS p ON p.page_id = v.page_id
WHERE p.url_key = :key OR p.url_key IN (SELECT url_key FROM article WHERE article_id IN {members})
ORDER BY v.page_id
""",
}
